import { byId, element, onChange } from './dom.js';
import * as format from './format.js';

const columnHead = (text) => element('th', { scope: 'col' }, text);

const row = ({ name, remark }, i, types) =>
  element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      name,
      remark ? element('span', { class: 'remark' }, remark) : null,
    ),
    ...types.map(({ counts }) => element('td', {}, format.count(counts[i]))),
  );

const fill = onChange(({ buckets, types }) => {
  byId('table')
    .querySelector('.scroll')
    .replaceChildren(
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            columnHead('Start'),
            ...types.map(({ type }) => columnHead(element('span', { class: 'type' }, type))),
          ),
        ),
        element('tbody', {}, ...buckets.map((bucket, i) => row(bucket, i, types))),
      ),
    );
});

let latest = null;

/** Shows the chart's numbers as a table. It is built only while it is open. */
export function showTable(series) {
  latest = series;
  if (byId('table').open) {
    fill(series);
  }
}

export const startTable = () =>
  byId('table').addEventListener('toggle', () => latest && showTable(latest));
