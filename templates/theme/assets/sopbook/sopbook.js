/* What a page of sopbook can do beyond being read: copy, subscribe, know today, filter a month. No dependencies. */
(function () {
  "use strict";

  var all = function (selector, root) { return Array.from((root || document).querySelectorAll(selector)); };
  var one = function (selector, root) { return (root || document).querySelector(selector); };

  function make(tag, attributes, children) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    (children || []).forEach(function (child) { element.append(child); });
    return element;
  }

  /* ---- the reader's clock: "yyyy-mm-dd" and "hh:mm", in a zone or in the reader's own ---- */

  function now(zone) {
    var options = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    if (zone) options.timeZone = zone;
    var found = {};
    new Intl.DateTimeFormat("en", options).formatToParts(new Date()).forEach(function (part) { found[part.type] = part.value; });
    return { date: found.year + "-" + found.month + "-" + found.day, time: found.hour + ":" + found.minute };
  }

  function dayNumber(iso) { return Math.round(Date.parse(iso + "T00:00:00Z") / 864e5); }
  function isoOf(number) { return new Date(number * 864e5).toISOString().slice(0, 10); }

  /* ---- copying: the clipboard, else the old command, else the text is selected for the reader ---- */

  function oldCopy(text) {
    var field = make("textarea", { readonly: "", "aria-hidden": "true", class: "sop-offscreen" });
    var focused = document.activeElement;
    field.value = text;
    document.body.append(field);
    field.select();
    field.setSelectionRange(0, text.length);
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { /* told by the return value */ }
    field.remove();
    if (focused && focused.focus) focused.focus({ preventScroll: true });
    return done;
  }

  function copy(text) {
    var old = function () { return oldCopy(text) ? Promise.resolve() : Promise.reject(new Error("copy")); };
    if (!navigator.clipboard || !navigator.clipboard.writeText) return old();
    return navigator.clipboard.writeText(text).catch(old);
  }

  function tell(button, state) {
    var label = button.dataset.label || (button.dataset.label = button.textContent);
    button.textContent = button.dataset[state];
    button.classList.remove("is-done", "is-failed");
    button.classList.add("is-" + state);
    one("#sop-said").textContent = button.dataset[state];
    clearTimeout(button.sopTimer);
    button.sopTimer = setTimeout(function () {
      button.textContent = label;
      button.classList.remove("is-" + state);
      one("#sop-said").textContent = "";
    }, state === "done" ? 2000 : 6000);
  }

  function copyFrom(button, text, shown) {
    copy(text).then(function () { tell(button, "done"); }, function () {
      if (shown) getSelection().selectAllChildren(shown);
      tell(button, "failed");
    });
  }

  function onClick(event) {
    var button = event.target.closest && event.target.closest("button");
    if (!button) return;
    if (button.matches(".sop-copy__button")) {
      var text = one(".sop-copy__text", button.closest(".sop-copy"));
      copyFrom(button, text.textContent, text);
    } else if (button.matches(".sop-feed__copy")) {
      var feed = button.closest(".sop-feed");
      var link = new URL(button.dataset.link, location.href).href;
      var shown = one(".sop-feed__link", feed);
      if (!shown) feed.append(shown = make("code", { class: "sop-feed__link" }, [link]));
      copyFrom(button, link, shown);
    }
  }

  function subscribe(link) {
    if (!/^http/.test(location.protocol)) return;
    link.href = link.dataset.webcal || new URL(link.getAttribute("href"), location.href).href.replace(/^https?:/, "webcal:");
  }

  /* ---- a playbook's next days ---- */

  /* bit `index` of a number written in hexadecimal */
  function bit(hex, index) {
    var digit = hex.charAt(hex.length - 1 - (index >> 2));
    return digit !== "" && (parseInt(digit, 16) >> (index & 3) & 1) === 1;
  }

  function postLine(post, words, clock) {
    var line = make("a", { class: "sop-line", "data-kind": post[3], href: "#slot-" + post[0] },
      [make("time", {}, [post[1]]), make("span", {}, [post[2]])]);
    if (clock && post[1].slice(0, 5) < clock) line.classList.add("is-past");
    else if (clock && !words.told) {
      words.told = true;
      line.append(make("span", { class: "sop-soon" }, [words.soon]));
    }
    return make("li", {}, [line]);
  }

  function fillDay(section, number, plan, words, clock) {
    var iso = isoOf(number);
    var posts = plan.posts.filter(function (post) { return bit(post[4], number - plan.first); });
    var name = make("h3", { class: "sop-day__name" }, [
      make("time", { datetime: iso }, [+iso.slice(5, 7) + "-" + +iso.slice(8)]),
      make("span", {}, [words.weekdays[(number + 3) % 7]])]);
    if (clock) name.prepend(make("span", { class: "sop-today" }, [words.today]));
    section.dataset.date = iso;
    section.classList.toggle("is-today", Boolean(clock));
    if (clock) section.setAttribute("aria-current", "date");
    section.replaceChildren(name, posts.length
      ? make("ul", { class: "sop-day__posts" }, posts.map(function (post) { return postLine(post, words, clock); }))
      : make("p", { class: "sop-day__none" }, [words.nothing]));
  }

  function nextDays(box) {
    var plan = JSON.parse(box.dataset.plan);
    var clock = now(plan.zone);
    var today = dayNumber(clock.date);
    var end = dayNumber(plan.end);
    plan.first = dayNumber(plan.start);
    if (today < plan.first || today >= end) return;
    var words = { weekdays: box.dataset.weekdays.split(","), today: box.dataset.today, soon: box.dataset.soon, nothing: box.dataset.nothing };
    all(".sop-day", box).forEach(function (section, index) {
      if (today + index < end) fillDay(section, today + index, plan, words, index ? "" : clock.time);
      else section.remove();
    });
    /* on a phone the days after stay folded, unless there is nothing to do today */
    if (one(".sop-line", box.firstElementChild) && matchMedia("(max-width: 44.98em)").matches) one(".sop-later", box).open = false;
  }

  /* a link to a slot opens its texts */
  function openTarget() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches(".sop-slot")) all("details", target).slice(0, 1).forEach(function (found) { found.open = true; });
  }

  function overdue(time) {
    if (time.getAttribute("datetime") < now().date) time.append(make("b", {}, [time.dataset.overdue]));
  }

  /* ---- a month: today, filters, and days too full to be shown at once ---- */

  function markToday(table) {
    var cell = one('td[data-date="' + now().date + '"]', table);
    if (!cell) return;
    cell.classList.add("is-today");
    cell.setAttribute("aria-current", "date");
    one(".sop-date", cell).append(make("span", { class: "sop-today" }, [table.dataset.today]));
    var link = one(".sop-pager__today");
    link.hidden = false;
    link.href = "#" + cell.id;
  }

  function rowPost(row, playbooks, table) {
    var playbook = playbooks[row[0]];
    return make("li", { class: "sop-post", "data-playbook": playbook[0], "data-role": row[5], "data-kind": row[4] }, [
      make("a", { href: table.dataset.base + playbook[2] + "#slot-" + row[1] }, [
        make("time", {}, [row[2]]), " ", make("span", { class: "sop-post__what" }, [row[3]]), " ",
        make("small", {}, [playbook[1] + " · " + row[6]])])]);
  }

  function month(table) {
    var form = one(".sop-filter");
    var selects = all("select", form);
    var none = one(".sop-filter__none");
    var steps = all(".sop-pager__step").map(function (link) { return [link, link.getAttribute("href")]; });
    var dense = all("td", table).filter(function (cell) { return one(".sop-counts", cell); });
    var data = null;

    function read() {
      var query = new URLSearchParams(location.search);
      selects.forEach(function (select) {
        select.value = query.get(select.name) || "";
        if (select.selectedIndex < 0) select.value = "";
      });
    }

    function write() {
      var query = new URLSearchParams(location.search);
      selects.forEach(function (select) {
        if (select.value) query.set(select.name, select.value);
        else query.delete(select.name);
      });
      var text = query.toString() ? "?" + query : "";
      history.replaceState(history.state, "", location.pathname + text + location.hash);
      steps.forEach(function (step) { step[0].setAttribute("href", step[1] + text); });
    }

    /* fill the overfull days with the chosen playbook's posts, or give them back their counts */
    function fill(playbook) {
      dense.forEach(function (cell) {
        var day = +cell.dataset.date.slice(8);
        var rows = !playbook || !data ? [] : data.posts.filter(function (row) {
          return data.playbooks[row[0]][0] === playbook && row[7] >> (day - 1) & 1;
        });
        one(".sop-posts", cell).replaceChildren.apply(one(".sop-posts", cell),
          rows.map(function (row) { return rowPost(row, data.playbooks, table); }));
        cell.classList.toggle("is-filled", Boolean(playbook && data));
      });
    }

    function show() {
      var wanted = {};
      selects.forEach(function (select) {
        wanted[select.name] = select.value;
        select.classList.toggle("is-set", Boolean(select.value));
      });
      if (dense.length) fill(wanted.playbook);
      all(".sop-post", table).forEach(function (post) {
        post.hidden = Object.keys(wanted).some(function (name) { return wanted[name] && post.dataset[name] !== wanted[name]; });
      });
      all(".sop-counts li", table).forEach(function (count) {
        count.hidden = Boolean(wanted.kind) && count.dataset.kind !== wanted.kind;
      });
      var left = all("td[data-date]", table).filter(function (cell) {
        var some = one(cell.matches(".is-filled") ? ".sop-post:not([hidden])" : ".sop-post:not([hidden]), .sop-counts li:not([hidden])", cell);
        cell.classList.toggle("is-blank", !some);
        return some;
      });
      none.textContent = left.length ? "" : none.dataset.none;
    }

    function change() {
      write();
      show();
      if (!dense.length || data || !one("[name=playbook]", form).value) return;
      fetch(table.dataset.source)
        .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(new Error(answer.status)); })
        .then(function (found) { data = found; show(); }, function () { /* the counts stay */ });
    }

    form.addEventListener("change", change);
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    addEventListener("pageshow", function (event) { if (event.persisted) { read(); change(); } });
    read();
    change();
    markToday(table);
  }

  document.body.append(make("div", { id: "sop-said", role: "status", class: "sop-offscreen" }));
  document.addEventListener("click", onClick);
  all(".sop-feed__subscribe").forEach(subscribe);
  all(".sop-next").forEach(nextDays);
  all(".sop-review").forEach(overdue);
  all('.sop-months a[data-month="' + now().date.slice(0, 7) + '"]').forEach(function (link) { link.setAttribute("aria-current", "date"); });
  all(".sop-month").forEach(month);
  addEventListener("hashchange", openTarget);
  openTarget();
})();
