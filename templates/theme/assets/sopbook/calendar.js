/* A month: today by the reader's clock, filters, days too full to be shown at once. */
(() => {
"use strict";

const { all, one, make, span, now, mark, asked, setQuery, load } = window.sopbook;

/* --- a month: today, filters, days too full to be shown at once --- */

function markToday(table) {
  const cell = one(`td[data-date="${now().date}"]`, table);
  if (!cell) return;
  mark(cell, one(".sop-date", cell), table.dataset.today);
  const link = one(".sop-pager__today");
  link.hidden = false;
  link.href = "#" + cell.id;
}

function rowPost([place, slot, time, title, kind, role, person], playbooks, base) {
  const [id, name, page] = playbooks[place];
  return make("li", { class: "sop-post", "data-playbook": id, "data-role": role, "data-kind": kind },
    make("a", { href: base + page + "#slot-" + slot }, make("time", {}, time), " ", span("sop-post__what", title), " ", make("small", {}, name + " · " + person)));
}

function month(table) {
  const form = one(".sop-filter");
  const selects = all("select", form);
  const none = one(".sop-filter__none");
  const steps = all(".sop-pager__step").map(link => [link, link.getAttribute("href")]);
  const dense = all("td", table).filter(cell => one(".sop-counts", cell));
  let data = null;

  function read() {
    selects.forEach(select => {
      select.value = asked(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    });
  }

  const chosen = () => Object.fromEntries(selects.map(select => [select.name, select.value]));

  /* fill the overfull days with the chosen playbook's posts, or give them back their counts */
  function fill(playbook) {
    dense.forEach(cell => {
      const day = +cell.dataset.date.slice(8);
      const rows = playbook && data ? data.posts.filter(row => data.playbooks[row[0]][0] === playbook && row[7] >> (day - 1) & 1) : [];
      one(".sop-posts", cell).replaceChildren(...rows.map(row => rowPost(row, data.playbooks, table.dataset.base)));
      cell.classList.toggle("is-filled", !!(playbook && data));
    });
  }

  function show() {
    const wanted = chosen();
    selects.forEach(select => select.classList.toggle("is-set", !!select.value));
    if (dense.length) fill(wanted.playbook);
    all(".sop-post", table).forEach(post => {
      post.hidden = Object.keys(wanted).some(name => wanted[name] && post.dataset[name] !== wanted[name]);
    });
    all(".sop-counts li", table).forEach(count => {
      count.hidden = wanted.kind && count.dataset.kind !== wanted.kind;
    });
    const left = all("td[data-date]", table).filter(cell => {
      const some = one(cell.matches(".is-filled") ? ".sop-post:not([hidden])" : ".sop-post:not([hidden]), .sop-counts li:not([hidden])", cell);
      cell.classList.toggle("is-blank", !some);
      return some;
    });
    none.textContent = left.length ? "" : none.dataset.none;
  }

  function change() {
    const text = setQuery(chosen());
    steps.forEach(([link, href]) => link.setAttribute("href", href + text));
    show();
    if (!dense.length || data || !one("[name=playbook]", form).value) return;
    load(table.dataset.source)
      .then(found => { data = found; show(); }, () => { /* the counts stay */ });
  }

  form.addEventListener("change", change);
  form.addEventListener("submit", event => event.preventDefault());
  addEventListener("pageshow", event => { if (event.persisted) { read(); change(); } });
  read();
  change();
  markToday(table);
}

all(".sop-month").forEach(month);
})();
