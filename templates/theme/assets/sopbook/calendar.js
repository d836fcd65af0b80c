/* A month: four views of it, filters, keys, and days too full to be shown at once. `n` is a day's number since 1970. */
(() => {
"use strict";

const { all, one, make, span, now, dayNumber, isoOf, mark, asked, setQuery, load, drawWeek, drawPeople, say } = window.sopbook;

const PHONE = matchMedia("(max-width: 44.98em)");
const FILTERS = ["playbook", "role", "kind"];

const box = one(".sop-calendar");
const { month, first, last, page, source, base, limit } = box.dataset;
const words = JSON.parse(box.dataset.words);
const fields = one("form", box).elements;
const table = one(".sop-month", box);
const plan = one(".sop-plan", box);
const past = one(".sop-past", box);
const status = one("[role=status]", box);
const steps = all(".sop-pager__step", box).map(link => ({ link, href: link.getAttribute("href"), text: link.textContent }));
const todayLink = one(".sop-pager__today", box);
const dialog = make("dialog", { class: "sop-dialog", "aria-labelledby": "sop-dialog-title" });
const weekdays = all("th", table).map(cell => cell.textContent);
const cells = new Map(all("td[data-date]", table).map(cell => [dayNumber(cell.dataset.date), cell]));
const own = new Map([...cells].map(([n, cell]) => [n, all(".sop-post", cell)]));
const full = [...cells.keys()].filter(n => one(".sop-counts", cells.get(n)));
const loaded = {};
const today = dayNumber(now().date);
const start = cells.has(today) ? today : dayNumber(month + "-01");
const state = { view: box.dataset.view, day: start };

/* --- days --- */

const dateText = new Intl.DateTimeFormat(document.documentElement.lang, { month: "long", day: "numeric", timeZone: "UTC" });
const nameOf = n => dateText.format(n * 864e5);
const monthOf = n => isoOf(n).slice(0, 7);
const dateIn = n => +isoOf(n).slice(8);
const mondayOf = n => n - (n + 3) % 7;
const weekOf = n => Array.from({ length: 7 }, (_, index) => mondayOf(n) + index);
const isPublished = n => first <= monthOf(n) && monthOf(n) <= last;

/* the same date of the month beside, or its last day */
function monthsAway(n, step) {
  const [year, number] = monthOf(n).split("-");
  const from = Date.UTC(year, number - 1 + step) / 864e5;
  const size = Date.UTC(year, +number + step) / 864e5 - from;
  return from + Math.min(dateIn(n), size) - 1;
}

const isWeek = () => state.view === "week" || state.view === "people";

/* whether a day is on the screen without another page */
const stays = n => (isWeek() ? weekOf(n).some(day => cells.has(day)) : cells.has(n));

/* --- a day's posts: what the table has not is in the months' data --- */

const inTable = n => cells.has(n) && !full.includes(n);
const isKnown = n => inTable(n) || !isPublished(n) || !!loaded[monthOf(n)];
const fits = values => FILTERS.every(name => !state[name] || values[name] === state[name]);
const ownOf = n => own.get(n).filter(post => fits(post.dataset));
const optionOf = (name, value) => [...fields[name].options].find(option => option.value === value).text;

/* promises of what is not known yet of some days */
function need(days) {
  const missing = new Set(days.filter(n => !isKnown(n)).map(monthOf));
  return [...missing].map(key => load(source.replace("0000-00", key)).then(found => { loaded[key] = found; }));
}

/* as the page's own template writes it */
function itemOf([place, slot, time, title, kind, role, person, , unsure], n) {
  const [id, name, path] = loaded[monthOf(n)].playbooks[place];
  const parts = [make("time", {}, time), span("sop-kind", optionOf("kind", kind)), span("sop-post__what", title),
    make("small", {}, optionOf("role", role) + " · ", make("b", {}, person))];
  if (unsure >> dateIn(n) - 1 & 1) parts.splice(2, 0, make("em", { class: "sop-provisional" }, words.provisional));
  if (fields.playbook.options.length > 2) parts.splice(-1, 0, make("small", { class: "sop-post__group" }, name));
  return make("li", { class: "sop-post", "data-playbook": id, "data-role": role, "data-kind": kind },
    make("a", { href: base + path + "#slot-" + slot }, ...parts.flatMap(part => [part, " "])));
}

/* what the data have of a day that fits the filters; nothing while they are not known */
function rowsOf(n) {
  const { posts, playbooks } = loaded[monthOf(n)] || { posts: [] };
  return posts.filter(([place, , , , kind, role, , days]) => days >> dateIn(n) - 1 & 1 && fits({ playbook: playbooks[place][0], kind, role }));
}

/* a day's posts that fit the filters, to be put anywhere */
function postsOf(n) {
  return inTable(n) ? ownOf(n).map(item => item.cloneNode(true)) : rowsOf(n).map(row => itemOf(row, n));
}

/* 休 or 班, and festivals */
function specialOf(n) {
  const cell = cells.get(n);
  if (!cell) return loaded[monthOf(n)]?.days.find(([date]) => date === dateIn(n))?.slice(1) || [];
  return [".sop-date__status", ".sop-date__notes"].map(name => one(name, cell)?.textContent);
}

function dayOf(n) {
  const [kind, notes] = specialOf(n);
  const weekday = weekdays[(n + 3) % 7];
  const marks = [n === today && "is-today", kind && (kind === words.day_off ? "is-off" : "is-make-up"), !cells.has(n) && "is-outside"];
  return { n, kind, notes, weekday, marks: marks.filter(Boolean).join(" "), short: weekday + " " + dateIn(n), name: nameOf(n) + " " + weekday };
}

function fullName({ n, name, kind, notes }, count) {
  return [name, n === today && words.today, count ? say(words.n_posts, count) : words.nothing, kind, notes].filter(Boolean).join(" ");
}

function badges({ n, kind, notes }) {
  const found = [n === today && span("sop-today", words.today), kind && span("sop-date__status", kind), notes && span("sop-date__notes", notes)];
  return found.filter(Boolean);
}

/* --- one day, opened: all that fits, or some posts of it --- */

function openDay(n, some) {
  const day = dayOf(n);
  const list = make("ul", { class: "sop-posts" });
  const said = make("p", { role: "status" }, words.loading);
  const close = make("button", { type: "button", class: "sop-dialog__close", "aria-label": words.close }, "×");
  const fill = () => {
    list.replaceChildren(...(some || postsOf(n)));
    said.textContent = list.firstChild ? "" : words.nothing;
    (one("a", list) || close).focus();
  };
  close.addEventListener("click", () => dialog.close());
  dialog.className = "sop-dialog " + day.marks;
  dialog.replaceChildren(make("header", {}, make("h2", { id: "sop-dialog-title" }, day.name), ...badges(day), close), said, list);
  dialog.showModal();
  if (some || isKnown(n)) fill();
  else Promise.all(need([n])).then(fill, () => { said.textContent = words.load_failed; });
}

/* --- the table: month and list --- */

function countsOf(rows) {
  return [...fields.kind.options].map(({ value, text }) => {
    const count = rows.filter(row => row[4] === value).length;
    return count && make("li", { "data-kind": value }, span("sop-kind", text), " ", make("b", {}, count));
  }).filter(Boolean);
}

/* show of an overfull day what fits: its posts or, of too many, their counts; return how many there are */
function fillFull(n, cell) {
  const [counts, posts, more] = [".sop-counts", ".sop-posts", ".sop-more"].map(name => one(name, cell));
  if (isKnown(n)) {
    const rows = rowsOf(n);
    const tooMany = rows.length > limit;
    counts.replaceChildren(...(tooMany ? countsOf(rows) : []));
    posts.replaceChildren(...(tooMany ? [] : postsOf(n)));
  }
  const counted = all("b", counts).reduce((sum, { textContent }) => sum + +textContent, 0);
  more.textContent = say(words.see_day, counted);
  more.hidden = !counted;
  return counted || posts.children.length;
}

function fillCell(n, cell) {
  if (full.includes(n)) return fillFull(n, cell);
  own.get(n).forEach(post => { post.hidden = !fits(post.dataset); });
  return ownOf(n).length;
}

/* on a screen reader a month is a grid of days, a list a list */
function setRoles(isGrid) {
  const names = isGrid ? ["grid", "rowgroup", "row", "columnheader", "gridcell"] : ["list", "presentation", "presentation", "presentation", "listitem"];
  [[table], [table.tHead, ...table.tBodies], table.rows, all("th", table), all("td", table)].forEach((elements, index) => {
    [...elements].forEach(element => element.setAttribute("role", names[index]));
  });
  all("a, button", table).forEach(element => { element.tabIndex = isGrid ? -1 : 0; });
}

function fillTable() {
  const isGrid = state.view !== "list";
  let some = 0;
  let gone = 0;
  cells.forEach((cell, n) => {
    const count = fillCell(n, cell);
    some += count;
    gone += count > 0 && cell.matches(".is-past");
    cell.classList.toggle("is-blank", !count);
    if (isGrid) cell.setAttribute("aria-label", fullName(dayOf(n), count));
    else cell.removeAttribute("aria-label");
  });
  table.classList.toggle("is-grid", isGrid);
  setRoles(isGrid);
  past.textContent = say(words.past_days, gone);
  past.hidden = !gone;
  return some;
}

/* --- week and people --- */

function dayButton(day) {
  const button = make("button", { type: "button", class: "sop-strip__day " + day.marks, "data-day": day.n, "aria-label": fullName(day, day.posts.length) },
    span("sop-strip__weekday", day.weekday), make("b", {}, dateIn(day.n)), ...badges(day));
  button.addEventListener("click", () => (PHONE.matches ? choose(day.n, true) : openDay(day.n)));
  return button;
}

/* on a phone the hours are those of one day */
function drawPlan() {
  const days = weekOf(state.day).map(n => ({ ...dayOf(n), posts: postsOf(n) }));
  const range = make("h2", { class: "sop-range" }, days[0].name + " – " + days[6].name);
  const isHours = state.view === "week";
  const shown = isHours && PHONE.matches ? days.filter(day => day.n === state.day) : days;
  const some = shown.some(day => day.posts.length);
  plan.replaceChildren(range);
  if (isHours) plan.append(make("div", { class: "sop-strip", role: "group", "aria-label": range.textContent }, ...days.map(dayButton)));
  if (some) plan.append((isHours ? drawWeek : drawPeople)(shown, words, openDay, role => optionOf("role", role)));
  return some;
}

/* --- all of it --- */

/* the one day that the tab key reaches; arrows move on from it */
function rove() {
  const stops = state.view === "month" ? [...cells] : all("[data-day]", plan).map(button => [+button.dataset.day, button]);
  stops.forEach(([n, stop]) => {
    stop.tabIndex = n === state.day ? 0 : -1;
    stop.classList.toggle("is-chosen", n === state.day);
  });
  if (state.view !== "month") cells.forEach(cell => cell.removeAttribute("tabindex"));
  return stops.find(([n]) => n === state.day)?.[1];
}

/* the address of this view on a day, maybe of another month's page */
function addressOf(n) {
  const query = new URLSearchParams(location.search);
  query.delete("day");
  if (isWeek()) query.set("day", isoOf(n));
  return (monthOf(n) === month ? location.pathname : page.replace("0000-00", monthOf(n))) + (query.toString() && "?" + query);
}

function setSteps() {
  steps.forEach(({ link, href, text }, index) => {
    const n = isWeek() ? state.day + (index ? 7 : -7) : monthsAway(state.day, index || -1);
    link.textContent = !isWeek() ? text : index ? words.week_after : words.week_before;
    link.hidden = isWeek() ? !stays(n) && !isPublished(n) : !href;
    link.href = addressOf(n);
  });
  todayLink.hidden = !isPublished(today);
  todayLink.href = addressOf(today) + "#d" + dateIn(today);
}

function show() {
  const filtered = FILTERS.some(name => state[name]);
  const waits = need(isWeek() ? weekOf(state.day) : filtered ? full : []);
  box.dataset.view = state.view;
  const inMonth = fillTable();
  const some = isWeek() ? drawPlan() : inMonth;
  setSteps();
  rove();
  status.textContent = waits.length ? words.loading : some ? "" : !filtered || isWeek() && PHONE.matches ? words.nothing : isWeek() ? words.week_none : words.filter_none;
  if (waits.length) Promise.all(waits).then(show, () => { status.textContent = words.load_failed; });
}

function read() {
  fields.view.value = state.view;
  FILTERS.forEach(name => {
    fields[name].value = asked(name) || "";
    if (fields[name].selectedIndex < 0) fields[name].value = "";
    state[name] = fields[name].value;
  });
  const hash = /^#d(\d+)$/.exec(location.hash);
  const n = hash ? dayNumber(month + "-01") + +hash[1] - 1 : dayNumber(asked("day"));
  if (stays(n)) state.day = n;
  if (hash) history.replaceState(history.state, "", location.pathname + location.search);
  return hash && !PHONE.matches;
}

function write() {
  const usual = PHONE.matches ? "list" : "month";
  setQuery({ ...state, view: state.view !== usual && state.view, day: isWeek() && state.day !== start && isoOf(state.day) });
  FILTERS.forEach(name => fields[name].classList.toggle("is-set", !!state[name]));
}

function choose(n, focus) {
  if (!stays(n) && isPublished(n)) location.assign(addressOf(n) + "#d" + dateIn(n));
  if (!stays(n)) return;
  state.day = n;
  write();
  if (isWeek()) show();
  const stop = rove();
  if (focus) stop?.focus();
}

function onChange() {
  ["view", ...FILTERS].forEach(name => { state[name] = fields[name].value; });
  if (!stays(state.day)) state.day = start;
  write();
  show();
}

function onKey(event) {
  const { dataset } = event.target;
  const n = dataset.date ? dayNumber(dataset.date) : +dataset.day;
  if (!n || state.view === "list" || event.ctrlKey || event.altKey || event.metaKey) return;
  const to = {
    ArrowLeft: n - 1, ArrowRight: n + 1, ArrowUp: n - 7, ArrowDown: n + 7,
    Home: mondayOf(n), End: mondayOf(n) + 6, PageUp: monthsAway(n, -1), PageDown: monthsAway(n, 1),
  }[event.key];
  if (to !== undefined) choose(to, true);
  else if (event.key === "Enter" && dataset.date) openDay(n);
  else return;
  event.preventDefault();
}

function onCell(event) {
  const cell = event.target.closest("td[data-date]");
  if (!cell || event.target.closest("a") || state.view === "list" && !event.target.closest("button")) return;
  choose(dayNumber(cell.dataset.date), true);
  openDay(state.day);
}

/* a step that stays on the page needs no other */
function onStep(event) {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const isToday = link === todayLink;
  const n = isToday ? today : state.day + (link === steps[1].link ? 7 : -7);
  if (!isToday && !isWeek() || !stays(n)) return;
  event.preventDefault();
  choose(n, isToday);
  if (!isWeek()) cells.get(n).scrollIntoView({ block: "center" });
}

if (cells.has(today)) {
  mark(cells.get(today), one(".sop-date", cells.get(today)), words.today);
  cells.get(today).append(make("p", { class: "sop-day__none" }, words.nothing));
}
box.append(dialog);
past.addEventListener("click", () => past.setAttribute("aria-expanded", box.classList.toggle("shows-past")));
dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
table.addEventListener("click", onCell);
table.addEventListener("keydown", onKey);
plan.addEventListener("keydown", onKey);
one(".sop-pager", box).addEventListener("click", onStep);
one("form", box).addEventListener("change", onChange);
one("form", box).addEventListener("submit", event => event.preventDefault());
PHONE.addEventListener("change", show);
const focuses = read();
write();
show();
if (focuses) rove()?.focus();
})();
