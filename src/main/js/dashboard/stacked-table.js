import { element } from './dom.js';

const headRow = (names) =>
  element(
    'tr',
    { role: 'row' },
    ...names.map((name) => element('th', { scope: 'col', role: 'columnheader' }, name)),
  );

/**
 * A table whose rows become blocks on a phone. Explicit roles keep it a table for screen readers,
 * and each cell carries the name of its column.
 */
export const stackedTable = (names, rows) =>
  element(
    'table',
    { class: 'stacked', role: 'table' },
    element('thead', { role: 'rowgroup' }, headRow(names)),
    element('tbody', { role: 'rowgroup' }, ...rows.map((row) => bodyRow(names, row))),
  );

const bodyRow = (names, { attributes, head, cells }) =>
  element(
    'tr',
    { role: 'row', ...attributes },
    element('th', { scope: 'row', role: 'rowheader' }, ...head),
    ...cells.map((cell, i) => element('td', { role: 'cell', 'data-name': names[i + 1] }, cell)),
  );
