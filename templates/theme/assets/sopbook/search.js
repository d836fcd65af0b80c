/* The site's search: when it is loaded, what it is asked, and who answers. It runs before Material's script, whose box and
   list stay as they are: what Material takes for its worker is ours, and speaks its messages. */
(() => {
"use strict";

const [SET_UP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const { base: root, search: WORKER } = JSON.parse(document.getElementById("__config").textContent);
const base = new URL(root, location.href);
const isOpenedFromFolder = location.protocol === "file:";

const script = (src, into = document) => new Promise((resolve, reject) => {
  const element = into.createElement("script");
  Object.assign(element, { src, onload: resolve, onerror: reject });
  into.head.append(element);
});

/* --- when: nothing is loaded before somebody is about to search, or comes from there to a page whose words get marked --- */

const isBox = element => element?.matches?.(".md-search__input");
const here = new URLSearchParams(location.search);

const opened = new Promise(resolve => {
  if (here.has("q") || isBox(document.activeElement)) resolve();
  addEventListener("focusin", ({ target }) => isBox(target) && resolve());
  addEventListener("change", ({ target }) => target.id === "__search" && resolve());
});
const wanted = here.has("h") ? Promise.resolve() : opened;

const { open, send } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function (method, url, ...rest) {
  if (/\/search\/search_index\.json$/.test(url)) this.send = (...body) => wanted.then(() => send.apply(this, body));
  return open.call(this, method, url, ...rest);
};

/* Material waits for a key; what is pasted, spoken or chosen from an input method may come without one */
function tell({ target }) {
  if (isBox(target)) ["keydown", "keyup"].forEach(type => target.dispatchEvent(new Event(type)));
}
["input", "compositionend"].forEach(type => addEventListener(type, tell));

/* --- what is asked: a word that only makes a question of it says nothing --- */

const ASKING = /怎么[办做写发说回开用]?|怎样|如何|[做发说写看]?什么|可不可以|能不能|有没有|多少|哪[些个]|为什么|群里|有人|[吗呢吧啊的了]/gu;

function withoutAsking(text) {
  const left = text.replace(ASKING, " ");
  return left.trim() ? left : text;
}

/* --- Material's own engine, for most handbooks. By the words of its index it cuts a run of Chinese, but loses the run's
   last character: one that stands for none, and parts words, is put there; and 双11 is two words in the index. --- */

const NO_CHARACTER = "\u3007";
const BORDER = /(\p{sc=Han})(?=[a-z0-9])|([a-z0-9])(?=\p{sc=Han})/giu;

function sought(text) {
  const cut = run => run + NO_CHARACTER + (run.length === 3 ? ` ${run.slice(0, 2)}${NO_CHARACTER}` : "");
  return withoutAsking(text.replace(BORDER, "$& ")).replace(/\p{sc=Han}+/gu, cut);
}

const { Worker } = window;

/* a page that was opened from a folder may start no worker: its script runs in a frame */
async function framed(url) {
  const frame = document.createElement("iframe");
  frame.hidden = true;
  await new Promise(resolve => {
    frame.onload = resolve;
    document.body.append(frame);
  });
  const inside = frame.contentWindow;
  const worker = { postMessage: data => inside.dispatchEvent(new inside.MessageEvent("message", { data })) };
  inside.postMessage = data => worker.onmessage({ data });
  inside.importScripts = async (...urls) => {
    for (const one of urls) await script(one, inside.document);
  };
  window.IFrameWorker = worker; // by this name Material's script knows where its languages are
  await script(url, inside.document);
  return worker;
}

/* each industry's name by its folder, from the titles of their first pages */
function industriesIn(docs) {
  const first = docs.flatMap(({ location, title }) => {
    const match = /^industries\/([^/#]+)\/(index\.html)?$/.exec(location);
    return match ? [[match[1], title.replaceAll("\u200b", "")]] : [];
  });
  return Object.fromEntries(first);
}

function label(page, industries) {
  const [, folder, below] = /^industries\/([^/]+)\/(.*)$/.exec(page.location) || [];
  const name = below && below !== "index.html" && industries[folder];
  if (name) page.tags = [name, ...page.tags || []];
}

async function lunr(data) {
  const worker = isOpenedFromFolder ? await framed(WORKER) : new Worker(WORKER);
  const industries = industriesIn(data.docs);
  const waiting = [];
  const said = message => new Promise(resolve => {
    waiting.push(resolve);
    worker.postMessage(message);
  });
  worker.onmessage = ({ data: answer }) => waiting.shift()(answer.data);
  data.config.separator += "|" + NO_CHARACTER;
  await said({ type: SET_UP, data });
  return async query => {
    const found = await said({ type: QUERY, data: sought(query) });
    found.items.flat().filter(item => !item.location.includes("#")).forEach(page => label(page, industries));
    return found;
  };
}

/* --- the engine of large handbooks. Its index comes in scripts, so that it is the same in a site from a folder. --- */

async function inParts({ engine, folder, drawers }) {
  const loaded = {};
  const load = name => loaded[name] ||= script(new URL(`${folder}${name}.js`, base)).then(() => loaded[name], () => { delete loaded[name]; });
  window.sopbook_found = (name, value) => { loaded[name] = value; };
  await script(new URL(engine, base));
  return window.sopbook_parts({ load, drawers, withoutAsking });
}

/* --- what Material takes for its worker --- */

/* a server finds a folder's page by itself; a browser that opens a folder lists what is in it */
function toFile(item) {
  item.location = item.location.replace(/(^|\/)(?=#|$)/, "$1index.html");
}

function searchWorker() {
  const worker = new EventTarget();
  const answer = (type, data) => worker.dispatchEvent(new MessageEvent("message", { data: { type, data } }));
  let engine, latest = 0;
  worker.postMessage = async ({ type, data }) => {
    if (type === SET_UP) {
      await opened;
      engine = await (data.config.sopbook ? inParts(data.config.sopbook) : lunr(data));
      answer(READY);
    } else if (type === QUERY) {
      const turn = latest += 1;
      const isStale = () => turn !== latest;
      const found = await engine(data, isStale);
      if (isStale()) return;
      if (isOpenedFromFolder) found.items.flat().forEach(toFile);
      answer(RESULT, found);
    }
  };
  return worker;
}

window.Worker = new Proxy(Worker || class {}, {
  construct: (native, given, target) => String(given[0]) === WORKER ? searchWorker() : Reflect.construct(native, given, target),
});
})();
