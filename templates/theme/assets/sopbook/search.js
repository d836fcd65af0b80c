/* The site's search: what is typed, as Material's worker should get it. Loaded before Material's own script. */
(() => {
"use strict";

/* --- search: what is typed, as Material's worker should get it. By the words of its index it cuts a run of Chinese, but
   loses the run's last character: one that stands for none, and parts words, is put there. A word that only makes a
   question of it says nothing, and 双11 is two words in the index. --- */

const NO_CHARACTER = "\u3007";
const [SET_UP, QUERY] = [0, 2];
const ASKING = /怎么[办做写发说回开用]?|怎样|如何|[做发说写看]?什么|可不可以|能不能|有没有|多少|哪[些个]|为什么|群里|有人|[吗呢吧啊的了]/gu;
const BORDER = /(\p{sc=Han})(?=[a-z0-9])|([a-z0-9])(?=\p{sc=Han})/giu;

let isParted = false; // whether the worker knows that the character parts words: the index may be there before this script

function sought(text) {
  const apart = text.replace(BORDER, "$& "), left = apart.replace(ASKING, " ");
  const kept = left.trim() ? left : apart;
  const end = isParted ? NO_CHARACTER : "";
  return kept.replace(/\p{sc=Han}+/gu, run => run + end + (run.length === 3 ? ` ${run.slice(0, 2)}${end}` : ""));
}

if (window.Worker) {
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    const { type, data } = message || {};
    if (type === SET_UP && data?.config?.separator) {
      data.config.separator += "|" + NO_CHARACTER;
      isParted = true;
    }
    if (type === QUERY && typeof data === "string") message = { ...message, data: sought(data) };
    return postMessage.call(this, message, ...rest);
  };
}

})();
