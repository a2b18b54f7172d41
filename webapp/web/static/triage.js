// Shortcuts for reading one opinion after the other; off until switched on, and every step is a button.
"use strict";

(() => {
  const page = document.querySelector(".triage");
  const form = page.querySelector("form.triage-decide");
  const refusal = form.querySelector("details[data-refuse]");

  // Title and lead follow the topic until somebody writes or chooses them.
  const title = form.elements.title, lead = form.elements.lead;
  for (const field of [title, lead]) field.addEventListener("input", () => { field.dataset.own = "1"; });
  form.addEventListener("change", (event) => {
    if (event.target.name !== "topic") return;
    if (!title.dataset.own) title.value = event.target.dataset.title;
    if (!lead.dataset.own && event.target.dataset.lead) lead.value = event.target.dataset.lead;
  });

  // Undoing is offered for as long as it works.
  const undo = document.querySelector("form.undo");
  if (undo) setTimeout(() => { undo.hidden = true; }, undo.dataset.seconds * 1000);

  if (page.dataset.keys !== "on") return;

  const types = (place) => place.closest("textarea, select, [contenteditable]")
    || (place.matches("input") && !["radio", "checkbox"].includes(place.type));
  let left = false;
  window.addEventListener("pageshow", () => { left = false; });

  function press(control) {
    if (control.tagName !== "SUMMARY") { left = true; control.click(); return; }
    const folded = control.parentElement;
    folded.open = true;
    const confirm = folded.querySelector("[data-confirm]");
    (confirm || control).focus();
  }

  function digit(number) {
    if (refusal.open) {
      const reason = refusal.querySelector(`[data-reason="${number}"]`);
      if (reason) press(reason);
      return Boolean(reason);
    }
    const topic = form.querySelector(`[data-digit="${number}"]`);
    if (topic) { topic.checked = true; topic.dispatchEvent(new Event("change", { bubbles: true })); }
    return Boolean(topic);
  }

  // Places of keys, not letters: Telex, VNI and other layouts change nothing.
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (left || types(event.target)) return;
    if (event.code === "Escape") { form.querySelectorAll("details.other-way[open]").forEach((one) => { one.open = false; }); return; }
    const number = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (number) { if (digit(number[1])) event.preventDefault(); return; }
    if (!/^Key[A-Z]$/.test(event.code)) return;
    const control = [...document.querySelectorAll(`[data-key="${event.code}"]`)].find((one) => one.offsetParent);
    if (control) { event.preventDefault(); press(control); }
  });
})();
