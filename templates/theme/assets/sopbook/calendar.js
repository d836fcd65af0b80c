/* A month: four views of it, filters, keys, and days too full to be shown at once. `n` is a day's number since 1970. */
(() => {
"use strict";

const { all, one, make, span, now, dayNumber, isoOf, mark, asked, setQuery, load, drawWeek, drawPeople, say } = window.sopbook;

const PHONE = matchMedia("(max-width: 44.98em)");
const FILTERS = ["playbook", "role", "kind"];
const ROLES = {
  month: { table: "grid", "thead, tbody": "rowgroup", tr: "row", th: "columnheader", td: "gridcell" },
  list: { table: "list", "thead, tbody, tr, th": "presentation", td: "listitem" },
};

const monthOf = n => isoOf(n).slice(0, 7);
const dateIn = n => +isoOf(n).slice(8);
const mondayOf = n => n - (n + 3) % 7;
const weekOf = n => Array.from({ length: 7 }, (_, index) => mondayOf(n) + index);
const dateText = new Intl.DateTimeFormat(document.documentElement.lang, { month: "long", day: "numeric", timeZone: "UTC" });
const nameOf = n => dateText.format(n * 864e5);

/* the same day of the month beside, or its last day */
function monthsAway(n, step) {
  const [year, month] = monthOf(n).split("-");
  const first = Date.UTC(year, month - 1 + step) / 864e5;
  const size = Date.UTC(year, +month + step) / 864e5 - first;
  return first + Math.min(dateIn(n), size) - 1;
}

function calendar(box) {
  const { month, first, last, page, source, base, limit } = box.dataset;
  const words = JSON.parse(box.dataset.words);
  const form = one("form", box);
  const table = one(".sop-month", box);
  const status = one("[role=status]", box);
  const steps = all(".sop-pager__step", box).map(link => ({ link, href: link.getAttribute("href"), text: link.textContent }));
  const todayLink = one(".sop-pager__today", box);
  const weekdays = all("th", table).map(cell => cell.textContent);
  const cells = new Map(all("td[data-date]", table).map(cell => [dayNumber(cell.dataset.date), cell]));
  const own = new Map([...cells].map(([n, cell]) => [n, all(".sop-post", cell)]));
  const full = [...cells.keys()].filter(n => one(".sop-counts", cells.get(n)));
  const loaded = {};
  const today = dayNumber(now().date);
  const start = cells.has(today) ? today : dayNumber(month + "-01");
  const plan = make("div", { class: "sop-plan" });
  const range = make("h2", { class: "sop-range" });
  const past = make("button", { type: "button", class: "sop-button sop-button--quiet sop-past", "aria-expanded": "false" });
  const dialog = make("dialog", { class: "sop-dialog", "aria-labelledby": "sop-dialog-title" });
  const state = {};

  const isWeek = () => state.view === "week" || state.view === "people";
  const isPublished = n => first <= monthOf(n) && monthOf(n) <= last;
  const stays = n => isWeek() ? weekOf(n).some(day => cells.has(day)) : cells.has(n);
  const fits = post => FILTERS.every(name => !state[name] || post.dataset[name] === state[name]);
  const filtered = () => FILTERS.some(name => state[name]);
  const optionOf = (name, value) => [...form.elements[name].options].find(option => option.value === value)?.text || value;

  /* --- days and their posts: what the table has not is in the months' data --- */

  const isKnown = n => cells.has(n) && !full.includes(n) || !isPublished(n) || !!loaded[monthOf(n)];

  function need(days) {
    const missing = new Set(days.filter(n => !isKnown(n)).map(monthOf));
    return [...missing].map(key => load(source.replace("0000-00", key)).then(found => { loaded[key] = found; }));
  }

  function itemOf([place, slot, time, title, kind, role, person, , unsure], n, { playbooks }) {
    const [id, name, path] = playbooks[place];
    const what = [optionOf("role", role)];
    if (form.elements.playbook.options.length > 2) what.unshift(name);
    return make("li", { class: "sop-post", "data-playbook": id, "data-role": role, "data-kind": kind },
      make("a", { href: base + path + "#slot-" + slot }, make("time", {}, time), " ", span("sop-kind", optionOf("kind", kind)), " ",
        ...(unsure >> dateIn(n) - 1 & 1 ? [make("em", { class: "sop-provisional" }, words.provisional), " "] : []),
        span("sop-post__what", title), " ", make("small", {}, what.join(" · ") + " · ", make("b", {}, person))));
  }

  /* a day's posts that fit the filters, to be put anywhere; null while they are not known */
  function postsOf(n) {
    if (!isKnown(n)) return null;
    const data = loaded[monthOf(n)];
    const items = cells.has(n) && !full.includes(n) ? own.get(n).map(item => item.cloneNode(true))
      : data ? data.posts.filter(row => row[7] >> dateIn(n) - 1 & 1).map(row => itemOf(row, n, data)) : [];
    return items.filter(fits);
  }

  function specialOf(n) {
    const cell = cells.get(n);
    if (!cell) return loaded[monthOf(n)]?.days.find(([day]) => day === dateIn(n))?.slice(1) || ["", ""];
    return [".sop-date__status", ".sop-date__notes"].map(name => one(name, cell)?.textContent || "");
  }

  function dayOf(n) {
    const [kind, notes] = specialOf(n);
    const weekday = weekdays[(n + 3) % 7];
    const marks = (n === today ? " is-today" : "") + (kind && (kind === words.day_off ? " is-off" : " is-make-up")) + (cells.has(n) ? "" : " is-outside");
    return { n, kind, notes, weekday, marks, posts: postsOf(n) || [], short: weekday + " " + dateIn(n), name: nameOf(n) + " " + weekday };
  }

  function fullName({ n, name, kind, notes }, count) {
    return [name, n === today && words.today, count ? say(words.n_posts, count) : words.nothing, kind, notes].filter(Boolean).join(" ");
  }

  const badges = ({ kind, notes }) => [kind && span("sop-date__status", kind), notes && span("sop-date__notes", notes)].filter(Boolean);

  /* --- one day, opened --- */

  function openDay(day, some) {
    const list = make("ul", { class: "sop-posts" });
    const said = make("p", { role: "status" }, words.loading);
    const close = make("button", { type: "button", class: "sop-dialog__close", "aria-label": words.close }, "×");
    const title = make("h2", { id: "sop-dialog-title" }, day.name);
    const fill = () => {
      const posts = some || postsOf(day.n);
      list.replaceChildren(...posts);
      said.textContent = posts.length ? "" : words.nothing;
      (one("a", list) || close).focus();
    };
    close.addEventListener("click", () => dialog.close());
    dialog.replaceChildren(make("header", {}, title, ...(day.n === today ? [span("sop-today", words.today)] : []), ...badges(day), close), said, list);
    dialog.showModal();
    if (some || isKnown(day.n)) fill();
    else Promise.all(need([day.n])).then(fill, () => { said.textContent = words.load_failed; });
  }

  /* --- the table: month and list --- */

  function countsOf(posts) {
    return [...form.elements.kind.options].filter(({ value }) => value).map(({ value, text }) => {
      const count = posts.filter(post => post.dataset.kind === value).length;
      return count && make("li", { "data-kind": value }, span("sop-kind", text), " ", make("b", {}, count));
    }).filter(Boolean);
  }

  /* show of a day what fits: its posts or, of too many, their counts; return how many there are */
  function fillCell(n, cell) {
    if (!full.includes(n)) {
      own.get(n).forEach(post => { post.hidden = !fits(post); });
      return own.get(n).filter(fits).length;
    }
    const posts = postsOf(n);
    if (posts) {
      one(".sop-counts", cell).replaceChildren(...(posts.length > limit ? countsOf(posts) : []));
      one(".sop-posts", cell).replaceChildren(...(posts.length > limit ? [] : posts));
    }
    const count = posts ? posts.length : all(".sop-counts b", cell).reduce((sum, { textContent }) => sum + +textContent, 0);
    const more = one(".sop-more", cell);
    more.textContent = say(words.see_day, count);
    more.hidden = !one(".sop-counts li", cell);
    return count;
  }

  function fillTable() {
    const isGrid = state.view !== "list";
    let some = 0;
    let gone = 0;
    cells.forEach((cell, n) => {
      const count = fillCell(n, cell);
      some += count;
      gone += n < today && cells.has(today) && count > 0;
      cell.classList.toggle("is-blank", !count);
      cell.toggleAttribute("aria-label", isGrid);
      if (isGrid) cell.setAttribute("aria-label", fullName(dayOf(n), count));
    });
    past.textContent = say(words.past_days, gone);
    past.hidden = isGrid || !gone;
    Object.entries(ROLES[isGrid ? "month" : "list"]).forEach(([names, role]) => all(names, box).concat(names === "table" ? table : []).forEach(element => table.contains(element) && element.setAttribute("role", role)));
    all("a, button", table).forEach(element => { element.tabIndex = isGrid ? -1 : 0; });
    return some;
  }

  /* --- week and people --- */

  function dayButton(day) {
    const button = make("button", { type: "button", class: "sop-strip__day" + day.marks, "data-day": day.n, "aria-label": fullName(day, day.posts.length) },
      span("sop-strip__weekday", day.weekday), make("b", {}, dateIn(day.n)), ...(day.n === today ? [span("sop-today", words.today)] : []), ...badges(day));
    button.addEventListener("click", () => {
      if (!PHONE.matches || state.view === "people") return openDay(day);
      choose(day.n);
    });
    return button;
  }

  function drawPlan() {
    const days = weekOf(state.day).map(dayOf);
    const [monday, , , , , , sunday] = days;
    range.textContent = nameOf(monday.n) + " – " + nameOf(sunday.n);
    const shown = PHONE.matches && state.view === "week" ? days.filter(day => day.n === state.day) : days;
    const some = shown.some(day => day.posts.length);
    const draw = state.view === "week" ? drawWeek : drawPeople;
    const strip = make("div", { class: "sop-strip", role: "group", "aria-label": range.textContent }, ...days.map(dayButton));
    plan.replaceChildren(range, ...(state.view === "week" ? [strip] : []), ...(some ? [draw(shown, words, openDay, role => optionOf("role", role))] : []));
    return some;
  }

  /* --- all of it --- */

  /* the one day that the tab key reaches; arrows move from it */
  function rove() {
    const stops = isWeek() ? all(".sop-strip__day", plan).map(button => [+button.dataset.day, button]) : state.view === "month" ? [...cells] : [];
    cells.forEach(cell => cell.removeAttribute("tabindex"));
    stops.forEach(([n, element]) => {
      element.tabIndex = n === state.day ? 0 : -1;
      element.classList.toggle("is-chosen", n === state.day);
    });
    return stops.find(([n]) => n === state.day)?.[1];
  }

  const addressOf = n => (monthOf(n) === month ? "" : page.replace("0000-00", monthOf(n)));
  const query = n => {
    const found = new URLSearchParams(location.search);
    if (isWeek() && n) found.set("day", isoOf(n));
    else found.delete("day");
    return found.toString() ? "?" + found : "";
  };

  function setSteps() {
    steps.forEach(({ link, href, text }, index) => {
      const day = state.day + (index ? 7 : -7);
      link.textContent = !isWeek() ? text : index ? words.week_after : words.week_before;
      link.hidden = isWeek() ? !stays(day) && !isPublished(day) : !href;
      link.href = isWeek() ? (addressOf(day) || location.pathname) + query(day) : href + query();
    });
    todayLink.hidden = !isPublished(today);
    todayLink.href = (addressOf(today) || location.pathname) + query(today) + "#d" + dateIn(today);
  }

  function show() {
    const days = isWeek() ? weekOf(state.day) : filtered() ? full : [];
    box.dataset.view = state.view;
    const inTable = fillTable();
    const some = isWeek() ? drawPlan() : inTable;
    const waits = need(days);
    setSteps();
    rove();
    status.textContent = waits.length ? words.loading : some ? "" : isWeek() ? words.week_none : words.filter_none;
    if (waits.length) Promise.all(waits).then(show, () => { status.textContent = words.load_failed; });
  }

  function read() {
    const view = asked("view");
    state.view = [...form.elements.view].some(({ value }) => value === view) ? view : PHONE.matches ? "list" : "month";
    form.elements.view.value = state.view;
    FILTERS.forEach(name => {
      form.elements[name].value = asked(name) || "";
      if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
      state[name] = form.elements[name].value;
    });
    const day = dayNumber(asked("day") || "");
    state.day = day && stays(day) ? day : start;
  }

  function write() {
    const usual = PHONE.matches ? "list" : "month";
    setQuery({ view: state.view === usual ? "" : state.view, day: isWeek() && state.day !== start ? isoOf(state.day) : "",
      playbook: state.playbook, role: state.role, kind: state.kind });
    FILTERS.forEach(name => form.elements[name].classList.toggle("is-set", !!state[name]));
  }

  function choose(n, focus) {
    if (!stays(n)) {
      if (isPublished(n)) location.assign(addressOf(n) + query(n) + "#d" + dateIn(n));
      return;
    }
    state.day = n;
    write();
    if (isWeek()) show();
    const stop = rove();
    if (focus) stop?.focus();
  }

  function onKey(event) {
    const stop = event.target;
    const n = stop.dataset.date ? dayNumber(stop.dataset.date) : +stop.dataset.day;
    if (!n || stop.tabIndex < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const monday = mondayOf(n);
    const to = { ArrowLeft: n - 1, ArrowRight: n + 1, ArrowUp: n - 7, ArrowDown: n + 7, Home: monday, End: monday + 6,
      PageUp: monthsAway(n, -1), PageDown: monthsAway(n, 1) }[event.key];
    if (to !== undefined) choose(to, true);
    else if (event.key === "Enter" && stop.dataset.date) openDay(dayOf(n));
    else return;
    event.preventDefault();
  }

  function onClick(event) {
    const cell = event.target.closest("td[data-date]");
    if (!cell || event.target.closest("a") || state.view !== "month" && !event.target.closest("button")) return;
    const n = dayNumber(cell.dataset.date);
    choose(n, true);
    openDay(dayOf(n));
  }

  function onStep(event) {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const index = steps.findIndex(step => step.link === link);
    const n = link === todayLink ? today : state.day + (index ? 7 : -7);
    if (!(link === todayLink || isWeek()) || !stays(n)) return;
    event.preventDefault();
    choose(n, link === todayLink);
    if (link === todayLink && !isWeek()) cells.get(today).scrollIntoView({ block: "center" });
  }

  cells.forEach((cell, n) => {
    if (n === today) mark(cell, one(".sop-date", cell), words.today);
    if (n < today) cell.classList.add("is-past");
    if (full.includes(n)) cell.append(make("button", { type: "button", class: "sop-more" }));
  });
  table.before(past, plan);
  box.append(dialog);
  past.addEventListener("click", () => past.setAttribute("aria-expanded", box.classList.toggle("shows-past")));
  dialog.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });
  table.addEventListener("click", onClick);
  table.addEventListener("keydown", onKey);
  plan.addEventListener("keydown", onKey);
  one(".sop-pager", box).addEventListener("click", onStep);
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("change", () => {
    ["view", ...FILTERS].forEach(name => { state[name] = form.elements[name].value; });
    if (!stays(state.day)) state.day = start;
    write();
    show();
  });
  const begin = () => { read(); write(); show(); };
  PHONE.addEventListener("change", show);
  addEventListener("pageshow", event => { if (event.persisted) begin(); });
  begin();
  const target = /^#d(\d+)$/.exec(location.hash);
  if (target && !PHONE.matches) rove()?.focus();
}

all(".sop-calendar").forEach(calendar);
})();
