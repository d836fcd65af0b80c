/* Today: which industry, groups and role are the reader's; chosen once. */
(() => {
"use strict";

const { one, make, load, today } = window.sopbook;
const { page, words, say, industries, my, groups, group, keepGroups, open } = today;
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
    group.name = name.value.trim();
    keepGroups();
  });
  return make("p", { class: "sop-group" }, name, ...(plan.life ? [startField(group, plan)] : []), ...remove);
}

function groupRows(plan) {
  const own = groups[plan.id] ||= [group("")];
  const box = make("div", { class: "sop-groups" });
  const change = how => () => {
    how();
    keepGroups();
    draw();
  };
  const remove = place => own.length < 2 ? []
    : [today.button("×", "sop-button--quiet sop-step", change(() => own.splice(place, 1)), { "aria-label": `${words.remove} ${own[place].name || place + 1}` })];
  const add = () => {
    change(() => own.push(group(Math.random().toString(36).slice(2))))();
    one("p:last-of-type input", box).focus();
  };
  const draw = () => box.replaceChildren(...own.map((group, place) => groupRow(group, place, plan, remove(place))),
    today.button(words.add_group, "sop-button--quiet", add));
  draw();
  return question(plan.title, box);
}

/* --- the questions, each shown when the one before it is answered --- */

const unreadable = id => make("p", { class: "sop-warning" }, say("unreadable", { id }));

function industryQuestion(answered) {
  return question(words.choose_industry, choices(industries.map(([id, title]) => option("radio", "industry", id, title, id === my.industry, () => {
    Object.assign(my, { industry: id, playbooks: [], role: "", plans: [], missing: [] });
    answered();
  }))));
}

async function playbookQuestion(answered) {
  const { industry } = my;
  const listed = await load(`${base}data/${encodeURIComponent(industry)}/playbooks.json`).catch(() => null);
  if (industry !== my.industry) return null;
  if (!listed) return [unreadable(industry)];
  const items = listed.map(([id, title, group]) => option("checkbox", "playbook", id, title, my.playbooks.includes(id), isChosen => {
    my.playbooks = isChosen ? [...my.playbooks, id] : my.playbooks.filter(other => other !== id);
    answered(open());
  }, group));
  const find = make("input", { class: "sop-field", type: "search", placeholder: words.find, "aria-label": words.find });
  find.addEventListener("input", () => items.forEach(item => { item.hidden = !item.textContent.toLowerCase().includes(find.value.trim().toLowerCase()); }));
  return [question(words.choose_groups, ...(items.length > 12 ? [find] : []), choices(items, " sop-choices--long"))];
}

function roleQuestion() {
  const alone = my.plans.length === 1;
  const roles = new Map(my.plans.flatMap(plan => plan.roles.map(([key, name, person]) => [key, alone ? `${name} · ${person}` : name])));
  if (!roles.has(my.role)) my.role = "";
  const listed = [["", words.all], ...roles];
  return question(words.choose_role, choices(listed.map(([key, text]) => option("radio", "role", key, text, my.role === key, () => { my.role = key; }))));
}

function choose() {
  const missing = my.missing.map(unreadable);
  my.playbooks = my.plans.map(plan => plan.id);
  const listed = make("div", {}), rest = make("div", {});
  let opening; // what was chosen last, on its way
  const show = today.button(words.show, "", () => {
    if (one("form", page).reportValidity()) Promise.resolve(opening).then(() => today.show());
  });
  const ask = async () => {
    await opening;
    show.disabled = !my.plans.length;
    rest.replaceChildren(...my.missing.map(unreadable),
      ...(my.plans.length ? [roleQuestion(), question(words.group_names, ...my.plans.map(groupRows))] : []));
  };
  const list = async () => {
    const found = my.industry ? await playbookQuestion(chosen => {
      opening = chosen;
      ask();
    }) : [];
    if (found) listed.replaceChildren(...found);
  };
  my.missing = [];
  page.replaceChildren(make("form", { class: "sop-pick" }, make("p", { class: "sop-hint" }, words.start_hint), ...missing, industryQuestion(() => {
    list();
    ask();
  }), listed, rest, make("p", { class: "sop-pick__end" }, show)));
  one("form", page).addEventListener("submit", event => event.preventDefault());
  list();
  ask();
}

Object.assign(today, { choose });
})();
