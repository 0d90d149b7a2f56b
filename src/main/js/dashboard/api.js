/** Longer than the service ever takes (5 s) plus connecting on a phone. */
const TIMEOUT = 15000;

/**
 * A request that failed. The kind is `offline` (no response), `foreign` (somebody else's response),
 * `unavailable` (429 or 5xx), `identity` (401), `forbidden` (403), `refused` (any other status) or
 * `broken` (anything unexpected in this page).
 */
export class Failure extends Error {
  constructor(kind, detail, retryAfter, field) {
    super(detail);
    this.kind = kind;
    this.detail = detail;
    /** Seconds to wait before the next try, or 0 if the service does not say. */
    this.retryAfter = retryAfter || 0;
    /** The parameter that is at fault, if the service says so. */
    this.field = field;
  }

  /** The failure that a problem of any kind is. */
  static of(problem) {
    if (problem instanceof Failure) {
      return problem;
    }
    console.error(problem);
    return new Failure('broken', String((problem && problem.message) || problem));
  }
}

const offline = () =>
  new Failure(
    'offline',
    navigator.onLine ? 'The service is not responding.' : 'This device is offline.',
  );

const foreign = () =>
  new Failure(
    'foreign',
    'The response does not come from the service, but from something before it.',
  );

/** Why a request has failed that somebody else has made. */
export const unreached = (problem) => (problem instanceof SyntaxError ? foreign() : offline());

/** The result of the work, or a failure if it takes longer than any request may take. */
export function inTime(work) {
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(offline()), TIMEOUT);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const KINDS = { 401: 'identity', 403: 'forbidden', 429: 'unavailable' };
const kind = (status) => KINDS[status] || (status >= 500 ? 'unavailable' : 'refused');

async function failure(response) {
  let problem = {};
  try {
    problem = (await response.json()) || problem;
  } catch (notAProblem) {
    // A proxy in front of the service may respond in its own format.
  }
  return new Failure(
    kind(response.status),
    String(problem.detail || response.statusText || 'Status ' + response.status),
    Number(response.headers.get('Retry-After')),
    problem.field,
  );
}

let accessToken = async () => null;

/** Sets the function that returns the access token for each request. */
export function authorise(token) {
  accessToken = token;
}

/**
 * Requests a path, and reads the response, which must be of the type asked for.
 *
 * @param {{method: string, body: string}} change what to send, unless it is only to be read
 */
async function exchange(path, query, accept, read, signal, change = {}) {
  const present = Object.entries(query).filter(([, value]) => value);
  const token = await accessToken();
  const headers = { Accept: accept };
  if (token) {
    headers.Authorization = 'Bearer ' + token;
  }
  if (change.body) {
    headers['Content-Type'] = 'application/json';
  }
  try {
    const response = await fetch(path + '?' + new URLSearchParams(present), {
      ...change,
      headers,
      signal,
      cache: 'no-store',
      credentials: 'same-origin',
    });
    if (!response.ok) {
      throw await failure(response);
    }
    if (!(response.headers.get('Content-Type') || '').startsWith(accept)) {
      throw foreign();
    }
    return await read(response);
  } catch (problem) {
    throw problem instanceof Failure ? problem : offline();
  }
}

/** An exchange that ends in time, or when the signal says so. */
async function get(path, query, accept, read, signal, change) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  signal?.addEventListener('abort', abort);
  try {
    return await inTime(exchange(path, query, accept, read, controller.signal, change));
  } finally {
    signal?.removeEventListener('abort', abort);
    abort();
  }
}

async function getJson(path, query, signal, parse = JSON.parse, change) {
  const read = (response) => response.text();
  const text = await get(path, query, 'application/json', read, signal, change);
  try {
    return parse(text);
  } catch (noJson) {
    throw foreign();
  }
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

/** Names a campaign, and returns it with the name as stored. */
export const nameCampaign = (campaign, name) =>
  getJson('/v1/campaigns/' + campaign, {}, undefined, JSON.parse, {
    method: 'PUT',
    body: JSON.stringify({ name }),
  });

export const lag = (campaign, shown, signal) =>
  getJson('/v1/lag', { campaign_id: campaign, ...range(shown) }, signal);

export const session = (id, after, signal) =>
  getJson('/v1/sessions/' + id + '/events', { limit: '50', after }, signal, parseExactly);

/** @param {{by: string, where: string}} split a key to count by, and what to limit the counts to */
const countsQuery = (campaign, shown, interval, timezone, split) => ({
  campaign_id: campaign,
  ...range(shown),
  interval,
  timezone,
  ...split,
});

export const counts = (campaign, shown, interval, zone, split, signal) =>
  getJson('/v1/counts', countsQuery(campaign, shown, interval, zone, split), signal);

/** The same counts as the content of a CSV file. */
export const csv = (campaign, shown, interval, zone, split) =>
  get('/v1/counts', countsQuery(campaign, shown, interval, zone, split), 'text/csv', (response) =>
    response.blob(),
  );
