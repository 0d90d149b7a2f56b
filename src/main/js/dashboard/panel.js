import { byId, element, onChange } from './dom.js';

const paragraph = (text) => element('p', {}, text);

const action = (label, click) =>
  element('button', { type: 'button', class: 'primary', click: click }, label);

const failures = {
  offline: () => ({
    title: navigator.onLine ? 'No answer' : 'You are offline',
    texts: ['Figures appear as soon as the service can be reached again.'],
  }),
  unavailable: (failure) => ({
    title: 'The service is busy',
    texts: [
      failure.retryAfter
        ? 'It asks to wait ' + failure.retryAfter + ' s before the next try.'
        : 'It could not answer just now.',
      'Events are not lost meanwhile: whoever sends them sends them again.',
    ],
  }),
  forbidden: (failure) => ({
    title: 'Not yours to see',
    texts: [
      reason(failure),
      'Whoever gives out access can add the campaign to your token’s claim “campaigns”.',
    ],
  }),
  refused: (failure) => ({ title: 'This cannot be counted', texts: [reason(failure)] }),
};

/** What is said instead of figures; null where figures are to be seen. */
let current = null;

const draw = onChange(() => {
  const panel = byId('panel');
  panel.hidden = !current;
  if (current) {
    panel.className = 'panel ' + (current.look || '');
    panel.setAttribute('role', current.look === 'failed' ? 'alert' : 'status');
    panel.replaceChildren(
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

export const loading = () => show({ title: 'Loading …', look: 'loading' });

/** Instead of figures: why there are none. */
export function failed(failure, actions) {
  show({ ...failures[failure.kind](failure), look: 'failed', actions });
}

export const signIn = (ended, start) =>
  show({
    title: ended ? 'Your sign-in has ended' : 'Sign in to see the figures',
    texts: [
      ended
        ? 'Sign in again; you come back to what you were looking at.'
        : 'Counts are for whoever the campaigns belong to.',
    ],
    actions: [['Sign in', start]],
  });

export const signInFailed = (reason, start) =>
  show({
    title: 'The sign-in failed',
    texts: [reason],
    look: 'failed',
    actions: start ? [['Try again', start]] : [],
  });

export const noSignIn = () =>
  show({
    title: 'No sign-in is set up',
    texts: [
      'The service asks who you are, and this dashboard does not know where to sign in.',
      'Set footfall.sign-in.issuer and footfall.sign-in.client-id to those of your OpenID Connect provider.',
    ],
    look: 'failed',
  });

export const noCampaign = (make) =>
  show({
    title: 'No campaign yet',
    texts: [
      'A campaign is there as soon as it has its first event. Make an id, and you get the script, the pixel and a curl for it.',
    ],
    actions: [['Make a campaign id', make]],
  });

export const noEvents = (earlier) =>
  show({
    title: 'No events in this range',
    texts: ['The first one shows up here by itself, within ten seconds. What sends it is below.'],
    actions: earlier ? [['Look at the last 12 months', earlier]] : [],
  });

/** In a sentence. */
export const reason = ({ retryAfter, detail }) =>
  retryAfter
    ? 'The service is busy and asks to wait ' + retryAfter + ' s.'
    : detail.charAt(0).toUpperCase() + detail.slice(1).replace(/\.?$/, '.');

/** Beside figures that are still seen: why they are no newer. */
export function notice(text) {
  if (byId('notice').textContent !== text) {
    byId('notice').textContent = text;
  }
}
