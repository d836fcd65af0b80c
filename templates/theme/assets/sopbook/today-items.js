/* Today's items: what is posted on a day in the groups that the reader chose, and whether it is due, late or void by the
   reader's clock in each playbook's zone. An item is one post on one day, for one or several groups. `from` and `to` are
   minutes from that day's midnight as written, `begins` and `ends` minutes of UTC. Nothing is drawn here. */
(() => {
"use strict";

const { all, one, now, dayNumber, isoOf, tried, bit, load, lifeEvents } = window.sopbook;

const page = one(".sop-now");
const { base, first, last, lasts } = page.dataset;
const words = JSON.parse(page.dataset.words);
const industries = all("[data-industry]", page).map(link => [link.dataset.industry, link.textContent]);
const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/* --- what the browser keeps: handbooks on one host each keep their own --- */

const STORE = `sopbook.today:${new URL(base, location.href).pathname}:`;
const DAYS_KEPT = 60;
const kept = name => tried(() => JSON.parse(localStorage.getItem(STORE + name))) ?? {};
const keep = (name, value) => tried(() => localStorage.setItem(STORE + name, JSON.stringify(value)));

const groups = kept("groups"); // of each playbook: ids, names, and founding days where a life counts from them
const records = kept("records"); // of each day: what was ticked and noted, by post and group
const my = { industry: "", playbooks: [], role: "", plans: [], missing: [], day: 0 };
const group = id => ({ id, name: "" });

const keepGroups = () => keep("groups", groups);
/* take over what another tab has kept */
function reread() {
  Object.assign(groups, kept("groups"));
  Object.assign(records, kept("records"));
}

const keepChoice = () => keep("choice", { industry: my.industry, playbooks: my.playbooks, role: my.role });

function restore() {
  const oldest = isoOf(dayNumber(now().date) - DAYS_KEPT);
  Object.keys(records).forEach(iso => { if (iso < oldest) delete records[iso]; });
  Object.assign(my, kept("choice"));
  if (!Array.isArray(my.playbooks)) my.playbooks = [];
}

async function open() {
  const wanted = my.playbooks;
  const found = await Promise.allSettled(wanted.map(id => load(`${base}data/playbook/${encodeURIComponent(id)}.json`)));
  if (wanted !== my.playbooks) return; // others were chosen meanwhile
  my.plans = found.filter(one => one.status === "fulfilled").map(one => one.value);
  my.missing = wanted.filter((_, place) => found[place].status === "rejected");
  my.industry = my.plans[0]?.industry[0] || my.industry;
  if (!my.plans.some(plan => plan.roles.some(([key]) => key === my.role))) my.role = "";
}

/* --- items and what is noted of them --- */

const groupsOf = plan => groups[plan.id]?.length ? groups[plan.id] : [group("")];
const slotOf = item => item.plan.slots[item.slot];
const idOf = item => [item.day, item.plan.id, item.slot, item.from].join("/");
const keyOf = (item, group) => [item.plan.id, item.slot, clock(item.from), group.id].join("/");
const recordOf = (item, group) => records[isoOf(item.day)]?.[keyOf(item, group)] || {};

function record(item, group, news) {
  reread();
  const day = records[isoOf(item.day)] ||= {};
  day[keyOf(item, group)] = { ...recordOf(item, group), ...news };
  keep("records", records);
}

const isDone = item => item.groups.every(group => recordOf(item, group).at);

/* --- time --- */

const two = number => String(number).padStart(2, "0");
const clock = minute => minute === 1440 ? "24:00" : `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
const times = item => item.to === null ? clock(item.from) : `${clock(item.from)}–${clock(item.to)}`;

function lasting(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return hours >= 48 ? say("days", { n: Math.floor(hours / 24) }) : say(!hours ? "minutes" : rest ? "hours_minutes" : "hours", { n: hours || rest, m: rest });
}

const minuteNow = () => Math.floor(Date.now() / 6e4);

/* the minute of UTC at which a zone's clock shows a minute counted from 1970; one that it skips is that much later, of one
   that it shows twice the first counts */
function instant(zone, minute) {
  const shown = at => {
    const { date, time } = now(zone, new Date(at * 6e4));
    return dayNumber(date) * 1440 + +time.slice(0, 2) * 60 + +time.slice(3);
  };
  const before = minute - 2 * 1440;
  const first = minute - shown(before) + before;
  const second = minute - shown(first) + first;
  return shown(second) === minute ? second : first;
}

function itemOf(plan, day, slot, from, to, turn, groups) {
  const begins = instant(plan.zone, day * 1440 + from), ends = to === null ? begins : instant(plan.zone, day * 1440 + to);
  return { plan, day, slot, from, to, turn, groups, begins, ends: to === null || ends > begins ? ends : begins + to - from };
}

const limitOf = item => item.ends + (slotOf(item).grace ?? Infinity);

function stateOf(item) {
  const minute = minuteNow();
  if (minute < item.begins) return "next";
  if (minute > limitOf(item)) return "void";
  return minute < (item.to === null ? item.begins + +lasts : item.ends) ? "now" : "late";
}

/* what an item's state means for whoever has to post it */
function explained(item) {
  const minute = minuteNow(), limit = limitOf(item), state = stateOf(item);
  const until = () => now(item.plan.zone, new Date(limit * 6e4)).time;
  if (state === "next") return say("next_in", { in: lasting(item.begins - minute) });
  if (state === "void") return say("void_since", { time: until() });
  if (state === "now") return item.to === null ? "" : say("now_until", { time: clock(item.to) });
  const ago = lasting(minute - item.ends);
  return limit < Infinity ? say("late_limit", { ago, time: until() }) : say("late_open", { ago });
}

const todayOf = plan => dayNumber(now(plan?.zone).date);
const today = () => todayOf(my.plans[0]);
const isToday = () => my.day === today();
const isPublished = day => isoOf(day) >= first && isoOf(day) <= last;

/* --- what is posted on a day --- */

/* of texts that take turns each post takes the next: `turn` counts the posts before it */
function dated(plan, day) {
  const place = day - dayNumber(plan.start);
  return plan.posts.filter(([, , , days]) => bit(days, place)).map(([slot, from, to, days]) => {
    const turn = Array.from({ length: place }, (_, index) => bit(days, index)).filter(Boolean).length;
    return itemOf(plan, day, slot, from, to, turn, groupsOf(plan));
  });
}

function lives(plan, day) {
  const found = {};
  groupsOf(plan).filter(group => group.start).forEach(group => {
    lifeEvents(plan.life, dayNumber(group.start)).filter(event => event.day === day).forEach(event => {
      const [slot, , , , from, to] = plan.life.posts[event.place];
      (found[slot + "/" + from] ||= itemOf(plan, day, slot, from, to, event.n - 1, [])).groups.push(group);
    });
  });
  return Object.values(found);
}

const isMine = (plan, slot) => !my.role || plan.slots[slot].by === my.role;

const anybodys = (plan, day) => isPublished(day) ? [...dated(plan, day), ...(plan.life ? lives(plan, day) : [])] : [];
const isFirst = (item, place, items) => items.findIndex(other => idOf(other) === idOf(item)) === place; // a slot may say a moment twice
const posted = (plan, day) => anybodys(plan, day).filter(isFirst).filter(item => isMine(plan, item.slot));

/* posts of the shown day that are hidden because another role has them */
const others = () => my.plans.flatMap(plan => anybodys(plan, my.day)).length - itemsOn(my.day).length;

const inTime = items => items.sort((a, b) => a.begins - b.begins || a.ends - b.ends);
const itemsOn = day => inTime(my.plans.flatMap(plan => posted(plan, day)));

/* the day's posts; of today, which is each group's own where it is, also what of the day before may still be posted */
function items() {
  if (!isToday()) return itemsOn(my.day);
  const remains = item => stateOf(item) === "now" || (stateOf(item) === "late" && limitOf(item) < Infinity);
  return inTime(my.plans.flatMap(plan => [...posted(plan, todayOf(plan) - 1).filter(remains), ...posted(plan, todayOf(plan))]));
}

/* the post to be dealt with first: what is due, else what is late and may still be posted, else what comes next; what is
   late without a limit gives way to the next post once that is nearer */
function urgent(listed) {
  const open = listed.filter(item => !isDone(item));
  const first = (state, is = () => true) => open.find(item => stateOf(item) === state && is(item));
  const next = first("next"), minute = minuteNow();
  const counts = item => limitOf(item) < Infinity || !next || minute - item.ends <= next.begins - minute;
  return first("now") || first("late", counts) || next;
}

window.sopbook.today = {
  page, words, say, industries, my, groups, group, restore, reread, keepGroups, keepChoice, open, groupsOf, slotOf, idOf, recordOf, record, isDone,
  clock, times, stateOf, explained, today, isToday, isPublished, isMine, itemsOn, others, items, urgent,
};
})();
