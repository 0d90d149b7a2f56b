import { colour } from './colours.js';
import { byId, element, onChange } from './dom.js';
import * as format from './format.js';
import { isStep } from './series.js';
import { stacked } from './stacked.js';
import { changeMark } from './tiles.js';

const HEADS = ['Events', 'Before', 'Change'];
const RATES = ['Of the step before', 'Of the first step'];

/** The bar is there for the eye; the numbers beside it say the same. */
function bar(part, whole, type) {
  const filled = element('span', { class: 'bar-fill' });
  filled.style.width = (whole ? Math.min(1, part / whole) * 100 : 0) + '%';
  filled.style.background = colour(type);
  return element('span', { class: 'bar', 'aria-hidden': 'true' }, filled);
}

function row({ type, now, before }, most, ...rates) {
  return {
    attributes: { 'data-type': type },
    head: [element('span', { class: 'type' }, type), bar(now, most, type)],
    cells: [format.count(now), format.count(before), changeMark(now, before), ...rates],
  };
}

const rate = (steps, i, of) => (i ? format.share(steps[i].now, steps[of].now) : '–');

/** Steps of the session's life with their rates, and whatever else was sent. */
export const showFunnel = onChange((order) => {
  const steps = order.filter(({ type }) => isStep(type));
  const others = order.filter(({ type }) => !isStep(type));
  const most = Math.max(...order.map(({ now }) => now));
  const tables = [];
  if (steps.length) {
    const rows = steps.map((step, i) => row(step, most, rate(steps, i, i - 1), rate(steps, i, 0)));
    tables.push(stacked(['Step', ...HEADS, ...RATES], rows));
  }
  if (others.length) {
    const rows = others.map((other) => row(other, most));
    tables.push(stacked([steps.length ? 'Other events' : 'Event', ...HEADS], rows));
  }
  byId('funnel-table').replaceChildren(...tables);
});
