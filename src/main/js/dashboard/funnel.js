import { colour } from './colours.js';
import { byId, element, onChange } from './dom.js';
import * as format from './format.js';
import { isStep } from './series.js';
import { stackedTable } from './stacked-table.js';
import { changeMark } from './tiles.js';

const HEADS = ['Events', 'Previous', 'Change'];
const RATES = ['Of previous step', 'Of first step'];

/** A bar for sighted users; the numbers beside it say the same. */
function bar(part, whole, type) {
  const filled = element('span', { class: 'bar-fill' });
  filled.style.width = (whole ? Math.min(1, part / whole) * 100 : 0) + '%';
  filled.style.background = colour(type);
  return element('span', { class: 'bar', 'aria-hidden': 'true' }, filled);
}

function row({ type, now, previous }, most, ...rates) {
  return {
    attributes: { 'data-type': type },
    head: [element('span', { class: 'type' }, type), bar(now, most, type)],
    cells: [format.count(now), format.count(previous), changeMark(now, previous), ...rates],
  };
}

const rate = (steps, i, of) => (i ? format.share(steps[i].now, steps[of].now) : '–');

/** Shows the funnel's steps with their rates, and below them all other event types. */
export const showFunnel = onChange((order) => {
  const steps = order.filter(({ type }) => isStep(type));
  const others = order.filter(({ type }) => !isStep(type));
  const most = Math.max(...order.map(({ now }) => now));
  const tables = [];
  if (steps.length) {
    const rows = steps.map((step, i) => row(step, most, rate(steps, i, i - 1), rate(steps, i, 0)));
    tables.push(stackedTable(['Step', ...HEADS, ...RATES], rows));
  }
  if (others.length) {
    const rows = others.map((other) => row(other, most));
    tables.push(stackedTable([steps.length ? 'Other events' : 'Event', ...HEADS], rows));
  }
  byId('funnel-table').replaceChildren(...tables);
});
