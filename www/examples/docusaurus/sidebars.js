export default { pages: ["index", "guides/trusted-publishing"] };
