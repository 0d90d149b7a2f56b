import { element } from './dom.js';
import * as format from './format.js';

const ARROWS = { up: '↑ ', down: '↓ ', same: '' };

/** The change of a figure, with an arrow for sighted users. */
function changeMark({ direction, text }) {
  return element(
    'span',
    { class: 'change ' + direction },
    element('span', { 'aria-hidden': 'true' }, ARROWS[direction]),
    text,
  );
}

/** What a figure was in the preceding period. */
export const previously = (text) => element('span', { class: 'remark' }, 'previously ' + text);

/** A change since the preceding period, and what the figure was then. */
export const compared = (change, before) => [changeMark(change), ' ', previously(before)];

/** The change of a count since the preceding period, or a dash if either is not known. */
export const comparison = (now, previous) =>
  now === undefined || previous === undefined
    ? ['–']
    : compared(format.change(now, previous), format.count(previous));
