import { Failure } from './api.js';
import { moment } from './calendar.js';
import { byId, element } from './dom.js';
import { duration, uuid } from './format.js';
import { reason } from './message.js';

const gap = (ms) => (ms ? '+' + duration(ms) : 'same time');

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
        ? element('span', { class: 'faint' }, gap(at - Date.parse(previous.event_time)))
        : null,
      element('span', { class: 'faint' }, 'lag ' + duration(event.lag_ms)),
      element('span', { class: 'faint id' }, event.id),
    ),
    event.campaign_id === campaign
      ? null
      : element(
          'p',
          { class: 'note' },
          'Another campaign: ',
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

/** The events of one session in order, loaded page by page. */
export class Timeline {
  /**
   * @param {function(string, string): Promise} load returns a page of a session's events after a
   *     cursor
   * @param {function(string)} open is called with the session that the user asks for
   */
  constructor(load, open) {
    this.load = load;
    this.newestRequest = 0;
    byId('session-form').addEventListener('submit', (event) => {
      event.preventDefault();
      const id = uuid(byId('session-id').value);
      byId('session-error').textContent = id ? '' : 'A session ID is a UUID.';
      if (id) {
        open(id);
      }
    });
  }

  /** Shows the chosen session from its start, or none. */
  async show(choice) {
    this.choice = choice;
    this.last = null;
    byId('session-id').value = choice.session || byId('session-id').value;
    byId('timeline').hidden = true;
    byId('session-error').textContent = '';
    this.entries = element('ol', { class: 'timeline' });
    if (choice.session) {
      await this.more('');
    }
  }

  async more(after) {
    const request = ++this.newestRequest;
    try {
      const { events, next } = await this.load(this.choice.session, after);
      if (request === this.newestRequest) {
        this.add(events, next);
      }
    } catch (failure) {
      if (request === this.newestRequest) {
        byId('session-error').textContent = reason(Failure.of(failure));
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
        : element('p', { class: 'note' }, 'No events are stored for this session.');
    byId('timeline').replaceChildren(none, this.entries, button || '');
    byId('timeline').hidden = false;
  }
}
