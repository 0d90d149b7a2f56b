import { byId, element, onChange } from './dom.js';

/** Shows the value that all figures are limited to, as a button that removes it. */
export const showFilter = onChange((where) => {
  const button = byId('filter');
  const hadFocus = document.activeElement === button;
  const colon = where.indexOf(':');
  button.replaceChildren(
    element('span', { class: 'sr-only' }, 'Remove the filter '),
    element(
      'span',
      {},
      where.slice(0, colon + 1) + ' ',
      element('bdi', {}, where.slice(colon + 1)),
    ),
    element('span', { 'aria-hidden': 'true' }, '✕'),
  );
  button.parentElement.hidden = !where;
  if (where && byId('breakdown-table').contains(document.activeElement)) {
    // What was chosen goes away with the table's next figures.
    button.focus();
  } else if (!where && hadFocus) {
    byId('main').focus();
  }
});

/** @param {function(Object)} choose changes some parts of the choice */
export const startFilter = (choose) =>
  byId('filter').addEventListener('click', () => choose({ where: '' }));
