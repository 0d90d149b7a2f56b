import { colour } from './colours.js';
import { comparison, previously } from './comparison.js';
import { byId, element, onChange } from './dom.js';
import * as format from './format.js';
import { isStep } from './series.js';
import { stackedTable } from './stacked-table.js';

const SESSIONS = ['Sessions', 'Change'];
const RATES = ['Of first step', 'Of previous step'];
const EVENTS = ['Events', 'Change of events'];

/** A bar for sighted users; the numbers beside it say the same. */
function bar(part, whole, type) {
  const filled = element('span', { class: 'bar-fill' });
  filled.style.width = (whole ? Math.min(1, part / whole) * 100 : 0) + '%';
  filled.style.background = colour(type);
  return element('span', { class: 'bar', 'aria-hidden': 'true' }, filled);
}

const figure = (n) => (n === undefined ? '–' : format.count(n));

function row({ type, now, previous }, most, ...rates) {
  return {
    attributes: { 'data-type': type },
    head: [element('span', { class: 'type' }, type), bar(now.sessions || 0, most, type)],
    cells: [
      figure(now.sessions),
      comparison(now.sessions, previous.sessions),
      ...rates,
      format.count(now.total),
      comparison(now.total, previous.total),
    ],
  };
}

/** How many of another step's sessions a step has, for each session of that step. */
function rate(step, of) {
  const share = (period) => format.share(step[period].sessions, of[period].sessions);
  return [share('now'), previously(share('previous'))];
}

const rates = (step, i, steps) =>
  i ? [rate(step, steps[0]), rate(step, steps[i - 1])] : ['–', '–'];

/** Shows the funnel's steps with their rates, and below them all other event types. */
export const showFunnel = onChange((order) => {
  const steps = order.filter(({ type }) => isStep(type));
  const others = order.filter(({ type }) => !isStep(type));
  const most = Math.max(...order.map(({ now }) => now.sessions || 0));
  const tables = [];
  if (steps.length) {
    const rows = steps.map((step, i) => row(step, most, ...rates(step, i, steps)));
    tables.push(stackedTable(['Step', ...SESSIONS, ...RATES, ...EVENTS], rows));
  }
  if (others.length) {
    const rows = others.map((other) => row(other, most));
    tables.push(
      stackedTable([steps.length ? 'Other events' : 'Event', ...SESSIONS, ...EVENTS], rows),
    );
  }
  byId('funnel-table').replaceChildren(...tables);
});
