import { byId } from './dom.js';

const EVERY = 10000;
/** While there is no answer: 10 s, 20 s, 40 s, then a minute. */
const MOST = 60000;
const KEPT = 'footfall.live';

/** What `load` resolves to: all is well, or only a person can help. */
export const WELL = null;
export const STUCK = Infinity;

/**
 * Calls `load` at once when told so, and every 10 seconds while the page is seen and live is on.
 * Only the newest call counts: the one before is aborted.
 */
export class Live {
  /**
   * @param {function(AbortSignal): Promise<number>} load resolves to WELL, STUCK, or after a failure
   *     to the seconds that must pass
   */
  constructor(load) {
    this.load = load;
    this.running = null;
    this.timer = 0;
    this.failures = 0;
    this.on = recall();
    this.button = byId('live');
    this.button.addEventListener('click', () => this.toggle());
    document.addEventListener('visibilitychange', () => this.resume());
    addEventListener('online', () => this.resume());
    this.draw();
  }

  draw() {
    this.button.hidden = false;
    this.button.setAttribute('aria-checked', String(this.on));
  }

  toggle() {
    this.on = !this.on;
    remember(this.on);
    this.draw();
    this.resume();
  }

  due() {
    return this.on && document.visibilityState === 'visible';
  }

  resume() {
    clearTimeout(this.timer);
    if (this.due()) {
      this.now();
    }
  }

  /** Loads at once. */
  async now() {
    clearTimeout(this.timer);
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const wait = await this.load(running.signal);
    if (!running.signal.aborted) {
      this.failures = wait === WELL ? 0 : this.failures + 1;
      this.later(wait);
    }
  }

  later(wait) {
    const backOff = this.failures ? Math.min(MOST, EVERY * 2 ** (this.failures - 1)) : EVERY;
    if (wait !== STUCK && this.due()) {
      this.timer = setTimeout(() => this.now(), Math.max(wait * 1000, backOff));
    }
  }
}

/** Storage may be forbidden; then live is on at each start. */
function recall() {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch (forbidden) {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(KEPT, on ? 'on' : 'off');
  } catch (forbidden) {
    // It holds as long as the page.
  }
}
