/* What a page can do beyond being read. The function around it all is not indented. */
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

/* --- search: what is typed, as Material's worker should get it. By the words of its index it cuts a run of Chinese, but
   loses the run's last character: one that stands for none, and parts words, is put there. A word that only makes a
   question of it says nothing, and 双11 is two words in the index. --- */

const NO_CHARACTER = "\u3007";
const [SET_UP, QUERY] = [0, 2];
const ASKING = /怎么[办做写发说回开用]?|怎样|如何|[做发说写看]?什么|可不可以|能不能|有没有|多少|哪[些个]|为什么|群里|有人|[吗呢吧啊的了]/gu;
const BORDER = /(\p{sc=Han})(?=[a-z0-9])|([a-z0-9])(?=\p{sc=Han})/giu;

let isParted = false; // whether the worker knows that the character parts words: the index may be there before this script

function sought(text) {
  const apart = text.replace(BORDER, "$& "), left = apart.replace(ASKING, " ");
  const kept = left.trim() ? left : apart;
  const end = isParted ? NO_CHARACTER : "";
  return kept.replace(/\p{sc=Han}+/gu, run => run + end + (run.length === 3 ? ` ${run.slice(0, 2)}${end}` : ""));
}

if (window.Worker) {
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    const { type, data } = message || {};
    if (type === SET_UP && data?.config?.separator) {
      data.config.separator += "|" + NO_CHARACTER;
      isParted = true;
    }
    if (type === QUERY && typeof data === "string") message = { ...message, data: sought(data) };
    return postMessage.call(this, message, ...rest);
  };
}

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

/* --- a playbook's next days --- */

/* bit `index` of a number written in hexadecimal */
function bit(hex, index) {
  const digit = hex.charAt(hex.length - 1 - (index >> 2));
  return digit !== "" && (parseInt(digit, 16) >> (index & 3) & 1) === 1;
}

function postLine([slot, time, title, kind], words, clock) {
  const line = make("a", { class: "sop-line", "data-kind": kind, href: "#slot-" + slot }, make("time", {}, time), make("span", {}, title));
  if (clock && time.slice(0, 5) < clock) line.classList.add("is-past");
  else if (clock && !words.told) {
    words.told = true;
    line.append(span("sop-soon", words.soon));
  }
  return make("li", {}, line);
}

function fillDay(section, number, plan, words, clock) {
  const posts = plan.posts.filter(post => bit(post[4], number - plan.first));
  const name = make("h3", { class: "sop-day__name" }, dateOf(number), span("", weekdayOf(number, words)));
  section.dataset.date = isoOf(number);
  if (clock) mark(section, name, words.today);
  section.replaceChildren(name, posts.length
    ? make("ul", { class: "sop-day__posts" }, ...posts.map(post => postLine(post, words, clock)))
    : make("p", { class: "sop-day__none" }, words.nothing));
}

function nextDays(box) {
  const plan = JSON.parse(box.dataset.plan);
  const clock = now(plan.zone);
  const today = dayNumber(clock.date);
  const end = dayNumber(plan.end);
  plan.first = dayNumber(plan.start);
  if (today < plan.first || today >= end) return;
  const words = { ...box.dataset };
  all(".sop-day", box).forEach((section, index) => {
    if (today + index < end) fillDay(section, today + index, plan, words, index ? "" : clock.time);
    else section.remove();
  });
  /* on a phone the days after stay folded, unless there is nothing to do today */
  if (one(".sop-line", box.firstElementChild) && matchMedia("(max-width: 44.98em)").matches) one(".sop-later", box).open = false;
}

/* a link to a slot opens its texts */
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches(".sop-slot")) one("details", target)?.setAttribute("open", "");
}

function overdue(time) {
  if (time.getAttribute("datetime") < now().date) time.append(make("b", {}, time.dataset.overdue));
}

/* --- a group's life from the chosen day: the events of `sopbook calendar --start` --- */

/* place of the post, day of the life, date, start and end in minutes of UTC, whether days off are unknown */
function lifeEvents(plan, start) {
  const utc = minute => minute - plan.clock.filter(change => change[0] <= minute).pop()[1];
  const told = {};
  return plan.posts.flatMap(([slot, when, first, last, begin, end], place) => {
    const days = new Map();
    const moved = [];
    const put = (n, day) => bit(plan.closed, day - plan.first) || days.has(day) || days.set(day, n);
    for (let n = first, day = start + n - 1; n <= last; n += 1, day += 1) {
      if (!bit(plan.closed, day - plan.first) && plan.moves[day]) moved.push([n, plan.moves[day]]);
      else put(n, day);
    }
    moved.forEach(pair => put(...pair));
    return [...days].map(([day, n]) => {
      const from = utc(day * 1440 + begin);
      const to = end === null ? from + plan.lasts : utc(day * 1440 + end);
      const unsure = plan.unknown.includes(+isoOf(day).slice(0, 4));
      return { place, n, day, from, to: to > from ? to : from + end - begin, unsure, once: [slot, when, from] };
    });
  }).filter(({ once }) => !told[once] && (told[once] = true));
}

function lifeFeed(plan, start, events) {
  const plain = iso => iso.replace(/[-:]|\.000/g, "");
  const at = minute => plain(new Date(minute * 6e4).toISOString());
  return plan.head + events.map(({ place, n, from, to, unsure }) => {
    const [slot, , , , , , uid] = plan.posts[place];
    return ["BEGIN:VEVENT", `UID:${uid}${plain(isoOf(start + n - 1))}@sopbook`, "DTSTART:" + at(from), "DTEND:" + at(to),
      ...(unsure ? ["STATUS:TENTATIVE"] : []), plan.slots[slot]].join("\r\n");
  }).join("") + "END:VCALENDAR\r\n";
}

function life(box) {
  const words = box.dataset;
  const plan = JSON.parse(words.plan);
  const [input, list, said, actions, download, share] = ["input", "ol", "[role]", "[hidden]", ".sop-button", ".sop-feed__copy"].map(name => one(name, box));
  const undated = [...list.children];
  const key = "sopbook.start." + plan.id;
  const today = dayNumber(now(plan.zone).date);
  let start, events;

  function note(line, event, day) {
    const date = event && dateOf(event.day).textContent + " " + weekdayOf(event.day, words);
    line.append(span("sop-soon", !event ? words.skipped : event.day !== day ? words.moved.replace("{day}", date) : event.unsure ? words.unknown : ""));
    line.classList.toggle("is-past", !event);
    if (event?.day === today && today !== day) line.append(span("sop-today", words.today));
  }

  function dated(item, n, last) {
    const day = start + n - 1;
    const end = start + last - 1;
    const copied = item.cloneNode(true);
    const name = one("h3", copied);
    if (n === last) name.textContent = words.day.replace("{n}", n);
    name.append(dateOf(day), n < last ? dateOf(end) : span("", weekdayOf(day, words)));
    if (day <= today && today <= end) mark(copied, name, words.today);
    all("a", copied).forEach(line => note(line, events.find(event => event.n === n && event.place === +line.dataset.post), day));
    return copied;
  }

  function choose(value) {
    input.value = value;
    const known = input.value && input.checkValidity();
    start = dayNumber(value);
    events = known ? lifeEvents(plan, start) : [];
    list.replaceChildren(...undated.flatMap(item => {
      const [first, last] = item.dataset.days.split("-").map(Number);
      if (!known) return item;
      if (!one("a", item)) return dated(item, first, last);
      return Array.from({ length: last - first + 1 }, (_, index) => dated(item, first + index, first + index));
    }));
    actions.hidden = !events.length;
    said.textContent = !value ? words.choose : !known ? words.outside : events.length ? "" : words.none;
    share.dataset.link = setQuery({ start: known && value });
    if (known || !value) tried(() => localStorage.setItem(key, value));
  }

  input.addEventListener("change", () => choose(input.value));
  download.addEventListener("click", () => {
    if (/MicroMessenger/.test(navigator.userAgent)) {
      said.textContent = words.blocked;
      share.click();
      return;
    }
    const file = URL.createObjectURL(new Blob([lifeFeed(plan, start, events)], { type: "text/calendar" }));
    make("a", { href: file, download: `${plan.id}-${input.value}.ics` }).click();
    setTimeout(() => URL.revokeObjectURL(file), 6e4);
  });
  choose(asked("start") ?? tried(() => localStorage.getItem(key)) ?? "");
}

/* --- a month: today, filters, days too full to be shown at once --- */

function markToday(table) {
  const cell = one(`td[data-date="${now().date}"]`, table);
  if (!cell) return;
  mark(cell, one(".sop-date", cell), table.dataset.today);
  const link = one(".sop-pager__today");
  link.hidden = false;
  link.href = "#" + cell.id;
}

function rowPost([place, slot, time, title, kind, role, person], playbooks, base) {
  const [id, name, page] = playbooks[place];
  return make("li", { class: "sop-post", "data-playbook": id, "data-role": role, "data-kind": kind },
    make("a", { href: base + page + "#slot-" + slot }, make("time", {}, time), " ", span("sop-post__what", title), " ", make("small", {}, name + " · " + person)));
}

function month(table) {
  const form = one(".sop-filter");
  const selects = all("select", form);
  const none = one(".sop-filter__none");
  const steps = all(".sop-pager__step").map(link => [link, link.getAttribute("href")]);
  const dense = all("td", table).filter(cell => one(".sop-counts", cell));
  let data = null;

  function read() {
    selects.forEach(select => {
      select.value = asked(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    });
  }

  const chosen = () => Object.fromEntries(selects.map(select => [select.name, select.value]));

  /* fill the overfull days with the chosen playbook's posts, or give them back their counts */
  function fill(playbook) {
    dense.forEach(cell => {
      const day = +cell.dataset.date.slice(8);
      const rows = playbook && data ? data.posts.filter(row => data.playbooks[row[0]][0] === playbook && row[7] >> (day - 1) & 1) : [];
      one(".sop-posts", cell).replaceChildren(...rows.map(row => rowPost(row, data.playbooks, table.dataset.base)));
      cell.classList.toggle("is-filled", !!(playbook && data));
    });
  }

  function show() {
    const wanted = chosen();
    selects.forEach(select => select.classList.toggle("is-set", !!select.value));
    if (dense.length) fill(wanted.playbook);
    all(".sop-post", table).forEach(post => {
      post.hidden = Object.keys(wanted).some(name => wanted[name] && post.dataset[name] !== wanted[name]);
    });
    all(".sop-counts li", table).forEach(count => {
      count.hidden = wanted.kind && count.dataset.kind !== wanted.kind;
    });
    const left = all("td[data-date]", table).filter(cell => {
      const some = one(cell.matches(".is-filled") ? ".sop-post:not([hidden])" : ".sop-post:not([hidden]), .sop-counts li:not([hidden])", cell);
      cell.classList.toggle("is-blank", !some);
      return some;
    });
    none.textContent = left.length ? "" : none.dataset.none;
  }

  function change() {
    const text = setQuery(chosen());
    steps.forEach(([link, href]) => link.setAttribute("href", href + text));
    show();
    if (!dense.length || data || !one("[name=playbook]", form).value) return;
    fetch(table.dataset.source)
      .then(answer => answer.json())
      .then(found => { data = found; show(); }, () => { /* the counts stay */ });
  }

  form.addEventListener("change", change);
  form.addEventListener("submit", event => event.preventDefault());
  addEventListener("pageshow", event => { if (event.persisted) { read(); change(); } });
  read();
  change();
  markToday(table);
}

document.body.append(make("div", { id: "sop-said", role: "status", class: "sop-offscreen" }));
document.addEventListener("click", onClick);
all(".sop-feed__subscribe").forEach(subscribe);
all(".sop-next").forEach(nextDays);
all(".sop-life").forEach(life);
all(".sop-review").forEach(overdue);
all(`.sop-months a[data-month="${now().date.slice(0, 7)}"]`).forEach(link => link.setAttribute("aria-current", "date"));
all(".sop-month").forEach(month);
addEventListener("hashchange", openTarget);
openTarget();
})();
