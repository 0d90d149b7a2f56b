import { byId } from './dom.js';

const INTERVAL = 10000;
/** The back-off after failures doubles up to this: 10 s, 20 s, 40 s, then a minute. */
const MAX_BACK_OFF = 60000;
const STORAGE_KEY = 'footfall.live';

/** What `load` resolves to: it succeeded, or only the user can do something about the failure. */
export const LOADED = null;
export const STOP = Infinity;

/**
 * Calls `load` on demand, and every 10 seconds while the page is visible and live updates are on. A
 * new call aborts the one before.
 */
export class Live {
  /**
   * @param {function(AbortSignal): Promise<number>} load resolves to LOADED, STOP, or the minimum
   *     number of seconds before the next try
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
    const result = await this.load(running.signal);
    if (!running.signal.aborted) {
      this.failures = result === LOADED ? 0 : this.failures + 1;
      this.schedule(result);
    }
  }

  schedule(result) {
    const backOff = this.failures
      ? Math.min(MAX_BACK_OFF, INTERVAL * 2 ** (this.failures - 1))
      : INTERVAL;
    if (result !== STOP && this.due()) {
      this.timer = setTimeout(() => this.now(), Math.max(result * 1000, backOff));
    }
  }
}

/** Whether live updates are on. If storage is blocked, they are on after each reload. */
function recall() {
  try {
    return localStorage.getItem(STORAGE_KEY) !== 'off';
  } catch (blocked) {
    return true;
  }
}

function remember(on) {
  try {
    localStorage.setItem(STORAGE_KEY, on ? 'on' : 'off');
  } catch (blocked) {
    // The setting lasts until the page is reloaded.
  }
}
