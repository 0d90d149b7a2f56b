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
  // A module has no current script.
  const script =
    document.currentScript || document.querySelector('script[data-campaign]') || document;
  const {
    q: calls = [],
    add: addToRunning,
    campaign,
    endpoint: address = 'v1/events',
    domains,
    hash: hashRoutes,
    beforeSend,
    // Tag managers strip attributes, so properties of `footfall` do as well.
  } = { ...window.footfall, ...script.dataset };
  // The page contains the snippet twice, perhaps for another campaign.
  if (addToRunning) return addToRunning(campaign);

  const footfall = (window.footfall = (...call) => {
    footfall.q.push(call);
  });
  footfall.q = calls;

  const list = (text) => ('' + text).split(/[\s,]+/);

  /** Says once in the console what is wrong and what to do. */
  const warn = (text) => {
    if (!warn[text]) console.warn('Footfall: ' + text);
    warn[text] = 1;
  };

  const campaigns = [];
  // The last view. None has been recorded while there is no path.
  let path;
  let query;

  /** From now on records every event for these campaigns too. */
  footfall.add = (text) => {
    for (const id of list(text)) {
      if (campaigns.includes(id)) continue;
      campaigns.push(id);
      if (path) pageView([id]);
    }
  };
  footfall.add(campaign);

  // With Global Privacy Control nothing is sent and nothing is stored. Automation is no visitor.
  if (
    navigator.globalPrivacyControl ||
    navigator.webdriver ||
    (domains && !list(domains).includes(location.hostname))
  )
    return;

  let endpoint = address;
  try {
    endpoint = new URL(address, script.src || document.baseURI);
  } catch {}

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
  const LOCK_TIMEOUT = 5000;

  // ---- Ids ----

  let counter = 0;

  /**
   * A UUIDv7 (RFC 9562). A counter of three digits, which happen to be hexadecimal too, keeps the
   * events of one millisecond in order.
   */
  const uuid = (time) => {
    const [random] = crypto.getRandomValues(new BigUint64Array(1));
    return ((BigInt(time) << 64n) | random)
      .toString(16)
      .padStart(28, 0)
      .replace(/(.{8})(.{4}).(.{3})/, '$1-$2-' + (7000 + (counter++ % 1000)) + '-8$3-');
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
      sessionStorage[PREFIX] = session + ' ' + time;
    } catch {}
    return session;
  };

  // ---- Queue: one key for each event, so that tabs never overwrite each other ----

  // The events that this page sends by key: those that earlier pages left, and its own. Other open
  // pages send their own, because this page may see only later that they have. It remembers its own,
  // because the site may clear its storage.
  const queue = {};
  let disk = {};
  try {
    // Keys start with the time, so sorting puts the events in order.
    Object.keys(localStorage)
      .sort()
      .forEach((key) => {
        if (key.startsWith(PREFIX)) queue[key] = '';
      });
    disk = localStorage;
  } catch {
    // blocked or broken
  }

  const remove = (key) => {
    delete disk[key];
    delete queue[key];
  };

  const store = (key, line) => {
    queue[key] = line;
    try {
      disk[key] = line;
    } catch {
      // full
    }
    Object.keys(queue).slice(0, -MAX_EVENTS).forEach(remove);
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
    for (const key of Object.keys(queue)) {
      const line = queue[key] || disk[key];
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

  /** Sends a request, and returns its status and text in one, and how long to wait. */
  const post = async (body) => {
    let answer;
    let retryAfter;
    try {
      const response = await fetch(sentNow(), {
        method: 'POST',
        body,
        // It can outlive the page. Browsers refuse that if too much is in flight.
        keepalive: !failures,
      });
      answer = response.status;
      retryAfter = +response.headers.get('Retry-After');
      // Until the body is read, browsers count the request among those in flight.
      answer += await response.text();
    } catch {
      warn(endpoint + ' cannot be reached: check data-endpoint');
    }
    return [answer, retryAfter];
  };

  /** Sends until the queue is empty. Events leave it once there is a response. */
  const drain = async () => {
    inFlight = {};
    const batch = nextBatch();
    const body = lines(batch);
    busy = body;
    if (!body) return;
    // A request may hang for ever.
    const late = new Promise((resolve) => setTimeout(resolve, TIMEOUT, []));
    const [answer, retryAfter] = await Promise.race([post(body), late]);
    // Nothing is in flight now, so a beacon may resend these events if the page hides.
    inFlight = {};
    // HTML is not the service's: a captive portal, a firewall or the site's own worker answers.
    const refusal = /"field".*?}|^4(?!22).*|^...<.*/.exec(answer);
    if (refusal) warn(endpoint + ' answered ' + refusal);
    if (/^413|^(?:2|4(?!08|29))..(?!\s*<)/.test(answer)) {
      // Stored, already known, or never acceptable.
      Object.keys(batch).forEach(remove);
      failures = 0;
      return drain();
    }
    // Retry-After plus exponential back-off with jitter.
    setTimeout(
      flush,
      1000 * ((retryAfter || 0) + Math.random() * Math.min(2 ** failures++, 60)),
      true,
    );
  };

  /** Lets one tab send at a time. Without locks, two may send the same event, which is harmless. */
  const flush = async (due) => {
    if (busy && !due) return;
    busy = true;
    let draining;
    const once = () => (draining = draining || drain());
    // A frozen tab never gives the lock back.
    setTimeout(once, LOCK_TIMEOUT);
    try {
      await navigator.locks.request(PREFIX, once);
    } catch {
      once();
    }
  };

  // ---- Events ----

  const record = (type, metadata, targets = campaigns) => {
    for (const campaign_id of targets) {
      // An error here must never reach the page.
      try {
        if (disk['footfall.optout']) return;
        const time = Date.now();
        const id = uuid(time);
        const event = {
          id,
          session_id: sessionAt(time),
          campaign_id,
          event_type: type,
          event_time: time,
          metadata: { ...metadata },
        };
        const changed = beforeSend ? beforeSend(event) : event;
        if (!changed) continue;
        store(
          PREFIX + id,
          JSON.stringify(changed, (key, value) => (typeof value == 'bigint' ? '' + value : value)),
        );
        flush();
      } catch (e) {
        warn(e);
        // The metadata may be a circle.
        if (metadata) record(type, 0, [campaign_id]);
      }
    }
  };

  let referrer = document.referrer.split('/')[2];

  /** Records that the page is viewed. */
  const pageView = (targets) => {
    // Only campaign parameters: the rest of the query may contain secrets.
    const metadata = { path, referrer };
    for (const [key, value] of new URLSearchParams(query)) {
      if (key.startsWith('utm_')) metadata[key] = value;
    }
    record('page_view', metadata, targets);
  };

  /** Records a view if the path is new, or if the query is new and was not just replaced. */
  const view = (replaced) => {
    const { pathname, search, hash } = location;
    const now = pathname + (hashRoutes == null ? '' : hash.split('?')[0]);
    const isNew = now != path || (search != query && !replaced);
    // Only the first view comes from there.
    if (isNew && path) referrer = undefined;
    path = now;
    query = search;
    if (isNew) pageView();
  };

  const start = () => {
    footfall.q = {
      push: ([type, metadata, campaign]) =>
        record(type, metadata, campaign ? [campaign] : campaigns),
    };
    view();
    calls.forEach(footfall.q.push);

    for (const change of ['pushState', 'replaceState']) {
      const original = history[change];
      history[change] = (...state) => {
        original.apply(history, state);
        view(change > 'q');
      };
    }
    const navigated = (e) => view(e.navigationType == 'replace');
    addEventListener('popstate', navigated);
    // A router may use none of these.
    window.navigation?.addEventListener('currententrychange', navigated);
    // A page restored from the back-forward cache is viewed again.
    addEventListener('pageshow', (e) => {
      if (e.persisted) {
        path = 1;
        view();
      }
    });

    for (const kind of ['click', 'auxclick']) {
      // In the capture phase, before a listener of the page can stop the event.
      addEventListener(
        kind,
        (e) => {
          // Through the borders of web components.
          const nodes = e.composedPath();
          const element = nodes.find((node) => node.dataset?.footfallEvent);
          // The first button (0) presses everything, the middle one (1) opens links.
          if (!element || e.button > nodes.some((node) => node.href)) return;
          const data = {};
          for (const { name, value } of element.attributes) {
            const [, key] = name.split('data-footfall-');
            if (key) data[key.replace(/-/g, '_')] = value;
          }
          const { event, ...metadata } = data;
          record(event, metadata);
        },
        true,
      );
    }

    // A beacon outlives the page but returns no response, so its events stay queued and the next
    // page resends them.
    addEventListener('visibilitychange', () => {
      if (!document.hidden) return;
      for (let body; (body = lines(nextBatch()));) {
        let sent;
        try {
          sent = navigator.sendBeacon(sentNow(), body);
        } catch {}
        sent || post(body);
      }
    });
  };

  // A prerendered page is viewed when it is shown, if ever.
  if (document.prerendering) document.addEventListener('prerenderingchange', start);
  else start();
})();
