/* The handbook's service worker: pages that were opened once can be read without a network.
   To be rid of it on readers' devices, publish once with `offline: false` among the plugin's options. */
"use strict";

const VERSION = {{ version }};
const SAID = {{ said }};
const NAME = {{ name }};

const ROOT = new URL("./", location.href);
const TODAY = new URL({{ today }}, ROOT).href;
const MINE = `sopbook:${ROOT.href}:`; // another handbook on the same host has caches of its own
const CACHE = MINE + VERSION;
const PATIENCE = 3000; // milliseconds for the network before what is kept is shown
const LIMITS = { page: 60, versioned: 100, search: 100, other: 200 };

const NEVER = /^(feeds|sheets)\/|\.(ics|xlsx|csv|pdf|zip|gz|xml)$/;
const PAGE = /(^|\/|\.html)$/;
const VERSIONED = /\.[0-9a-f]{8}\.min\.\w+$|\?v=\w+$|\/inline\/\w+\.js$/; // the name changes with the content

/* --- what is kept, and under which address: pages whatever the query, everything else as it was asked for --- */

function kindOf(url) {
  if (!url.href.startsWith(ROOT.href)) return null;
  const path = url.pathname.slice(ROOT.pathname.length);
  if (NEVER.test(path)) return null;
  if (PAGE.test(path)) return "page";
  return VERSIONED.test(path + url.search) ? "versioned" : path.startsWith("search/") ? "search" : "other";
}

const keyOf = url => url.origin + (kindOf(url) === "page" ? url.pathname.replace(/\/index\.html$/, "/") : url.pathname + url.search);

async function keep(cache, key, answer) {
  if ([404, 410].includes(answer.status)) await cache.delete(key);
  if (answer.status === 200 && answer.type === "basic" && !answer.redirected) await cache.put(key, answer);
}

/* of each kind the newest stay */
async function trim(cache) {
  const left = { ...LIMITS };
  for (const request of (await cache.keys()).reverse()) {
    if (left[kindOf(new URL(request.url))]-- <= 0) await cache.delete(request);
  }
}

/* what a page loaded before it had this worker: it is in the browser's own cache */
async function keepLoaded(addresses) {
  const cache = await caches.open(CACHE);
  const urls = addresses.map(address => new URL(address)).filter(kindOf);
  await Promise.allSettled(urls.map(async url => {
    if (!await cache.match(keyOf(url))) await keep(cache, keyOf(url), await fetch(url, { cache: "force-cache" }));
  }));
  await trim(cache);
}

/* --- answers --- */

const stored = key => caches.match(key, { cacheName: CACHE });

/* the network's answer, which is kept by the way unless another version has taken over meanwhile */
async function fetched(event, key) {
  const answer = await fetch(event.request), copy = answer.clone();
  const kept = caches.has(CACHE).then(async isMine => isMine && keep(await caches.open(CACHE), key, copy));
  event.waitUntil(kept.catch(() => { /* no room: it is not there without a network */ }));
  return answer;
}

async function storedFirst(event, key) {
  return await stored(key) || fetched(event, key);
}

async function networkFirst(event, key) {
  const fresh = fetched(event, key);
  event.waitUntil(fresh.catch(() => { /* answered below */ }));
  const late = new Promise(done => { setTimeout(done, PATIENCE); });
  const first = await Promise.race([fresh, late]).catch(() => null);
  if (first && first.status < 500) return first;
  return await stored(key) || fresh.catch(() => event.request.mode === "navigate" ? noPage() : Response.error());
}

async function pagesKept() {
  const cache = await caches.open(CACHE);
  const requests = (await cache.keys()).filter(request => kindOf(new URL(request.url)) === "page").reverse();
  const pages = await Promise.all(requests.map(async ({ url }) => {
    const text = await (await cache.match(url)).text();
    return [url, (/<title>([^<]*)<\/title>/.exec(text) || ["", url])[1]];
  }));
  return pages.sort(([a], [b]) => (b === TODAY) - (a === TODAY));
}

async function noPage() {
  const links = (await pagesKept()).map(([url, title]) =>
    `<li><a href="${url.replaceAll("&", "&amp;")}">${title.replace(` - ${NAME}`, "")}</a></li>`).join("");
  const nonce = crypto.randomUUID();
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; base-uri 'none'`;
  return new Response(`<!doctype html>
<html lang="{{ lang }}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${SAID.title}</title>
<style>
:root { color-scheme: light dark; --paper: #fbfaf7; --ink: #1d2624; --brand: #0b6b58; --on-brand: #fff; --card: #fff; --line: #e4e0d6; }
@media (prefers-color-scheme: dark) { :root { --paper: #1a2120; --ink: #e6ecea; --brand: #74d6bd; --on-brand: #06251e; --card: #242d2c; --line: #3a4644; } }
body { max-width: 34rem; margin: 0 auto; padding: 3rem 1.2rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.75 -apple-system, BlinkMacSystemFont, "Segoe UI", "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
svg { width: 2.5rem; fill: var(--brand); }
h1 { margin: .5rem 0; font-size: 1.5rem; line-height: 1.35; }
ul { padding: 0; list-style: none; }
li a { display: block; margin: .5rem 0; padding: .6rem .9rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); color: var(--brand); text-decoration: none; }
.again { display: inline-block; margin: .5rem 0 1.5rem; padding: .5rem 1.4rem; border-radius: .5rem; background: var(--brand); color: var(--on-brand); text-decoration: none; }
</style>
<main><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6.5 1 12 6.5 6.5 12 1 6.5zM14 2.5h8v8h-8zM6.5 13a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9M18 13l5 9H13z"/></svg>
<h1>${SAID.title}</h1><p>${SAID.missing}</p><a class="again" href="">${SAID.again}</a>
${links && `<p>${SAID.kept}</p><ul>${links}</ul>`}</main>
<script nonce="${nonce}">addEventListener("online", () => setTimeout(() => location.reload(), 1000));</script></html>`,
  { status: 503, headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy } });
}

/* --- life: a new build is a new version, which takes over what was kept and drops the older caches --- */

async function takeOver() {
  const cache = await caches.open(CACHE);
  const older = (await caches.keys()).filter(name => name.startsWith(MINE) && name !== CACHE);
  for (const name of older) {
    const old = await caches.open(name);
    for (const request of await old.keys()) {
      if (!await cache.match(request)) await cache.put(request, await old.match(request));
    }
    await caches.delete(name);
  }
  await clients.claim();
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(takeOver()));
addEventListener("message", event => event.waitUntil(keepLoaded(event.data.loaded)));
addEventListener("fetch", event => {
  const { request } = event, url = new URL(request.url), kind = kindOf(url);
  if (!kind || request.method !== "GET" || request.headers.has("range")) return;
  event.respondWith((kind === "versioned" ? storedFirst : networkFirst)(event, keyOf(url)));
});
