import { csv } from './api.js';
import { inputValue, wall } from './calendar.js';

/**
 * Saves the counts on the page as a CSV file. It is fetched, because a link sends no token.
 *
 * @param {string} by the key to count by; empty for none
 */
export async function download({ campaign, zone, where }, range, interval, by) {
  const file = URL.createObjectURL(await csv(campaign, range, interval, zone, { by, where }));
  const day = (at) => inputValue(wall(at, zone)).slice(0, 10);
  const link = document.createElement('a');
  link.href = file;
  link.download =
    ['footfall', campaign.slice(0, 8), day(range.from), day(range.to - 1), interval, by]
      .filter(Boolean)
      .join('_') + '.csv';
  link.click();
  URL.revokeObjectURL(file);
}
