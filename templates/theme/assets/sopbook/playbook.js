/* A playbook's page: its next days by the reader's clock, and a group's life from the day that the reader chooses. */
(() => {
"use strict";

const { all, one, make, span, now, dayNumber, isoOf, weekdayOf, dateOf, mark, asked, setQuery, tried, bit } = window.sopbook;

/* --- a playbook's next days --- */

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

all(".sop-next").forEach(nextDays);
all(".sop-life").forEach(life);
addEventListener("hashchange", openTarget);
openTarget();
})();
