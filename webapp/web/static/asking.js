// Three helps on the pages of questions; each question works without them.
(function () {
  "use strict";
  function make(name, words, around) {
    var part = document.createElement(name);
    if (words) part.textContent = words;
    if (around) around.appendChild(part);
    return part;
  }
  function button(words, around, press) {
    var made = make("button", words, around);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  }

  // ---- listening: one button in place of the browser's own player ----
  var playing = null;
  document.querySelectorAll("[data-voice]").forEach(function (place) {
    var audio = place.querySelector("audio");
    var hear = button(place.dataset.voice, place, function () {
      if (playing && playing !== audio) playing.pause();
      if (audio.paused) { audio.currentTime = 0; audio.play(); playing = audio; } else audio.pause();
    });
    hear.className = "hear";
    audio.hidden = true;
    audio.removeAttribute("controls");
    function tell() {
      hear.textContent = audio.paused ? place.dataset.voice : place.dataset.stop;
      hear.setAttribute("aria-pressed", String(!audio.paused));
      if (place.dataset.wordsOf) hear.setAttribute("aria-label", hear.textContent + ": " + place.dataset.wordsOf);
    }
    ["play", "pause", "ended"].forEach(function (event) { audio.addEventListener(event, tell); });
    tell();
  });

  // ---- putting in order: buttons up and down over the lists that are sent ----
  document.querySelectorAll("[data-rank]").forEach(function (field) {
    var selects = Array.from(field.querySelectorAll("select"));
    var chosen = selects.map(function (select) { return select.value; });
    var kept = chosen.every(Boolean);
    var words = {};
    var names = Array.from(selects[0].options).slice(1).map(function (option) {
      words[option.value] = option.textContent;
      return option.value;
    });
    var order = kept ? chosen : names;
    var said = make("p", "", field);
    said.className = "aside";
    said.setAttribute("role", "status");
    var list = document.createElement("ol");
    list.className = "order";
    var keep = button("", null, function () { kept = !kept; write(); });
    keep.className = "button quiet";
    field.querySelector("[data-plain]").textContent = field.dataset.how;
    field.querySelector(".places").hidden = true;
    field.append(list, keep);
    // The error summary and "answer" lead to the first list, which is hidden now.
    selects[0].removeAttribute("id");
    list.id = field.closest("[data-question]").dataset.question + "-1";
    list.tabIndex = -1;

    function move(index, by) {
      order.splice(index + by, 0, order.splice(index, 1)[0]);
      kept = true;
      write();
      var here = list.children[index + by].querySelectorAll("button")[by < 0 ? 0 : 1];
      if (here.disabled) here = list.children[index + by].querySelector("button:not(:disabled)");
      here.focus();
      said.textContent = (index + by + 1) + ". " + words[order[index + by]];
    }
    function write() {
      list.textContent = "";
      list.classList.toggle("kept-order", kept);
      order.forEach(function (name, index) {
        var line = make("li", "", list);
        make("span", words[name], line);
        var up = button("↑", line, function () { move(index, -1); });
        var down = button("↓", line, function () { move(index, 1); });
        up.setAttribute("aria-label", field.dataset.up + words[name]);
        down.setAttribute("aria-label", field.dataset.down + words[name]);
        up.disabled = index === 0;
        down.disabled = index === order.length - 1;
        selects[index].value = kept ? name : "";
      });
      keep.textContent = kept ? "✓ " + field.dataset.kept : field.dataset.keep;
      keep.setAttribute("aria-pressed", String(kept));
      selects[0].dispatchEvent(new Event("input", { bubbles: true }));
    }
    write();
  });

  // ---- drawing: strokes with mouse, finger or arrows; the picture goes into the file box ----
  var INKS = ["#16241f", "#c0202c", "#1f5fa8", "#0b7a4b", "#f2b705", "#7a4a21"];
  document.querySelectorAll("[data-drawing]").forEach(function (place) {
    var box = place.querySelector("input[type=file]");
    var words = place.dataset.words.split("|");
    var canvas = document.createElement("canvas");
    var paper = canvas.getContext && canvas.getContext("2d");
    if (!paper || !window.DataTransfer) return;
    canvas.width = 960;
    canvas.height = 600;
    canvas.className = "canvas";
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", place.dataset.label);
    var strokes = [], stroke = null, ink = 0, width = 6;
    var pen = { x: 480, y: 300, down: false };
    var tools = document.createElement("div");
    tools.className = "tools";
    tools.setAttribute("role", "group");
    function pick(buttons, which) {
      buttons.forEach(function (one, index) { one.setAttribute("aria-pressed", String(index === which)); });
    }
    var inks = INKS.map(function (colour, index) {
      var one = button(words[index], tools, function () { ink = index; pick(inks, index); });
      one.dataset.ink = index;
      one.className = "ink-" + index;
      return one;
    });
    var widths = [6, 20].map(function (size, index) {
      return button(words[6 + index], tools, function () { width = size; pick(widths, index); });
    });
    button(words[8], tools, function () { strokes.pop(); draw(); hand(); });
    button(words[9], tools, function () { strokes = []; draw(); hand(); });
    pick(inks, 0);
    pick(widths, 0);
    place.insertBefore(tools, box);
    place.insertBefore(canvas, box);
    place.querySelector("[data-plain]").hidden = true;
    box.hidden = true;
    // Whatever led to the file box leads to the paper.
    canvas.id = box.id;
    box.removeAttribute("id");

    function draw() {
      paper.fillStyle = "#fff";
      paper.fillRect(0, 0, canvas.width, canvas.height);
      paper.lineCap = paper.lineJoin = "round";
      strokes.forEach(function (one) {
        paper.strokeStyle = INKS[one.ink];
        paper.lineWidth = one.width;
        paper.beginPath();
        one.points.forEach(function (point, index) {
          if (index) paper.lineTo(point[0], point[1]);
          else { paper.moveTo(point[0], point[1]); paper.lineTo(point[0] + 0.1, point[1]); }
        });
        paper.stroke();
      });
      if (document.activeElement === canvas && pen.used) {
        paper.strokeStyle = "#16241f";
        paper.lineWidth = 3;
        paper.beginPath();
        paper.arc(pen.x, pen.y, 12, 0, 7);
        paper.stroke();
      }
    }
    // Puts the drawing into the box that is sent; an empty paper is no answer.
    function hand() {
      pen.used = false;
      draw();
      if (!strokes.length) { box.value = ""; return; }
      canvas.toBlob(function (blob) {
        var carrier = new DataTransfer();
        carrier.items.add(new File([blob], "ve.png", { type: "image/png" }));
        box.files = carrier.files;
      }, "image/png");
    }
    function spot(event) {
      var edge = canvas.getBoundingClientRect();
      return [(event.clientX - edge.left) * canvas.width / edge.width, (event.clientY - edge.top) * canvas.height / edge.height];
    }
    function begin(point) { stroke = { ink: ink, width: width, points: [point] }; strokes.push(stroke); draw(); }
    canvas.addEventListener("pointerdown", function (event) {
      canvas.setPointerCapture(event.pointerId);
      begin(spot(event));
    });
    canvas.addEventListener("pointermove", function (event) {
      if (!stroke || !event.buttons) return;
      stroke.points.push(spot(event));
      draw();
    });
    ["pointerup", "pointercancel"].forEach(function (name) {
      canvas.addEventListener(name, function () { stroke = null; hand(); });
    });
    var STEPS = { ArrowLeft: [-12, 0], ArrowRight: [12, 0], ArrowUp: [0, -12], ArrowDown: [0, 12] };
    canvas.addEventListener("keydown", function (event) {
      var step = STEPS[event.key];
      if (!step && event.key !== " ") return;
      event.preventDefault();
      pen.used = true;
      if (event.key === " ") {
        pen.down = !pen.down;
        if (pen.down) begin([pen.x, pen.y]);
        else { stroke = null; hand(); }
        return;
      }
      pen.x = Math.min(canvas.width, Math.max(0, pen.x + step[0]));
      pen.y = Math.min(canvas.height, Math.max(0, pen.y + step[1]));
      if (pen.down && stroke) stroke.points.push([pen.x, pen.y]);
      draw();
    });
    canvas.addEventListener("blur", function () { if (pen.down) { pen.down = false; stroke = null; } hand(); });
    window.addEventListener("pagehide", function () { strokes = []; box.value = ""; draw(); });
    draw();
  });
})();
