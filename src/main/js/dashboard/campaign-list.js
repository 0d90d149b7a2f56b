import { minute } from './calendar.js';
import { element, onChange } from './dom.js';
import * as format from './format.js';
import { stackedTable } from './stacked-table.js';

/** Nobody reads more rows than this; searching narrows them down. */
const MAX_ROWS = 200;

const byNewest = (a, b) =>
  (b.last_event_time || '').localeCompare(a.last_event_time || '') || b.total - a.total;

/** A list of campaigns with a search field, which also takes the ID of an unlisted campaign. */
export class CampaignList {
  /** @param {function(string): string} link returns the link to a campaign */
  constructor(link) {
    this.link = link;
    this.campaigns = [];
    this.note = element('p', { class: 'note', role: 'status' });
    this.rows = element('div', {
      class: 'scroll',
      tabindex: '0',
      role: 'group',
      'aria-label': 'Campaigns',
    });
    this.fill = onChange((shown) => this.rows.replaceChildren(this.table(shown)));
    this.field = element('input', {
      type: 'search',
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: '7f9c24e8-3b12-4fef-91e0-9a2d5a4c1b00',
      input: () => this.draw(),
    });
    const form = element(
      'form',
      { class: 'search', submit: (event) => this.open(event) },
      element('label', {}, 'Search campaigns or paste an ID', this.field),
      element('button', { type: 'submit' }, 'Open'),
    );
    this.element = element('div', {}, form, this.note, this.rows);
  }

  show(campaigns, zone) {
    this.zone = zone;
    this.campaigns = [...campaigns].sort(byNewest);
    this.draw();
  }

  matches() {
    const text = this.field.value.trim().toLowerCase();
    return this.campaigns.filter(({ campaign_id: id }) => id.includes(text));
  }

  draw() {
    const matches = this.matches();
    const pasted = format.uuid(this.field.value);
    const shown =
      pasted && !matches.length ? [{ campaign_id: pasted }] : matches.slice(0, MAX_ROWS);
    this.note.textContent = this.remark(matches.length, pasted);
    this.fill(shown, this.link(''));
  }

  remark(matches, pasted) {
    if (matches > MAX_ROWS) {
      const all = format.count(matches);
      return `Showing the newest ${MAX_ROWS} of ${all} campaigns. Search to find others.`;
    }
    if (matches) {
      return '';
    }
    return pasted ? 'Not listed in this date range, but you can open it.' : 'No campaigns found.';
  }

  table(shown) {
    const time = (at) => (at ? minute(Date.parse(at), this.zone) : '–');
    const rows = shown.map((campaign) => ({
      head: [
        element('a', { href: this.link(campaign.campaign_id), class: 'id' }, campaign.campaign_id),
      ],
      cells: [
        campaign.total === undefined ? '–' : format.count(campaign.total),
        time(campaign.first_event_time),
        time(campaign.last_event_time),
      ],
    }));
    return stackedTable(['Campaign', 'Events', 'First event', 'Last event'], rows);
  }

  /** Opens the pasted campaign, or the only one that matches. */
  open(event) {
    event.preventDefault();
    const matches = this.matches();
    const only = matches.length === 1 ? matches[0].campaign_id : null;
    const id = format.uuid(this.field.value) || only;
    if (id) {
      location.hash = this.link(id);
    } else {
      this.note.textContent = matches.length
        ? 'Select a campaign from the list.'
        : 'Enter a valid campaign ID.';
    }
  }
}
