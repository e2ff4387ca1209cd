// A site made with Docusaurus, whose pages are rendered ahead and change without a reload.

const baseUrl = "/project/docs/";

export default {
  title: "Sample project",
  url: "https://docs.example",
  baseUrl,
  onBrokenLinks: "throw",
  // `static/mintcheck/` is the folder of the built page.
  scripts: [{ src: `${baseUrl}mintcheck/mintcheck.js`, type: "module" }],
  plugins: [["@docusaurus/plugin-content-docs", { routeBasePath: "/", sidebarPath: "./sidebars.js" }]],
  themes: ["@docusaurus/theme-classic"],
  themeConfig: {
    navbar: { title: "Sample project" },
    colorMode: { respectPrefersColorScheme: true },
  },
};
