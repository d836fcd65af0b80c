/* A group's life from its founding day: the events of `sopbook calendar --start`. Playbook pages and Today date by it. */
(() => {
"use strict";

const { bit, isoOf } = window.sopbook;

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

window.sopbook.lifeEvents = lifeEvents;
})();
