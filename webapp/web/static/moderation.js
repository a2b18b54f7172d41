// Small comforts for moderators; every page works without them.
"use strict";

// Words selected with the mouse in an opinion go into its "words to hide" field.
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const words = selection ? selection.toString().trim() : "";
  if (!words || words.length > 300) return;
  const place = selection.anchorNode && selection.anchorNode.parentElement;
  const text = place ? place.closest("[data-words]") : null;
  if (!text || !text.contains(selection.focusNode)) return;
  // The small numbers of suggestions belong to the page and not to the child's words.
  const copy = selection.getRangeAt(0).cloneContents();
  copy.querySelectorAll("sup, .visually-hidden").forEach((mark) => mark.remove());
  const field = document.getElementById(text.dataset.words);
  const folded = field.closest("details");
  if (folded) folded.open = true;
  field.value = copy.textContent.trim();
});

// One place is either hidden or erased.
document.addEventListener("change", (event) => {
  const box = event.target;
  if (box.name !== "mask" && box.name !== "erase") return;
  if (!box.checked) return;
  box.closest("tr").querySelectorAll("input[type=checkbox]").forEach((other) => {
    if (other !== box) other.checked = false;
  });
});

// The usual last day follows the body that leads; the lead follows the topic until chosen by hand.
function showDay(lead) {
  const option = lead.selectedOptions[0];
  document.getElementById(lead.dataset.due).placeholder = (option && option.dataset.day) || "dd/mm/yyyy";
}
document.querySelectorAll("select[data-due]").forEach((lead) => {
  showDay(lead);
  lead.addEventListener("change", () => { lead.dataset.chosen = "1"; showDay(lead); });
});
document.querySelectorAll("select[data-leads]").forEach((topic) => {
  topic.addEventListener("change", () => {
    const lead = document.getElementById(topic.dataset.leads);
    const usual = topic.selectedOptions[0].dataset.lead;
    if (lead.dataset.chosen || !usual) return;
    lead.value = usual;
    showDay(lead);
  });
});

// While a sheet is open its page says so every minute, and names who else has it open.
const presence = document.querySelector("[data-still-open]");
if (presence) {
  setInterval(async () => {
    if (document.hidden) return;
    const body = new URLSearchParams({ csrf_token: presence.dataset.token });
    const answer = await fetch(presence.dataset.stillOpen, { method: "POST", body }).catch(() => null);
    if (!answer || !answer.ok) return;
    const { words } = await answer.json();
    presence.textContent = words;
    presence.hidden = !words;
  }, 60000);
}
