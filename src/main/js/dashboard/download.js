import { csv } from './api.js';
import { inputValue, wall } from './calendar.js';

/** Saves the counts on the page as a CSV file. It is fetched, because a link sends no token. */
export async function download({ campaign, zone }, range, interval) {
  const file = URL.createObjectURL(await csv(campaign, range, interval, zone));
  const day = (at) => inputValue(wall(at, zone)).slice(0, 10);
  const link = document.createElement('a');
  link.href = file;
  link.download =
    ['footfall', campaign.slice(0, 8), day(range.from), day(range.to - 1), interval].join('_') +
    '.csv';
  link.click();
  URL.revokeObjectURL(file);
}
