/** Longer than the service ever takes (5 s) plus connecting on a phone. */
const TIMEOUT = 15000;

/**
 * A request that failed. The kind is `offline` (no response), `unavailable` (429 or 5xx),
 * `identity` (401), `forbidden` (403) or `refused` (any other status).
 */
export class Failure extends Error {
  constructor(kind, detail, retryAfter) {
    super(detail);
    this.kind = kind;
    this.detail = detail;
    /** Seconds to wait before the next try, or 0 if the service does not say. */
    this.retryAfter = retryAfter || 0;
  }
}

const KINDS = { 401: 'identity', 403: 'forbidden', 429: 'unavailable' };
const kind = (status) => KINDS[status] || (status >= 500 ? 'unavailable' : 'refused');

async function failure(response) {
  let detail = response.statusText || 'Status ' + response.status;
  try {
    detail = (await response.json()).detail || detail;
  } catch (notAProblem) {
    // A proxy in front of the service may respond in its own format.
  }
  return new Failure(kind(response.status), detail, Number(response.headers.get('Retry-After')));
}

let accessToken = async () => null;

/** Sets the function that returns the access token for each request. */
export function authorise(token) {
  accessToken = token;
}

async function get(path, query, accept, signal) {
  const present = Object.entries(query).filter(([, value]) => value);
  const token = await accessToken();
  const headers = { Accept: accept };
  if (token) {
    headers.Authorization = 'Bearer ' + token;
  }
  const limits = [AbortSignal.timeout(TIMEOUT), ...(signal ? [signal] : [])];
  const response = await orOffline(
    fetch(path + '?' + new URLSearchParams(present), {
      headers,
      signal: AbortSignal.any(limits),
      cache: 'no-store',
      credentials: 'same-origin',
    }),
  );
  if (!response.ok) {
    throw await failure(response);
  }
  return response;
}

function orOffline(arriving) {
  return arriving.catch(() => {
    throw new Failure(
      'offline',
      navigator.onLine ? 'The service is not responding.' : 'This device is offline.',
    );
  });
}

async function getJson(path, query, signal, parse = JSON.parse) {
  const response = await get(path, query, 'application/json', signal);
  return parse(await orOffline(response.text()));
}

/** Keeps numbers that JavaScript cannot represent as they were written, if the browser can. */
function parseExactly(text) {
  const raw = JSON.rawJSON;
  return JSON.parse(text, (name, value, context) =>
    raw && context && typeof value === 'number' && JSON.stringify(value) !== context.source
      ? raw(context.source)
      : value,
  );
}

const time = (at) => new Date(at).toISOString();
const range = ({ from, to }) => ({ from: time(from), to: time(to) });

/** @param {{q: string, after: string}} search what to find, and where the page begins */
export const campaigns = (shown, search, signal) =>
  getJson('/v1/campaigns', { ...range(shown), ...search }, signal);

export const lag = (campaign, shown, signal) =>
  getJson('/v1/lag', { campaign_id: campaign, ...range(shown) }, signal);

export const session = (id, after, signal) =>
  getJson('/v1/sessions/' + id + '/events', { limit: '50', after }, signal, parseExactly);

const countsQuery = (campaign, shown, interval, timezone) => ({
  campaign_id: campaign,
  ...range(shown),
  interval,
  timezone,
});

export const counts = (campaign, shown, interval, zone, signal) =>
  getJson('/v1/counts', countsQuery(campaign, shown, interval, zone), signal);

/** The same counts as the content of a CSV file. */
export const csv = async (campaign, shown, interval, zone) =>
  (await get('/v1/counts', countsQuery(campaign, shown, interval, zone), 'text/csv')).blob();
