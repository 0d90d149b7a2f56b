import { bucket, bucketEnd, bucketName, DAY } from './calendar.js';

/** The order of a session's life; any other type comes after, by its total. */
export const LIFE = [
  'link_opened',
  'page_view',
  'product_view',
  'add_to_cart',
  'checkout_started',
  'purchase_completed',
];

export const isStep = (type) => LIFE.includes(type);

/** Types with their totals now and before, in order. */
export function inOrder(counts, before) {
  const totals = new Map();
  for (const { event_type: type, total } of before.counts) {
    totals.set(type, { type, before: total, now: 0 });
  }
  for (const { event_type: type, total } of counts.counts) {
    totals.set(type, { type, before: totals.get(type)?.before || 0, now: total });
  }
  const place = ({ type }) => (isStep(type) ? LIFE.indexOf(type) : LIFE.length);
  return [...totals.values()].sort(
    (a, b) =>
      place(a) - place(b) || b.now - a.now || b.before - a.before || (a.type < b.type ? -1 : 1),
  );
}

/**
 * The series as a chart and a table want it: each bucket with its name, and each type's numbers.
 * Buckets that the range cuts say so, as do days that the clock change makes shorter or longer.
 */
export function series(counts, order, interval, range, zone) {
  const found = new Map(counts.counts.map((type) => [type.event_type, type.series]));
  const starts = (counts.counts[0]?.series || []).map(({ start }) => bucket(start));
  const repeated = (i) => [i - 1, i + 1].some((j) => starts[j]?.wall === starts[i].wall);
  return {
    interval,
    buckets: starts.map((start, i) => {
      const end = starts[i + 1]?.at ?? bucketEnd(start, interval, zone);
      const cut = start.at < range.from || end > range.to;
      const hours = ((end - start.at) * 24) / DAY;
      return {
        ...start,
        name: bucketName(start, interval) + (repeated(i) ? ' ' + start.offset : ''),
        remark: [
          interval === 'day' && hours !== 24 ? hours + ' hours' : null,
          cut ? 'in part' : null,
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
