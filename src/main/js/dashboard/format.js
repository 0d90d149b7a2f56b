const WHOLE = new Intl.NumberFormat();
const SHORT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const SHORT_FROM = 10000;

/** A count with all its digits. */
export const count = (n) => WHOLE.format(n);

/** A count for the axis, where all the digits would not fit. */
export const axis = (n) => (n < SHORT_FROM ? WHOLE : SHORT).format(n);

/** A ratio in percent; small ones get more digits, so that they do not read as zero. */
export function share(part, whole) {
  if (!whole) {
    return '–';
  }
  const ratio = part / whole;
  const digits = ratio && ratio < 0.001 ? 3 : ratio < 0.1 ? 2 : 1;
  const percent = { style: 'percent', maximumFractionDigits: digits };
  return new Intl.NumberFormat(undefined, percent).format(ratio);
}

/** The change of a count: its direction, and a text. */
export const change = (now, previous) =>
  changeBy(Math.sign(now - previous), previous ? (now - previous) / previous : null);

/** A change by its sign, and its ratio to what was before, which is null if that was nothing. */
export function changeBy(sign, ratio) {
  if (!sign) {
    return { direction: 'same', text: 'no change' };
  }
  const direction = sign > 0 ? 'up' : 'down';
  const percent = { style: 'percent', maximumFractionDigits: 1, signDisplay: 'always' };
  return {
    direction,
    text: ratio === null ? 'new' : new Intl.NumberFormat(undefined, percent).format(ratio),
  };
}

const UNITS = [
  ['d', 86400000],
  ['h', 3600000],
  ['min', 60000],
  ['s', 1000],
];

/** Milliseconds in the two largest units: "850 ms", "1.25 s", "3 min 20 s", "2 d 4 h". */
export function duration(ms) {
  if (ms < 0) {
    return '−' + duration(-ms);
  }
  if (ms < 1000) {
    return ms + ' ms';
  }
  if (ms < 60000) {
    return new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }).format(ms / 1000) + ' s';
  }
  const first = UNITS.findIndex(([, size]) => ms >= size);
  const [unit, size] = UNITS[first];
  const [nextUnit, nextSize] = UNITS[first + 1];
  const rest = Math.floor((ms % size) / nextSize);
  return Math.floor(ms / size) + ' ' + unit + (rest ? ' ' + rest + ' ' + nextUnit : '');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A random UUID. Without HTTPS, and in older browsers, there is no crypto.randomUUID. */
export const newUuid = () =>
  '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) => {
    const [random] = crypto.getRandomValues(new Uint8Array(1));
    return (digit ^ (random & (15 >> (digit / 4)))).toString(16);
  });

/** The UUID in canonical form, or null if the text is not a UUID. */
export function uuid(text) {
  const canonical = text.trim().toLowerCase();
  return UUID.test(canonical) ? canonical : null;
}
