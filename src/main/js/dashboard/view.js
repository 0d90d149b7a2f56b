import { showAmounts } from './amounts.js';
import { showBreakdown } from './breakdown.js';
import { nameChart, showChart } from './chart.js';
import { byId } from './dom.js';
import { showFunnel } from './funnel.js';
import { bySession, inOrder, series } from './series.js';
import { showTable } from './series-table.js';
import { showLag, showTiles } from './tiles.js';

const SECTIONS = ['controls', 'campaigns', 'figures', 'snippets', 'session'];

/** Shows these sections and hides the others. */
export function sections(...ids) {
  SECTIONS.forEach((id) => (byId(id).hidden = !ids.includes(id)));
}

/** Shows the page's title: a campaign by its name, once that is known, or by its id. */
export function head(campaign, name) {
  byId('kicker').textContent = campaign ? 'Campaign' : 'Dashboard';
  byId('heading').textContent = name || campaign || 'Campaigns';
  byId('heading').classList.toggle('id', Boolean(campaign && !name));
  byId('choose').hidden = byId('copy-campaign').hidden = !campaign;
  document.title = campaign ? (name || campaign.slice(0, 8)) + ' · Footfall' : 'Footfall';
}

/** Shows a campaign's figures. */
export function figures({ counts, previous, lag, breakdown }, interval, range, choice) {
  const order = inOrder(counts, previous);
  const lines = series(counts, order, interval, range, choice.zone);
  showTiles(counts, previous, order, lines, lag);
  const charted = choice.chart ? bySession(lines) : lines;
  nameChart(choice.chart);
  showChart(charted);
  showTable(charted);
  showFunnel(order);
  showAmounts(counts, previous);
  showLag(lag, choice.where);
  const { by, where, zone } = choice;
  showBreakdown(breakdown, { by, where, zone }, range.from);
}
