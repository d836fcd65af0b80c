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

function now(timeZone) {
  const two = "2-digit";
  const options = { timeZone, year: "numeric", month: two, day: two, hour: two, minute: two, hourCycle: "h23" };
  const found = {};
  new Intl.DateTimeFormat("en", options).formatToParts(new Date()).forEach(part => { found[part.type] = part.value; });
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
  document.body.append(field);
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

function copyFrom(button, text, shown) {
  copy(text).then(() => tell(button, "done"), () => {
    if (shown) getSelection().selectAllChildren(shown);
    tell(button, "failed");
  });
}

function onClick(event) {
  const button = event.target.closest?.("button");
  if (!button) return;
  if (button.matches(".sop-copy__button")) {
    const text = one(".sop-copy__text", button.closest(".sop-copy"));
    copyFrom(button, text.textContent, text);
  } else if (button.matches(".sop-feed__copy")) {
    const feed = button.closest(".sop-feed");
    const link = new URL(button.dataset.link, location.href).href;
    if (!one(".sop-feed__link", feed)) feed.append(make("code", { class: "sop-feed__link" }));
    const shown = one(".sop-feed__link", feed);
    shown.textContent = link;
    copyFrom(button, link, shown);
  }
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

document.body.append(make("div", { id: "sop-said", role: "status", class: "sop-offscreen" }));
document.addEventListener("click", onClick);
all(".sop-feed__subscribe").forEach(subscribe);
all(".sop-review").forEach(overdue);
all(`.sop-months a[data-month="${now().date.slice(0, 7)}"]`).forEach(link => link.setAttribute("aria-current", "date"));
window.sopbook = { all, one, make, span, now, dayNumber, isoOf, weekdayOf, dateOf, mark, asked, setQuery, tried, copyFrom, bit, load, loaded };
})();
