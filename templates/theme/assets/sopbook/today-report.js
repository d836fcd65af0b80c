/* Today: the day's report, as text for the team's chat and as CSV. */
(() => {
"use strict";

const { isoOf, weekdayOf, today } = window.sopbook;
const { page, words, say, my, slotOf, recordOf, stateOf, times } = today;
const FIGURES = ["reach", "clicks", "payments"];

/* a row for each post and group */
function rows(items) {
  return items.flatMap(item => item.groups.map((group, place) => {
    const noted = recordOf(item, group);
    const [, role, person] = item.plan.roles.find(([key]) => key === slotOf(item).by);
    const state = noted.at ? "done" : stateOf(item);
    const said = { done: words.done, next: words.later, void: words.void }[state] || words.report_none;
    return { item, state, said, noted, group: today.called(group, place, item.groups.length), by: `${role} · ${person}` };
  }));
}

function line({ item, state, said, noted, group }) {
  const figures = FIGURES.filter(name => noted[name]).map(name => `${words[name]} ${noted[name]}`);
  const where = [my.plans.length > 1 ? item.plan.title : "", group].filter(Boolean).join(" ");
  const post = where ? say("report_where", { post: slotOf(item).post, where }) : slotOf(item).post;
  return [state === "done" ? "✅" : "⬜", times(item), post, noted.at || said, ...figures].join(" ");
}

function reportText(items) {
  const [, month, day] = isoOf(my.day).split("-").map(Number);
  const date = `${month}-${day} ${weekdayOf(my.day, { weekdays: page.dataset.weekdays })}`;
  const listed = rows(items);
  const done = listed.filter(({ state }) => state === "done").length;
  const title = my.plans.map(plan => plan.title).join(words.comma);
  return [say("report_head", { date, title }), ...listed.map(line), say("report_sum", { n: listed.length, done })].join("\n");
}

/* a spreadsheet takes a cell that begins like this for a formula */
const FORMULA = /^\s*'*\s*[=+\-@＝＋－＠]/;
const cell = value => `"${(FORMULA.test(value) ? "'" + value : value).replaceAll('"', '""')}"`;

function reportCsv(items) {
  const lines = rows(items).map(({ item, said, noted, group, by }) => [
    isoOf(item.day), times(item), item.plan.title, group, slotOf(item).post, by, said, noted.at || "",
    ...FIGURES.map(name => noted[name] || ""), item.plan.id, item.slot,
  ]);
  return "\ufeff" + [words.csv_columns.split("|"), ...lines].map(cells => cells.map(cell).join(",") + "\r\n").join("");
}

Object.assign(today, { reportText, reportCsv });
})();
