import { compared } from './comparison.js';
import { byId, element, onChange } from './dom.js';
import * as format from './format.js';
import * as money from './money.js';
import { inFunnelOrder, OTHERS } from './series.js';
import { stackedTable } from './stacked-table.js';

const NONE = { amount: money.ZERO, events: 0 };

/** The amounts of each currency now and in the preceding period. */
export function byCurrency(now, previous) {
  const find = (figures, currency) =>
    figures?.amounts?.find((amount) => amount.currency === currency) || NONE;
  const all = [...(now?.amounts || []), ...(previous?.amounts || [])];
  return [...new Set(all.map(({ currency }) => currency))].map((currency) => ({
    currency,
    now: find(now, currency),
    previous: find(previous, currency),
  }));
}

/** The change of an amount since the preceding period. */
export const comparison = ({ currency, now, previous }) =>
  compared(money.change(now.amount, previous.amount), money.text(currency, previous.amount));

/** Says that not all currencies are named, or nothing if they are. */
export const more = (figures) =>
  figures?.other_currencies
    ? `${format.count(figures.other_currencies)} more ` +
      (figures.other_currencies === 1 ? 'currency' : 'currencies')
    : null;

const head = (type) => [element('span', { class: 'type' }, type)];

function rows(type, now, previous) {
  const named = byCurrency(now, previous).map((sums) => ({
    head: head(type),
    cells: [
      money.text(sums.currency, sums.now.amount),
      comparison(sums),
      format.count(sums.now.events),
    ],
  }));
  return more(now) ? [...named, { head: head(type), cells: [more(now), '–', '–'] }] : named;
}

/** The event types that have an amount in either period, as rows of the table. */
function allRows(counts, previous) {
  const figures = ({ counts: types, others }) =>
    new Map([
      ...types.map((type) => [type.event_type, type]),
      ...(others ? [[OTHERS, others]] : []),
    ]);
  const [now, before] = [figures(counts), figures(previous)];
  return inFunnelOrder([...new Set([...now.keys(), ...before.keys()])]).flatMap((type) =>
    rows(type, now.get(type), before.get(type)),
  );
}

/** Shows the amounts of each event type by currency. */
export const showAmounts = onChange((counts, previous) => {
  const table = allRows(counts, previous);
  byId('amounts-table').replaceChildren(
    table.length
      ? stackedTable(['Event', 'Amount', 'Change', 'Events with an amount'], table)
      : element(
          'p',
          { class: 'note' },
          'No event in this range has an amount: a price and a currency among its metadata.',
        ),
  );
});
