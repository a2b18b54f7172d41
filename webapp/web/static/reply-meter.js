// How easily children read a reply, while it is being written.  The server measures
// alike after saving (webapp/tracker/replies/plain.py); a test compares the two.
"use strict";

const SENTENCE = /(?<=[.?!…;])\s+|\n+/u;
const SPOKEN = /[\p{L}\p{N}]/u;
const SHORT = /(?<![\p{L}\p{N}_])[A-ZĐ]{2,6}(?![\p{L}\p{N}_])(?!\s*\()/gu;
const LONGEST_QUOTE = 60;

const syllables = (text) => text.split(/\s+/u).filter((word) => SPOKEN.test(word)).length;

function quoted(sentence) {
  if (sentence.length <= LONGEST_QUOTE) return sentence;
  const cut = sentence.slice(0, LONGEST_QUOTE);
  return `${cut.slice(0, cut.lastIndexOf(" "))} …`;
}

const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

class Meter {
  constructor(form) {
    this.rules = JSON.parse(form.dataset.reading);
    this.fields = ["heard", "decided", "why", "when_text"].map((name) => form.elements[name]);
    this.box = form.querySelector(".meter");
    const words = Object.keys(this.rules.plain).map(escaped).join("|");
    this.office = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words})(?![\\p{L}\\p{N}_])`, "giu");
    form.addEventListener("input", () => this.later());
    this.show();
  }

  // Not at every letter: a screen reader would speak without end.
  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.show(), 400);
  }

  measure() {
    const texts = this.fields.map((field) => field.value.normalize("NFC"));
    const sentences = texts.flatMap((text) => text.split(SENTENCE)).map((s) => s.trim()).filter(syllables);
    const office = texts.flatMap((text) => text.match(this.office) || []).map((word) => word.toLowerCase());
    const short = texts
      .filter((text) => text !== text.toUpperCase() || text === text.toLowerCase())
      .flatMap((text) => text.match(SHORT) || []);
    return {
      longest: Math.max(0, ...sentences.map(syllables)),
      long: sentences.filter((sentence) => syllables(sentence) > this.rules.most),
      office: [...new Set(office)],
      short: [...new Set(short)].filter((word) => !this.rules.known.includes(word)),
    };
  }

  show() {
    const found = this.measure();
    const say = this.box.dataset;
    const lines = [
      ...found.long.map((sentence) => say.long.replace("#", syllables(sentence)).replace("@", () => quoted(sentence))),
      ...found.office.map((word) => say.office.replace("#", word).replace("@", () => this.rules.plain[word])),
      ...found.short.map((word) => say.short.replace("#", word)),
    ];
    this.box.querySelector("[data-part=longest]").textContent = say.longest.replace("#", found.longest);
    this.box.querySelector("[data-part=list]").replaceChildren(...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
    this.box.classList.toggle("is-empty", !found.longest);
    this.box.classList.toggle("is-plain", found.longest > 0 && !lines.length);
  }
}

document.querySelectorAll("form[data-reading]").forEach((form) => new Meter(form));
