import { element } from './dom.js';

const headRow = (names) =>
  element(
    'tr',
    { role: 'row' },
    ...names.map((name) => element('th', { scope: 'col', role: 'columnheader' }, name)),
  );

/**
 * A table that a phone lays out as a stack of blocks. Its roles say that it is a table all the
 * same, and each cell its column's name.
 */
export const stacked = (names, rows) =>
  element(
    'table',
    { class: 'stacks', role: 'table' },
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
