import { byId } from './dom.js';

/**
 * Signing in at the configured provider: authorization code with PKCE, by oidc-client-ts, which is
 * loaded only where a provider is configured. Tokens live as long as the tab.
 */
const RENEW_BEFORE_SECONDS = 60;

let manager = null;
let renewal = null;

/** Whether a provider is configured. */
export const configured = () => manager !== null;

/** Asks how to sign in, and takes the provider's answer where the address holds one. */
export async function begin() {
  const settings = await (await fetch('/sign-in', { cache: 'no-store' })).json();
  if (!settings['issuer']) {
    return;
  }
  await load(document.querySelector('meta[name=oidc-script]').content);
  const oidc = window['oidc'];
  const store = new oidc.WebStorageStateStore({ store: sessionStorage });
  manager = new oidc.UserManager({
    authority: settings['issuer'],
    client_id: settings['client_id'],
    scope: settings['scope'],
    redirect_uri: location.origin + '/',
    post_logout_redirect_uri: location.origin + '/',
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
    monitorSession: false,
  });
  byId('sign-out').addEventListener('click', signOut);
  await takeAnswer();
  byId('sign-out').hidden = !(await wasSignedIn());
}

function load(source) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = resolve;
    script.onerror = () => reject(new Error('The sign-in script could not be loaded.'));
    document.head.append(script);
  });
}

async function takeAnswer() {
  const told = new URLSearchParams(location.search);
  if (!told.has('state')) {
    return;
  }
  let shown = null;
  try {
    shown = (await manager.signinRedirectCallback()).state;
  } catch (failure) {
    shown = failure.state;
    throw failure;
  } finally {
    // Neither a reload nor a link that is passed on should hold the code.
    history.replaceState(null, '', location.pathname + (shown || '#'));
  }
}

/** Leaves for the provider, and comes back to what is shown now. */
export const start = () => manager.signinRedirect({ state: location.hash });

/** Whether there is a token, if only one that has ended. */
export const wasSignedIn = async () => Boolean(await manager.getUser());

async function signOut() {
  try {
    await manager.signoutRedirect();
  } catch (providerKnowsNone) {
    await manager.removeUser();
    location.reload();
  }
}

/** The access token, renewed where it is about to end and the provider allows it; else null. */
export async function token() {
  if (!manager) {
    return null;
  }
  let user = await manager.getUser();
  if (user && user['refresh_token'] && user['expires_in'] < RENEW_BEFORE_SECONDS) {
    renewal =
      renewal ||
      manager
        .signinSilent()
        .catch(() => null)
        .finally(() => (renewal = null));
    user = await renewal;
  }
  return user && !user.expired ? user['access_token'] : null;
}
