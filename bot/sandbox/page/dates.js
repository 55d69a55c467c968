/** dates.js answers: how does one instant read in the reader's own locale and zone? */

const DAY_MS = 86_400_000;
const SIX_MONTHS_MS = 182 * DAY_MS;

function parts(instant, zone, options) {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
  return Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, part.value]));
}

/** The calendar day of an instant in a zone, as YYYY-MM-DD. */
export function dayKey(instant, zone) {
  const day = parts(instant, zone, { year: "numeric", month: "2-digit", day: "2-digit" });
  return `${day.year}-${day.month}-${day.day}`;
}

/** Whole calendar days from now's day to the instant's day; negative in the past. */
function daysAway(instant, zone, now) {
  return Math.round((Date.parse(dayKey(instant, zone)) - Date.parse(dayKey(now, zone))) / DAY_MS);
}

const NEAR = new Map([
  [-1, "yesterday"],
  [0, "today"],
  [1, "tomorrow"],
]);

function ordinal(day) {
  const suffix = ["th", "st", "nd", "rd"];
  const tens = day % 100;
  return `${day}${suffix[(tens - 20) % 10] ?? suffix[tens] ?? "th"}`;
}

function written(instant, { zone, locale, now }, style) {
  const year = Math.abs(instant - now) > SIX_MONTHS_MS ? { year: "numeric" } : {};
  const month = style === "short" ? "short" : "long";
  const weekday = style === "long" ? { weekday: "long" } : {};
  const options = { timeZone: zone, day: "numeric", month, ...weekday, ...year };
  const format = new Intl.DateTimeFormat(locale, options);
  if (style === "short" || !locale.startsWith("en")) return format.format(instant);
  return format
    .formatToParts(instant)
    .map((part) => (part.type === "day" ? ordinal(Number(part.value)) : part.value))
    .join("");
}

/** The time of day as the reader's locale writes it. */
export function timeOfDay(instant, { zone, locale }, seconds = false) {
  const exact = seconds ? { second: "2-digit" } : {};
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: "numeric" }).resolvedOptions();
  const hour = hour12 ? "numeric" : "2-digit"; // 9:05 AM, but 09:05
  const options = { timeZone: zone, hour, minute: "2-digit", ...exact };
  return new Intl.DateTimeFormat(locale, options).format(instant);
}

const STEPS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

function ago(instant, { locale, now }) {
  const seconds = Math.round((instant - now) / 1000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit);
  }
  return format.format(seconds, "second");
}

function pretty(instant, reader, style) {
  return NEAR.get(daysAway(instant, reader.zone, reader.now)) ?? written(instant, reader, style);
}

function slashed(instant, { zone, locale }) {
  const options = { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" };
  return new Intl.DateTimeFormat(locale, options).format(instant);
}

const TOKENS = {
  date_num: (at, reader) => dayKey(at, reader.zone),
  date_slash: slashed,
  date_long_full: (at, reader) => written(at, reader, "plain"),
  date: (at, reader) => written(at, reader, "plain"),
  date_short: (at, reader) => written(at, reader, "short"),
  date_long: (at, reader) => written(at, reader, "long"),
  date_pretty: (at, reader) => pretty(at, reader, "plain"),
  date_short_pretty: (at, reader) => pretty(at, reader, "short"),
  date_long_pretty: (at, reader) => pretty(at, reader, "long"),
  day_divider_pretty: (at, reader) => pretty(at, reader, "long"),
  time: (at, reader) => timeOfDay(at, reader),
  time_secs: (at, reader) => timeOfDay(at, reader, true),
  ago: (at, reader) => ago(at, reader),
};

/** Slack's date form filled in for a reader {zone, locale, now}; the fallback if the form is not one. */
export function slackDate(seconds, format, fallback, reader) {
  const instant = Number(seconds) * 1000;
  const known = [...format.matchAll(/\{(\w+)\}/g)].every(([, token]) => Object.hasOwn(TOKENS, token));
  if (!/^-?\d+$/.test(String(seconds)) || !format.includes("{") || !known) return fallback;
  return format.replace(/\{(\w+)\}/g, (_, token, at) => {
    const shown = TOKENS[token](instant, reader);
    return at === 0 ? shown[0].toUpperCase() + shown.slice(1) : shown; // "Today at 9:00", as Slack has it
  });
}

/** An instant in full, for a tooltip. */
export function fullDate(instant, { zone, locale }) {
  const options = { timeZone: zone, dateStyle: "full", timeStyle: "long" };
  return new Intl.DateTimeFormat(locale, options).format(instant);
}

/** The heading above the messages of one day. */
export function dayHeading(instant, reader) {
  const text = pretty(instant, reader, "long");
  return text[0].toUpperCase() + text.slice(1);
}

/** The instant, in milliseconds, of a Slack timestamp such as "1700000000.000100". */
export function instantOf(ts) {
  return Number.parseFloat(ts) * 1000;
}

/** The reader that the functions of this module ask for. */
export function readerOf(directory) {
  return { zone: directory.zone, locale: directory.locale, now: Date.now() };
}
