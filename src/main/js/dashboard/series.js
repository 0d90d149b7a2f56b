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

/** The event types in order, with their totals in this range and in the preceding period. */
export function inOrder(counts, previous) {
  const totals = new Map();
  for (const { event_type: type, total } of previous.counts) {
    totals.set(type, { type, previous: total, now: 0 });
  }
  for (const { event_type: type, total } of counts.counts) {
    totals.set(type, { type, previous: totals.get(type)?.previous || 0, now: total });
  }
  const step = ({ type }) => (isStep(type) ? STEPS.indexOf(type) : STEPS.length);
  return [...totals.values()].sort(
    (a, b) =>
      step(a) - step(b) || b.now - a.now || b.previous - a.previous || (a.type < b.type ? -1 : 1),
  );
}

/**
 * The series for chart and table: the buckets with their names, and the counts of each type. A
 * remark marks buckets that are only partly in the range, and days that a clock change makes
 * shorter or longer.
 */
export function series(counts, order, interval, range, zone) {
  const found = new Map(counts.counts.map((type) => [type.event_type, type.series]));
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
      .filter(({ type }) => found.has(type))
      .map(({ type }) => ({
        type,
        counts: found.get(type).map((point) => point.count),
      })),
  };
}
