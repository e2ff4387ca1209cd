addEventListener("message", ({ source, data }) => {
  const frames = [...document.querySelectorAll("iframe.mintcheck")];
  const frame = frames.find((frame) => frame.contentWindow === source);
  if (frame && data?.type === "mintcheck:height") frame.style.height = `${data.height}px`;
});
