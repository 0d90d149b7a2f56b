import * as api from './api.js';
import { reason } from './message.js';

/**
 * Asks for the chosen campaign's figures: the counts in the range and in the preceding period, both
 * also by the chosen key, and the lag.
 */
export async function loadFigures({ campaign, zone, by, where }, range, interval, signal) {
  const get = (shown, step, key) =>
    api.counts(campaign, shown, step, zone, { by: key, where }, signal);
  const [counts, previous, lag, breakdown] = await Promise.all([
    get(range, interval),
    get(range.previous, 'none'),
    api.lag(campaign, range, signal),
    byKey((shown) => get(shown, 'none', by), range),
  ]);
  return { counts, previous, lag, breakdown };
}

/** The counts by a key in both periods, or why the service refuses the key. */
async function byKey(get, range) {
  try {
    const [counts, previous] = await Promise.all([get(range), get(range.previous)]);
    return { counts, previous };
  } catch (failure) {
    if (failure.field !== 'by') {
      throw failure;
    }
    return { refusal: reason(failure) };
  }
}
