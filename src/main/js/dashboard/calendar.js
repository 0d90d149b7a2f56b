/**
 * Dates and times in a time zone. An instant is milliseconds since the epoch; a wall time is the
 * local date and time in a zone, as the number that Date.UTC makes of it.
 */
const QUARTER_HOUR = 900000;
export const HOUR = 3600000;
export const DAY = 24 * HOUR;

const clocks = new Map();

function clock(zone) {
  if (!clocks.has(zone)) {
    const number = 'numeric';
    clocks.set(
      zone,
      new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        calendar: 'iso8601',
        numberingSystem: 'latn',
        hourCycle: 'h23',
        year: number,
        month: number,
        day: number,
        hour: number,
        minute: number,
        second: number,
      }),
    );
  }
  return clocks.get(zone);
}

/** The wall time in the zone at an instant. */
export function wall(instant, zone) {
  const parts = {};
  for (const { type, value } of clock(zone).formatToParts(instant)) {
    parts[type] = Number(value);
  }
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
}

/**
 * The first instant with this wall time. Where clocks go forward past it, the instant right after.
 */
export function instant(wallTime, zone) {
  const before = wallTime - offset(wallTime - DAY, zone);
  const after = wallTime - offset(wallTime + DAY, zone);
  const first = [before, after].sort((a, b) => a - b).find((at) => wall(at, zone) === wallTime);
  return first === undefined ? before : first;
}

const offset = (at, zone) => wall(at, zone) - at;

const floorDay = (wallTime) => Math.floor(wallTime / DAY) * DAY;

/** The first day of a month, counted in months from the month of the given time. */
export function firstOfMonth(wallTime, months) {
  const date = new Date(wallTime);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
}

/** Start (inclusive) and end (exclusive) of each preset, as wall times. */
const PRESETS = {
  today: (today) => [today, today + DAY],
  yesterday: (today) => [today - DAY, today],
  '7d': (today) => [today - 6 * DAY, today + DAY],
  '30d': (today) => [today - 29 * DAY, today + DAY],
  month: (today) => [firstOfMonth(today, 0), today + DAY],
  'last-month': (today) => [firstOfMonth(today, -1), firstOfMonth(today, 0)],
  '12m': (today) => [firstOfMonth(today, -11), today + DAY],
};

export const isPreset = (name) => Object.keys(PRESETS).includes(name);

/**
 * The chosen range and the preceding period, as instants. A range that is still running ends with
 * the current quarter-hour, and the preceding period ends at the same time of day.
 */
export function range(choice, now) {
  const zone = choice.zone;
  const [start, end] = isPreset(choice.range)
    ? PRESETS[choice.range](floorDay(wall(now, zone)))
    : [parse(choice.from), parse(choice.to)];
  const currentEnd = Math.ceil(now / QUARTER_HOUR) * QUARTER_HOUR;
  const from = instant(start, zone);
  const fullEnd = instant(end, zone);
  const to = isPreset(choice.range) ? Math.min(fullEnd, currentEnd) : fullEnd;
  return { from, to, previous: precedingPeriod({ start, end, from, to, zone }) };
}

/** The period of the same length just before; in calendar days if the range is whole days. */
function precedingPeriod({ start, end, from, to, zone }) {
  if ((end - start) % DAY) {
    return { from: from - (to - from), to: from };
  }
  const length = end - start;
  return { from: instant(start - length, zone), to: instant(wall(to, zone) - length, zone) };
}

/** The wall time in an input's value such as "2026-11-01T09:30". */
export const parse = (text) => Date.parse(text + 'Z');

/** The input value for a wall time. */
export const inputValue = (wallTime) => new Date(wallTime).toISOString().slice(0, 16);

/** The interval that gives a readable chart of the range. */
export function automaticInterval({ from, to }) {
  const length = (to - from) / DAY;
  return length <= 2.1 ? 'hour' : length <= 93 ? 'day' : length <= 200 ? 'week' : 'month';
}

/** A bucket's start, with the wall time and the offset that the service returned. */
export function bucket(start) {
  const [, local, zoneOffset] = /^(.{16}(?::\d\d)?).*?(Z|[+-]\d\d:\d\d(?::\d\d)?)$/.exec(start);
  return { at: Date.parse(start), wall: Date.parse(local + 'Z'), offset: zoneOffset };
}

/** The end of a bucket, as an instant. */
export function bucketEnd({ at, wall: start }, interval, zone) {
  switch (interval) {
    case 'hour':
      return at + HOUR;
    case 'day':
      return instant(start + DAY, zone);
    case 'week':
      return instant(start + 7 * DAY, zone);
    default:
      return instant(firstOfMonth(start, 1), zone);
  }
}

const style = (options) => new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' });
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const DATE = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' };
const FULL = {
  hour: style({ ...DATE, ...TIME }),
  day: style(DATE),
  week: style({ day: 'numeric', month: 'short', year: 'numeric' }),
  month: style({ month: 'long', year: 'numeric' }),
};
const TICK = {
  time: style(TIME),
  day: style({ day: 'numeric', month: 'short' }),
  month: style({ month: 'short', year: '2-digit' }),
};
const MOMENT = style({ ...DATE, ...TIME, second: '2-digit', fractionalSecondDigits: 3 });
const CLOCK = style({ ...TIME, second: '2-digit' });

/** A bucket's full name. */
export function bucketName({ wall: start }, interval) {
  return (interval === 'week' ? 'Week of ' : '') + FULL[interval].format(start);
}

/** A bucket's label on the axis. */
export function tick({ wall: start }, interval) {
  const midnight = start % DAY === 0;
  return TICK[
    interval === 'month' ? 'month' : interval === 'hour' && !midnight ? 'time' : 'day'
  ].format(start);
}

/** Formats an instant to the minute, to the millisecond, and as time of day. */
export const minute = (at, zone) => FULL.hour.format(wall(at, zone));
export const moment = (at, zone) => MOMENT.format(wall(at, zone) + (((at % 1000) + 1000) % 1000));
export const timeOfDay = (at, zone) => CLOCK.format(wall(at, zone));
