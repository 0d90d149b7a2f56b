import { minute } from './calendar.js';
import { element, onChange } from './dom.js';
import * as format from './format.js';
import { stacked } from './stacked.js';

/** More rows than these nobody reads; typing narrows them. */
const MOST_ROWS = 200;

const byNewest = (a, b) =>
  (b.last_event_time || '').localeCompare(a.last_event_time || '') || b.total - a.total;

/** A list of campaigns with a field to find one, or to paste an id that is not listed. */
export class CampaignList {
  /** @param {function(string): string} link to a campaign */
  constructor(link) {
    this.link = link;
    this.campaigns = [];
    this.note = element('p', { class: 'note', role: 'status' });
    this.rows = element('div', {
      class: 'scroll campaigns',
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
      { class: 'find', submit: (event) => this.open(event) },
      element('label', {}, 'Find a campaign, or paste its id', this.field),
      element('button', { type: 'submit' }, 'Open'),
    );
    this.element = element('div', {}, form, this.note, this.rows);
  }

  show(campaigns, zone) {
    this.zone = zone;
    this.campaigns = [...campaigns].sort(byNewest);
    this.draw();
  }

  found() {
    const text = this.field.value.trim().toLowerCase();
    return this.campaigns.filter(({ campaign_id: id }) => id.includes(text));
  }

  draw() {
    const found = this.found();
    const pasted = format.uuid(this.field.value);
    const shown = pasted && !found.length ? [{ campaign_id: pasted }] : found.slice(0, MOST_ROWS);
    this.note.textContent = this.remark(found.length, pasted);
    this.fill(shown, this.link(''));
  }

  remark(found, pasted) {
    if (found > MOST_ROWS) {
      return 'The newest ' + MOST_ROWS + ' of ' + format.count(found) + '; type to find others.';
    }
    return found ? '' : pasted ? 'Not listed in this range; open it all the same.' : 'None found.';
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
    return stacked(['Campaign', 'Events', 'First', 'Newest'], rows);
  }

  /** The pasted campaign, or the only one that is left. */
  open(event) {
    event.preventDefault();
    const found = this.found();
    const id = format.uuid(this.field.value) || (found.length === 1 ? found[0].campaign_id : null);
    if (id) {
      location.hash = this.link(id);
    } else {
      this.note.textContent = found.length ? 'Choose one of these.' : 'This is no campaign’s id.';
    }
  }
}
