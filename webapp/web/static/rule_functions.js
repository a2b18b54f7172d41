// The functions of the rule language: the twins of rule_language/*_functions.py.

import * as dates from "./dates.js";
import { NUMBER, toNumber, toText, wordsOf } from "./rule_values.js";

const SPACES = new RegExp(dates.SPACE, "g");
const words = (text) => text.split(SPACES).filter(Boolean);
// A person counts letters, not UTF-16 units.
const letters = (text) => Array.from(text);
const allTexts = (values) => values.flatMap((value) => (Array.isArray(value) ? value.map(wordsOf) : [toText(value)]));
const numbersOf = (value, at) =>
  (Array.isArray(value) ? value.map((node) => toNumber(wordsOf(node), at)) : [toNumber(value, at)]);
const allNumbers = (values, at) => values.flatMap((value) => numbersOf(value, at));

const joined = (separator, all) =>
  (all.reduce((sum, text) => sum + text.length, separator.length * all.length) < 100000 ? all.join(separator) : "");

function substr(text, start, end = Infinity) {
  const all = letters(text);
  const index = (number) => (Number.isNaN(number) ? 0 : Math.max(-all.length, Math.min(all.length, Math.trunc(number))));
  return all.slice(index(start), index(end)).join("");
}

function substring(text, start, length) {
  const first = rounded(start);
  // Minus infinity plus infinity is no number, so a missing length is not an infinite one.
  const end = length === undefined ? Infinity : first + rounded(length);
  return letters(text).filter((letter, i) => first <= i + 1 && i + 1 < end).join("");
}

function translate(text, from, to) {
  const [old, replaced] = [letters(from), letters(to)];
  return letters(text).map((letter) => {
    const place = old.indexOf(letter);
    return place < 0 ? letter : replaced[place] || "";
  }).join("");
}

// Not crypto.randomUUID, which does not exist on plain http.
function uuid(length) {
  const bytes = crypto.getRandomValues(new Uint8Array(512));
  const all = Array.from(bytes, (byte) => (byte & 15).toString(16)).join("");
  if (length !== undefined) return all.slice(0, Number.isNaN(length) ? 0 : Math.max(0, Math.min(500, length)));
  const variant = "89ab"[bytes[0] >> 6];
  return `${all.slice(1, 9)}-${all.slice(9, 13)}-4${all.slice(13, 16)}-${variant}${all.slice(16, 19)}-${all.slice(19, 31)}`;
}

function base64Decode(text) {
  const plain = text.replace(SPACES, "");
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(plain)) return "";
  try {
    const bytes = Uint8Array.from(atob(plain), (sign) => sign.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return "";
  }
}

function pulldata(at, source, wanted, column, key) {
  const { lists } = at.scope;
  const whole = lists[source] || lists[source.replace(/\.csv$/, "")];
  const items = whole && whole.children.length ? whole.children[0].children : [];
  const cell = (item, name) => item.children.find((child) => child.name === name);
  const item = items.find((one) => cell(one, column) && wordsOf(cell(one, column)) === key);
  return item && cell(item, wanted) ? wordsOf(cell(item, wanted)) : "";
}

// The nearest whole number, of two equally near the greater; never minus zero.
function rounded(number) {
  const below = Math.floor(number);
  return Number.isFinite(number) ? (number - below >= 0.5 ? below + 1 : below) + 0 : number;
}

function roundTo(number, decimals = 0) {
  if (Number.isNaN(decimals)) return NaN;
  const places = Math.trunc(Math.max(-300, Math.min(300, decimals)));
  if (places === 0 || !Number.isFinite(number)) return rounded(number);
  const power = Number(`1e${Math.abs(places)}`);
  if (places < 0) return rounded(number / power) * power;
  return Number.isFinite(number * power) ? rounded(number * power) / power : number;
}

// As IEEE 754 has it; JavaScript gives not-a-number where one is raised to anything.
function power(base, exponent) {
  return base === 1 || (base === -1 && Math.abs(exponent) === Infinity) ? 1 : base ** exponent;
}

const extreme = (better) => (at, ...values) => {
  const numbers = allNumbers(values, at);
  if (!numbers.length || numbers.some(Number.isNaN)) return NaN;
  return numbers.reduce((best, number) => (better(number, best) ? number : best));
};

function within(least, most, parts) {
  const total = parts.reduce((sum, part) => sum + part, 0);
  return (least < 0 || total >= least) && (most < 0 || total <= most);
}

function checklist(at, least, most, ...values) {
  return within(least, most, allNumbers(values, at).filter((number) => number > 0).map(() => 1));
}

function weightedChecklist(at, least, most, ...pairs) {
  const weights = [];
  for (let i = 0; i + 1 < pairs.length; i += 2) {
    const heavy = numbersOf(pairs[i + 1], at);
    numbersOf(pairs[i], at).forEach((number, j) => {
      if (number > 0 && j < heavy.length) weights.push(heavy[j]);
    });
  }
  return within(least, most, weights);
}

function selectedAt(chosen, place) {
  return place > -1 ? words(chosen)[Math.trunc(place)] || "" : "";
}

function choiceName(at, value, question) {
  const name = dates.trimmed(dates.trimmed(question).replace(/^\$\{/, "").replace(/\}$/, ""));
  return at.scope.choiceName(dates.trimmed(name.slice(name.lastIndexOf("/") + 1)), toText(value));
}

// The root of a form may be called anything.
function wordsCalled(at, identifier) {
  return at.scope.words(dates.trimmed(identifier).replace(/^\/[^/]*\//, "/data/"));
}

function position(at, nodes) {
  if (!nodes) return at.position;
  if (!nodes.length) return NaN;
  const [node] = nodes;
  const same = node.parent ? node.parent.children.filter((other) => other.name === node.name) : [node];
  return same.indexOf(node) + 1;
}

// Park and Miller's generator and the inside-out shuffle (ODK XForms, randomize).
const LARGEST = 2147483647;

function drawing(seed) {
  let state = Number.isFinite(seed) ? Math.trunc(seed) % LARGEST : 0;
  if (state <= 0) state += LARGEST - 1;
  return () => {
    state = (state * 16807) % LARGEST;
    return (state - 1) / (LARGEST - 1);
  };
}

function randomize(at, nodes, seed) {
  const draw = seed === undefined ? at.scope.draw : drawing(seed);
  const found = [];
  nodes.forEach((node, i) => {
    const other = Math.floor(draw() * (i + 1));
    found.push(other === i ? node : found[other]);
    found[other] = node;
  });
  return found;
}

const meant = (value, at) =>
  (typeof value === "boolean" ? null : dates.meantBy(typeof value === "number" ? value : toText(value), at.zone));

function asDate(at, value) {
  const found = meant(value, at);
  return found ? dates.writeDay(found, at.zone) : "";
}

function asDateTime(at, value) {
  const found = meant(value, at);
  if (!found) return "";
  return "day" in found ? dates.writeDay(found, at.zone) : dates.writeMoment(found, at.zone);
}

const MONTHS = {
  vi: Array.from({ length: 12 }, (_, i) => `thg ${i + 1}`),
  en: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "),
};
const WEEKDAYS = { vi: "CN,Th 2,Th 3,Th 4,Th 5,Th 6,Th 7".split(","), en: "Sun Mon Tue Wed Thu Fri Sat".split(" ") };

function formatDate(at, value, layout) {
  const found = meant(value, at);
  if (!found) return "";
  const now = dates.fields(found, at.zone);
  const padded = (number, size = 2) => String(number).padStart(size, "0");
  const inLanguage = (names) => names[at.scope.language || "vi"] || names.en;
  const signs = {
    Y: padded(now.year, 4), y: padded(now.year, 4).slice(2), m: padded(now.month), n: now.month,
    b: inLanguage(MONTHS)[now.month - 1], d: padded(now.day), e: now.day, a: inLanguage(WEEKDAYS)[now.weekday],
    H: padded(now.hour), h: now.hour, M: padded(now.minute), S: padded(now.second), 3: padded(now.milli, 3), "%": "%",
  };
  return layout.replace(/%([^]?)/g, (whole, sign) => signs[sign] ?? whole);
}

function decimalDateTime(at, value) {
  return typeof value === "number" ? value : dates.dayNumber(dates.trimmed(toText(value)), at.zone);
}

// ---- places on a round earth: "latitude longitude [altitude [accuracy]]" --

const RADIUS = 6378100;
const radians = (degrees) => degrees * (Math.PI / 180);
const hundredths = (number) => Math.floor(number * 100 + 0.5) / 100;

function point(text) {
  const parts = words(text);
  if (parts.length < 2 || parts.length > 4 || !parts.every((part) => NUMBER.test(part))) return null;
  const [latitude, longitude, , accuracy = 0] = parts.map(Number);
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && accuracy >= 0 ? [latitude, longitude] : null;
}

function points(values) {
  let all = allTexts(values);
  if (all.length === 1) {
    all = all[0].split(";");
    if (all.length > 1 && !dates.trimmed(all[all.length - 1])) all.pop();
  }
  const found = all.map(point);
  return found.includes(null) ? null : found;
}

function area(value) {
  const found = points([value]);
  if (!found) return NaN;
  if (found.length < 3) return 0;
  const total = found.reduce((sum, [latitude, longitude], i) => {
    const [north, east] = found[(i + 1) % found.length];
    return sum + radians(east - longitude) * (2 + Math.sin(radians(latitude)) + Math.sin(radians(north)));
  }, 0);
  return hundredths(Math.abs((total * RADIUS * RADIUS) / 2));
}

function distance(...values) {
  const found = points(values);
  if (!found) return NaN;
  const total = found.slice(1).reduce((sum, other, i) => {
    const [north, south] = [radians(found[i][0]), radians(other[0])];
    const cosine = Math.sin(north) * Math.sin(south)
      + Math.cos(north) * Math.cos(south) * Math.cos(radians(found[i][1] - other[1]));
    return sum + Math.acos(Math.max(-1, Math.min(1, cosine))) * RADIUS;
  }, 0);
  return hundredths(total);
}

// Each function: the kinds of its arguments (text, number, boolean, any value; what
// is beyond them comes as it is), what it does, and whether it also looks at where it
// stands: "scoped", or "here" when it has no argument.
export const FUNCTIONS = {
  "string": ["t", (text) => text, "here"],
  "concat": ["", (...values) => joined("", allTexts(values))],
  "join": ["t", (separator, ...values) => joined(separator, allTexts(values))],
  "substr": ["tnn", substr],
  "substring": ["tnn", substring],
  "substring-before": ["tt", (text, mark) => text.slice(0, Math.max(0, text.indexOf(mark)))],
  "substring-after": ["tt", (text, mark) => (text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length) : "")],
  "translate": ["ttt", translate],
  "string-length": ["t", (text) => letters(text).length, "here"],
  "normalize-space": ["t", (text) => text.split(/[ \t\r\n]+/).filter(Boolean).join(" "), "here"],
  "contains": ["tt", (text, part) => text.includes(part)],
  "starts-with": ["tt", (text, part) => text.startsWith(part)],
  "ends-with": ["tt", (text, part) => text.endsWith(part)],
  "uuid": ["n", uuid],
  "base64-decode": ["t", base64Decode],
  "pulldata": ["tttt", pulldata, "scoped"],
  "coalesce": ["tt", (left, right) => left || right],
  "once": ["t", (at, value) => wordsOf(at.node) || value, "scoped"],
  "true": ["", () => true],
  "false": ["", () => false],
  "boolean": ["b", (truth) => truth],
  "boolean-from-string": ["t", (text) => text === "true" || text === "1"],
  "not": ["b", (truth) => !truth],
  "checklist": ["nn", checklist, "scoped"],
  "weighted-checklist": ["nn", weightedChecklist, "scoped"],
  "number": ["n", (number) => number, "here"],
  "random": ["", (at) => at.scope.draw(), "scoped"],
  "int": ["n", (number) => Math.trunc(number) + 0],
  "sum": ["v", (at, nodes) => allNumbers([nodes], at).reduce((sum, number) => sum + number, 0), "scoped"],
  "max": ["", extreme((one, other) => one > other), "scoped"],
  "min": ["", extreme((one, other) => one < other), "scoped"],
  "round": ["nn", roundTo],
  "floor": ["n", (number) => Math.floor(number) + 0],
  "ceiling": ["n", (number) => Math.ceil(number) + 0],
  "pow": ["nn", power],
  "log": ["n", Math.log],
  "log10": ["n", Math.log10],
  "abs": ["n", Math.abs],
  "sin": ["n", Math.sin],
  "cos": ["n", Math.cos],
  "tan": ["n", Math.tan],
  "asin": ["n", Math.asin],
  "acos": ["n", Math.acos],
  "atan": ["n", Math.atan],
  "atan2": ["nn", Math.atan2],
  "sqrt": ["n", Math.sqrt],
  "exp": ["n", Math.exp],
  "exp10": ["n", (number) => power(10, number)],
  "pi": ["", () => Math.PI],
  "count": ["v", (nodes) => nodes.length],
  "count-non-empty": ["v", (nodes) => nodes.filter((node) => wordsOf(node) !== "").length],
  "position": ["v", position, "scoped"],
  "last": ["", (at) => at.size, "scoped"],
  "name": ["v", (at, nodes = [at.node]) => (nodes.length ? nodes[0].name : ""), "scoped"],
  "local-name": ["v", (at, nodes = [at.node]) => (nodes.length ? nodes[0].name : ""), "scoped"],
  "instance": ["t", (at, called) => (at.scope.lists[called] ? [at.scope.lists[called]] : []), "scoped"],
  "randomize": ["vn", randomize, "scoped"],
  "today": ["", (at) => at.scope.now.slice(0, 10), "scoped"],
  "now": ["", (at) => dates.writeMoment({ moment: dates.readMoment(at.scope.now, at.zone) }, at.zone), "scoped"],
  "format-date": ["vt", formatDate, "scoped"],
  "format-date-time": ["vt", formatDate, "scoped"],
  "date": ["v", asDate, "scoped"],
  "date-time": ["v", asDateTime, "scoped"],
  "decimal-date-time": ["v", decimalDateTime, "scoped"],
  "decimal-time": ["t", (at, text) => dates.dayFraction(text, at.zone), "scoped"],
  "selected": ["tt", (chosen, name) => words(chosen).includes(dates.trimmed(name))],
  "selected-at": ["tn", selectedAt],
  "count-selected": ["t", (chosen) => words(chosen).length],
  "jr:choice-name": ["vt", choiceName, "scoped"],
  "jr:itext": ["t", wordsCalled, "scoped"],
  "area": ["v", area],
  "distance": ["", distance],
};
