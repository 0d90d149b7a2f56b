import { fieldText, wall } from './calendar.js';
import { csv } from './reads.js';

/** Saves the counts that are shown as a file, read like all else with the caller's token. */
export async function download({ campaign, zone }, range, interval) {
  const file = URL.createObjectURL(await csv(campaign, range, interval, zone));
  const day = (at) => fieldText(wall(at, zone)).slice(0, 10);
  const link = document.createElement('a');
  link.href = file;
  link.download =
    ['footfall', campaign.slice(0, 8), day(range.from), day(range.to - 1), interval].join('_') +
    '.csv';
  link.click();
  URL.revokeObjectURL(file);
}
