/*
 * The Footfall tracker.
 *
 *   <script async src="https://HOST/footfall.js" data-campaign="UUID"></script>
 *
 * It records a page_view for each view, calls of footfall(type, metadata), and clicks on elements
 * with a data-footfall-event attribute. Each event is kept in localStorage until the service has
 * responded to it, so a reload, a closed tab or a lost connection only delays it. Resending is
 * safe, because the event's id is the idempotency key.
 */
(() => {
  const { q: calls = [] } = window.footfall || {};
  // The page contains the snippet twice, and the first one is running.
  if (!calls.forEach) return;

  const footfall = (window.footfall = (...call) => void footfall.q.push(call));
  footfall.q = calls;
  // With Global Privacy Control nothing is sent and nothing is stored.
  if (navigator.globalPrivacyControl) return;

  const { src, dataset } = document.currentScript;
  const endpoint = new URL('/v1/events', src);
  // 1 is the version of the stored format: a later tracker may find what this one has left.
  const PREFIX = 'footfall.1.';
  const SESSION_TIMEOUT = 30 * 60 * 1000;
  // If more events wait, the oldest are dropped, so that an outage cannot fill the site's storage.
  const MAX_EVENTS = 500;
  // Characters in a request, of up to three bytes each: browsers allow 64 KiB in flight while a
  // page closes. An event has over 200 characters, so a request never has 500 events.
  const MAX_BODY = 20000;
  // API Gateway's own timeout.
  const TIMEOUT = 30000;

  // ---- Ids ----

  let counter = 0n;

  /** A UUIDv7 (RFC 9562). Its counter keeps the events of one millisecond in order. */
  const uuid = (time) => {
    const [random] = crypto.getRandomValues(new BigUint64Array(1));
    return (
      (BigInt(time) << 80n) |
      (7n << 76n) |
      ((counter++ % 4096n) << 64n) |
      (2n << 62n) |
      (random >> 2n)
    )
      .toString(16)
      .padStart(32, 0)
      .replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  };

  // ---- Session ----

  let session;
  let lastEvent;

  /** Returns the session's id. A tab opened by the page gets a copy of its sessionStorage. */
  const sessionAt = (time) => {
    try {
      [session, lastEvent] = sessionStorage[PREFIX].split(' ');
    } catch {
      // Nothing stored, or storage is blocked: the variables keep it for this page.
    }
    if (!(time - lastEvent < SESSION_TIMEOUT)) session = uuid(time);
    lastEvent = time;
    try {
      sessionStorage[PREFIX] = session + ' ' + lastEvent;
    } catch {}
    return session;
  };

  // ---- Queue: one key for each event, so that tabs never overwrite each other ----

  const memory = {};
  let disk = {};
  try {
    disk = localStorage || disk;
  } catch {
    // blocked
  }

  // The keys that this page sends: those that earlier pages left, and its own. Other open pages
  // send their own, because this page may see only later that they have.
  let keys;

  const remove = (key) => {
    delete disk[key];
    delete memory[key];
    keys = keys.filter((other) => other != key);
  };

  const store = (key, line) => {
    try {
      disk[key] = line;
    } catch {
      // full
      memory[key] = line;
    }
    keys.push(key);
    keys.slice(0, -MAX_EVENTS).forEach(remove);
  };

  // ---- Sending ----

  // The events of the request that waits for its response.
  let inFlight = {};
  // Whether a request is in flight or scheduled after a failure.
  let busy;
  let failures = 0;

  /** Takes the oldest events that are not in flight. */
  const nextBatch = () => {
    const batch = {};
    let size = 0;
    for (const key of keys) {
      const line = memory[key] || disk[key];
      // Without a line, another page has sent it.
      if (!line || inFlight[key]) continue;
      size += line.length;
      // An event above the limit goes alone.
      if (size > MAX_BODY && size > line.length) break;
      inFlight[key] = batch[key] = line;
    }
    return batch;
  };

  const lines = (batch) => Object.values(batch).join('\n');

  /** The service corrects a clock that is wrong by the time at which a request was sent. */
  const sentNow = () => endpoint + '?sent_at=' + Date.now();

  /** Sends until the queue is empty. Events leave it once there is a response. */
  const drain = async () => {
    inFlight = {};
    const batch = nextBatch();
    const body = lines(batch);
    busy = !!body;
    if (!busy) return;
    // No response counts as a server error.
    let status = 500;
    let retryAfter;
    try {
      const response = await fetch(sentNow(), {
        method: 'POST',
        body,
        keepalive: body.length <= MAX_BODY,
        signal: AbortSignal.timeout?.(TIMEOUT),
      });
      status = response.status;
      retryAfter = +response.headers.get('Retry-After');
    } catch {}
    // Nothing is in flight now, so a beacon may resend these events if the page hides.
    inFlight = {};
    if (/408|429|5../.test(status)) {
      // Retry-After plus exponential back-off with jitter.
      setTimeout(
        flush,
        1000 * ((retryAfter || 0) + Math.random() * Math.min(2 ** failures++, 60)),
        true,
      );
    } else {
      // Stored, already known, or never acceptable.
      Object.keys(batch).forEach(remove);
      failures = 0;
      return drain();
    }
  };

  /** Lets one tab send at a time. Without locks, two may send the same event, which is harmless. */
  const flush = (due) => {
    if (busy && !due) return;
    busy = true;
    const { locks } = navigator;
    locks ? locks.request(PREFIX, drain).catch(drain) : drain();
  };

  // ---- Events ----

  const record = (type, metadata) => {
    try {
      const time = Date.now();
      const id = uuid(time);
      store(
        PREFIX + id,
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
      // An error here must never reach the page.
      console.warn(e);
    }
  };

  let path;
  let query;

  /** Records a view if the path is new, or if the query is new and was not just replaced. */
  const view = (replaced) => {
    const { pathname, search } = location;
    if (pathname != path || (search != query && !replaced)) {
      // Only campaign parameters: the rest of the query may contain secrets.
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
    // Keys start with the time, so sorting puts the events in order.
    keys = Object.keys(disk)
      .filter((key) => key.startsWith(PREFIX))
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
    // A page restored from the back-forward cache is viewed again.
    addEventListener('pageshow', (e) => {
      if (e.persisted) {
        path = '';
        view();
      }
    });

    // In the capture phase, before a listener of the page can stop the event.
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

    // A beacon outlives the page but returns no response, so its events stay queued and the next
    // page resends them.
    addEventListener('visibilitychange', () => {
      if (document.hidden) {
        let body;
        do {
          body = lines(nextBatch());
        } while (body && navigator.sendBeacon(sentNow(), body));
      }
    });
  };

  // A prerendered page is viewed when it is shown, if ever.
  if (document.prerendering) document.addEventListener('prerenderingchange', start);
  else start();
})();
