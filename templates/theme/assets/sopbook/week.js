/* What a month's script draws of one week: hours against days, and people against days. Posts are list items of the month. */
(() => {
"use strict";

const { one, make, span } = window.sopbook;

const IN_HOUR = 4; /* more posts than these are a button that opens them */
const IN_DAY = 8;
const NEAR = 15; /* minutes that a post holds its poster */

const say = (text, n) => text.replace("{n}", n);

/* start and end in minutes of the day; a moment has no end, and a window past midnight ends with the day */
function spanOf(post) {
  const [from, to] = one("time", post).textContent.split("–").map(text => +text.slice(0, 2) * 60 + +text.slice(3));
  return { from, to: to > from ? to : to === undefined ? null : 1440 };
}

/* posts as a list, or a button that opens them */
function listOf(items, few, label, opened) {
  if (few) return make("ul", { class: "sop-posts" }, ...items);
  const button = make("button", { type: "button", class: "sop-more" }, ...label);
  button.addEventListener("click", opened);
  return button;
}

/* --- hours against days --- */

/* What stands in a day: the moments of each hour, and windows over their hours. Blocks that meet stand side by side, and
   where that would be more than two, a window stands in its first hour alone. */
function blocksOf(day, flat) {
  const found = new Map();
  day.posts.forEach(post => {
    const { from, to } = spanOf(post);
    const first = Math.floor(from / 60);
    const last = flat || to === null ? first : Math.ceil(to / 60) - 1;
    const key = flat || to === null ? first : first + "–" + last;
    if (!found.has(key)) found.set(key, { first, last, posts: [] });
    found.get(key).posts.push(post);
  });
  const blocks = [...found.values()].sort((a, b) => a.first - b.first || b.last - a.last);
  const ends = [];
  blocks.forEach(block => {
    const free = ends.findIndex(end => end < block.first);
    block.lane = free < 0 ? ends.length : free;
    ends[block.lane] = block.last;
    block.alone = !blocks.some(other => other !== block && other.first <= block.last && block.first <= other.last);
  });
  return ends.length > 2 ? blocksOf(day, true) : { blocks, lanes: Math.max(1, ends.length) };
}

function place(element, row, rows, column, columns) {
  element.style.gridArea = `${row} / ${column} / span ${rows} / span ${columns}`;
  return element;
}

const oclock = hour => String(hour).padStart(2, "0") + ":00";

function hourLine(hour, index, hours) {
  const skips = index && hour - hours[index - 1] > 1;
  return place(make("div", { class: "sop-hour" + (skips ? " is-later" : ""), "aria-hidden": "true" }, oclock(hour)), index + 1, 1, 1, 1);
}

function drawBlock({ first, posts }, day, words, open) {
  const label = [oclock(first) + " · " + say(words.n_posts, posts.length)];
  return make("div", { class: "sop-block" }, listOf(posts, posts.length <= IN_HOUR, label, () => open(day.n, posts)));
}

function drawWeek(days, words, open) {
  const drawn = days.map(day => blocksOf(day));
  const covered = ({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const hours = [...new Set(drawn.flatMap(({ blocks }) => blocks.flatMap(covered)))].sort((a, b) => a - b);
  let column = 2;
  const sections = days.map((day, index) => {
    const { blocks, lanes } = drawn[index];
    const ground = place(span("sop-hours__ground", ""), 1, Math.max(1, hours.length), column, lanes);
    const section = make("section", { class: "sop-hours__day " + day.marks, "aria-label": day.name }, ground);
    blocks.forEach(block => section.append(place(drawBlock(block, day, words, open),
      hours.indexOf(block.first) + 1, block.last - block.first + 1, column + (block.alone ? 0 : block.lane), block.alone ? lanes : 1)));
    column += lanes;
    return section;
  });
  const grid = make("div", { class: "sop-hours" }, ...hours.map(hourLine), ...sections);
  grid.style.gridTemplateColumns = "var(--hour) " + drawn.map(({ lanes }) => `repeat(${lanes}, minmax(0, ${1 / lanes}fr))`).join(" ");
  return grid;
}

/* --- people against days --- */

/* Posts in order of time, those that meet put together: one person cannot look after two groups at once. A window leaves
   its poster free to choose. */
function withClashes(posts, words) {
  const runs = [];
  let run;
  let before = -NEAR;
  posts.forEach(post => {
    const { from, to } = spanOf(post);
    if (to !== null) return runs.push([post]);
    if (from - before >= NEAR) runs.push(run = []);
    before = from;
    return run.push(post);
  });
  return runs.flatMap(run => {
    const groups = new Set(run.map(post => post.dataset.playbook)).size;
    if (groups < 2) return run;
    const same = spanOf(run[0]).from === spanOf(run[run.length - 1]).from;
    return make("li", { class: "sop-clash" }, make("p", {}, say(same ? words.clash_same : words.clash_near, groups)), make("ul", { class: "sop-posts" }, ...run));
  });
}

const clashMark = (n, words) => (n ? [" ", span("sop-clashes", say(words.clashes, n))] : []);
const clashesIn = items => items.filter(item => item.matches(".sop-clash")).length;

function peopleOf(days, words, roleName) {
  const people = new Map();
  days.forEach((day, index) => day.posts.forEach(post => {
    const name = one("small b", post).textContent;
    if (!people.has(name)) people.set(name, { name, roles: new Set(), posts: 0, days: days.map(() => []) });
    const person = people.get(name);
    person.roles.add(roleName(post.dataset.role));
    person.posts += 1;
    person.days[index].push(post);
  }));
  people.forEach(person => {
    person.days = person.days.map(posts => ({ posts: posts.length, items: withClashes(posts, words) }));
    person.clashes = person.days.reduce((sum, { items }) => sum + clashesIn(items), 0);
  });
  return [...people.values()].sort((a, b) => b.clashes - a.clashes || b.posts - a.posts);
}

function personCell({ posts, items }, day, words, open) {
  const clashes = clashesIn(items);
  const label = [say(words.n_posts, posts), ...clashMark(clashes, words)];
  const cell = make("td", { "data-label": day.short, class: day.marks });
  if (posts) cell.append(listOf(items, posts <= IN_DAY, label, () => open(day.n, items)));
  else cell.classList.add("is-blank");
  return cell;
}

/* Beyond these, whom nobody could take in at once, the reader chooses a playbook or a role. */
const MOST_PEOPLE = 40;

function drawPeople(days, words, open, roleName) {
  const people = peopleOf(days, words, roleName);
  const rows = people.slice(0, MOST_PEOPLE).map(person => make("tr", {},
    make("th", { scope: "row" }, make("strong", {}, person.name), make("small", {}, [...person.roles].join(words.separator)),
      make("small", {}, say(words.n_posts, person.posts)), ...clashMark(person.clashes, words)),
    ...person.days.map((cell, index) => personCell(cell, days[index], words, open))));
  const head = days.map(day => make("th", { scope: "col", class: day.marks }, day.short));
  const table = make("table", { class: "sop-people" }, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, words.by), ...head)), make("tbody", {}, ...rows));
  if (people.length > MOST_PEOPLE) table.prepend(make("caption", {}, say(words.people_more, people.length - MOST_PEOPLE)));
  return table;
}

Object.assign(window.sopbook, { drawWeek, drawPeople, say });
})();
