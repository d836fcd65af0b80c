/* Has the browser keep what this page loads, so that it can be read without a network. The worker is `sw.js`. */
(() => {
"use strict";

const worker = new URL("../../sw.js", document.currentScript.src);
const { serviceWorker } = navigator;

/* what a page loads before the worker has taken it over passes the worker by, or went to an older one */
async function tell(entries) {
  const { active } = await serviceWorker.ready;
  active.postMessage({ loaded: [location.href, ...entries.map(entry => entry.name)] });
}

function begin() {
  serviceWorker.register(worker).catch(() => { /* then pages are there with a network only */ });
  serviceWorker.addEventListener("controllerchange", () => tell(performance.getEntriesByType("resource")));
  new PerformanceObserver(list => tell(list.getEntries())).observe({ type: "resource", buffered: true });
}

if (serviceWorker && /^http/.test(location.protocol)) addEventListener("load", begin);
})();
