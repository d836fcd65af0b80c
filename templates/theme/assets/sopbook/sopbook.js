/* What pages can do beyond being read, and what their scripts share. The function around it all is not indented. */
(() => {
"use strict";

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(pair => element.setAttribute(...pair));
  element.append(...children);
  return element;
}

const span = (name, text) => make("span", { class: name }, text);

/* --- the reader's clock: "yyyy-mm-dd" and "hh:mm", in a zone or in the reader's own --- */

const clocks = {}; // a browser takes its time to make one

function now(timeZone, at = new Date()) {
  const two = "2-digit";
  const options = { timeZone, year: "numeric", month: two, day: two, hour: two, minute: two, hourCycle: "h23" };
  const found = {};
  (clocks[timeZone] ||= new Intl.DateTimeFormat("en", options)).formatToParts(at).forEach(part => { found[part.type] = part.value; });
  return { date: `${found.year}-${found.month}-${found.day}`, time: `${found.hour}:${found.minute}` };
}

const dayNumber = iso => Math.round(Date.parse(iso + "T00:00:00Z") / 864e5);
const isoOf = number => new Date(number * 864e5).toISOString().slice(0, 10);

const weekdayOf = (number, words) => words.weekdays.split(",")[(number + 3) % 7];

function dateOf(number) {
  const iso = isoOf(number);
  return make("time", { datetime: iso }, +iso.slice(5, 7) + "-" + +iso.slice(8));
}

function mark(day, label, text) {
  day.classList.add("is-today");
  day.setAttribute("aria-current", "date");
  label.prepend(span("sop-today", text));
}

const asked = name => new URLSearchParams(location.search).get(name);

/* put what was chosen into the address's query, and return it */
function setQuery(chosen) {
  const query = new URLSearchParams(location.search);
  Object.entries(chosen).forEach(([name, value]) => value ? query.set(name, value) : query.delete(name));
  const text = query.toString() ? "?" + query : "";
  history.replaceState(history.state, "", location.pathname + text + location.hash);
  return text;
}

/* what a browser may refuse */
function tried(action) {
  try { return action(); } catch { return null; }
}

/* --- data: fetched as JSON; on file:, where nothing can be fetched, a script beside it hands over the same --- */

const loaded = data => { document.currentScript.sopbook = data; };

function load(url) {
  if (location.protocol !== "file:") return fetch(url).then(answer => answer.ok ? answer.json() : Promise.reject(answer.status));
  return new Promise((done, failed) => {
    const script = make("script", { src: url + ".js" });
    script.addEventListener("load", () => done(script.sopbook));
    script.addEventListener("error", failed);
    document.head.append(script);
  });
}

/* --- copying: the clipboard, else the old command, else the text is selected --- */

function oldCopy(text) {
  const field = make("textarea", { readonly: "", "aria-hidden": "true", class: "sop-offscreen" });
  const focused = document.activeElement;
  field.value = text;
  (one("dialog[open]") || document.body).append(field); // beside an open dialog nothing can be selected
  field.select();
  field.setSelectionRange(0, text.length);
  const done = tried(() => document.execCommand("copy"));
  field.remove();
  focused?.focus?.({ preventScroll: true });
  return done ? Promise.resolve() : Promise.reject();
}

function copy(text) {
  const old = () => oldCopy(text);
  return tried(() => navigator.clipboard.writeText(text).catch(old)) || old();
}

function tell(button, state) {
  const said = one("#sop-said");
  const label = button.dataset.label ||= button.textContent;
  said.textContent = button.textContent = button.dataset[state];
  button.classList.remove("is-done", "is-failed");
  button.classList.add("is-" + state);
  clearTimeout(button.sopTimer);
  button.sopTimer = setTimeout(() => {
    button.textContent = label;
    button.classList.remove("is-" + state);
    said.textContent = "";
  }, state === "done" ? 2000 : 6000);
}

/* where nothing may be copied for the reader: the text in a field, all of it selected */
function offer(button, text) {
  const box = button.closest(".sop-copy, .sop-feed") || button.parentElement;
  const field = one(".sop-copy__field", box) || make("textarea", { class: "sop-field sop-copy__field", readonly: "", rows: "4", "aria-label": button.dataset.failed });
  field.value = text;
  box.append(field);
  field.focus();
  field.setSelectionRange(0, text.length);
}

function copyFrom(button, text) {
  copy(text).then(() => tell(button, "done"), () => {
    offer(button, text);
    tell(button, "failed");
  });
}

/* what authors wrote as a block of text is there to be copied, like what we make */
function copyable(block) {
  block.classList.add("sop-copy");
  one("code", block).classList.add("sop-copy__text");
  block.append(document.getElementById("sop-copy").content.cloneNode(true));
}

/* a text on other phones: narrower, or with larger type */
function chooseScreen(chosen) {
  const phone = chosen.closest(".sop-phone");
  phone.dataset.screen = chosen.dataset.screen;
  all(".sop-size", phone).forEach(size => size.setAttribute("aria-pressed", String(size === chosen)));
}

function onClick(event) {
  const button = event.target.closest?.("button");
  if (!button) return;
  if (button.matches(".sop-copy__button")) copyFrom(button, one(".sop-copy__text", button.closest(".sop-copy")).textContent);
  else if (button.matches(".sop-feed__copy")) copyFrom(button, new URL(button.dataset.link, location.href).href);
  else if (button.matches(".sop-size")) chooseScreen(button);
  else if (button.matches(".sop-search")) openSearch();
}

/* Material's search, opened from elsewhere on the page */
function openSearch() {
  const toggle = document.getElementById("__search");
  if (!toggle.checked) toggle.click();
  one("[data-md-component=search-query]").focus();
}

/* --- files. Browsers inside apps neither download nor subscribe: a dialog says how to get out of them --- */

const APPS = [[/wxwork/i, "企业微信", "WeCom"], [/MicroMessenger/i, "微信", "WeChat"], [/\bQQ\//, "QQ", "QQ"], [/DingTalk/i, "钉钉", "DingTalk"],
  [/Feishu|Lark/i, "飞书", "Feishu"], [/Weibo/i, "微博", "Weibo"], [/xhsdiscover|XiaoHongShu/i, "小红书", "Xiaohongshu"],
  [/aweme|BytedanceWebview/i, "抖音", "Douyin"], [/Kwai/i, "快手", "Kuaishou"], [/AlipayClient/i, "支付宝", "Alipay"]];
const app = APPS.find(([pattern]) => pattern.test(navigator.userAgent));
const FILES = 'a[download], a[href^="webcal:"], a:is([href$=".ics"], [href$=".xlsx"], [href$=".csv"])';

/* whether an app's browser was told how to get at the file; otherwise it is to be had here */
function outside(address) {
  const dialog = app && one(".sop-outside");
  if (!dialog) return false;
  const asText = one("#schedule, .sop-months a[aria-current], .sop-months a");
  one("h2", dialog).textContent = dialog.dataset.title.replace("{app}", app[/^zh/.test(document.documentElement.lang) ? 1 : 2]);
  one(".sop-copy__text", dialog).textContent = address.replace(/^webcal:/, location.protocol);
  one(".sop-outside__text", dialog).hidden = !asText;
  if (asText) one(".sop-outside__text", dialog).href = asText.href || "#schedule";
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", "");
  return true;
}

function onFile(event) {
  const link = event.target.closest?.(FILES), dialog = event.target.closest?.(".sop-outside");
  if (link && outside(link.href)) event.preventDefault();
  if (!dialog || !event.target.matches(".sop-outside, .sop-outside__close, a")) return;
  if (dialog.close) dialog.close();
  else dialog.removeAttribute("open");
}

/* hand over a file that was made here */
function save(name, type, content) {
  if (outside(location.href)) return;
  const file = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: file, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(file), 6e4);
}

function subscribe(link) {
  if (!/^http/.test(location.protocol)) return;
  link.href = link.dataset.webcal || new URL(link.getAttribute("href"), location.href).href.replace(/^https?:/, "webcal:");
}

/* bit `index` of a number written in hexadecimal */
function bit(hex, index) {
  const digit = hex.charAt(hex.length - 1 - (index >> 2));
  return digit !== "" && (parseInt(digit, 16) >> (index & 3) & 1) === 1;
}

function overdue(time) {
  if (time.getAttribute("datetime") < now().date) time.append(make("b", {}, time.dataset.overdue));
}

/* a box of a checklist can be ticked, on its text too. This browser keeps the ticks of a page by what the items say:
   their places change */
function tickable(box) {
  const item = box.closest("li"), says = box.getAttribute("aria-label"), key = "sopbook.ticks:" + location.pathname;
  const kept = () => tried(() => JSON.parse(localStorage.getItem(key))) ?? {};
  box.checked = kept()[says] ?? box.checked;
  box.disabled = false;
  box.addEventListener("change", () => tried(() => localStorage.setItem(key, JSON.stringify({ ...kept(), [says]: box.checked }))));
  item.addEventListener("click", event => {
    if (event.target.closest("a, button, label, li") === item && getSelection().isCollapsed) box.click();
  });
}

/* what Material's script makes of code and leaves without a name */
function name() {
  all(".md-annotation__index").forEach(link => link.setAttribute("aria-label", link.firstElementChild.dataset.mdAnnotationId));
  all(".md-code__nav").forEach(buttons => buttons.setAttribute("role", "none"));
}

document.body.append(make("div", { id: "sop-said", role: "status", class: "sop-offscreen" }));
document.addEventListener("click", onClick);
document.addEventListener("click", onFile);
all(".sop-feed__subscribe").forEach(subscribe);
if (!JSON.parse(one("#__config").textContent).features.includes("content.code.copy")) all(".md-typeset .highlight").forEach(copyable);
all(".sop-review").forEach(overdue);
all(".task-list-item input[aria-label]").forEach(tickable);
addEventListener("load", name);
all(`.sop-months a[data-month="${now().date.slice(0, 7)}"]`).forEach(link => link.setAttribute("aria-current", "date"));
window.sopbook = { all, one, make, span, now, dayNumber, isoOf, weekdayOf, dateOf, mark, asked, setQuery, tried, copyFrom, app, save, bit, load, loaded };
})();
