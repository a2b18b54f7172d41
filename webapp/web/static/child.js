// An enhancement only: every page works without it.
(function () {
  "use strict";
  var root = document.documentElement;
  var seal = document.getElementById("seal");

  // A page kept by the browser must not show what the last child typed.
  window.addEventListener("pagehide", function () {
    root.classList.add("gone");
    document.querySelectorAll("main form").forEach(function (form) {
      form.querySelectorAll("input, textarea").forEach(function (field) {
        if (field.type === "radio" || field.type === "checkbox") field.checked = false;
        else if (field.type === "text" || field.type === "textarea") field.value = "";
      });
    });
    document.querySelectorAll("[data-secret]").forEach(function (part) { part.textContent = ""; });
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) window.location.reload();
    else root.classList.remove("gone");
  });

  // After sending back a page with something to mend, say so first.
  var summary = document.querySelector(".summary, .ask");
  if (summary) summary.focus();

  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  // Nobody touched anything for three minutes: ask, then close the seat.
  var still = document.getElementById("still");
  if (still && seal && still.showModal) {
    var WAIT = 180000, ANSWER = 30000;
    var last = Date.now();
    var awake = function () {
      if (still.open) still.close();
      last = Date.now();
    };
    ["keydown", "pointerdown", "pointermove", "wheel", "touchstart", "input"].forEach(function (name) {
      document.addEventListener(name, function () { if (!still.open) last = Date.now(); }, { passive: true });
    });
    still.addEventListener("keydown", awake);
    still.addEventListener("close", function () { last = Date.now(); });
    document.getElementById("still-here").addEventListener("click", awake);
    setInterval(function () {
      var quiet = Date.now() - last;
      if (quiet >= WAIT + ANSWER) leave(seal);
      else if (quiet >= WAIT && !still.open) still.showModal();
    }, 1000);
  }

  // Sends a form and puts its answer in place of this page, so that Back does
  // not come here again.  The screen is empty before anything is asked for.
  var leaving = false;
  function leave(form) {
    if (leaving) return;
    leaving = true;
    root.classList.add("gone");
    document.title = "";
    var go = function () { window.location.replace(form.dataset.then); };
    fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", keepalive: true })
      .then(go, function () { form.submit(); });
  }

  // "Hide this page": the button, or Shift three times within five seconds.
  // Shift with a letter, and Ctrl+Shift (Unikey's switch), are typing.
  var hide = document.getElementById("hide");
  if (hide) {
    hide.addEventListener("submit", function (event) { event.preventDefault(); leave(hide); });
    var taps = [], alone = false;
    document.addEventListener("keydown", function (event) {
      if (event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey) {
        if (!event.repeat) alone = true;
      } else {
        alone = false;
        taps = [];
      }
    });
    document.addEventListener("keyup", function (event) {
      if (event.key !== "Shift" || !alone) return;
      alone = false;
      var now = Date.now();
      taps = taps.filter(function (at) { return now - at < 5000; });
      taps.push(now);
      if (taps.length >= 3) leave(hide);
    });
  }
})();
