/* A month, before it is shown: which view of it, and that days gone by are folded; later the page would jump. The script is
   loaded in the page's head, and runs when the browser reads the element that stands below the table. */
customElements.define("sop-table-end", class extends HTMLElement {
  connectedCallback() {
    const box = this.parentNode;
    const asked = new URLSearchParams(location.search).get("view");
    const date = new Date(Date.now() - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
    const days = [...box.querySelectorAll("td[data-date]")];
    const gone = days.slice(0, Math.max(0, days.findIndex(day => day.dataset.date === date)));
    gone.forEach(day => day.classList.add("is-past"));
    document.documentElement.classList.replace("no-js", "js");
    box.dataset.view = box.querySelector(`[name="view"][value="${CSS.escape(asked)}"]`) ? asked : matchMedia("(max-width: 44.98em)").matches ? "list" : "month";
    box.querySelector(".sop-month").classList.toggle("is-grid", box.dataset.view !== "list");
    box.querySelector(".sop-past").hidden = gone.every(day => day.matches(".is-blank"));
  }
});
