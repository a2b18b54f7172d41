// The rules of a page while it is being filled in: what is asked appears and goes,
// sums and words follow the answers.  The page works the same without it, one
// "continue" later; the server decides in the end.
//
// <form id="sheet" data-live="…"> carries what webapp/forms/filling/live.py writes.
// Nothing is kept anywhere but in this page, and even here it goes with the child.

import { build, choose, evaluate, listOf, toText, toTruth } from "./rules.js";
import { described, put, read } from "./reading.js";

// The modulus of Park and Miller's random numbers.
const LARGEST = 2147483647;
const HIDDEN = "[data-question][hidden], [data-section][hidden], [data-choice][hidden]";

class Live {
  constructor(sheet, rules) {
    this.sheet = sheet;
    this.rules = rules;
    this.document = build(rules.values);
    this.changed = new Set();
    this.started = false;
    // One chance for the whole page: what is drawn must not change with every letter.
    this.chance = 1 + Math.floor(Math.random() * (LARGEST - 1));
    this.parts = rules.order.map((name) => this.part(name)).filter((part) => part.node);
    this.lists = Object.fromEntries(Object.entries(rules.lists || {}).map(([name, rows]) => [name, listOf(rows)]));
  }

  part(name) {
    const rule = this.rules.questions[name];
    const kind = rule ? "question" : "section";
    return {
      name,
      rule: rule || (this.rules.sections || {})[name] || {},
      isQuestion: Boolean(rule),
      node: this.nodeOf(name),
      wrapper: this.sheet.querySelector(`[data-${kind}="${name}"]`),
    };
  }

  // The node of *name* at this page's times of the repeats around it.
  nodeOf(name) {
    const at = this.rules.at || [];
    return (this.document.byName.get(name) || []).find((node) => {
      const times = [];
      for (let place = node; place; place = place.parent) if (place.time) times.unshift(place.time);
      return times.every((time, i) => time === at[i]);
    });
  }

  scope(here) {
    const { now, choice_lists: listsOf = {} } = this.rules;
    const choiceName = (question, value) => this.label(listsOf[question], value);
    const itext = new Map(Object.entries(this.rules.itext || {}));
    const words = (identifier) => itext.get(identifier) || "";
    let state = this.chance;
    const draw = () => {
      state = (state * 16807) % LARGEST;
      return (state - 1) / (LARGEST - 1);
    };
    return { document: this.document, here, now, lists: this.lists, choiceName, words, draw };
  }

  label(list, value) {
    const row = ((this.rules.lists || {})[list] || []).find((item) => item.name === value);
    return row ? row.label : value;
  }

  holds(rule, here) {
    return toTruth(evaluate(rule, this.scope(here)));
  }

  // Works everything out once, in the order in which rules look at one another.
  // Tells whether anything came into sight.
  look() {
    const gone = new Set();
    let appeared = false;
    for (const part of this.parts) {
      const { rule, node, wrapper } = part;
      const shown = !gone.has(node.parent) && (!rule.relevant || this.holds(rule.relevant, node));
      if (!shown) gone.add(node);
      if (part.isQuestion) this.settle(part, shown);
      if (wrapper) {
        appeared = appeared || (shown && wrapper.hidden);
        wrapper.hidden = !shown;
      }
    }
    for (const field of this.sheet.querySelectorAll("[data-question] :is(input, textarea, select)")) {
      field.disabled = Boolean(field.closest(HIDDEN));
    }
    // A table of questions is there as long as one of its rows is.
    for (const table of this.sheet.querySelectorAll("table.grid")) {
      table.parentElement.hidden = !table.querySelector("[data-question]:not([hidden])");
    }
    for (const part of this.parts) if (part.wrapper) this.dress(part);
    this.changed.clear();
    this.started = true;
    return appeared;
  }

  // Finds the answer of one question as it stands now.
  settle(part, shown) {
    const { rule, node, wrapper } = part;
    const before = node.text;
    if (!shown) {
      node.text = "";
    } else {
      if (rule.choice_filter && wrapper) this.sift(part);
      const said = wrapper && read(rule, wrapper, (this.rules.lists || {})[rule.list]);
      node.text = said ?? (node.text || rule.value || "");
      if (this.isDue(part)) this.calculate(part);
    }
    if (node.text !== before) this.changed.add(part.name);
  }

  // Whether a calculation runs now (filling/reacting.py): with a trigger when that has
  // changed; in a box that a child may write in when its result has; else always.
  isDue(part) {
    const { rule, node, wrapper } = part;
    if (rule.trigger) return this.started && rule.trigger.some((name) => this.changed.has(name));
    if (!rule.calculation) return false;
    if (!wrapper || wrapper.querySelector("[readonly]")) return true;
    const was = part.result;
    part.result = toText(evaluate(rule.calculation, this.scope(node)));
    return was !== undefined && was !== part.result;
  }

  calculate({ rule, node, wrapper }) {
    node.text = rule.calculation ? toText(evaluate(rule.calculation, this.scope(node))) : "";
    if (wrapper) put(rule, wrapper, node.text);
  }

  // Leaves only the choices for which the filter holds; a tick on another waits, unseen.
  sift({ rule, node, wrapper }) {
    const items = this.lists[rule.list].children[0].children;
    const nameOf = (item) => item.children.find((cell) => cell.name === "name").text;
    const fits = new Set(choose(rule.choice_filter, this.scope(node), items).map(nameOf));
    for (const choice of wrapper.querySelectorAll("[data-choice]")) {
      choice.hidden = !fits.has(choice.dataset.choice);
    }
    for (const option of wrapper.querySelectorAll("select option")) {
      option.hidden = option.disabled = option.value !== "" && !fits.has(option.value);
    }
    const suggested = wrapper.querySelector("datalist");
    if (suggested) {
      const rows = this.rules.lists[rule.list].filter((row) => fits.has(row.name));
      suggested.replaceChildren(...rows.map((row) => new Option("", row.label)));
    }
  }

  // Words with answers in them, and whether an answer is needed.
  dress({ rule, node, wrapper, isQuestion }) {
    for (const [kind, parts] of Object.entries(rule.words || {})) {
      const place = wrapper.querySelector(`[data-words="${kind}"]`);
      const words = parts.map((part) => (typeof part === "string" ? part : this.said(part, node))).join("");
      if (place && place.textContent !== words) place.textContent = words;
    }
    if (!isQuestion || !rule.required) return;
    const needed = this.holds(rule.required, node);
    wrapper.dataset.required = needed ? "yes" : "no";
    for (const remark of wrapper.querySelectorAll("[data-optional]")) remark.hidden = needed;
    for (const field of wrapper.querySelectorAll("input[type=text], textarea, select")) {
      field.setAttribute("aria-required", String(needed));
    }
  }

  // An answer within words, as a person reads it.
  said(reference, here) {
    const [, name] = reference;
    const text = toText(evaluate(reference, this.scope(here)));
    const kind = (this.rules.said || {})[name] || {};
    return described(kind, text, (choice) => this.label(kind.list, choice));
  }
}

// Says politely that the page has grown.  The words go and come back, so that
// the same words are said again.
function teller(sheet) {
  const status = document.createElement("p");
  status.className = "aside";
  status.setAttribute("role", "status");
  sheet.append(status);
  return () => {
    status.textContent = "";
    window.setTimeout(() => { status.textContent = sheet.dataset.liveShown || ""; }, 100);
  };
}

function start(sheet) {
  let live = new Live(sheet, JSON.parse(sheet.dataset.live));
  const tell = teller(sheet);
  live.look();
  const look = () => { if (live && live.look()) tell(); };
  // A letter that is still being composed is not yet typed.
  sheet.addEventListener("input", (event) => { if (!event.isComposing) look(); });
  sheet.addEventListener("compositionend", look);
  // child.js empties the fields; the answers within words and rules go too.
  window.addEventListener("pagehide", () => {
    live = null;
    sheet.removeAttribute("data-live");
    for (const words of sheet.querySelectorAll("[data-words=label], [data-words=hint]")) words.textContent = "";
  });
}

const sheet = document.getElementById("sheet");
if (sheet && sheet.dataset.live) {
  if (sheet.dataset.live.includes('"digest"')) await import("./digests.js");
  start(sheet);
}
