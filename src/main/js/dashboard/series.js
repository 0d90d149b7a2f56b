import { bucket, bucketEnd, bucketName, DAY } from './calendar.js';

/** The funnel's steps in order. All other types come after them, by their totals. */
export const STEPS = [
  'link_opened',
  'page_view',
  'product_view',
  'add_to_cart',
  'checkout_started',
  'purchase_completed',
];

export const isStep = (type) => STEPS.includes(type);

/** The sum of all types that are not shown by themselves. Its name is no possible event type. */
export const OTHERS = 'other types';

const step = (type) => (isStep(type) ? STEPS.indexOf(type) : STEPS.length);

/** Event types in the order of the funnel, then by name, and last the sum of the others. */
export const inFunnelOrder = (types) =>
  [...types].sort(
    (a, b) => step(a) - step(b) || (a === OTHERS) - (b === OTHERS) || (a < b ? -1 : a > b ? 1 : 0),
  );

/** A page with more types than this is of no use to anybody. */
const MAX_TYPES = 50;

const NOTHING = { total: 0, sessions: 0 };

/**
 * The event types in order, with their figures now and in the preceding period; last, if there are
 * too many to show or to send, the sum of the others. A session may have done several of these, so
 * that they have no sessions.
 */
export function inOrder(counts, previous) {
  const others = {
    type: OTHERS,
    now: { total: counts.others?.total || 0 },
    previous: { total: previous.others?.total || 0 },
  };
  const listed = new Set(counts.counts.map((type) => type.event_type));
  const types = new Map();
  for (const { event_type: type, ...figures } of previous.counts) {
    if (counts.others && !listed.has(type)) {
      // It is among the others now.
      others.previous.total += figures.total;
    } else {
      types.set(type, { type, now: NOTHING, previous: pick(figures) });
    }
  }
  for (const { event_type: type, ...figures } of counts.counts) {
    types.set(type, { type, now: pick(figures), previous: types.get(type)?.previous || NOTHING });
  }
  const sorted = [...types.values()].sort(
    (a, b) =>
      step(a.type) - step(b.type) ||
      b.now.total - a.now.total ||
      b.previous.total - a.previous.total ||
      (a.type < b.type ? -1 : 1),
  );
  const left = sorted.splice(MAX_TYPES);
  for (const { now, previous: before } of left) {
    others.now.total += now.total;
    others.previous.total += before.total;
  }
  return left.length || counts.others || previous.others ? [...sorted, others] : sorted;
}

const pick = ({ total, sessions }) => ({ total, sessions });

/** Adds up the series of the types that are not shown by themselves. */
function otherCounts(counts, shown, length) {
  const left = counts.counts.filter((type) => !shown.has(type.event_type));
  const sums = new Array(length).fill(0);
  for (const { series: points } of [...left, ...(counts.others ? [counts.others] : [])]) {
    points.forEach(({ count }, i) => (sums[i] += count));
  }
  return sums;
}

const ofType = (type, points) => ({
  type,
  counts: points.map(({ count }) => count),
  sessions: points.map(({ sessions }) => sessions),
});

/**
 * The series for chart and table: the buckets with their names, and the counts and the sessions of
 * each type. A remark marks buckets that are only partly in the range, and days that a clock change makes
 * shorter or longer.
 */
export function series(counts, order, interval, range, zone) {
  const found = new Map(counts.counts.map((type) => [type.event_type, type.series]));
  const shown = new Set(order.map(({ type }) => type));
  const starts = (counts.counts[0]?.series || []).map(({ start }) => bucket(start));
  const repeated = (i) => [i - 1, i + 1].some((j) => starts[j]?.wall === starts[i].wall);
  return {
    interval,
    buckets: starts.map((start, i) => {
      const end = starts[i + 1]?.at ?? bucketEnd(start, interval, zone);
      const partial = start.at < range.from || end > range.to;
      const hours = ((end - start.at) * 24) / DAY;
      return {
        ...start,
        name: bucketName(start, interval) + (repeated(i) ? ' ' + start.offset : ''),
        remark: [
          interval === 'day' && hours !== 24 ? hours + ' hours' : null,
          partial ? 'partial' : null,
        ]
          .filter(Boolean)
          .join(', '),
      };
    }),
    types: order
      .filter(({ type }) => found.has(type) || type === OTHERS)
      .map(({ type }) =>
        type === OTHERS
          ? { type, counts: otherCounts(counts, shown, starts.length) }
          : ofType(type, found.get(type)),
      ),
  };
}

/** The same series with the sessions of each type as its counts, where they are known. */
export const bySession = (series) => ({
  ...series,
  types: series.types
    .filter(({ sessions }) => sessions)
    .map(({ type, sessions }) => ({ type, counts: sessions })),
});
