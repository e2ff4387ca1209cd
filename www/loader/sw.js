/* Keeps the page for a time without a network: its own files, checked by their hashes, and nothing else. Never keys, and
   never what is pasted, which no request has. `cargo xtask` writes the two lists when it builds the page. */

const VERSION = "";
const FILES = [];

const scope = self.registration.scope;
/** Other folders of the site may hold other versions. */
const family = `mintcheck ${scope} `;
const own = family + VERSION;
const names = new Set(FILES.map(([name]) => name));

addEventListener("install", (event) => {
  const load = async () => {
    const cache = await caches.open(own);
    const requests = FILES.map(
      ([name, integrity]) => new Request(new URL(name, scope), { cache: "no-cache", integrity }),
    );
    await cache.addAll(requests);
  };
  event.waitUntil(load());
});

addEventListener("activate", (event) => {
  const clean = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(family) && name !== own);
    await Promise.all(old.map((name) => caches.delete(name)));
  };
  event.waitUntil(clean());
});

addEventListener("message", (event) => {
  if (event.data === "change") self.skipWaiting();
});

/** The file that a request is for, if it is one of the page's. */
const file = (request) => {
  const url = new URL(request.url);
  url.search = "";
  url.hash = "";
  if (request.method !== "GET" || !url.href.startsWith(scope)) return undefined;
  const name = url.href.slice(scope.length) || "index.html";
  return names.has(name) ? name : undefined;
};

addEventListener("fetch", (event) => {
  const name = file(event.request);
  if (!name) return;
  const answer = async () => {
    const kept = await (await caches.open(own)).match(new URL(name, scope).href);
    return kept ?? fetch(event.request);
  };
  event.respondWith(answer());
});
