import { minute } from './calendar.js';
import { element, onChange } from './dom.js';
import * as format from './format.js';
import { stackedTable } from './stacked-table.js';

/** How long typing must pause before the service is asked. */
const PAUSE = 250;
/** The service accepts no longer text. */
const MAX_LENGTH = 200;

const byNewest = (a, b) =>
  (b.last_event_time || '').localeCompare(a.last_event_time || '') || b.total - a.total;

/**
 * A list of campaigns, page by page, with a field that searches all of them by name or ID. It also
 * takes the ID of an unlisted campaign.
 */
export class CampaignList {
  /**
   * @param {function(string): string} link returns the link to a campaign
   * @param {function()} load asks for what `query` says, and shows it
   */
  constructor(link, load) {
    this.link = link;
    this.load = load;
    this.campaigns = [];
    /** Where the pages up to this one begin; empty on the first. */
    this.starts = [];
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
      maxlength: MAX_LENGTH,
      placeholder: 'Spring sale',
      input: () => this.typed(),
    });
    this.previous = element('button', { type: 'button', click: () => this.back() }, 'Previous');
    this.following = element('button', { type: 'button', click: () => this.forward() }, 'Next');
    this.pager = element(
      'nav',
      { class: 'pager', 'aria-label': 'Pages of campaigns', hidden: true },
      this.previous,
      this.following,
    );
    const form = element(
      'form',
      { class: 'search', submit: (event) => this.open(event) },
      element('label', {}, 'Search campaigns by name or ID', this.field),
      element('button', { type: 'submit' }, 'Open'),
    );
    this.element = element('div', {}, form, this.note, this.rows, this.pager);
  }

  text() {
    return this.field.value.trim();
  }

  /** What to ask the service for. */
  query() {
    return { q: this.text(), after: this.starts[this.starts.length - 1] };
  }

  /** Whether there is no campaign at all. */
  isEmpty() {
    return !this.campaigns.length && !this.asked.q && !this.asked.after;
  }

  /** Shows what the service answered to a query. */
  show({ campaigns, next }, asked, zone) {
    this.asked = asked;
    this.next = next;
    this.zone = zone;
    this.campaigns = [...campaigns].sort(byNewest);
    this.draw();
    if (this.opening && asked.q === this.text()) {
      this.openOnly();
    }
  }

  typed() {
    clearTimeout(this.timer);
    this.opening = false;
    this.timer = setTimeout(() => this.search(), PAUSE);
  }

  search() {
    clearTimeout(this.timer);
    this.starts = [];
    this.load();
  }

  forward() {
    this.starts.push(this.next);
    this.load();
  }

  back() {
    this.starts.pop();
    this.load();
  }

  draw() {
    const pasted = format.uuid(this.asked.q);
    const unlisted = pasted && !this.campaigns.length;
    this.note.textContent = this.remark(unlisted);
    this.fill(unlisted ? [{ campaign_id: pasted }] : this.campaigns, this.link(''));
    this.pager.hidden = !this.next && !this.asked.after;
    this.previous.disabled = !this.asked.after;
    this.following.disabled = !this.next;
  }

  remark(unlisted) {
    if (unlisted) {
      return 'Not listed, but you can open it.';
    }
    if (!this.campaigns.length) {
      return 'No campaigns found.';
    }
    const many = this.next || this.asked.after;
    return many ? 'There are more campaigns than fit on a page. Search to find one.' : '';
  }

  table(shown) {
    const time = (at) => (at ? minute(Date.parse(at), this.zone) : '–');
    const rows = shown.map((campaign) => ({
      head: this.title(campaign),
      cells: [
        this.total(campaign),
        time(campaign.first_event_time),
        time(campaign.last_event_time),
      ],
    }));
    return stackedTable(['Campaign', 'Events', 'First event', 'Last event'], rows);
  }

  /** The name if there is one, and the ID. */
  title({ campaign_id: id, name }) {
    const href = this.link(id);
    return name
      ? [
          element('a', { href }, element('bdi', {}, name)),
          element('span', { class: 'id under' }, id),
        ]
      : [element('a', { href, class: 'id' }, id)];
  }

  total({ total, incomplete }) {
    if (incomplete) {
      return 'unknown';
    }
    return total === undefined ? '–' : format.count(total);
  }

  /** Opens the pasted campaign, or the only one that is found. */
  open(event) {
    event.preventDefault();
    const pasted = format.uuid(this.field.value);
    if (pasted) {
      location.hash = this.link(pasted);
    } else if (this.asked?.q === this.text()) {
      this.openOnly();
    } else {
      this.opening = true;
      this.search();
    }
  }

  openOnly() {
    this.opening = false;
    if (this.campaigns.length === 1 && !this.next) {
      location.hash = this.link(this.campaigns[0].campaign_id);
    } else {
      this.note.textContent = this.campaigns.length
        ? 'Select a campaign from the list.'
        : 'No campaigns found. Enter a part of a name, or an ID.';
    }
  }
}
