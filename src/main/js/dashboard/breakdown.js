import { byCurrency, comparison as amountComparison, more } from './amounts.js';
import { minute } from './calendar.js';
import { comparison } from './comparison.js';
import { byId, element, onChange } from './dom.js';
import * as format from './format.js';
import * as money from './money.js';
import { stackedTable } from './stacked-table.js';

const NOTHING = { total: 0, sessions: 0 };

let choose = null;

/** Starts the choice of a key. */
export function startBreakdown(change) {
  choose = change;
  byId('by').addEventListener('change', () => choose({ by: byId('by').value }));
}

/** A value as a button that limits all figures to it. Events without one cannot be asked for. */
function head(value, by, where) {
  if (value === null) {
    return [element('span', { class: 'faint' }, 'no value')];
  }
  const wanted = by + ':' + value;
  const name = element('bdi', {}, value);
  return [
    wanted === where
      ? element('strong', {}, name)
      : element(
          'button',
          {
            type: 'button',
            class: 'link',
            'data-value': value,
            click: () => choose({ where: wanted }),
          },
          name,
        ),
  ];
}

/** The amounts in all currencies, one below the other. Those before may not be known. */
function amounts(now, previous) {
  const sums = byCurrency(now, previous).map((sum) =>
    element(
      'div',
      {},
      money.text(sum.currency, sum.now.amount),
      ' ',
      ...(previous ? amountComparison(sum) : []),
    ),
  );
  const rest = more(now);
  return sums.length || rest ? [...sums, rest && element('div', {}, rest)] : ['–'];
}

const row = (title, now, previous) => ({
  head: title,
  cells: [
    format.count(now.sessions),
    comparison(now.sessions, previous?.sessions),
    format.count(now.total),
    comparison(now.total, previous?.total),
    amounts(now, previous),
  ],
});

/** What was not named before is among the others then, or was not there. */
const missing = (counts) => (counts.other_values ? undefined : NOTHING);

/** The values of this range, and after them those that only the preceding period has. */
function rows(counts, previous, by, where) {
  const before = new Map(previous.values.map((value) => [value.value, value]));
  const named = new Set(counts.values.map(({ value }) => value));
  const gone = counts.other_values ? [] : previous.values.filter(({ value }) => !named.has(value));
  const listed = [...counts.values, ...gone.map(({ value }) => ({ ...NOTHING, value }))]
    .map((now) => ({ now, previous: before.get(now.value) || missing(previous) }))
    .filter(({ now, previous: then }) => now.total || then?.total)
    .map(({ now, previous: then }) => row(head(now.value, by, where), now, then));
  const others = counts.other_values;
  const title = others && [
    format.count(others.values) + ' other value' + (others.values === 1 ? '' : 's'),
  ];
  return others ? [...listed, row(title, others)] : listed;
}

const hasValues = ({ values }) => values.some(({ value, total }) => value !== null && total);

function note({ since }, by, zone, from) {
  const late = since && Date.parse(since) > from;
  return (
    'Select a value to limit all figures to it.' +
    (late
      ? ` ${by} has been counted since ${minute(Date.parse(since), zone)}: earlier events have no value.`
      : '')
  );
}

/** Shows a key in the field, even one that is not in its list. */
function showKey(by) {
  const field = byId('by');
  if (![...field.options].some(({ value }) => value === by)) {
    field.append(element('option', { value: by }, by));
  }
  field.value = by;
}

/** Fills the table, in which the same value keeps the focus. */
function fill(...content) {
  const table = byId('breakdown-table');
  const focused = table.contains(document.activeElement) && document.activeElement.dataset.value;
  table.replaceChildren(...content);
  [...table.querySelectorAll('button')]
    .find((button) => button.dataset.value === focused)
    ?.focus({ preventScroll: true });
}

/**
 * Shows the figures of each value of a key.
 *
 * @param {{counts: Object, previous: Object}|{refusal: string}} breakdown the figures in both
 *     periods, or why the service does not have them
 */
export const showBreakdown = onChange(
  ({ counts, previous, refusal }, { by, where, zone }, from) => {
    showKey(by);
    byId('breakdown-error').textContent = refusal || '';
    byId('breakdown-csv').hidden = Boolean(refusal);
    if (refusal) {
      byId('breakdown-note').textContent = '';
      fill();
    } else if (hasValues(counts) || hasValues(previous)) {
      byId('breakdown-note').textContent = note(counts, by, zone, from);
      const names = [by, 'Sessions', 'Change', 'Events', 'Change of events', 'Amounts'];
      fill(stackedTable(names, rows(counts, previous, by, where)));
    } else {
      byId('breakdown-note').textContent = `No event in this range has a ${by} among its metadata.`;
      fill();
    }
  },
);
