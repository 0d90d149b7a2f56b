/*
 * Footfall's tracker.
 *
 *   <script async src="https://HOST/footfall.js" data-campaign="UUID"></script>
 *
 * It sends a page_view for each view, and what the page tells it by footfall(type, metadata) or by
 * data-footfall-event on what is clicked. An event stands in localStorage, under its id, from the moment
 * it happens until the service has answered for it: a reload, a closed tab or a dead network delays it, and
 * sending it again is harmless, because the id is the idempotency key.
 */
(() => {
  const { q: calls = [] } = window.footfall || {};
  // The snippet stands in the page twice: one of them counts.
  if (!calls.forEach) return;

  const footfall = (window.footfall = (...call) => void footfall.q.push(call));
  footfall.q = calls;
  // Global Privacy Control: nothing is sent, and nothing is stored.
  if (navigator.globalPrivacyControl) return;

  const { src, dataset } = document.currentScript;
  const endpoint = new URL('/v1/events', src);
  // The number is the format's: a later tracker must know what an earlier one left behind.
  const NAME = 'footfall.1.';
  const IDLE = 30 * 60 * 1000;
  // Events that wait; of more, the oldest go. A visitor whom nothing answers must not fill the site's storage.
  const MOST = 500;
  // Characters of a request, at most three bytes each: browsers let 64 KiB be on the way while a page closes.
  // An event has over 200, so the 500 events of a request are never reached.
  const PIECE = 20000;
  // API Gateway gives up after 30 seconds too.
  const PATIENCE = 30000;

  // ---- Ids ---------------------------------------------------------------------------------------------

  let made = 0n;

  /** A UUIDv7 (RFC 9562): time, version, a counter that keeps a page's events in order, variant, chance. */
  const uuid = (time) => {
    const [random] = crypto.getRandomValues(new BigUint64Array(1));
    return (
      (BigInt(time) << 80n) |
      (7n << 76n) |
      ((made++ % 4096n) << 64n) |
      (2n << 62n) |
      (random >> 2n)
    )
      .toString(16)
      .padStart(32, 0)
      .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };

  // ---- Session -----------------------------------------------------------------------------------------

  let session;
  let seen;

  /** A tab opened by the page starts with a copy of its sessionStorage: the visit goes on in it. */
  const sessionAt = (time) => {
    try {
      [session, seen] = sessionStorage[NAME].split(' ');
    } catch {
      // Nothing there, or forbidden: the variables hold it while the page lives.
    }
    if (!(time - seen < IDLE)) session = uuid(time);
    seen = time;
    try {
      sessionStorage[NAME] = session + ' ' + seen;
    } catch {}
    return session;
  };

  // ---- Queue: one key an event, so that tabs never overwrite each other -----------------------------------

  const memory = {};
  let disk = {};
  try {
    disk = localStorage || disk;
  } catch {
    // forbidden
  }

  // This page's to send: what others left when it was opened, and what happens on it. What happens on other
  // pages that are open is theirs: storage may tell late that they have sent it.
  let mine;

  const forget = (key) => {
    delete disk[key];
    delete memory[key];
    mine = mine.filter((other) => other != key);
  };

  const keep = (key, line) => {
    try {
      disk[key] = line;
    } catch {
      // full
      memory[key] = line;
    }
    mine.push(key);
    mine.slice(0, -MOST).forEach(forget);
  };

  // ---- Sending ------------------------------------------------------------------------------------------

  // What is on its way and without an answer.
  let carried = {};
  // A request is under way, or due after a failure.
  let busy;
  let failures = 0;

  /** The oldest events that are not on their way from this page. */
  const take = () => {
    const batch = {};
    let size = 0;
    for (const key of mine) {
      const line = memory[key] || disk[key];
      // No line: another page has sent it.
      if (!line || carried[key]) continue;
      size += line.length;
      // One that is larger than a piece goes alone.
      if (size > PIECE && size > line.length) break;
      carried[key] = batch[key] = line;
    }
    return batch;
  };

  const lines = (batch) => Object.values(batch).join('\n');

  /** Sends until nothing is left, or until it fails; then again after a while. Nothing leaves before its answer. */
  const drain = async () => {
    carried = {};
    const batch = take();
    const body = lines(batch);
    busy = !!body;
    if (!busy) return;
    // Until there is an answer: as if the service had failed.
    let status = 500;
    let after;
    try {
      const answer = await fetch(endpoint, {
        method: 'POST',
        body,
        keepalive: body.length <= PIECE,
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      status = answer.status;
      after = +answer.headers.get('Retry-After');
    } catch {}
    // It is over: while the page hides, a beacon may try what has failed.
    carried = {};
    if (/408|429|5../.test(status)) {
      // As long as the service asks for, and a random while more, so that not all come back at once.
      setTimeout(
        flush,
        1000 * ((after || 0) + Math.random() * Math.min(2 ** failures++, 60)),
        true,
      );
    } else {
      // Stored, known, or never to be accepted.
      Object.keys(batch).forEach(forget);
      failures = 0;
      return drain();
    }
  };

  /** One tab at a time. Without locks, two may send the same, which its id makes harmless. */
  const flush = (due) => {
    if (busy && !due) return;
    busy = true;
    const { locks } = navigator;
    locks ? locks.request(NAME, drain).catch(drain) : drain();
  };

  // ---- Events -------------------------------------------------------------------------------------------

  const record = (type, metadata) => {
    try {
      const time = Date.now();
      const id = uuid(time);
      keep(
        NAME + id,
        JSON.stringify({
          id,
          session_id: sessionAt(time),
          campaign_id: dataset.campaign,
          event_type: type,
          event_time: time,
          metadata: metadata || {},
        }),
      );
      flush();
    } catch (e) {
      // The page never pays for what goes wrong here.
      console.warn(e);
    }
  };

  let path;
  let query;

  /** A new path is a view, and so is a new query, unless it only replaces the one there. */
  const view = (replaced) => {
    const { pathname, search } = location;
    if (pathname != path || (search != query && !replaced)) {
      // Of the query only what campaigns put there; the rest may be anybody's secret.
      const metadata = { path: pathname, referrer: document.referrer.split('/')[2] };
      for (const [key, value] of new URLSearchParams(search)) {
        if (key.startsWith('utm_')) metadata[key] = value;
      }
      record('page_view', metadata);
    }
    path = pathname;
    query = search;
  };

  const start = () => {
    // Keys begin with the time, so their order is the events'.
    mine = Object.keys(disk)
      .filter((key) => key.startsWith(NAME))
      .sort();
    footfall.q = { push: (call) => record(...call) };
    view();
    calls.forEach(footfall.q.push);

    for (const change of ['pushState', 'replaceState']) {
      const original = history[change];
      history[change] = (...state) => {
        original.apply(history, state);
        view(change > 'q');
      };
    }
    addEventListener('popstate', () => view());
    // The page comes out of the back-forward cache.
    addEventListener('pageshow', (e) => {
      if (e.persisted) {
        path = '';
        view();
      }
    });

    // While it goes down to the element, where no listener of the page can stop it yet.
    addEventListener(
      'click',
      ({ target }) => {
        const element = target.closest?.('[data-footfall-event]');
        if (!element) return;
        const data = {};
        for (const { name, value } of element.attributes) {
          if (name.startsWith('data-footfall-')) data[name.slice(14).replace(/-/g, '_')] = value;
        }
        const { event, ...metadata } = data;
        record(event, metadata);
      },
      true,
    );

    // A beacon outlives the page but brings no answer, so its events stay: the next page asks for them again.
    addEventListener('visibilitychange', () => {
      if (document.hidden) {
        let body;
        do {
          body = lines(take());
        } while (body && navigator.sendBeacon(endpoint, body));
      }
    });
  };

  // A page that is prerendered is viewed when it is shown, if ever.
  if (document.prerendering) document.addEventListener('prerenderingchange', start);
  else start();
})();
