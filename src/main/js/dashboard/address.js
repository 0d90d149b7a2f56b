import { isPreset } from './calendar.js';
import { uuid } from './format.js';
import * as zones from './zones.js';

/**
 * What is shown stands in the address, so that a link shows the same and the back button works. It
 * stands behind the #, which a browser keeps to itself.
 */
const INTERVALS = ['hour', 'day', 'week', 'month'];
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

const localTime = (text) =>
  text && LOCAL_TIME.test(text) && !Number.isNaN(Date.parse(text + 'Z')) ? text : '';

/** The choice that the address holds; what it lacks or has wrong is the default. */
export function read() {
  const told = new URLSearchParams(location.hash.slice(1));
  const text = (name) => told.get(name) || '';
  const from = localTime(text('from'));
  const to = localTime(text('to'));
  const free = from && to && from <= to;
  return {
    campaign: uuid(text('campaign')) || '',
    range: free ? 'free' : isPreset(text('range')) ? text('range') : '30d',
    from: free ? from : '',
    to: free ? to : '',
    interval: INTERVALS.includes(text('interval')) ? text('interval') : 'auto',
    zone: zones.find(text('zone')) || zones.own(),
    session: uuid(text('session')) || '',
  };
}

/** A link to the choice. */
export function link(choice) {
  const free = choice.range === 'free';
  const told = {
    campaign: choice.campaign,
    range: free ? '' : choice.range,
    from: free ? choice.from : '',
    to: free ? choice.to : '',
    interval: choice.interval === 'auto' ? '' : choice.interval,
    zone: choice.zone,
    session: choice.session,
  };
  const said = Object.entries(told).filter(([, value]) => value);
  // Slashes and colons may stand there as they are, and are easier to read.
  return '#' + said.map(([name, value]) => name + '=' + encodeURI(value)).join('&');
}

/** Moves to the choice; the page hears of it as of a click on the link. */
export function go(choice) {
  location.hash = link(choice);
}
