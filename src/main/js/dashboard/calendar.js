/**
 * Times by the clock on a zone's wall. A wall time is a number as Date.UTC would make it of what the
 * clock shows; an instant is milliseconds since the epoch.
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

/** What the zone's wall clock shows. */
export function wall(instant, zone) {
  const shown = {};
  for (const { type, value } of clock(zone).formatToParts(instant)) {
    shown[type] = Number(value);
  }
  return Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second);
}

/** When the clock shows the time first; where it jumps over it, right after the jump. */
export function instant(wallTime, zone) {
  const before = wallTime - offset(wallTime - DAY, zone);
  const after = wallTime - offset(wallTime + DAY, zone);
  const first = [before, after].sort((a, b) => a - b).find((at) => wall(at, zone) === wallTime);
  return first === undefined ? before : first;
}

const offset = (at, zone) => wall(at, zone) - at;

const floorDay = (wallTime) => Math.floor(wallTime / DAY) * DAY;

/** The first of a month, some months after the one that holds the time. */
export function firstOfMonth(wallTime, months) {
  const date = new Date(wallTime);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
}

/** What each preset means, as wall times, `to` not included. */
const PRESETS = {
  today: (today) => [today, today + DAY],
  yesterday: (today) => [today - DAY, today],
  '7d': (today) => [today - 6 * DAY, today + DAY],
  '30d': (today) => [today - 29 * DAY, today + DAY],
  month: (today) => [firstOfMonth(today, 0), today + DAY],
  'last-month': (today) => [firstOfMonth(today, -1), firstOfMonth(today, 0)],
  '12m': (today) => [firstOfMonth(today, -11), today + DAY],
};

export const isPreset = (name) => Object.hasOwn(PRESETS, name);

/**
 * The chosen range and the period before it, as instants. One that is still running ends with the
 * quarter-hour, and so does the one before it on its own last day: like is compared with like.
 */
export function range(choice, now) {
  const zone = choice.zone;
  const [start, end] = isPreset(choice.range)
    ? PRESETS[choice.range](floorDay(wall(now, zone)))
    : [parse(choice.from), parse(choice.to)];
  const soon = Math.ceil(now / QUARTER_HOUR) * QUARTER_HOUR;
  const from = instant(start, zone);
  const whole = instant(end, zone);
  const to = isPreset(choice.range) ? Math.min(whole, soon) : whole;
  return { from, to, before: periodBefore({ start, end, from, to, zone }), days: days(start, end) };
}

/** Of the same length, just before: by the calendar where the range is of whole days. */
function periodBefore({ start, end, from, to, zone }) {
  if (!days(start, end)) {
    return { from: from - (to - from), to: from };
  }
  const length = end - start;
  return { from: instant(start - length, zone), to: instant(wall(to, zone) - length, zone) };
}

/** How many whole days it has, or 0. */
const days = (start, end) => ((end - start) % DAY ? 0 : (end - start) / DAY);

/** Of the field's text, "2026-11-01T09:30". */
export const parse = (text) => Date.parse(text + 'Z');

/** As the field takes it. */
export const fieldText = (wallTime) => new Date(wallTime).toISOString().slice(0, 16);

/** The interval that draws the range well. */
export function automaticInterval({ from, to }) {
  const length = (to - from) / DAY;
  return length <= 2.1 ? 'hour' : length <= 93 ? 'day' : length <= 200 ? 'week' : 'month';
}

/** The wall time and offset of a bucket's start, as the service tells it: it knows the zone best. */
export function bucket(start) {
  const [, local, zoneOffset] = /^(.{16}(?::\d\d)?).*?(Z|[+-]\d\d:\d\d(?::\d\d)?)$/.exec(start);
  return { at: Date.parse(start), wall: Date.parse(local + 'Z'), offset: zoneOffset };
}

/** When the bucket of the interval that starts so ends. */
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

/** A bucket's name in full. */
export function bucketName({ wall: start }, interval) {
  return (interval === 'week' ? 'Week of ' : '') + FULL[interval].format(start);
}

/** A bucket's name beside an axis. */
export function tick({ wall: start }, interval) {
  const midnight = start % DAY === 0;
  return TICK[
    interval === 'month' ? 'month' : interval === 'hour' && !midnight ? 'time' : 'day'
  ].format(start);
}

/** An instant to the minute, to the millisecond, and today's time only. */
export const minute = (at, zone) => FULL.hour.format(wall(at, zone));
export const moment = (at, zone) => MOMENT.format(wall(at, zone) + (((at % 1000) + 1000) % 1000));
export const timeOfDay = (at, zone) => CLOCK.format(wall(at, zone));
