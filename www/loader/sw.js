/* Keeps the page for a time without a network: its own files, checked by their hashes, and nothing else. Never keys, and
   never what is pasted, which no request has. What the page begins with is kept at once, and the rest as soon as somebody
   uses the page. `cargo xtask` writes the two lists when it builds the page. */

const VERSION = "";
/** Name, hash, and whether the page begins with it. */
const FILES = [];

const scope = self.registration.scope;
/** Other folders of the site may hold other versions. */
const family = `mintcheck ${scope} `;
const own = family + VERSION;
const names = new Map(FILES.map(([name, integrity]) => [name, integrity]));
const rest = FILES.filter(([, , isFirst]) => !isFirst);

const request = (name) => new Request(new URL(name, scope), { cache: "no-cache", integrity: names.get(name) });

/** Keeps files that are not kept yet. */
const keep = async (files) => {
  const cache = await caches.open(own);
  const kept = await Promise.all(files.map(([name]) => cache.match(new URL(name, scope).href)));
  await cache.addAll(files.filter((_, at) => !kept[at]).map(([name]) => request(name)));
};

/** Whether another version was used, and not only looked at. */
const wasUsed = async () => {
  const others = (await caches.keys()).filter((name) => name.startsWith(family) && name !== own);
  const kept = others.map(async (name) => (await caches.open(name)).match(new URL(rest[0][0], scope).href));
  return (await Promise.all(kept)).some(Boolean);
};

addEventListener("install", (event) => {
  const load = async () => keep((await wasUsed()) ? FILES : FILES.filter(([, , isFirst]) => isFirst));
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
  // Without a network there is nothing to keep; the next use asks again.
  if (event.data === "keep") event.waitUntil(keep(rest).catch(() => {}));
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
    // Of another version it would not fit.
    return kept ?? fetch(request(name));
  };
  event.respondWith(answer());
});
