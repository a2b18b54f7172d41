// Days and times of the rule language: the twin of rule_language/moments.py.  A day
// is a whole number of days since 1970; a moment a count of microseconds since then
// in UTC, as a BigInt because years are long.  *zone* is the commune's, in minutes
// before UTC; the machine's own clock and zone are never asked.

const SECOND = 1000000n;
const MINUTE = 60n * SECOND;
const DAY = 1440n * MINUTE;
const DATE = /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})$/;
const CLOCK = "([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?(Z|[+-][0-9]{2}:[0-9]{2})?$";
const TIME = new RegExp(`^${CLOCK}`);
const DATE_TIME = new RegExp(`^([^T]+)T${CLOCK}`);

// What Python's strip() and split() take for white space …
export const SPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const AROUND = new RegExp(`^${SPACE}|${SPACE}$`, "g");
export const trimmed = (text) => text.replace(AROUND, "");
// … and what XML does, which may stand around a number (XPath 1.0 §4.4).
export const strip = (text) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
const two = (number) => String(number).padStart(2, "0");

function floorDivided(one, other) {
  const whole = one / other;
  return one % other < 0n ? whole - 1n : whole;
}

// Minutes before UTC, null where there is no such zone.
function minutesOf(written, zone) {
  if (!written) return zone;
  if (written === "Z") return 0;
  const [hours, minutes] = [Number(written.slice(1, 3)), Number(written.slice(4))];
  if (hours > 14 || minutes > 59) return null;
  return (written[0] === "-" ? -1 : 1) * (hours * 60 + minutes);
}

export const zoneOf = (now) => minutesOf(/(?:Z|[+-][0-9]{2}:[0-9]{2})$/.exec(now)[0], 0);

// The number of the day *text* names, null when it is no day of the calendar.
export function readDay(text) {
  const parts = DATE.exec(text);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map(Number);
  const date = new Date(0);
  // Not Date.UTC, which takes the year 50 for 1950.
  date.setUTCFullYear(year, month - 1, day);
  const real = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? date.getTime() / 86400000 : null;
}

export function readMoment(text, zone) {
  const parts = DATE_TIME.exec(text);
  const day = parts && readDay(parts[1]);
  if (day === null) return null;
  const [hour, minute, second] = [parts[2], parts[3], parts[4] || "0"].map(BigInt);
  const offset = minutesOf(parts[6], zone);
  if (hour > 23n || minute > 59n || second > 59n || offset === null) return null;
  const micro = BigInt((parts[5] || "").padEnd(6, "0").slice(0, 6));
  return BigInt(day) * DAY + (hour * 60n + minute - BigInt(offset)) * MINUTE + second * SECOND + micro;
}

// The nearest double to that many days: what is cut off still decides the last bit.
function asDays(moment) {
  const size = (moment < 0n ? -moment : moment) << 200n;
  const near = Number((size / DAY) | (size % DAY ? 1n : 0n)) / 2 ** 200;
  return moment < 0n ? -near : near;
}

export function dayNumber(text, zone) {
  const day = readDay(text);
  if (day !== null) return day;
  const moment = readMoment(text, zone);
  return moment === null ? NaN : asDays(moment);
}

const midnight = (day, zone) => BigInt(day) * DAY - BigInt(zone) * MINUTE;

// Both as days when one is a date-time and the other a date-time or a date, which
// then stands for its midnight in the commune; else null.
export function paired(left, right, zone) {
  if (!left.includes("T") && !right.includes("T")) return null;
  const found = [left, right].map((written) => {
    const text = trimmed(written);
    const day = readDay(text);
    return day === null ? readMoment(text, zone) : midnight(day, zone);
  });
  return found.includes(null) ? null : found.map(asDays);
}

function yearOf(day) {
  return new Date(day * 86400000).getUTCFullYear();
}

const inCalendar = (day) => yearOf(day) >= 1 && yearOf(day) <= 9999;

function local(moment, zone) {
  if (moment === null) return null;
  const here = moment + BigInt(zone) * MINUTE;
  return inCalendar(Number(floorDivided(here, DAY))) ? { moment } : null;
}

// What text or a number of days means: {day}, {moment} as the commune's clock shows
// it, or null.  A whole number of days is a day, any other a moment.
export function meantBy(value, zone) {
  let days = value;
  if (typeof value === "string") {
    const text = trimmed(value);
    if (!/^-?[0-9]{1,9}(?:\.[0-9]+)?$/.test(text)) {
      const day = readDay(text);
      return day === null ? local(readMoment(text, zone), zone) : { day };
    }
    days = Number(text);
  }
  if (Number.isNaN(days) || Math.abs(days) > 1e7) return null;
  if (Number.isInteger(days)) return inCalendar(days) ? { day: days } : null;
  const moment = BigInt(Math.floor(days * 86400000 + 0.5)) * 1000n;
  return inCalendar(Number(floorDivided(moment, DAY))) ? local(moment, zone) : null;
}

// Year, month, day, hour … of what was meant, on the commune's clock.
export function fields(meant, zone) {
  const here = "day" in meant ? BigInt(meant.day) * DAY : meant.moment + BigInt(zone) * MINUTE;
  const day = floorDivided(here, DAY);
  const rest = Number(here - day * DAY);
  const date = new Date(Number(day) * 86400000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: Math.floor(rest / 3.6e9),
    minute: Math.floor(rest / 6e7) % 60,
    second: Math.floor(rest / 1e6) % 60,
    milli: Math.floor(rest / 1e3) % 1000,
  };
}

export function writeDay(meant, zone) {
  const { year, month, day } = fields(meant, zone);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
}

export function writeMoment(meant, zone) {
  const { hour, minute, second, milli } = fields(meant, zone);
  const size = Math.abs(zone);
  const offset = `${zone < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  const clock = `${two(hour)}:${two(minute)}:${two(second)}.${String(milli).padStart(3, "0")}`;
  return `${writeDay(meant, zone)}T${clock}${offset}`;
}

// A time as a part of the day on the commune's clock.
export function dayFraction(text, zone) {
  const parts = TIME.exec(trimmed(text));
  if (!parts) return NaN;
  const [hour, minute, second] = [parts[1], parts[2], parts[3] || 0].map(Number);
  const offset = minutesOf(parts[5], zone);
  if (hour > 23 || minute > 59 || second > 59 || offset === null) return NaN;
  let seconds = hour * 3600 + minute * 60 + second + Number(`0.${parts[4] || 0}`);
  if (parts[5]) seconds = (seconds + (zone - offset) * 60) % 86400;
  return (seconds < 0 ? seconds + 86400 : seconds) / 86400;
}
