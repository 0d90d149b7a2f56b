import { byId } from './dom.js';

/**
 * Sign-in at the configured provider: authorization code flow with PKCE, by oidc-client-ts, which
 * is loaded only if a provider is configured. The tokens stay in the tab's session storage.
 */
const RENEW_BEFORE_SECONDS = 60;

let manager = null;
let renewal = null;

/** Whether a provider is configured. */
export const configured = () => manager !== null;

/** Loads the configuration, and completes a sign-in if the user comes from the provider. */
export async function begin() {
  const settings = await (await fetch('/sign-in', { cache: 'no-store' })).json();
  if (!settings.issuer) {
    return;
  }
  await load(document.querySelector('meta[name=oidc-script]').content);
  const { UserManager, WebStorageStateStore } = window.oidc;
  const store = new WebStorageStateStore({ store: sessionStorage });
  manager = new UserManager({
    authority: settings.issuer,
    client_id: settings.client_id,
    scope: settings.scope,
    resource: settings.resource,
    extraQueryParams: settings.audience ? { audience: settings.audience } : {},
    redirect_uri: location.origin + '/',
    post_logout_redirect_uri: location.origin + '/',
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
    monitorSession: false,
  });
  byId('sign-out').addEventListener('click', signOut);
  await completeSignIn();
  byId('sign-out').hidden = !(await wasSignedIn());
}

function load(source) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = resolve;
    script.onerror = () => reject(new Error('Could not load the sign-in script.'));
    document.head.append(script);
  });
}

async function completeSignIn() {
  if (!new URLSearchParams(location.search).has('state')) {
    return;
  }
  let hash = null;
  try {
    hash = (await manager.signinRedirectCallback()).state;
  } catch (failure) {
    hash = failure.state;
    throw failure;
  } finally {
    // Removes the code, so that neither a reload nor a shared link repeats it.
    history.replaceState(null, '', location.pathname + (hash || '#'));
  }
}

/** Goes to the provider. After signing in, the user returns to the same view. */
export const start = () => manager.signinRedirect({ state: location.hash });

/** Whether there is a token, even an expired one. */
export const wasSignedIn = async () => Boolean(await manager.getUser());

async function signOut() {
  try {
    await manager.signoutRedirect();
  } catch (noLogoutEndpoint) {
    await manager.removeUser();
    location.reload();
  }
}

/** The access token, renewed shortly before it expires if the provider allows that; else null. */
export async function token() {
  if (!manager) {
    return null;
  }
  let user = await manager.getUser();
  if (user && user.refresh_token && user.expires_in < RENEW_BEFORE_SECONDS) {
    renewal =
      renewal ||
      manager
        .signinSilent()
        .catch(() => null)
        .finally(() => (renewal = null));
    user = await renewal;
  }
  return user && !user.expired ? user.access_token : null;
}
