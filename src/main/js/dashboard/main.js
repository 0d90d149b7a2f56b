import * as address from './address.js';
import * as calendar from './calendar.js';
import { CampaignList } from './campaigns.js';
import { startChart } from './chart.js';
import { Controls } from './controls.js';
import { copyOnClick } from './copy.js';
import { byId } from './dom.js';
import { download } from './download.js';
import { Live, STUCK, WELL } from './live.js';
import * as panel from './panel.js';
import * as reads from './reads.js';
import { showSend } from './send.js';
import { Timeline } from './session.js';
import * as signIn from './sign-in.js';
import { startTable } from './table.js';
import * as view from './view.js';

let choice = address.read();
/** The choice that the figures on the screen are of; null where there are none. */
let seen = null;

const choose = (change) => address.go({ ...choice, ...change });
const campaignLink = (campaign) => address.link({ ...choice, campaign, session: '' });
const range = () => calendar.range(choice, Date.now());
const interval = (of) =>
  choice.interval === 'auto' ? calendar.automaticInterval(of) : choice.interval;

const list = new CampaignList(campaignLink);
const chooser = new CampaignList(campaignLink);
const controls = new Controls(() => choice, range, choose);
const timeline = new Timeline(reads.session, (session) =>
  session === choice.session ? timeline.show(choice) : choose({ session }),
);
const live = new Live(load);

/** Loads and shows what is chosen. */
async function load(signal) {
  const of = range();
  controls.show(choice, of, interval(of));
  try {
    await (choice.campaign ? loadCampaign(of, signal) : loadCampaigns(of, signal));
    return WELL;
  } catch (failure) {
    if (signal.aborted) {
      return WELL;
    }
    if (!(failure instanceof reads.Failure)) {
      throw failure;
    }
    return tell(failure);
  }
}

async function loadCampaigns(of, signal) {
  const { campaigns } = await reads.campaigns(of, signal);
  signal.throwIfAborted();
  list.show(campaigns, choice.zone);
  if (campaigns.length) {
    panel.clear();
    view.sections('controls', 'campaigns', 'session');
  } else {
    panel.noCampaign(() => choose({ campaign: crypto.randomUUID() }));
    view.sections('controls');
  }
  upToDate();
}

async function loadCampaign(of, signal) {
  const { campaign, zone } = choice;
  const every = interval(of);
  const [counts, before, lag] = await Promise.all([
    reads.counts(campaign, of, every, zone, signal),
    reads.counts(campaign, of.before, 'none', zone, signal),
    reads.lag(campaign, of, signal),
  ]);
  signal.throwIfAborted();
  showSend(campaign);
  if (counts.total) {
    panel.clear();
    view.sections('controls', 'figures', 'send', 'session');
    view.figures(counts, before, lag, every, of, zone);
  } else {
    panel.noEvents(choice.range === '12m' ? null : () => choose({ range: '12m' }));
    view.sections('controls', 'send', 'session');
  }
  upToDate();
}

function upToDate() {
  seen = choice;
  panel.notice('');
  byId('main').removeAttribute('aria-busy');
  byId('updated').textContent = 'Updated ' + calendar.timeOfDay(Date.now(), choice.zone);
}

/** Says why there are no newer figures. Those that are seen stay, unless they may not be seen. */
async function tell(failure) {
  byId('main').removeAttribute('aria-busy');
  if (failure.kind === 'identity') {
    view.sections();
    signIn.configured() ? panel.signIn(await signIn.wasSignedIn(), signIn.start) : panel.noSignIn();
  } else if (failure.kind === 'forbidden') {
    view.sections();
    panel.failed(failure, [['All campaigns', () => choose({ campaign: '', session: '' })]]);
  } else if (seen === choice) {
    panel.notice(panel.reason(failure) + ' These are the figures as they were last seen.');
    return failure.retryAfter;
  } else {
    view.sections('controls');
    const refused = failure.kind === 'refused';
    panel.failed(failure, refused ? [] : [['Try again', () => live.now()]]);
    return refused ? STUCK : failure.retryAfter;
  }
  seen = null;
  return STUCK;
}

/** Shows what the address says now. */
function follow() {
  const before = choice;
  choice = address.read();
  history.replaceState(null, '', address.link(choice));
  byId('chooser').close();
  byId('home').href = campaignLink('');
  view.head(choice.campaign);
  panel.notice('');
  byId('main').setAttribute('aria-busy', 'true');
  if (!seen || before.campaign !== choice.campaign) {
    view.sections('controls');
    panel.loading();
  }
  if (!seen || before.session !== choice.session || before.zone !== choice.zone) {
    timeline.show(choice);
  }
  live.now();
}

async function openChooser() {
  byId('chooser').showModal();
  chooser.field.focus();
  try {
    chooser.show((await reads.campaigns(range())).campaigns, choice.zone);
  } catch (failure) {
    chooser.note.textContent = failure.detail;
  }
}

async function save() {
  try {
    const of = range();
    await download(choice, of, interval(of));
  } catch (failure) {
    panel.notice('The file could not be made. ' + panel.reason(failure));
  }
}

async function begin() {
  byId('campaigns').append(list.element);
  byId('chooser-list').append(chooser.element);
  byId('choose').addEventListener('click', openChooser);
  byId('chooser-close').addEventListener('click', () => byId('chooser').close());
  byId('csv').addEventListener('click', save);
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('main').focus();
  });
  copyOnClick(byId('copy-campaign'), () => choice.campaign);
  startChart();
  startTable();
  reads.authorise(signIn.token);
  panel.loading();
  await signIn.begin();
  addEventListener('hashchange', follow);
  follow();
  document.documentElement.dataset['ready'] = 'true';
}

begin().catch((failure) => {
  view.sections();
  panel.signInFailed(failure.message, signIn.configured() ? signIn.start : () => location.reload());
});
