/* Today: the pieces that its page is made of. Nothing here asks for the time. */
(() => {
"use strict";

const { all, one, make, today } = window.sopbook;
const { page, words, say, my } = today;

const opened = new Set(); // what the reader opened
const texts = {}; // which of several texts the reader looks at

const classed = (tag, name, ...children) => make(tag, { class: name }, ...children);
const hint = text => classed("p", "sop-hint", text);
const several = () => my.plans.length > 1;
const called = (group, place, of) => group.name || (of > 1 ? say("group_n", { n: place + 1 }) : "");

function button(text, name, action, attributes = {}) {
  const made = make("button", { type: "button", class: `sop-button ${name}`, ...attributes }, text);
  if (action) made.addEventListener("click", action);
  return made;
}

const copyButton = text => button(text, "sop-copy__button", null, { "data-done": words.copied, "data-failed": words.copy_failed });

function folded(key, attributes, summary, ...children) {
  const box = make("details", attributes, make("summary", {}, ...summary), ...children);
  box.open = opened.has(key);
  box.addEventListener("toggle", () => opened[box.open ? "add" : "delete"](key));
  return box;
}

/* --- a post's text and what else is said of it --- */

function facts(plan, slot) {
  const [, role, person] = plan.roles.find(([key]) => key === slot.by);
  const listed = [[words.assets, slot.assets?.join(words.comma)], [words.note, slot.note], [words.via, slot.how?.join(" · ")], [words.role, `${role} · ${person}`]];
  return classed("dl", "sop-facts", ...listed.filter(([, value]) => value).map(([name, value]) =>
    make("div", name === words.assets ? { class: "is-first" } : {}, make("dt", {}, name), make("dd", {}, value))));
}

function textBox(slot, key, turn) {
  const listed = slot.copy || [];
  if (!listed.length) return hint(words.no_text);
  const text = make("div", { class: "sop-copy__text", tabindex: "0", role: "group", "aria-label": words.text });
  const actions = classed("p", "sop-copy__actions", copyButton(words.copy));
  const other = button("", "sop-button--quiet", () => show((texts[key] + 1) % listed.length));
  const show = place => {
    texts[key] = place;
    text.textContent = listed[place];
    other.textContent = say("another", { n: place + 1, of: listed.length });
  };
  show(texts[key] ?? turn % listed.length);
  if (listed.length > 1) actions.append(other);
  return classed("div", "sop-copy", text, actions);
}

/* --- where the reader was, when the page is drawn anew --- */

const placed = (place, element) => Object.assign(element, { sopPlace: place });

const FOCUSABLE = "a, button, input, summary, [tabindex]";

function placeOf(element) {
  for (let box = element; box && box !== page; box = box.parentElement) {
    if (box.sopPlace) return { place: box.sopPlace, index: all(FOCUSABLE, box).indexOf(element), top: element.getBoundingClientRect().top };
  }
  return null;
}

/* to the same place, which stays where it was on the screen; if it is gone, to what can be done about that */
function goBack({ place, index, top }) {
  const box = all("*", page).find(element => element.sopPlace === place), same = box && all(FOCUSABLE, box)[index];
  const next = same || one(".sop-noticed button:last-child") || one(".sop-urgent button") || one(".sop-bar button");
  next.focus({ preventScroll: true });
  if (same) scrollBy(0, same.getBoundingClientRect().top - top);
  else next.scrollIntoView({ block: "nearest" });
}

Object.assign(today, { opened, classed, hint, several, called, button, copyButton, folded, facts, textBox, placed, placeOf, goBack });
})();
