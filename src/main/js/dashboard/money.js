import * as format from './format.js';

/**
 * Amounts of money are decimals as text, because floating-point numbers do not hold them exactly.
 * They are only ever calculated with as whole numbers of any length.
 */
const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const ACCURACY = 1000000n;
const DIGITS = new Intl.NumberFormat(undefined, { useGrouping: false });
const POINT = new Intl.NumberFormat().formatToParts(1.5).find(({ type }) => type === 'decimal');

export const ZERO = '0';

const places = (currency) =>
  new Intl.NumberFormat(undefined, { style: 'currency', currency }).resolvedOptions()
    .minimumFractionDigits;

/** The digits behind the point, as the reader's language writes them. */
const fractionText = (digits) =>
  digits ? POINT.value + DIGITS.format(BigInt('1' + digits)).slice(1) : '';

/** An amount with all its digits, and at least as many behind the point as its currency has. */
export function text(currency, amount) {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(amount);
  return (
    currency +
    '\u00a0' +
    (sign && '−') +
    format.count(BigInt(whole)) +
    fractionText(fraction.padEnd(places(currency), '0'))
  );
}

/** The change of an amount: its direction, and a text. */
export function change(now, previous) {
  const scale = Math.max(...[now, previous].map((amount) => decimals(amount).length));
  const [a, b] = [now, previous].map((amount) => scaled(amount, scale));
  const size = b < 0n ? -b : b;
  return format.changeBy(
    a === b ? 0 : a > b ? 1 : -1,
    size ? Number(((a - b) * ACCURACY) / size) / Number(ACCURACY) : null,
  );
}

const decimals = (amount) => DECIMAL.exec(amount)[3] || '';

/** The amount as a whole number of its units with this many digits behind the point. */
function scaled(amount, scale) {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(amount);
  return BigInt(sign + whole + fraction.padEnd(scale, '0'));
}
