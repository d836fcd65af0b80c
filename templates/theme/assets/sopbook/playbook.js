/* A playbook's page: its next days by the reader's clock, and a group's life from the day that the reader chooses. */
(() => {
"use strict";

const { all, one, make, span, now, dayNumber, isoOf, weekdayOf, dateOf, mark, asked, setQuery, tried, save, bit, lifeEvents } = window.sopbook;

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
  download.addEventListener("click", () => save(`${plan.id}-${input.value}.ics`, "text/calendar", lifeFeed(plan, start, events)));
  choose(asked("start") ?? tried(() => localStorage.getItem(key)) ?? "");
}

all(".sop-next").forEach(nextDays);
all(".sop-life").forEach(life);
addEventListener("hashchange", openTarget);
openTarget();
})();
