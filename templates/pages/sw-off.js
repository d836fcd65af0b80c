/* Takes the handbook's service worker away, with all that it kept; open pages stay as they are. */
"use strict";

async function leave() {
  const mine = (await caches.keys()).filter(name => name.startsWith(`sopbook:${new URL("./", location.href)}:`));
  await Promise.all(mine.map(name => caches.delete(name)));
  await registration.unregister();
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", event => event.waitUntil(leave()));
