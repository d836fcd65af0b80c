/* The search of large handbooks: drawers with pairs of characters, and pages one by one, as `render/search_index.py` writes
   them. `search.js` loads this once somebody searches there. */
(() => {
"use strict";

const HAN = "\u3000"; // what sorts below it is no Chinese character
const SHOWN = 12;
const PAUSE = 150; // milliseconds without a key, before anything is loaded

function pairsIn(text) {
  const pairs = new Set();
  let end = -1;
  [...text.toLowerCase().matchAll(/[\u3400-\u9fff]|[a-z0-9]+/g)].forEach(({ 0: word, index }, place, atoms) => {
    const next = atoms[place + 1], goesOn = next?.index === index + word.length;
    if (word < HAN || !goesOn && index !== end) pairs.add(word);
    if (goesOn) pairs.add(word + next[0]);
    end = index + word.length;
  });
  return [...pairs];
}

const isLatin = word => /^[a-z][a-z0-9]+$/.test(word);

function drawerOf(pair, drawers) {
  const name = pair > HAN ? pair : pair.slice(0, 2);
  return [...name].reduce((number, letter) => (number * 31 + letter.charCodeAt(0)) % drawers, 0);
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
  pairs.forEach((pair, place) => {
    const best = new Map();
    const drawer = drawers[place] || {};
    const found = isLatin(pair) ? Object.keys(drawer).filter(name => isLatin(name) && name.startsWith(pair)) : [pair];
    found.filter(name => drawer[name]).forEach(name => read(drawer[name], (page, impact) => {
      best.set(page, Math.max(best.get(page) || 0, impact * (name === pair ? 1 : 0.5)));
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

/* what answers questions with the help of `load`, which gives what a part of the index holds, or nothing if it cannot */
window.sopbook_parts = ({ load, drawers, withoutAsking }) => async (query, isStale) => {
  const asked = withoutAsking(query), pairs = pairsIn(asked);
  if (pairs.length) await new Promise(resolve => { setTimeout(resolve, PAUSE); });
  if (isStale()) return null;
  const best = ranked(pairs, await Promise.all(pairs.map(pair => load(`w${drawerOf(pair, drawers)}`))));
  if (isStale()) return null;
  const pages = await Promise.all(best.map(([page]) => load(`p${page}`)));
  const pieces = asked.toLowerCase().match(/[\u3400-\u9fff]+|[a-z0-9]+/g) || [];
  return { items: pages.flatMap((page, place) => page ? [shown(page, best[place][1], pieces)] : []) };
};
})();
