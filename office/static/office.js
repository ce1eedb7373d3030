// What the office's pages need of a script: everything else is HTML and htmx.
"use strict";

// a form that was changed and not saved is not left by accident, nor what waits for somebody to log in again
let changed = Boolean(document.querySelector("form[data-keep=held]"));
document.addEventListener("input", (event) => {
  if (event.target.closest("form[data-keep]")) changed = true;
});
document.addEventListener("submit", (event) => {
  if (!event.target.closest("header")) changed = false;
});
addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

// a piece that could not be fetched is told, on the page and to a screen reader
function lost(why) {
  const note = document.getElementById("lost");
  const text = note.dataset[why] ?? "";
  if (note.textContent !== text) note.textContent = text;
}
document.addEventListener("htmx:responseError", () => lost("lost"));
document.addEventListener("htmx:sendError", () => lost("lost"));
document.addEventListener("htmx:afterOnLoad", (event) => {
  if (event.detail.xhr.status < 400) lost("");
});

// the line at the bottom asks by itself, but not while nobody looks
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.id === "served" && document.hidden) event.preventDefault();
});
// where a login has ended, neither that line nor a piece leads away from what is being written, or is just being sent
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const line = event.target;
  if (event.detail.xhr.status !== 401 || !(line.id === "served" || document.querySelector("form[data-keep]"))) return;
  event.preventDefault();
  if (line.id !== "served") lost("ended");
  else if (line.textContent !== line.dataset.ended) line.textContent = line.dataset.ended;
});

// a value is put where the cursor last was in a text about the answer
let writing = null;
document.addEventListener("focusin", (event) => {
  if (event.target.matches("form[data-keep] :is(textarea, input[name^=question], input[name^=link])")) writing = event.target;
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const field = writing?.isConnected ? writing : button && document.getElementById(`answer_${document.documentElement.lang}`);
  if (!button || !field) return;
  field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// a file that is too large is told of before it is sent: the server would hang up in the middle of it
document.addEventListener("change", (event) => {
  const { files, dataset } = event.target;
  if (!dataset.largest) return;
  const large = [...files].some((file) => file.size > Number(dataset.largest));
  event.target.setCustomValidity(large ? dataset.tooLarge : "");
  event.target.reportValidity();
});
// the same file, mended meanwhile, may be chosen again: without this, a browser sees no change
document.addEventListener("click", (event) => {
  if (!event.target.matches("[data-largest]")) return;
  event.target.value = "";
  event.target.setCustomValidity("");
});
