const WHOLE = new Intl.NumberFormat();
const SHORT = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const SHORT_FROM = 10000;

/** Every digit of it. */
export const count = (n) => WHOLE.format(n);

/** For an axis only, where the digits would not fit. */
export const axis = (n) => (n < SHORT_FROM ? WHOLE : SHORT).format(n);

/** A share with as many digits as tell it apart from none and from all. */
export function share(part, whole) {
  if (!whole) {
    return '–';
  }
  const ratio = part / whole;
  const digits = ratio && ratio < 0.001 ? 3 : ratio < 0.1 ? 2 : 1;
  const percent = { style: 'percent', maximumFractionDigits: digits };
  return new Intl.NumberFormat(undefined, percent).format(ratio);
}

/** How a figure changed: its direction for the eye, and the words. */
export function change(now, before) {
  if (now === before) {
    return { direction: 'same', text: 'no change' };
  }
  if (!before) {
    return { direction: 'up', text: 'new' };
  }
  const percent = { style: 'percent', maximumFractionDigits: 1, signDisplay: 'always' };
  return {
    direction: now > before ? 'up' : 'down',
    text: new Intl.NumberFormat(undefined, percent).format((now - before) / before),
  };
}

const UNITS = [
  ['d', 86400000],
  ['h', 3600000],
  ['min', 60000],
  ['s', 1000],
];

/** Milliseconds in the two units that matter: "850 ms", "1.25 s", "3 min 20 s", "2 d 4 h". */
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

const FORM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The UUID in canonical form, or null where the text is none. */
export function uuid(text) {
  const canonical = text.trim().toLowerCase();
  return FORM.test(canonical) ? canonical : null;
}
