// "Không có" cannot stand beside another choice: the later tick wins.  The server
// says the same when the page is sent.
(function () {
  "use strict";
  document.addEventListener("input", function (event) {
    var ticked = event.target;
    if (ticked.type !== "checkbox" || !ticked.checked) return;
    var question = ticked.closest("[data-question]");
    if (!question) return;
    var alone = "exclusive" in ticked.dataset;
    question.querySelectorAll("input[type=checkbox]").forEach(function (other) {
      if (other !== ticked && (alone || "exclusive" in other.dataset)) other.checked = false;
    });
  }, true); // before live.js looks at what is ticked
})();
