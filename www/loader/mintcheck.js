/* mintcheck in another page: one script tag, and as many elements as you like.

     <script type="module" src="…/mintcheck.js"></script>
     <mintcheck-inspector index="pypi" owner="octo-org" repository="sampleproject" workflow="release.yml">
       Shown until it runs, and if it cannot.
     </mintcheck-inspector>

   The other files of the folder stay beside this one, under their names, in any folder of any site. A page's
   Content-Security-Policy needs `script-src 'self' 'wasm-unsafe-eval'`, and `connect-src 'self'` for the program, the
   styles, `jwks-src` and `profile-src`, plus the issuers' hosts if their keys are to be fetched with a click.

   Attributes; none is required, and each may change at any time:
     index         pypi, testpypi, crates.io, rubygems, npm, nuget, pub.dev, jsr, open-vsx or custom
     base-url      of `custom`, an index of your own which is asked as PyPI is: the upload URL, or any address at its host
     audience      the audience that it demands
     issuers       who may vouch for a job there: github, gitlab, google, activestate, and URLs of issuers of your own
     index-name    what it is called
     profile-src   a file of this site that says all that: {"baseUrl": …, "audience": …, "issuers": […], "name": …}
     owner         the publisher's fields, as they are registered; `repository` may also be `owner/name`
     repository
     workflow
     environment
     rules         the rules to judge by: `latest`, or a day (2026-01-28); without it, those that the paste's wording dates
     jwks-src      a file of this site with the issuers' keys, as a JSON Web Key Set
     lang          en or pt-br; without it, what was chosen here before, or else the browser's language
     theme         light or dark; otherwise (`auto`) the `color-scheme` of the page around it

   The event `verdict` says that the verdict changed. It bubbles, also out of shadow trees, and has nothing of the paste:
     event.detail = { decision: "accept" | "reject" | "undecided" | "nothing",
                      headline: "Refuses: audience is this index", status: 422, code: "invalid-publisher", index: "pypi" }
   `headline` names the check that failed; `status` and `code` are null where there is no answer, `code` also in others.

   Custom properties, on the element or anything around it:
     --mintcheck-background  --mintcheck-surface  --mintcheck-text  --mintcheck-accent
     --mintcheck-font  --mintcheck-font-mono  --mintcheck-radius
     --mintcheck-top   the height of a bar of your own that stays at the top of the window

   Where scripts are not allowed, there is the frame: `embed.html?index=pypi&owner=…`, with the attributes above in its
   address. It posts `{ type: "mintcheck:height", height }` and `{ type: "mintcheck:verdict", …detail }` to the page
   around it:
     <iframe src="…/embed.html?index=pypi" title="mintcheck" style="width: 100%; border: 0"></iframe>
     <script>
       addEventListener("message", ({ source, data }) => {
         const frame = [...document.querySelectorAll("iframe")].find((one) => one.contentWindow === source);
         if (frame && data?.type === "mintcheck:height") frame.style.height = `${data.height}px`;
       });
     </script>

   Nothing that is pasted is stored, sent, or handed to the page around the element. */

/** The languages that there are programs for: the tag in file names, and the name in itself. */
const LANGUAGES = [
  ["en", "English"],
  ["pt-br", "Português (Brasil)"],
];

/** Where the choice of a language is kept. */
const CHOICE = "mintcheck-language";

/** What an element takes, and what the program calls it. */
const ATTRIBUTES = {
  index: "index",
  owner: "owner",
  repository: "repository",
  workflow: "workflow",
  environment: "environment",
  rules: "rules",
  "jwks-src": "jwksSrc",
  "base-url": "base-url",
  audience: "audience",
  issuers: "issuers",
  "index-name": "index-name",
  "profile-src": "profileSrc",
};

/** What can be said without a program. */
const WORDS = {
  en: (why) => `mintcheck could not start: ${why}. It needs JavaScript and WebAssembly, and the files beside mintcheck.js.`,
  "pt-br": (why) =>
    `O mintcheck não pôde iniciar: ${why}. Ele precisa de JavaScript e WebAssembly, e dos arquivos ao lado de mintcheck.js.`,
};

/** What a single file carries, in place of files beside it: `program(language)` and `wasm(language)`. */
const carried = globalThis.mintcheckCarried;

const near = (name) => new URL(name, import.meta.url).href;

/** Loads something once, and again if that failed. */
const once = (load) => {
  const loaded = new Map();
  return (key) => {
    if (!loaded.has(key)) {
      const promise = load(key);
      loaded.set(key, promise);
      promise.catch(() => loaded.delete(key));
    }
    return loaded.get(key);
  };
};

const get = async (name) => {
  const response = await fetch(near(name));
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return response;
};

/** The program in a language, running: shared by all that use it. */
const program = once(async (language) => {
  if (carried) {
    const module = carried.program(language);
    await module.default({ module_or_path: await carried.wasm(language) });
    return module;
  }
  const wasm = get(`mintcheck-${language}_bg.wasm`);
  // Awaited by the program; if its other half is missing, that is said.
  wasm.catch(() => {});
  const module = await import(near(`mintcheck-${language}.js`));
  await module.default({ module_or_path: wasm });
  return module;
});

/** The styles for shadow trees. A page may change what a `rem` is for purposes of its own; here it is the reader's. */
const styles = once(async () => {
  const probe = document.createElement("i");
  probe.style.setProperty("font-size", "medium", "important");
  document.documentElement.append(probe);
  const size = parseFloat(getComputedStyle(probe).fontSize) || 16;
  probe.remove();
  const css = await (await get("mintcheck.css")).text();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css.replace(/(?<![\w.#-])(\d*\.?\d+)rem\b/g, (_, number) => `${number * size}px`));
  return sheet;
});

/** The tag of the best program for a language tag of any kind. */
const known = (tag) => {
  const wanted = String(tag ?? "").toLowerCase();
  const tags = LANGUAGES.map(([tag]) => tag);
  const main = (tag) => tag.split("-")[0];
  return tags.find((tag) => tag === wanted) ?? tags.find((tag) => main(tag) === main(wanted));
};

const chosen = () => {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    // No storage, no choice.
    return null;
  }
};

const choose = (language) => {
  try {
    localStorage.setItem(CHOICE, language);
  } catch {
    // It holds until the page is left.
  }
};

const language = (asked) => {
  for (const tag of [asked, chosen(), ...(navigator.languages ?? [])]) {
    const found = known(tag);
    if (found) return found;
  }
  return LANGUAGES[0][0];
};

/** A newer version of the page, where one is ready: it waits for the reader. */
let update;

/** Keeps the page for a time without a network, and tells when there is a newer one. */
const keepOffline = async (tell) => {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const registration = await workers.register(near("sw.js"));
  const look = () => {
    // Without a controller it is the first version, which waits for nobody.
    if (!registration.waiting || !workers.controller) return;
    update = registration.waiting;
    tell();
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  look();
  // Who only looks needs no more than what is here already.
  const used = new AbortController();
  const keep = async () => {
    used.abort();
    (await workers.ready).active.postMessage("keep");
  };
  for (const kind of ["pointerdown", "keydown", "input"]) addEventListener(kind, keep, { capture: true, signal: used.signal });
};

const changeVersion = () => {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
  update.postMessage("change");
};

/** A program in a place, whichever language it is in. */
class Mounted {
  #place;
  #around;
  #handle;
  #language;
  #chosen;
  #asked = null;
  #state;
  /** Counts what was asked for: an answer to an older question is dropped. */
  #turn = 0;

  /** `place` is what it is put into, `around` has its attributes and hears of verdicts. */
  constructor(place, around, mode) {
    this.#place = place;
    this.#around = around;
    this.mode = mode;
  }

  #options(language) {
    const options = { mode: this.mode, language, languages: LANGUAGES };
    for (const [attribute, name] of Object.entries(ATTRIBUTES)) {
      const value = this.#around.getAttribute(attribute);
      if (value !== null) options[name] = value;
    }
    if (carried) options.alone = true;
    for (const file of ["jwksSrc", "profileSrc"]) {
      if (carried) delete options[file];
      if (options[file]) options[file] = new URL(options[file], document.baseURI).href;
    }
    if (this.mode === "element") options.page = near("index.html");
    options.hasUpdate = this.mode === "page" && Boolean(update);
    options.onUpdate = changeVersion;
    options.onVerdict = (json) =>
      this.#around.dispatchEvent(
        new CustomEvent("verdict", { bubbles: true, composed: true, detail: JSON.parse(json) }),
      );
    options.onLanguage = (tag) => {
      choose(tag);
      this.#chosen = tag;
      this.show(tag, true).catch((error) => this.#complain(error, tag));
    };
    return options;
  }

  /** Shows the program of a language; what was entered goes with it, in memory. */
  async show(tag, isAct = false) {
    const turn = ++this.#turn;
    const [module] = await Promise.all([program(tag), this.ready?.()]);
    if (turn !== this.#turn) return;
    this.stop();
    const options = this.#options(tag);
    if (this.#state !== undefined) options.state = this.#state;
    const handle = module.mount(this.#place, options);
    if (!handle) throw new Error("the browser gives no element");
    this.#handle = handle;
    this.#language = tag;
    this.#place.lastElementChild.lang = LANGUAGES.find(([known]) => known === tag)[0];
    this.shown?.(tag);
    // Drawn a moment later.
    if (isAct) requestAnimationFrame(() => this.#place.querySelector("[data-testid=language]")?.focus());
  }

  /** Takes the attributes as they are now. */
  update() {
    const asked = this.#around.getAttribute("lang");
    if (asked !== this.#asked) this.#chosen = undefined;
    this.#asked = asked;
    const wanted = this.#chosen ?? language(asked);
    if (!this.#handle || wanted !== this.#language) return this.show(wanted);
    // A language that was asked for in between, and is not there yet, is not wanted any more.
    this.#turn += 1;
    this.#handle.update(this.#options(wanted));
  }

  /** Ends the program; what was entered stays here. */
  stop() {
    if (!this.#handle) return;
    this.#state = this.#handle.state();
    this.#handle.destroy();
    this.#handle = undefined;
  }

  /** Drops what was asked for and is not there yet. */
  forget() {
    this.#turn += 1;
    this.stop();
  }

  #complain(error, tag) {
    complain(this.#place, error, tag);
  }
}

/** Says in a place why there is no program in it. */
const complain = (place, error, tag) => {
  console.error(error);
  const message = document.createElement("p");
  message.setAttribute("role", "alert");
  message.dataset.mintcheckError = "";
  message.textContent = WORDS[tag](error?.message ?? String(error));
  place.querySelector("[data-mintcheck-error]")?.remove();
  (place.querySelector(":scope > :not([hidden]) .paste-start") ?? place).append(message);
};

class Inspector extends HTMLElement {
  static observedAttributes = [...Object.keys(ATTRIBUTES), "lang"];

  #shadow = this.attachShadow({ mode: "open" });
  #mounted = new Mounted(this.#shadow, this, "element");
  #isChanged = false;

  constructor() {
    super();
    // What stands between the tags is seen until the program is.
    this.#shadow.append(document.createElement("slot"));
    this.#mounted.ready = async () => {
      this.#shadow.adoptedStyleSheets = [await styles("")];
    };
    this.#mounted.shown = () => {
      for (const child of [...this.#shadow.children]) {
        if (!child.classList.contains("mintcheck")) child.remove();
      }
    };
    // A site's own keys are for its own text, and it cannot see that a box in here has the focus.
    for (const kind of ["keydown", "keypress", "keyup"]) {
      this.#shadow.addEventListener(kind, (event) => {
        const isCommand = event.altKey || event.ctrlKey || event.metaKey;
        if (!isCommand && event.composedPath()[0].matches?.("input, select, textarea")) event.stopPropagation();
      });
    }
    // A fragment in a shadow tree is no address: what such a link means is done by hand.
    this.#shadow.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href^='#']");
      if (!link) return;
      event.preventDefault();
      const target = this.#shadow.getElementById(link.getAttribute("href").slice(1));
      target?.scrollIntoView();
      target?.focus({ preventScroll: true });
    });
  }

  connectedCallback() {
    this.#look();
  }

  disconnectedCallback() {
    // Moved elements are back at once.
    queueMicrotask(() => {
      if (!this.isConnected) this.#mounted.forget();
    });
  }

  attributeChangedCallback(_name, old, value) {
    if (old !== value) this.#look();
  }

  /** Several changes at once are one. */
  #look() {
    if (this.#isChanged) return;
    this.#isChanged = true;
    queueMicrotask(async () => {
      this.#isChanged = false;
      if (!this.isConnected) return;
      try {
        await this.#mounted.update();
      } catch (error) {
        complain(this.#shadow, error, language(this.getAttribute("lang")));
      }
    });
  }
}

/** Says the page's language, also where it is installed. */
const speak = (tag) => {
  document.documentElement.lang = tag;
  const manifest = document.querySelector("link[rel=manifest]");
  const own = near(`manifest${tag === LANGUAGES[0][0] ? "" : `-${tag}`}.webmanifest`);
  // Browsers load it again for the same address, too.
  if (manifest && manifest.href !== own) manifest.href = own;
};

/** The page of its own, or in a frame: the element that `index.html` or `embed.html` has for it. */
const showPage = async (place, mode) => {
  const mounted = new Mounted(place, place, mode);
  const tag = language(place.getAttribute("lang"));
  speak(tag);
  for (const child of place.children) child.hidden = child.lang !== tag;
  mounted.shown = (tag) => {
    for (const child of [...place.children]) {
      if (!child.classList.contains("mintcheck")) child.remove();
    }
    speak(tag);
  };
  document.documentElement.dataset.theme = place.getAttribute("theme") ?? "auto";
  try {
    await mounted.show(tag);
  } catch (error) {
    complain(place, error, tag);
    return;
  }
  if (mode === "page" && "offline" in place.dataset && !carried) {
    // After all that the page itself needs.
    if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
    // A browser may not want to; then there is only the network.
    keepOffline(() => mounted.update()).catch(() => {});
  }
};

/** A frame has its attributes in its address, behind `?` or `#`, and tells the page around it of its height. */
const showFrame = (place) => {
  for (const part of [location.search.slice(1), location.hash.slice(1)]) {
    for (const [name, value] of new URLSearchParams(part)) {
      if (name in ATTRIBUTES || name === "lang" || name === "theme") place.setAttribute(name, value);
    }
  }
  const tell = (message) => {
    // Neither says anything of the paste, so that any page may hear it.
    if (parent !== window) parent.postMessage(message, "*");
  };
  place.addEventListener("verdict", ({ detail }) => tell({ type: "mintcheck:verdict", ...detail }));
  new ResizeObserver(() => {
    tell({ type: "mintcheck:height", height: Math.ceil(place.getBoundingClientRect().height) });
  }).observe(place);
  return showPage(place, "element");
};

// A page may have the script twice, under two addresses.
if (!customElements.get("mintcheck-inspector")) customElements.define("mintcheck-inspector", Inspector);

const place = document.querySelector("[data-mintcheck-page], [data-mintcheck-frame]");
if (place && "mintcheckFrame" in place.dataset) showFrame(place);
else if (place) showPage(place, "page");
