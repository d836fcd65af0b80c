/* The site's search: when it is loaded, what it is asked, and what answers in large handbooks. It runs before Material's
   script, whose box and list stay as they are: what Material takes for its worker is ours, and speaks its messages. */
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

/* --- Material's own engine, for most handbooks. By the words of its index it cuts a run of Chinese, but loses the run's
   last character: one that stands for none, and parts words, is put there; and 双11 is two words in the index. --- */

const NO_CHARACTER = "\u3007";
const BORDER = /(\p{sc=Han})(?=[a-z0-9])|([a-z0-9])(?=\p{sc=Han})/giu;

function sought(text) {
  const apart = text.replace(BORDER, "$& "), left = apart.replace(ASKING, " ");
  const kept = left.trim() ? left : apart;
  const cut = run => run + NO_CHARACTER + (run.length === 3 ? ` ${run.slice(0, 2)}${NO_CHARACTER}` : "");
  return kept.replace(/\p{sc=Han}+/gu, cut);
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

/* --- the engine of large handbooks: drawers with pairs of characters, and pages one by one, as `render/search_index.py`
   writes them; scripts, so that it is the same in a site that was opened from a folder --- */

const HAN = "\u3000"; // what sorts below it is no Chinese character
const ASKED = 0.02; // what a pair counts for that only makes a question of it
const SHOWN = 20;
const PAUSE = 250; // milliseconds without a key, before anything is loaded

function pairsIn(text) {
  const question = text.toLowerCase();
  const asking = new Set([...question.matchAll(ASKING)].flatMap(({ 0: word, index }) => [...word].map((_, at) => index + at)));
  const atoms = [...question.matchAll(/[\u3400-\u9fff]|[a-z0-9]+/g)].map(({ 0: word, index }) => (
    { word, at: index, end: index + word.length, isSaid: !asking.has(index) }));
  const isQuestion = atoms.some(atom => atom.isSaid);
  const pairs = new Map();
  const put = (...parts) => {
    const pair = parts.map(part => part.word).join("");
    const share = isQuestion && parts.some(part => !part.isSaid) ? ASKED : 1;
    pairs.set(pair, Math.max(share, pairs.get(pair) || 0));
  };
  atoms.forEach((atom, place) => {
    const [before, after] = [atoms[place - 1], atoms[place + 1]];
    const follows = before?.end === atom.at, goesOn = after?.at === atom.end;
    const isAlone = !(follows && before.isSaid) && !(goesOn && after.isSaid);
    if (atom.word < HAN || (atom.isSaid || !isQuestion) && isAlone) put(atom);
    if (goesOn) put(atom, after);
  });
  return pairs;
}

const isLatin = word => /^[a-z][a-z0-9]+$/.test(word);

function drawerOf(pair, drawers) {
  const name = pair > HAN ? pair : pair.slice(0, 2);
  return [...name].reduce((number, letter) => number * 31 + letter.charCodeAt(0), 0) % drawers;
}

/* call `each` with every page that a drawer names for a pair, and what the pair says about it */
function read(record, each) {
  const [weight, ...levels] = record.split(" ");
  for (const level of levels) {
    const impact = weight * 2 ** (parseInt(level[0], 36) / 3 - 6);
    let page = -1, gap = 0, unit = 1;
    for (let at = 1; at < level.length; at += 1) {
      const code = level.charCodeAt(at), digit = code - (code > 92 ? 36 : 35);
      if (digit < 61) {
        page += gap + digit * unit + 1;
        each(page, impact);
        [gap, unit] = [0, 1];
      } else {
        gap += (digit - 61) * unit;
        unit *= 30;
      }
    }
  }
}

/* pages with their scores, best first; the end of a Latin word may be missing */
function ranked(pairs, drawers) {
  const scores = new Map();
  [...pairs].forEach(([pair, share], place) => {
    const best = new Map();
    const drawer = drawers[place] || {};
    const found = isLatin(pair) ? Object.keys(drawer).filter(name => isLatin(name) && name.startsWith(pair)) : [pair];
    found.filter(name => Object.hasOwn(drawer, name)).forEach(name => read(drawer[name], (page, impact) => {
      best.set(page, Math.max(best.get(page) || 0, share * impact * (name === pair ? 1 : 0.5)));
    }));
    best.forEach((score, page) => scores.set(page, (scores.get(page) || 0) + score));
  });
  return [...scores].sort((one, other) => other[1] - one[1] || one[0] - other[0]).slice(0, SHOWN);
}

/* the longest parts of what was asked that stand in a text; those that do not are false */
function wordsIn(pieces, text) {
  const words = {};
  for (const piece of pieces) {
    const shortest = piece < HAN ? piece.length : Math.min(2, piece.length);
    let isThere = false;
    for (let at = 0, end; at + shortest <= piece.length; at = Math.max(end, at + 1)) {
      for (end = piece.length; end >= at + shortest && !text.includes(piece.slice(at, end));) end -= 1;
      if (end >= at + shortest) isThere = words[piece.slice(at, end)] = true;
      else end = at;
    }
    if (!isThere) words[piece] = false;
  }
  return words;
}

const escaped = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`);

function marked(text, words) {
  if (!words.length) return escaped(text);
  const parts = text.split(new RegExp(`(${words.join("|")})`, "gi"));
  return parts.map((part, place) => place % 2 ? `<mark>${part}</mark>` : escaped(part)).join("");
}

function excerpt(text, words) {
  const first = words.length ? text.search(new RegExp(words.join("|"), "i")) : 0;
  const from = first < 40 ? 0 : first - 20, to = from + 120;
  return (from ? "…" : "") + marked(text.slice(from, to), words) + (to < text.length ? "…" : "");
}

/* a page as Material's list takes it: itself and those of its sections that have what was asked, best first */
function shown([url, industry, sections], score, pieces) {
  const terms = wordsIn(pieces, sections.flat().join("\n").toLowerCase());
  const words = Object.keys(terms).filter(word => terms[word]).sort((one, other) => other.length - one.length);
  const rated = sections.map(([anchor, title, text]) => {
    const has = (where, word) => where.toLowerCase().includes(word) ? word.length : 0;
    return { anchor, title, text, rate: words.reduce((sum, word) => sum + 3 * has(title, word) + has(text, word), 0) };
  });
  const most = Math.max(1e-9, ...rated.map(section => section.rate));
  return rated.filter(({ anchor, rate }) => rate || !anchor).map(({ anchor, title, text, rate }) => ({
    location: anchor ? `${url}#${anchor}` : url,
    title: marked(title, words),
    text: excerpt(text, words),
    score: score * rate / most,
    terms,
    ...!anchor && industry && { tags: [escaped(industry)] },
  })).sort((one, other) => other.score - one.score);
}

function inDrawers({ folder, drawers }) {
  const loaded = {};
  const load = name => loaded[name] ||= script(new URL(`${folder}${name}.js`, base)).then(() => loaded[name], () => { delete loaded[name]; });
  window.sopbook_found = (name, value) => { loaded[name] = value; };
  return async (query, isStale) => {
    const pairs = pairsIn(query);
    if (pairs.size) await new Promise(resolve => { setTimeout(resolve, PAUSE); });
    if (isStale()) return null;
    const at_hand = await Promise.all([...pairs.keys()].map(pair => load(`w${drawerOf(pair, drawers)}`)));
    const best = ranked(pairs, at_hand);
    if (isStale()) return null;
    const pages = await Promise.all(best.map(([page]) => load(`p${page}`)));
    const pieces = query.toLowerCase().replace(ASKING, " ").match(/[\u3400-\u9fff]+|[a-z0-9]+/g) || [];
    return { items: pages.flatMap((page, place) => page ? [shown(page, best[place][1], pieces)] : []) };
  };
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
      engine = data.config.sopbook ? inDrawers(data.config.sopbook) : await lunr(data);
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
  construct: (native, [url, ...rest]) => String(url) === WORKER ? searchWorker() : new native(url, ...rest),
});
})();
