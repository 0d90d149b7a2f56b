import { showChart } from './chart.js';
import { byId } from './dom.js';
import { showFunnel } from './funnel.js';
import { inOrder, series } from './series.js';
import { showTable } from './table.js';
import { showLag, showTiles } from './tiles.js';

const SECTIONS = ['controls', 'campaigns', 'figures', 'send', 'session'];

/** Shows these sections and no others. */
export function sections(...ids) {
  SECTIONS.forEach((id) => (byId(id).hidden = !ids.includes(id)));
}

/** Names what is looked at. */
export function head(campaign) {
  byId('over').textContent = campaign ? 'Campaign' : 'Dashboard';
  byId('heading').textContent = campaign || 'Campaigns';
  byId('heading').classList.toggle('id', Boolean(campaign));
  byId('choose').hidden = byId('copy-campaign').hidden = !campaign;
  document.title = campaign ? campaign.slice(0, 8) + ' · Footfall' : 'Footfall';
}

/** Shows everything that is counted of a campaign. */
export function figures(counts, before, lag, interval, range, zone) {
  const order = inOrder(counts, before);
  const lines = series(counts, order, interval, range, zone);
  showTiles(counts, before, order, lines, lag);
  showChart(lines);
  showTable(lines);
  showFunnel(order);
  showLag(lag);
}
