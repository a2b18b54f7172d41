// What a child has typed or ticked, as the rules see it: the twin of
// webapp/forms/filling/reading.py and of the files it leans on.  What cannot be
// read counts as no answer, as it does on the server.

import { toText } from "./rule_values.js";

const INVISIBLE = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const CONTROL = /[^\P{Cc}\n\t]/gu;

function clean(text) {
  const plain = text.normalize("NFC").replace(INVISIBLE, "").replace(/\r\n?/g, "\n").replace(CONTROL, "");
  return plain.split("\n").map((line) => line.replace(/[^\S\n]+/g, " ").trim()).join("\n").trim();
}

const plain = (text) => text.normalize("NFKC").normalize("NFC").toLowerCase().trim();
const first = (texts) => texts.find(Boolean) || "";
const two = (number) => String(Number(number)).padStart(2, "0");

// ---- days and times (filling/days.py) -------------------------------------

function realDay(year, month, day) {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === Number(day);
  return real && year >= 1900 && year <= 2100 ? date.toISOString().slice(0, 10) : "";
}

function dayIn(text) {
  const found = /^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})$/.exec(text)
    || /^(?:ngày )?(\d{1,2}) tháng (\d{1,2}) năm (\d{4})$/.exec(text);
  if (found) return realDay(found[3], found[2], found[1]);
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  return iso ? realDay(iso[1], iso[2], iso[3]) : "";
}

function monthIn(text) {
  const found = /^(?:tháng )?(\d{1,2})\s*(?:[/.\-\s]|năm)\s*(\d{4})$/.exec(text);
  const iso = /^(\d{4})-(\d{1,2})$/.exec(text);
  if (found) return realDay(found[2], found[1], 1);
  return iso ? realDay(iso[1], iso[2], 1) : dayIn(text).replace(/-\d\d$/, "-01");
}

// One field, or day, month and year in three; a year alone is its first day.
function dayOf(texts, looks) {
  const monthYear = looks.includes("month-year");
  const parted = texts.length === 3 || (monthYear && texts.length === 2);
  const text = plain(parted ? texts.filter(Boolean).join("/") : first(texts));
  if (looks.includes("year") && /^\d{4}$/.test(text)) return realDay(text, 1, 1);
  return monthYear ? monthIn(text) : dayIn(text);
}

const CLOCK = /^(\d{1,2})\s*(?::|h|g|giờ)\s*(?:(\d{1,2})(?::\d{2}(?:\.\d+)?)?\s*(?:p|phút)?|(rưỡi))?\s*(am|pm|sáng|trưa|chiều|tối)?$/;

function clockIn(text) {
  const found = CLOCK.exec(plain(text));
  if (!found) return "";
  const late = ["pm", "chiều", "tối"].includes(found[4]) && found[1] < 12;
  const [hour, minute] = [Number(found[1]) + (late ? 12 : 0), found[3] ? 30 : found[2] || 0];
  return hour < 24 && minute < 60 ? `${two(hour)}:${two(minute)}` : "";
}

function momentOf(texts) {
  const [, before, after] = /^(\S+?)(?:[Tt]|\s+)([^]*)$/.exec(texts[0].trim()) || [null, texts[0], ""];
  const parts = texts.length === 1 ? [before, after] : texts;
  const [day, clock] = [dayOf(parts.slice(0, -1), []), clockIn(parts[parts.length - 1])];
  return day && clock ? `${day}T${clock}` : "";
}

// ---- numbers as typed in Viet Nam (filling/numbers.py) --------------------

const THOUSANDS = /^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$/;
const digits = (text) => text.normalize("NFKC").replace(/[−–]/g, "-").trim().replace(/(?<=\d) (?=\d{3}(?!\d))/g, "");
const without = (text, sign) => text.split(sign).join("");

function wholeIn(text) {
  const number = THOUSANDS.test(digits(text)) ? without(digits(text), ".") : digits(text);
  return /^[+-]?\d{1,9}$/.test(number) ? Number(number) : null;
}

function numberIn(text) {
  const number = digits(text);
  // A comma before the decimals, one as a mark of thousands, a point alone.
  if (/^[+-]?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d{1,12})(?:,\d{0,9})?$/.test(number)) {
    return Number(without(number, ".").replace(",", "."));
  }
  if (/^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{0,9})?$/.test(number)) return Number(without(number, ","));
  return /^[+-]?(?:\d{1,12}\.\d{0,9}|\.\d{1,9})$/.test(number) ? Number(number) : null;
}

function onScale(number, scale) {
  if (!scale || number === null) return number;
  const [low, high, step] = scale;
  const steps = (number - low) / step;
  const fits = number >= low && number <= high && Math.abs(steps - Math.round(steps)) <= 1e-6;
  return fits ? Number((low + Math.round(steps) * step).toFixed(9)) : null;
}

const written = (number) => (number === null ? "" : toText(number));

// ---- choices (filling/picking.py) -----------------------------------------

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

function oneOf(texts, rows, looks) {
  const typed = first(texts);
  if (!rows || rows.some((row) => row.name === typed)) return typed;
  if (!looks.includes("autocomplete") && !looks.includes("search")) return "";
  const same = rows.filter((row) => row.label === typed);
  const found = same.length ? same : rows.filter((row) => fold(row.label) === fold(typed));
  return found.length === 1 ? found[0].name : "";
}

function severalOf(texts, rows, { least = 0, most = 0 }, alone) {
  const order = (rows || []).map((row) => row.name);
  const given = texts.filter(Boolean).sort((one, other) => order.indexOf(one) - order.indexOf(other));
  const wrong = (given.length > 1 && alone) || (most && given.length > most) || (given.length < least && !alone);
  return wrong ? "" : given.join(" ");
}

function ranked(texts, offered) {
  const given = texts.filter(Boolean);
  return new Set(given).size === given.length && given.length === offered ? given.join(" ") : "";
}

// ---- a question -----------------------------------------------------------

// What its fields would send, in the order of the page.
function posted(wrapper) {
  return [...wrapper.querySelectorAll("input, textarea, select")]
    .filter((field) => field.name && field.type !== "hidden" && !field.closest("[data-choice][hidden]"))
    .filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked)
    .map((field) => (field.selectedOptions && field.selectedOptions[0] && field.selectedOptions[0].disabled ? "" : field.value));
}

const READERS = {
  text: ({ looks, longest = Infinity }, texts) => {
    const text = looks.includes("multiline") ? first(texts) : first(texts).replace(/\n/g, " ");
    return Array.from(text).length > longest ? "" : text;
  },
  integer: (rule, texts) => written(wholeIn(first(texts))),
  decimal: (rule, texts) => written(numberIn(first(texts))),
  range: ({ scale }, texts) => written(onScale(numberIn(first(texts)), scale)),
  select_one: ({ looks }, texts, rows) => oneOf(texts, rows, looks),
  select_multiple: (rule, texts, rows, wrapper) =>
    severalOf(texts, rows, rule, Boolean(wrapper.querySelector("[data-exclusive]:checked"))),
  rank: (rule, texts, rows, wrapper) => ranked(texts, rows ? rows.length : texts.length),
  acknowledge: () => "OK",
  date: ({ looks }, texts) => dayOf(texts, looks),
  time: (rule, texts) => clockIn(first(texts)),
  datetime: (rule, texts) => momentOf(texts),
};

// The answer in *wrapper* as the rules see it, *rows* its list; null where the page
// does not hold the answer itself (pictures, notes).
export function read(rule, wrapper, rows) {
  const reader = READERS[rule.type];
  if (!reader) return null;
  const texts = posted(wrapper).map(clean);
  if (!texts.some(Boolean)) return "";
  return reader({ ...rule, looks: (rule.appearance || "").split(" ") }, texts, rows, wrapper);
}

// ---- as a person reads it (filling/meaning.py, describe) ------------------

function shownDay(text, looks = []) {
  if (looks.includes("year") && text.endsWith("-01-01")) return text.slice(0, 4);
  const [year, month, day] = text.split("-");
  return looks.includes("month-year") ? `${month}/${year}` : `${day}/${month}/${year}`;
}

const shownNumber = (text) => (document.documentElement.lang === "en" ? text : text.replace(".", ","));

// An answer within words; *label* gives the words of a choice.
export function described({ type, list, given, appearance = "" }, text, label) {
  if (!text) return "";
  if (given) return given;
  if (list) {
    const labels = text.split(" ").map(label);
    return (type === "rank" ? labels.map((one, i) => `${i + 1}. ${one}`) : labels).join(", ");
  }
  if (type === "date") return shownDay(text, appearance.split(" "));
  if (type === "datetime") return text.replace(/^(.{10})T(.*)$/, (whole, day, clock) => `${clock} ${shownDay(day)}`);
  return type === "decimal" || type === "range" ? shownNumber(text) : text;
}

// Puts what a calculation gave into the fields of a question.
export function put({ type, appearance = "" }, wrapper, text) {
  let typed = text;
  if (type === "date" && text) typed = shownDay(text, appearance.split(" "));
  if (type === "decimal" || type === "range") typed = shownNumber(text);
  for (const field of wrapper.querySelectorAll("input, textarea, select")) {
    if (field.name !== wrapper.dataset.question) continue;
    if (["radio", "checkbox"].includes(field.type)) field.checked = text.split(" ").includes(field.value);
    else field.value = field.tagName === "SELECT" ? text : typed;
  }
}
