import { comparison, previously } from './comparison.js';
import { byId, element, onChange } from './dom.js';
import * as format from './format.js';
import { isStep } from './series.js';

const tile = (name, value, ...notes) =>
  element(
    'div',
    { class: 'tile' },
    element('dt', {}, name),
    element('dd', { class: 'value' }, value),
    ...notes.map((note) => element('dd', { class: 'tile-note' }, note)),
  );

const total = (name, now, previous) => tile(name, format.count(now), comparison(now, previous));

/** The ratio of the sessions of the last funnel step that has any to those of the first. */
function conversion(order) {
  const steps = order.filter(({ type, now }) => isStep(type) && now.sessions);
  const [first, last] = [steps[0], steps[steps.length - 1]];
  if (steps.length < 2) {
    return tile('First to last step', '–', 'needs sessions in two steps');
  }
  return tile(
    'First to last step',
    format.share(last.now.sessions, first.now.sessions),
    [element('code', {}, last.type), ' per ', element('code', {}, first.type)],
    previously(format.share(last.previous.sessions, first.previous.sessions)),
  );
}

function busiest(series) {
  const sums = series.buckets.map((_, i) =>
    series.types.reduce((sum, type) => sum + type.counts[i], 0),
  );
  const most = Math.max(...sums);
  return tile(
    'Busiest ' + series.interval,
    format.count(most),
    series.buckets[sums.indexOf(most)].name,
  );
}

function medianLag(lag) {
  return tile(
    'Median ingestion lag',
    lag.count ? format.duration(lag.p50) : '–',
    lag.count ? ['95% within ', format.duration(lag.p95)] : 'no events in this range',
  );
}

/** Shows the key figures. */
export const showTiles = onChange((counts, previous, order, series, lag) => {
  byId('tiles').replaceChildren(
    total('Sessions', counts.sessions, previous.sessions),
    total('Events', counts.total, previous.total),
    conversion(order),
    busiest(series),
    medianLag(lag),
  );
});

const LAG = [
  ['p50', '50%', 'p50'],
  ['p95', '95%', 'p95'],
  ['p99', '99%', 'p99'],
  ['max', 'All', 'max'],
];

/** Shows the percentiles of the ingestion lag, which no filter limits. */
export const showLag = onChange((lag, where) => {
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
    ? 'Time from event to storage, over ' +
      (lag.count === 1 ? 'the only event' : 'the newest ' + format.count(lag.count) + ' events') +
      ' in this range.' +
      (where ? ' The filter does not apply to it.' : '') +
      (lag.p50 < 0 ? ' Negative values mean that the senders’ clocks are ahead.' : '')
    : 'No events in this range.';
});
