/** Longer than the service ever takes (5 s), connecting on a phone included. */
const PATIENCE = 15000;

/**
 * Why there are no figures: `offline` (no answer), `unavailable` (503 and the like), `identity`
 * (401), `forbidden` (403) or `refused` (any other).
 */
export class Failure extends Error {
  constructor(kind, detail, retryAfter) {
    super(detail);
    this.kind = kind;
    this.detail = detail;
    /** Seconds that the service asks to wait; 0 where it does not ask. */
    this.retryAfter = retryAfter || 0;
  }
}

const KINDS = { 401: 'identity', 403: 'forbidden', 429: 'unavailable' };
const kind = (status) => KINDS[status] || (status >= 500 ? 'unavailable' : 'refused');

async function failure(answer) {
  let detail = answer.statusText || 'Status ' + answer.status;
  try {
    detail = (await answer.json()).detail || detail;
  } catch (notAProblem) {
    // What stands between us and the service may answer in its own way.
  }
  return new Failure(kind(answer.status), detail, Number(answer.headers.get('Retry-After')));
}

let bearer = async () => null;

/** Names who gives the access token that each read carries. */
export function authorise(token) {
  bearer = token;
}

async function ask(path, query, accept, signal) {
  const told = Object.entries(query).filter(([, value]) => value);
  const token = await bearer();
  const headers = { Accept: accept };
  if (token) {
    headers['Authorization'] = 'Bearer ' + token;
  }
  const limits = [AbortSignal.timeout(PATIENCE), ...(signal ? [signal] : [])];
  const answer = await orOffline(
    fetch(path + '?' + new URLSearchParams(told), {
      headers,
      signal: AbortSignal.any(limits),
      cache: 'no-store',
      credentials: 'same-origin',
    }),
  );
  if (!answer.ok) {
    throw await failure(answer);
  }
  return answer;
}

function orOffline(arriving) {
  return arriving.catch(() => {
    throw new Failure(
      'offline',
      navigator.onLine ? 'The service does not answer.' : 'This device is offline.',
    );
  });
}

async function json(path, query, signal, read = JSON.parse) {
  const answer = await ask(path, query, 'application/json', signal);
  return read(await orOffline(answer.text()));
}

/** Numbers that JavaScript cannot hold stay as they were written, where the browser can do it. */
function asWritten(text) {
  const raw = JSON['rawJSON'];
  return JSON.parse(text, (name, value, context) =>
    raw && context && typeof value === 'number' && JSON.stringify(value) !== context.source
      ? raw(context.source)
      : value,
  );
}

const time = (at) => new Date(at).toISOString();
const window = ({ from, to }) => ({ from: time(from), to: time(to) });

export const campaigns = (range, signal) => json('/v1/campaigns', window(range), signal);

export const lag = (campaign, range, signal) =>
  json('/v1/lag', { campaign_id: campaign, ...window(range) }, signal);

export const session = (id, after, signal) =>
  json('/v1/sessions/' + id + '/events', { limit: '50', after: after }, signal, asWritten);

const counted = (campaign, range, interval, zone) => ({
  campaign_id: campaign,
  ...window(range),
  interval: interval,
  timezone: zone,
});

export const counts = (campaign, range, interval, zone, signal) =>
  json('/v1/counts', counted(campaign, range, interval, zone), signal);

/** The same counts as a file's content. */
export const csv = async (campaign, range, interval, zone) =>
  (await ask('/v1/counts', counted(campaign, range, interval, zone), 'text/csv')).blob();
