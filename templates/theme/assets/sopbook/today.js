/* Today: what to post now stands first, then the whole day; drawn anew when something else is due. */
(() => {
"use strict";

const { one, make, span, now, dayNumber, isoOf, weekdayOf, dateOf, asked, setQuery, tried, save, app, today: the } = window.sopbook;
const { page, words, say, industries, my, slotOf, idOf, recordOf, record, isDone, times, stateOf, explained, isToday, isPublished } = the;
const { opened, classed, hint, several, called, button, copyButton, folded, facts, textBox, placed, placeOf, goBack } = the;
const { base, first, last, weekdays } = page.dataset;

let follows = true; // whether the day follows the clock
let notice = null; // what was ticked last, to be taken back
let drawn = ""; // what is on the page, in short
let running = []; // words that go with the minutes: functions that say them anew
let swapped = -Infinity; // when another post came to stand first, in milliseconds

function badge(item, isNext = true) {
  const state = isDone(item) ? "done" : stateOf(item);
  return make("span", { class: "sop-state", "data-state": state }, words[state === "next" && !isNext ? "later" : state]);
}

function kindOf(item) {
  const { kind } = slotOf(item);
  return make("span", { class: "sop-kind", "data-kind": kind }, item.plan.kinds[kind]);
}

/* --- one post: its ticks and figures --- */

function tick(item, group, label) {
  const { at } = recordOf(item, group);
  const text = at ? `${label} ${say("done_at", { time: at })}` : label || words.tick;
  return button(text.trim(), at ? "sop-tick is-ticked" : "sop-tick sop-button--quiet", event => {
    if (performance.now() - swapped < 600) return; // the second tap of an impatient thumb, meant for the post before
    const time = isToday() ? now(item.plan.zone).time : my.day < the.today() ? words.later_ticked : words.ahead_ticked;
    record(item, group, { at: at ? "" : time });
    notice = at ? null : { item, group, label };
    render(placeOf(event.currentTarget));
  }, { "aria-pressed": String(!!at) });
}

function ticks(item) {
  const asking = stateOf(item) === "void" && !isDone(item) ? [classed("span", "sop-hint", words.done_question)] : [];
  return classed("p", "sop-ticks", ...asking, ...item.groups.map((group, place) => tick(item, group, called(group, place, item.groups.length))));
}

function figure(item, group, name, goal) {
  const input = make("input", { class: "sop-field", type: "number", min: "0", inputmode: "numeric", placeholder: goal ? say("goal", { n: goal }) : "" });
  input.value = recordOf(item, group)[name] ?? "";
  input.addEventListener("input", () => record(item, group, { [name]: input.validity.valid && input.value ? String(input.valueAsNumber) : "" }));
  return make("label", {}, make("span", {}, words[name]), input);
}

function figures(item) {
  const goals = slotOf(item).targets || {};
  const rows = item.groups.map((group, place) => make("fieldset", {}, make("legend", {}, called(group, place, item.groups.length) || slotOf(item).post),
    ...["reach", "clicks", "payments"].map(name => figure(item, group, name, goals[name]))));
  return folded(idOf(item) + "/figures", { class: "sop-details sop-figures" }, [words.figures], ...rows, hint(words.figures_hint));
}

function explanation(item) {
  const text = classed("span", "sop-explained");
  const tell = () => { text.textContent = isDone(item) ? "" : explained(item); };
  running.push(tell);
  tell();
  return text;
}

function body(item) {
  const slot = slotOf(item), isVoid = stateOf(item) === "void" && !isDone(item);
  const isBegun = item.groups.some(group => recordOf(item, group).at);
  return [facts(item.plan, slot), ...(slot.send === "auto" ? [hint(words.is_automatic)] : []), ...(isVoid ? [] : [textBox(slot, idOf(item), item.turn)]),
    ticks(item), ...(isBegun ? [figures(item)] : [])];
}

/* --- the parts of the page --- */

function bar() {
  const role = my.plans.flatMap(plan => plan.roles).find(([key]) => key === my.role);
  const which = [...new Set(my.plans.map(plan => plan.industry[1])), ...my.plans.map(plan => plan.title), ...(role ? [role[1]] : [])];
  const other = isToday() ? [] : [span("sop-state", words.not_today)];
  return classed("div", "sop-bar", classed("p", "", make("strong", {}, dateOf(my.day), " ", weekdayOf(my.day, { weekdays })), " ", ...other,
    classed("span", "sop-bar__which", which.join(" · "))), button(words.change, "sop-button--quiet", () => the.choose()));
}

function hero(item) {
  const title = make("h2", { class: "sop-urgent__title", id: "now" }, make("time", {}, times(item)), " ", slotOf(item).post);
  return placed("now/" + idOf(item), make("section", { class: "sop-urgent", "aria-labelledby": "now", "data-state": stateOf(item) },
    classed("p", "sop-urgent__head", badge(item), explanation(item), kindOf(item)), title,
    ...(several() ? [classed("p", "sop-from", item.plan.title)] : []), ...body(item)));
}

function row(item, isNext) {
  const name = make("span", { class: "sop-row__what", "data-kind": slotOf(item).kind }, slotOf(item).post, ...(several() ? [make("small", {}, item.plan.title)] : []));
  const box = folded(idOf(item), { id: idOf(item), class: "sop-row", "data-state": isDone(item) ? "done" : stateOf(item) }, [make("time", {}, times(item)), name, badge(item, isNext)]);
  const fill = () => {
    if (box.open && box.childElementCount === 1) box.append(classed("p", "sop-urgent__head", explanation(item), kindOf(item)), ...body(item));
  };
  box.addEventListener("toggle", fill);
  fill();
  return placed(idOf(item), make("li", {}, box));
}

function list(items) {
  const done = items.filter(isDone).length;
  const coming = isToday() && items.find(item => stateOf(item) === "next" && !isDone(item));
  return make("section", { "aria-labelledby": "whole-day" },
    make("h2", { id: "whole-day" }, words.whole_day, " ", make("small", {}, say("of_day", { n: items.length, done }))),
    classed("ol", "sop-rows", ...items.map(item => row(item, item === coming))));
}

function noticed() {
  const box = make("p", { class: "sop-noticed", role: "status" });
  if (!notice) return box;
  const { item, group, label } = notice, { post } = slotOf(item);
  const undo = () => {
    record(item, group, { at: "" });
    notice = null;
    render();
  };
  const note = () => {
    opened.add(idOf(item)).add(idOf(item) + "/figures");
    render();
    one("input", document.getElementById(idOf(item)))?.focus();
  };
  box.append(classed("span", "", `✓ ${recordOf(item, group).at} ${label ? say("report_where", { post, where: label }) : post}`),
    button(words.figures, "sop-button--quiet", note), button(words.undo, "sop-button--quiet", undo));
  return box;
}

function dayPicker() {
  const step = (by, text, sign) => button(sign, "sop-button--quiet sop-step", () => go(my.day + by), { "aria-label": text, ...(isPublished(my.day + by) ? {} : { disabled: "" }) });
  const input = make("input", { class: "sop-field", type: "date", min: first, max: last, "aria-label": words.day });
  input.value = isoOf(my.day);
  const choose = () => { if (input.value && dayNumber(input.value) !== my.day) go(dayNumber(input.value)); };
  let typed = false; // a date that is being typed is another one until it is whole
  input.addEventListener("keydown", event => {
    typed = event.key !== "Enter";
    if (!typed) choose();
  });
  input.addEventListener("change", () => { if (!typed) choose(); });
  input.addEventListener("blur", choose);
  const back = isToday() ? [] : [button(words.back_to_today, "sop-button--quiet", () => go(the.today()))];
  return placed("days", classed("p", "sop-days", step(-1, words.previous_day, "‹"), input, step(1, words.next_day, "›"), ...back));
}

function journeyStep(plan, when, slot) {
  const key = ["journey", plan.id, when, slot].join("/"), post = plan.slots[slot];
  return folded(key, { class: "sop-row" }, [make("span", { class: "sop-row__what", "data-kind": post.kind }, make("small", {}, when), post.post)],
    facts(plan, post), textBox(post, key, 0));
}

function journeys() {
  const found = my.plans.flatMap(plan => plan.journeys.map(({ name, steps }) => {
    const mine = steps.filter(([, slot]) => the.isMine(plan, slot));
    return mine.length ? folded(`journey/${plan.id}/${name}`, { class: "sop-details sop-event" }, [name, ...(several() ? [make("small", {}, plan.title)] : [])],
      ...mine.map(step => journeyStep(plan, ...step))) : null;
  })).filter(Boolean);
  return found.length ? [placed("journeys", make("section", { class: "sop-events", "aria-labelledby": "journeys" },
    make("h2", { id: "journeys" }, words.journeys), hint(words.journeys_hint), ...found))] : [];
}

function report() {
  const items = the.itemsOn(my.day);
  const file = button(words.csv, "sop-button--quiet", () => save(`${isoOf(my.day)}-${my.playbooks[0]}.csv`, "text/csv", the.reportCsv(items)));
  const text = classed("div", "sop-copy__text", the.reportText(items));
  return placed("report", make("section", { class: "sop-report", "aria-labelledby": "report" }, make("h2", { id: "report" }, words.report_title), hint(words.report_hint),
    classed("div", "sop-copy", folded("report", { class: "sop-details" }, [words.report_preview], text), classed("p", "sop-copy__actions", copyButton(words.report), ...(app ? [] : [file])))));
}

function pages() {
  const links = my.plans.flatMap(plan => plan.links.map(([title, url]) => make("li", {}, make("a", { href: base + url }, `${several() ? plan.title + " · " : ""}${title}`))));
  return make("section", { "aria-labelledby": "help" }, make("h2", { id: "help" }, words.help), classed("ul", "sop-more", ...links));
}

/* what else is needed at work is kept for when there is no network */
const MOST_KEPT = 12;

async function keepLinks() {
  const worker = await navigator.serviceWorker?.ready;
  const urls = my.plans.flatMap(plan => plan.links.map(([, url]) => new URL(base + url, location.href).href.split("#")[0]));
  worker?.active.postMessage({ loaded: [...new Set(urls)].slice(0, MOST_KEPT) });
}

/* --- the page as a whole --- */

/* groups elsewhere: whose clock the times go by */
function elsewhere() {
  const isElsewhere = plan => Object.values(now(plan.zone)).join() !== Object.values(now()).join();
  return my.plans.filter(isElsewhere).map(plan => {
    const name = tried(() => new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: plan.zone, timeZoneName: "longGeneric" })
      .formatToParts().find(part => part.type === "timeZoneName").value) ?? plan.zone;
    const text = classed("p", "sop-hint");
    const tell = () => { text.textContent = say("zone", { title: plan.title, zone: name, time: now(plan.zone).time }); };
    running.push(tell);
    tell();
    return text;
  });
}

/* in short what the page shows, what stands first in the first line */
function drawing(items) {
  const first = isToday() && the.urgent(items);
  return [first ? idOf(first) : "", my.day, ...items.map(item => [idOf(item), stateOf(item), isDone(item)])].join("\n");
}

function top(items) {
  const item = isToday() && the.urgent(items);
  if (item) return [hero(item)];
  if (items.length) return isToday() ? [classed("p", "sop-none", words[items.every(isDone) ? "all_done" : "none_left"])] : [];
  return isPublished(my.day) ? nothing() : [classed("p", "sop-none", say("outside", { first, last }))];
}

const isUnfounded = plan => plan.life && the.groupsOf(plan).some(group => !group.start);
const DAYS_AHEAD = 60;

/* a day without a post: whose posts there are, and when the next one comes */
function nothing() {
  const others = the.others();
  if (others) {
    const show = () => {
      my.role = "";
      settle();
      render();
    };
    return [classed("p", "sop-none", say("others", { n: others }), " ", button(words.others_show, "sop-button--quiet", show))];
  }
  if (my.plans.every(isUnfounded)) return [];
  const day = Array.from({ length: DAYS_AHEAD }, (_, index) => my.day + 1 + index).find(number => the.itemsOn(number).length);
  const item = day && the.itemsOn(day)[0];
  const next = item ? [" ", button(say("next_day_with", { day: dateOf(day).textContent + " " + weekdayOf(day, { weekdays }), time: times(item), post: slotOf(item).post }), "sop-button--quiet", () => go(day))] : [];
  return [classed("p", "sop-none", words.nothing, ...next)];
}

function render(was = placeOf(document.activeElement)) {
  const items = the.items(), first = drawn.split("\n", 1)[0];
  drawn = drawing(items);
  if (first && !drawn.startsWith(first + "\n")) swapped = performance.now();
  running = [];
  const unfounded = my.plans.filter(isUnfounded);
  const warnings = [...my.missing.map(id => say("unreadable", { id })), ...unfounded.map(({ title }) => say("life_missing", { title }))];
  page.replaceChildren(classed("div", "sop-head", bar(), ...elsewhere(), ...warnings.map(text => classed("p", "sop-warning", text))),
    classed("div", "sop-column", noticed(), ...top(items)),
    classed("div", "sop-column sop-column--day", ...(items.length ? [list(items)] : []), dayPicker(), ...(items.length ? [report()] : []), pages()),
    classed("div", "sop-column", ...journeys()));
  if (was) goBack(was);
}

function go(day) {
  my.day = day;
  follows = isToday();
  notice = null;
  drawn = "";
  setQuery({ date: follows ? "" : isoOf(day) });
  render();
}

/* the clock moves on: words about minutes always, the page when something else is due and nobody is typing */
function passTime() {
  if (!my.plans.length || one(".sop-pick")) return;
  if (follows && !isToday()) {
    my.day = the.today();
    notice = null;
  }
  running.forEach(tell => tell());
  if (drawing(the.items()) !== drawn && !document.activeElement?.matches("input")) render();
}

function settle() {
  setQuery({ industry: my.industry, playbook: my.playbooks.join(","), role: my.role });
}

function readAddress() {
  const playbooks = asked("playbook"), industry = asked("industry");
  if (playbooks) Object.assign(my, { playbooks: [...new Set(playbooks.split(","))].filter(id => /^[a-z0-9_-]+$/.test(id)), role: "" });
  else if (industry && industry !== my.industry) Object.assign(my, { industry, playbooks: [], role: "" });
  if (asked("role")) my.role = asked("role");
  if (!industries.some(([id]) => id === my.industry)) my.industry = "";
}

/* a link to others' groups shows them, but what was chosen stays chosen */
async function begin() {
  the.restore();
  const isFirst = !my.playbooks.length;
  readAddress();
  if (my.playbooks.length) page.replaceChildren(hint(words.opening));
  await the.open();
  if (!my.plans.length) return the.choose();
  if (isFirst) the.keepChoice();
  settle();
  keepLinks();
  const date = asked("date"), isDay = !!date && tried(() => isoOf(dayNumber(date))) === date;
  go(isDay ? dayNumber(date) : the.today());
}

the.show = () => {
  the.keepChoice();
  settle();
  go(the.today());
  scrollTo(0, 0);
};
begin();
setInterval(passTime, 1e4);
addEventListener("storage", () => {
  if (!one(".sop-pick")) the.reread();
  passTime();
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) passTime(); });
})();
