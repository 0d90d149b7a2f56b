import { byId, element, onChange } from './dom.js';
import * as format from './format.js';
import { isStep } from './series.js';

const ARROWS = { up: '↑ ', down: '↓ ', same: '' };

/** How a figure changed, with an arrow for the eye. */
export function changeMark(now, before) {
  const { direction, text } = format.change(now, before);
  return element(
    'span',
    { class: 'change ' + direction },
    element('span', { 'aria-hidden': 'true' }, ARROWS[direction]),
    text,
  );
}

const tile = (name, value, ...notes) =>
  element(
    'div',
    { class: 'tile' },
    element('dt', {}, name),
    element('dd', { class: 'value' }, value),
    ...notes.map((note) => element('dd', { class: 'tile-note' }, note)),
  );

function total(counts, before) {
  return tile('Events', format.count(counts.total), [
    changeMark(counts.total, before.total),
    ' ',
    'before: ' + format.count(before.total),
  ]);
}

/** From the first step of the session's life that has events to the last one. */
function wayThrough(order) {
  const steps = order.filter(({ type, now }) => isStep(type) && now);
  const [first, last] = [steps[0], steps[steps.length - 1]];
  if (steps.length < 2) {
    return tile('First to last step', '–', 'needs events of two steps');
  }
  return tile('First to last step', format.share(last.now, first.now), [
    element('code', {}, last.type),
    ' per ',
    element('code', {}, first.type),
  ]);
}

function busiest(series) {
  const sums = series.buckets.map((_, i) =>
    series.types.reduce((sum, type) => sum + type.counts[i], 0),
  );
  const most = Math.max(...sums);
  const name = series.interval.charAt(0).toUpperCase() + series.interval.slice(1);
  return tile(
    name + ' with most events',
    format.count(most),
    series.buckets[sums.indexOf(most)].name,
  );
}

function medianLag(lag) {
  return tile(
    'Ingestion lag, median',
    lag.count ? format.duration(lag.p50) : '–',
    lag.count ? ['95 % within ', format.duration(lag.p95)] : 'no event to look at',
  );
}

/** The figures that are looked at first. */
export const showTiles = onChange((counts, before, order, series, lag) => {
  byId('tiles').replaceChildren(
    total(counts, before),
    wayThrough(order),
    busiest(series),
    medianLag(lag),
  );
});

const LAG = [
  ['p50', 'Half', 'p50'],
  ['p95', '95 %', 'p95'],
  ['p99', '99 %', 'p99'],
  ['max', 'All', 'max'],
];

/** How late events arrive. */
export const showLag = onChange((lag) => {
  byId('lag-figures').replaceChildren(
    ...LAG.map(([key, words, name]) =>
      element(
        'div',
        {},
        element('dt', {}, words + ' within ', element('span', { class: 'faint' }, name)),
        element('dd', {}, lag.count ? format.duration(lag[key]) : '–'),
      ),
    ),
  );
  byId('lag-note').textContent = lag.count
    ? 'From the event’s own time to its being stored, over ' +
      (lag.count === 1 ? 'the one event' : 'the newest ' + format.count(lag.count) + ' events') +
      ' in the range.' +
      (lag.p50 < 0 ? ' Negative: the senders’ clocks run ahead.' : '')
    : 'No event in the range to look at.';
});
