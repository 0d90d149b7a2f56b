import * as api from './api.js';
import { startBreakdown } from './breakdown.js';
import * as calendar from './calendar.js';
import { CampaignList } from './campaign-list.js';
import { startChart } from './chart.js';
import { Controls } from './controls.js';
import { copyOnClick } from './copy.js';
import { byId, closeDialog, openDialog } from './dom.js';
import { download } from './download.js';
import { loadFigures } from './figures.js';
import { newUuid } from './format.js';
import { Live, LOADED, STOP } from './live.js';
import * as message from './message.js';
import { startTable } from './series-table.js';
import { Naming } from './naming.js';
import * as signIn from './sign-in.js';
import { showSnippets } from './snippets.js';
import { Timeline } from './timeline.js';
import * as url from './url.js';
import * as view from './view.js';
import * as zones from './zones.js';

let choice = url.read();
/** The choice whose figures are on the page, or null if there are none. */
let shown = null;
/** What the user has to know beside the figures. */
let remark = '';

/** Changes parts of the choice in the URL, which may already be newer than what is shown. */
const choose = (change) => url.go({ ...url.read(), ...change });
const campaignLink = (campaign) => url.link({ ...choice, campaign, where: '', session: '' });
const currentRange = () => calendar.range(choice, Date.now());
const intervalFor = (range) =>
  choice.interval === 'auto' ? calendar.automaticInterval(range) : choice.interval;

const list = new CampaignList(campaignLink, () => live.now());
const chooser = new CampaignList(campaignLink, fillChooser);
/** Aborts the chooser's request. */
let choosing = new AbortController();
const controls = new Controls(() => choice, currentRange, choose);
const timeline = new Timeline(api.session, (session) =>
  session === choice.session ? timeline.show(choice) : choose({ session }),
);
const live = new Live(load);
const naming = new Naming((campaign, name) => {
  view.head(campaign, name);
  live.now();
});

/** Loads and shows the chosen figures. */
async function load(signal) {
  const range = currentRange();
  controls.show(choice, range, intervalFor(range));
  try {
    await (choice.campaign ? loadCampaign(range, signal) : loadCampaigns(range, signal));
    return LOADED;
  } catch (failure) {
    if (signal.aborted) {
      return LOADED;
    }
    return showFailure(api.Failure.of(failure));
  }
}

async function loadCampaigns(range, signal) {
  const query = list.query();
  const answer = await api.campaigns(range, query, signal);
  if (signal.aborted) {
    return;
  }
  list.show(answer, query, choice.zone);
  if (list.isEmpty()) {
    message.noCampaigns(() => choose({ campaign: newUuid() }));
    view.sections('controls');
  } else {
    message.clear();
    view.sections('controls', 'campaigns', 'session');
  }
  loaded();
}

async function loadCampaign(range, signal) {
  const { campaign, where } = choice;
  const interval = intervalFor(range);
  const figures = await loadFigures(choice, range, interval, signal);
  if (signal.aborted) {
    return;
  }
  view.head(campaign, figures.counts.name);
  naming.offer(campaign, figures.counts.name);
  showSnippets(campaign);
  if (figures.counts.total) {
    message.clear();
    view.sections('controls', 'figures', 'snippets', 'session');
    view.figures(figures, interval, range, choice);
  } else {
    if (where) {
      message.noneWith(where, () => choose({ where: '' }));
    } else {
      message.noEvents(choice.range === '12m' ? null : () => choose({ range: '12m' }));
    }
    view.sections('controls', 'snippets', 'session');
  }
  loaded();
}

function loaded() {
  shown = choice;
  message.notice(remark);
  byId('main').removeAttribute('aria-busy');
  byId('updated').textContent = 'Updated ' + calendar.timeOfDay(Date.now(), choice.zone);
}

/** Explains why there are no newer figures. Figures on the page stay, unless access is lost. */
async function showFailure(failure) {
  byId('main').removeAttribute('aria-busy');
  if (failure.field === 'timezone' && choice.zone !== zones.UTC) {
    remark = `The service does not know the time zone ${choice.zone}: times are in UTC.`;
    // In place of the choice that was refused, or the back button would lead to it again.
    history.replaceState(null, '', url.link({ ...url.read(), zone: zones.UTC }));
    follow();
    return STOP;
  }
  if (failure.kind === 'identity') {
    naming.withdraw();
    view.sections();
    signIn.configured()
      ? message.signIn(await signIn.wasSignedIn(), signIn.start)
      : message.noSignIn();
  } else if (failure.kind === 'forbidden') {
    naming.withdraw();
    view.sections();
    message.failed(failure, [['All campaigns', () => choose({ campaign: '', session: '' })]]);
  } else if (shown === choice) {
    message.notice(message.reason(failure) + ' The figures below may be out of date.');
    return failure.retryAfter;
  } else {
    view.sections('controls');
    const refused = failure.kind === 'refused';
    message.failed(failure, refused ? [] : [['Try again', () => live.now()]]);
    return refused ? STOP : failure.retryAfter;
  }
  shown = null;
  return STOP;
}

/** Shows what the URL holds. */
function follow() {
  const before = choice;
  choice = url.read();
  history.replaceState(null, '', url.link(choice));
  closeDialog(byId('chooser'));
  if (choice.zone !== zones.UTC) {
    remark = '';
  }
  byId('home').href = campaignLink('');
  message.notice('');
  byId('main').setAttribute('aria-busy', 'true');
  if (!shown || before.campaign !== choice.campaign) {
    view.head(choice.campaign);
    naming.withdraw();
    view.sections('controls');
    message.loading();
  }
  if (!shown || before.session !== choice.session || before.zone !== choice.zone) {
    timeline.show(choice);
  }
  live.now();
}

function openChooser() {
  openDialog(byId('chooser'));
  chooser.field.focus();
  fillChooser();
}

async function fillChooser() {
  choosing.abort();
  choosing = new AbortController();
  const { signal } = choosing;
  const query = chooser.query();
  try {
    const answer = await api.campaigns(currentRange(), query, signal);
    if (!signal.aborted) {
      chooser.show(answer, query, choice.zone);
    }
  } catch (failure) {
    if (!signal.aborted) {
      chooser.note.textContent = message.reason(api.Failure.of(failure));
    }
  }
}

async function save(by) {
  try {
    const range = currentRange();
    await download(choice, range, intervalFor(range), by);
  } catch (failure) {
    message.notice('Could not create the CSV file. ' + message.reason(api.Failure.of(failure)));
  }
}

/** Says what nobody has expected, so that no page waits for ever. */
function fault(problem) {
  const failure = api.Failure.of(problem);
  byId('main').removeAttribute('aria-busy');
  if (shown) {
    message.notice('This page has a fault. ' + message.reason(failure));
  } else {
    view.sections();
    message.failed(failure, [['Try again', () => location.reload()]]);
  }
}

function prepare() {
  byId('campaigns').append(list.element);
  byId('chooser-list').append(chooser.element);
  byId('choose').addEventListener('click', openChooser);
  byId('chooser-close').addEventListener('click', () => closeDialog(byId('chooser')));
  byId('csv').addEventListener('click', () => save(''));
  byId('breakdown-csv').addEventListener('click', () => save(choice.by));
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('main').focus();
  });
  copyOnClick(byId('copy-campaign'), () => choice.campaign);
  startBreakdown(choose);
  startChart(choose);
  startTable();
  api.authorise(signIn.token);
}

/** Completes the sign-in, and returns whether that has succeeded. */
async function signedIn() {
  try {
    await api.inTime(signIn.begin());
    return true;
  } catch (failure) {
    view.sections();
    if (signIn.configured()) {
      message.signInFailed(failure.message, signIn.start);
    } else {
      // Neither a sign-in nor that there is none: the service has not responded.
      fault(failure instanceof api.Failure ? failure : api.unreached(failure));
    }
    return false;
  }
}

async function begin() {
  // A fault of the browser's own, such as a late ResizeObserver, has no error.
  addEventListener('error', ({ error }) => error && fault(error));
  addEventListener('unhandledrejection', ({ reason }) => fault(reason));
  prepare();
  message.loading();
  if (await signedIn()) {
    addEventListener('hashchange', follow);
    follow();
    document.documentElement.dataset.ready = 'true';
  }
}

begin();
