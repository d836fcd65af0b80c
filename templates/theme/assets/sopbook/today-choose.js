/* Today: which industry, groups and role are the reader's; chosen once. */
(() => {
"use strict";

const { one, make, load, today } = window.sopbook;
const { page, words, say, industries, my, groups, keepGroups, open } = today;
const { base } = page.dataset;

function option(kind, name, value, text, isChosen, choose, hint = "") {
  const input = make("input", { type: kind, name, value, ...(isChosen ? { checked: "" } : {}) });
  input.addEventListener("change", () => choose(input.checked));
  return make("li", {}, make("label", { class: "sop-choice" }, input, make("span", {}, text, ...(hint ? [" ", make("small", {}, hint)] : []))));
}

const question = (text, ...children) => make("fieldset", {}, make("legend", {}, text), ...children);
const choices = (items, more = "") => make("ul", { class: "sop-choices" + more }, ...items);

/* --- groups: a person may have several of one kind, each with its name, and its founding day where posts count from it --- */

function startField(group, plan) {
  const field = make("input", { class: "sop-field", type: "date", min: plan.life.from, max: plan.life.to });
  field.value = group.start || "";
  field.addEventListener("change", () => {
    group.start = field.checkValidity() ? field.value : "";
    keepGroups();
  });
  return make("label", {}, make("span", {}, words.founded), field);
}

function groupRow(group, place, plan, remove) {
  const name = make("input", {
    class: "sop-field", type: "text", maxlength: "30", placeholder: say("group_n", { n: place + 1 }),
    "aria-label": `${plan.title} ${words.group_name} ${place + 1}`,
  });
  name.value = group.name;
  name.addEventListener("input", () => {
    group.name = name.value.trim().replaceAll("/", "／"); // a slash parts the words of a record's key
    keepGroups();
  });
  return make("p", { class: "sop-group" }, name, ...(plan.life ? [startField(group, plan)] : []), ...remove);
}

function groupRows(plan) {
  const own = groups[plan.id] ||= [{ name: "" }];
  const box = make("div", { class: "sop-groups" });
  const change = how => () => {
    how();
    keepGroups();
    draw();
  };
  const remove = place => own.length < 2 ? []
    : [today.button("×", "sop-button--quiet sop-step", change(() => own.splice(place, 1)), { "aria-label": `${words.remove} ${own[place].name || place + 1}` })];
  const add = () => {
    change(() => own.push({ name: "" }))();
    one("p:last-of-type input", box).focus();
  };
  const draw = () => box.replaceChildren(...own.map((group, place) => groupRow(group, place, plan, remove(place))),
    today.button(words.add_group, "sop-button--quiet", add));
  draw();
  return make("div", {}, make("h3", {}, plan.title), box);
}

/* --- the questions, each shown when the one before it is answered --- */

function industryQuestion() {
  return question(words.choose_industry, choices(industries.map(([id, title]) => option("radio", "industry", id, title, id === my.industry, () => {
    Object.assign(my, { industry: id, playbooks: [], role: "", plans: [], missing: [] });
    choose(id);
  }))));
}

async function playbookQuestion() {
  if (!my.industry) return [];
  const listed = await load(`${base}data/${encodeURIComponent(my.industry)}/playbooks.json`).catch(() => null);
  if (!listed) return [make("p", { class: "sop-warning" }, say("unreadable", { id: my.industry }))];
  const items = listed.map(([id, title, group]) => option("checkbox", "playbook", id, title, my.playbooks.includes(id), async isChosen => {
    my.playbooks = isChosen ? [...my.playbooks, id] : my.playbooks.filter(other => other !== id);
    await open();
    choose(id);
  }, group));
  const find = make("input", { class: "sop-field", type: "search", placeholder: words.find, "aria-label": words.find });
  find.addEventListener("input", () => items.forEach(item => { item.hidden = !item.textContent.includes(find.value.trim()); }));
  return [question(words.choose_groups, ...(items.length > 12 ? [find] : []), choices(items, " sop-choices--long"))];
}

function roleQuestion() {
  const alone = my.plans.length === 1;
  const roles = new Map(my.plans.flatMap(plan => plan.roles.map(([key, name, person]) => [key, alone ? `${name} · ${person}` : name])));
  if (!roles.has(my.role)) my.role = "";
  const listed = [["", words.all], ...roles];
  return question(words.choose_role, choices(listed.map(([key, text]) => option("radio", "role", key, text, my.role === key, () => { my.role = key; }))));
}

/* show the questions; `focused` is the value of the field that was just changed */
async function choose(focused) {
  const rest = my.plans.length ? [roleQuestion(), question(words.group_names, ...my.plans.map(groupRows))] : [];
  const show = today.button(words.show, "", () => today.show(), my.plans.length ? {} : { disabled: "" });
  const form = make("form", { class: "sop-pick" }, make("p", { class: "sop-hint" }, words.start_hint), industryQuestion(),
    ...await playbookQuestion(), ...rest, make("p", { class: "sop-pick__end" }, show));
  form.addEventListener("submit", event => event.preventDefault());
  page.replaceChildren(form);
  if (focused) one(`input[value="${CSS.escape(focused)}"]`, form)?.focus({ preventScroll: true });
}

today.choose = () => choose();
})();
