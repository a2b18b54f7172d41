// The form editor works without this; it only makes it quieter to use.
// Only one menu of the outline is open at a time; Escape closes it and goes back to it.
const menus = [...document.querySelectorAll("details.row-more")];
for (const menu of menus) {
  menu.addEventListener("toggle", () => {
    if (menu.open) menus.filter((other) => other !== menu).forEach((other) => (other.open = false));
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
// Leaving with unsaved words is asked about.
let changed = false;
for (const form of document.querySelectorAll("form.editor-form")) {
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
}
window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});
