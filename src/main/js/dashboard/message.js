import { byId, element, onChange } from './dom.js';

const paragraph = (text) => element('p', {}, text);

const action = (label, click) =>
  element('button', { type: 'button', class: 'primary', click }, label);

const failures = {
  offline: () => ({
    title: navigator.onLine ? 'Cannot reach the service' : 'You are offline',
    texts: ['The figures will appear as soon as the service can be reached.'],
  }),
  unavailable: ({ retryAfter }) => ({
    title: 'The service is busy',
    texts: [
      retryAfter
        ? `It should be available again in ${retryAfter} s.`
        : 'It could not process the request.',
      'No tracked events are lost: the tracker resends them until they are stored.',
    ],
  }),
  foreign: () => ({
    title: 'Something else responded',
    texts: [
      'The response did not come from Footfall. Perhaps this network wants you to sign in first,' +
        ' or a proxy in front of the service has its own opinion.',
    ],
  }),
  broken: (failure) => ({
    title: 'This page has a fault',
    texts: [reason(failure), 'The figures are safe. The browser’s console (F12) says more.'],
  }),
  forbidden: (failure) => ({
    title: 'You don’t have access to this campaign',
    texts: [
      reason(failure),
      'Ask an administrator to add this campaign to your token’s “campaigns” claim.',
    ],
  }),
  refused: (failure) => ({ title: 'These figures can’t be shown', texts: [reason(failure)] }),
};

/** The message in the place of the figures, or null. */
let current = null;

const draw = onChange(() => {
  const message = byId('message');
  message.hidden = !current;
  if (current) {
    message.className = 'message ' + (current.look || '');
    message.setAttribute('role', current.look === 'failed' ? 'alert' : 'status');
    message.replaceChildren(
      element('h2', {}, current.title),
      ...(current.texts || []).map(paragraph),
      element(
        'div',
        { class: 'actions' },
        ...(current.actions || []).map(([label, click]) => action(label, click)),
      ),
    );
  }
});

function show(next) {
  current = next;
  draw(next && [next.title, next.texts, next.look, (next.actions || []).map(([label]) => label)]);
}

export const clear = () => show(null);

export const loading = () => show({ title: 'Loading…', look: 'loading' });

/** Explains why there are no figures. */
export function failed(failure, actions) {
  show({ ...failures[failure.kind](failure), look: 'failed', actions });
}

export const signIn = (expired, start) =>
  show({
    title: expired ? 'Your sign-in has expired' : 'Sign in to see the figures',
    texts: [
      expired
        ? 'Sign in again to return to this page.'
        : 'Figures are visible only to people with access to a campaign.',
    ],
    actions: [['Sign in', start]],
  });

export const signInFailed = (reason, retry) =>
  show({
    title: 'Sign-in failed',
    texts: [reason],
    look: 'failed',
    actions: [['Try again', retry]],
  });

export const noSignIn = () =>
  show({
    title: 'Sign-in is not configured',
    texts: [
      'The service requires you to sign in, but the dashboard does not know where.',
      'Set footfall.sign-in.issuer and footfall.sign-in.client-id to enable it.',
    ],
    look: 'failed',
  });

export const noCampaigns = (create) =>
  show({
    title: 'No campaigns yet',
    texts: [
      'A campaign appears here with its first event. Create a campaign ID to get snippets for it.',
    ],
    actions: [['Create a campaign ID', create]],
  });

export const noEvents = (showEarlier) =>
  show({
    title: 'No events in this range',
    texts: ['The first event will appear here within ten seconds. Use a snippet below to send it.'],
    actions: showEarlier ? [['Show the last 12 months', showEarlier]] : [],
  });

export const noneWith = (where, removeFilter) =>
  show({
    title: 'No events in this range',
    texts: [`None has the value that the figures are limited to: ${where}`],
    actions: [['Remove the filter', removeFilter]],
  });

/** The reason for a failure as a sentence. */
export const reason = ({ retryAfter, detail }) =>
  retryAfter
    ? `The service is busy. It should be available again in ${retryAfter} s.`
    : detail.charAt(0).toUpperCase() + detail.slice(1).replace(/\.?$/, '.');

/** Shows a notice above figures that remain visible. */
export function notice(text) {
  if (byId('notice').textContent !== text) {
    byId('notice').textContent = text;
  }
}
