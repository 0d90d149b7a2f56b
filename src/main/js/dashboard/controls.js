import { fieldText, minute, wall } from './calendar.js';
import { byId, element } from './dom.js';
import * as zones from './zones.js';

/** The fields above the figures; each change is a new choice. */
export class Controls {
  /**
   * @param {function(): Object} choice what is shown now
   * @param {function(): {from: number, to: number}} range of the choice, as instants
   * @param {function(Object)} choose takes what changes in the choice
   */
  constructor(choice, range, choose) {
    this.choice = choice;
    this.range = range;
    this.choose = choose;
    byId('zones').append(...zones.all().map((name) => element('option', { value: name })));
    byId('controls').addEventListener('submit', (event) => event.preventDefault());
    byId('range').addEventListener('change', () => this.changeRange());
    byId('from').addEventListener('change', () => this.changeBounds());
    byId('to').addEventListener('change', () => this.changeBounds());
    byId('interval').addEventListener('change', () => choose({ interval: byId('interval').value }));
    byId('zone').addEventListener('change', () => this.changeZone());
  }

  /** A free range starts as the one that was shown. */
  changeRange() {
    const range = byId('range').value;
    if (range !== 'free') {
      this.choose({ range });
      return;
    }
    const { from, to } = this.range();
    const text = (at) => fieldText(wall(at, this.choice().zone));
    this.choose({ range, from: text(from), to: text(to) });
  }

  changeBounds() {
    const [from, to] = [byId('from'), byId('to')];
    to.setCustomValidity(
      from.value && to.value && to.value <= from.value ? 'The end must come after the start.' : '',
    );
    if (from.reportValidity() && to.reportValidity()) {
      this.choose({ range: 'free', from: from.value.slice(0, 16), to: to.value.slice(0, 16) });
    }
  }

  changeZone() {
    const text = byId('zone').value;
    const zone = text.trim() ? zones.find(text) : zones.own();
    byId('zone-wrong').textContent = zone ? '' : 'No time zone has this name.';
    if (zone) {
      this.choose({ zone });
    }
  }

  /** Shows the choice; a field that somebody is in keeps what is typed. */
  show(choice, { from, to, before }, interval) {
    const set = (id, value) => {
      if (document.activeElement !== byId(id) || byId(id).tagName === 'SELECT') {
        byId(id).value = value;
      }
    };
    set('range', choice.range);
    set('from', choice.from);
    set('to', choice.to);
    set('interval', choice.interval);
    byId('zone').value = choice.zone;
    byId('zone-wrong').textContent = '';
    byId('interval').options[0].textContent = 'Auto (' + interval + ')';
    document.querySelectorAll('.free').forEach((field) => (field.hidden = choice.range !== 'free'));
    document.querySelectorAll('.of-campaign').forEach((field) => (field.hidden = !choice.campaign));
    this.showSpan(choice, from, to, before);
  }

  /** What is compared with what, to the minute. */
  showSpan({ zone, campaign }, from, to, before) {
    const span = (start, end) => minute(start, zone) + ' – ' + minute(end, zone);
    byId('span').textContent =
      span(from, to) +
      (campaign
        ? ', compared with the same length just before: ' + span(before.from, before.to)
        : '');
  }
}
