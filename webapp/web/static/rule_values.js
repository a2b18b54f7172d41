// The four kinds of value of XPath 1.0 and how one becomes another: the twin of
// rule_language/values.py.  A value is a string, a number, a boolean or a list of nodes.

import * as dates from "./dates.js";

// The text of a node with nodes below it is all their texts in a row (XPath 1.0 §5.2).
export const wordsOf = (node) => node.text + node.children.map(wordsOf).join("");

// Whole numbers without a point, others without an exponent (XPath 1.0 §4.2).
function numberText(number) {
  if (!Number.isFinite(number)) return String(number);
  if (Number.isInteger(number)) return BigInt(number).toString();
  const [, sign, whole, part = "", power] = /^(-?)(\d+)(?:\.(\d+))?(?:e-(\d+))?$/.exec(String(number));
  return power ? `${sign}0.${"0".repeat(power - 1)}${whole}${part}` : String(number);
}

export function toText(value) {
  if (Array.isArray(value)) return value.length ? wordsOf(value[0]) : "";
  return typeof value === "number" ? numberText(value) : String(value);
}

export const NUMBER = /^-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/;

export function toNumber(value, at) {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  const text = dates.strip(toText(value));
  return NUMBER.test(text) ? Number(text) : dates.dayNumber(text, at.zone);
}

export function toTruth(value) {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === "number" ? value !== 0 && !Number.isNaN(value) : Boolean(value);
}
