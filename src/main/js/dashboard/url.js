import { isPreset } from './calendar.js';
import { uuid } from './format.js';
import * as zones from './zones.js';

/**
 * The URL holds what the dashboard shows, so that links can be shared and the back button works.
 * It is in the fragment, which browsers do not send to the server.
 */
const INTERVALS = ['hour', 'day', 'week', 'month'];
/** The key that figures are broken down by until another one is chosen. */
const KEY = 'utm_source';
/** What the chart and its table count; events, if the URL does not say so. */
const SESSIONS = 'sessions';
/** A key and a value of it. */
const FILTER = /^[^:]+:/;
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

const localTime = (text) =>
  text && LOCAL_TIME.test(text) && !Number.isNaN(Date.parse(text + 'Z')) ? text : '';

/** Reads the choice from the URL. Missing and invalid parts get their defaults. */
export function read() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const text = (name) => parameters.get(name) || '';
  const from = localTime(text('from'));
  const to = localTime(text('to'));
  const custom = from && to && from <= to;
  return {
    campaign: uuid(text('campaign')) || '',
    range: custom ? 'custom' : isPreset(text('range')) ? text('range') : '30d',
    from: custom ? from : '',
    to: custom ? to : '',
    interval: INTERVALS.includes(text('interval')) ? text('interval') : 'auto',
    zone: zones.find(text('zone')) || zones.own(),
    chart: text('chart') === SESSIONS ? SESSIONS : '',
    by: text('by') || KEY,
    where: FILTER.test(text('where')) ? text('where') : '',
    session: uuid(text('session')) || '',
  };
}

/** The link to a choice; defaults are left out. */
export function link(choice) {
  const custom = choice.range === 'custom';
  const parameters = {
    campaign: choice.campaign,
    range: custom ? '' : choice.range,
    from: custom ? choice.from : '',
    to: custom ? choice.to : '',
    interval: choice.interval === 'auto' ? '' : choice.interval,
    zone: choice.zone,
    chart: choice.chart,
    by: choice.by === KEY ? '' : choice.by,
    where: choice.where,
    session: choice.session,
  };
  const present = Object.entries(parameters).filter(([, value]) => value);
  return '#' + present.map(([name, value]) => name + '=' + encode(value)).join('&');
}

/** Keeps slashes and colons, which are legal here and easier to read. */
const encode = (text) => encodeURIComponent(text).replace(/%2F/g, '/').replace(/%3A/g, ':');

/** Navigates to a choice, as a click on its link does. */
export function go(choice) {
  location.hash = link(choice);
}
