import { inputValue, minute, wall } from './calendar.js';
import { byId, element } from './dom.js';
import { showFilter, startFilter } from './filter.js';
import * as zones from './zones.js';

/** The form with date range, interval, time zone and filter. Each change makes a new choice. */
export class Controls {
  /**
   * @param {function(): Object} choice returns the current choice
   * @param {function(): {from: number, to: number}} range returns its range, as instants
   * @param {function(Object)} choose changes some parts of the choice
   */
  constructor(choice, range, choose) {
    this.choice = choice;
    this.range = range;
    /** The input with what the user typed and has not chosen yet, or null. */
    this.typing = null;
    this.choose = (change) => {
      this.typing = null;
      choose(change);
    };
    byId('zones').append(...zones.all().map((name) => element('option', { value: name })));
    byId('controls').addEventListener('submit', (event) => event.preventDefault());
    byId('controls').addEventListener('input', (event) => (this.typing = event.target));
    byId('range').addEventListener('change', () => this.changeRange());
    byId('from').addEventListener('change', () => this.changeBounds());
    byId('to').addEventListener('change', () => this.changeBounds());
    byId('interval').addEventListener('change', () =>
      this.choose({ interval: byId('interval').value }),
    );
    byId('zone').addEventListener('change', () => this.changeZone());
    startFilter(this.choose);
  }

  /** A custom range starts with the bounds of the range shown so far. */
  changeRange() {
    const range = byId('range').value;
    if (range !== 'custom') {
      this.choose({ range });
      return;
    }
    const { from, to } = this.range();
    const local = (at) => inputValue(wall(at, this.choice().zone));
    this.choose({ range, from: local(from), to: local(to) });
  }

  changeBounds() {
    const [from, to] = [byId('from'), byId('to')];
    to.setCustomValidity(
      from.value && to.value && to.value <= from.value ? 'The end must be after the start.' : '',
    );
    if (from.reportValidity() && to.reportValidity()) {
      this.choose({ range: 'custom', from: from.value.slice(0, 16), to: to.value.slice(0, 16) });
    }
  }

  changeZone() {
    const text = byId('zone').value;
    const zone = text.trim() ? zones.find(text) : zones.own();
    byId('zone-error').textContent = zone ? '' : 'Unknown time zone.';
    if (zone) {
      this.choose({ zone });
    }
  }

  /** Shows the choice. An input keeps what the user is typing. */
  show(choice, { from, to, previous }, interval) {
    for (const id of ['range', 'from', 'to', 'interval', 'zone']) {
      if (this.typing !== byId(id)) {
        byId(id).value = choice[id];
      }
    }
    if (this.typing !== byId('zone')) {
      byId('zone-error').textContent = '';
    }
    byId('interval').options[0].textContent = 'Auto (' + interval + ')';
    document
      .querySelectorAll('.custom')
      .forEach((field) => (field.hidden = choice.range !== 'custom'));
    document
      .querySelectorAll('.campaign-only')
      .forEach((field) => (field.hidden = !choice.campaign));
    showFilter(choice.campaign && choice.where);
    this.showSpan(choice, from, to, previous);
  }

  /** Shows the exact range and the period that it is compared with. */
  showSpan({ zone, campaign }, from, to, previous) {
    const span = (start, end) => minute(start, zone) + ' – ' + minute(end, zone);
    byId('span').textContent =
      span(from, to) +
      (campaign ? ', compared with the preceding period: ' + span(previous.from, previous.to) : '');
  }
}
