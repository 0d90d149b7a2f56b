import { moment } from './calendar.js';
import { byId, element } from './dom.js';
import { duration, uuid } from './format.js';

const between = (ms) => (ms ? '+' + duration(ms) : 'same moment');

function entry(event, previous, { zone, campaign }) {
  const at = Date.parse(event.event_time);
  const metadata = JSON.stringify(event.metadata, null, 2);
  return element(
    'li',
    { 'data-type': event.event_type },
    element(
      'div',
      { class: 'entry-head' },
      element('strong', { class: 'type' }, event.event_type),
      element('time', { datetime: event.event_time }, moment(at, zone)),
      previous
        ? element('span', { class: 'faint' }, between(at - Date.parse(previous.event_time)))
        : null,
      element('span', { class: 'faint' }, 'lag ' + duration(event.lag_ms)),
      element('span', { class: 'faint id' }, event.id),
    ),
    event.campaign_id === campaign
      ? null
      : element(
          'p',
          { class: 'note' },
          'Of another campaign: ',
          element('code', {}, event.campaign_id),
        ),
    metadata === '{}'
      ? null
      : element(
          'pre',
          { tabindex: '0', role: 'group', 'aria-label': 'Metadata' },
          element('code', {}, metadata),
        ),
  );
}

/** What one session sent, in order, page by page. */
export class Timeline {
  /** @param {function(string, string): Promise} page answers the session's events after a cursor */
  constructor(page, open) {
    this.page = page;
    this.newest = 0;
    byId('session-form').addEventListener('submit', (event) => {
      event.preventDefault();
      const id = uuid(byId('session-id').value);
      byId('session-wrong').textContent = id ? '' : 'A session id is a UUID.';
      if (id) {
        open(id);
      }
    });
  }

  /** Shows the session from its start; none where the id is empty. */
  async show(choice) {
    this.choice = choice;
    this.last = null;
    byId('session-id').value = choice.session || byId('session-id').value;
    byId('timeline').hidden = true;
    byId('session-wrong').textContent = '';
    this.entries = element('ol', { class: 'timeline' });
    if (choice.session) {
      await this.more('');
    }
  }

  async more(after) {
    const turn = ++this.newest;
    try {
      const { events, next } = await this.page(this.choice.session, after);
      if (turn === this.newest) {
        this.add(events, next);
      }
    } catch (failure) {
      if (turn === this.newest) {
        byId('session-wrong').textContent = failure.detail;
      }
    }
  }

  add(events, next) {
    const first = this.entries.childElementCount;
    for (const event of events) {
      this.entries.append(entry(event, this.last, this.choice));
      this.last = event;
    }
    const button =
      next && element('button', { type: 'button', click: () => this.more(next) }, 'Show more');
    const none =
      first || events.length
        ? ''
        : element('p', { class: 'note' }, 'No event of this session is stored.');
    byId('timeline').replaceChildren(none, this.entries, button || '');
    byId('timeline').hidden = false;
  }
}
