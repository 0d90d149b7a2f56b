export const UTC = 'UTC';

/** Current IANA names of zones that browsers list under former names, or that the service lacks. */
const RENAMED = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  EST: 'America/Panama',
  HST: 'Pacific/Honolulu',
  MST: 'America/Phoenix',
  ROC: 'Asia/Taipei',
};

/** Zones that never change their clocks, by offset; those of whole hours have names of their own. */
const BY_OFFSET = {
  '+03:30': 'Asia/Tehran',
  '+04:30': 'Asia/Kabul',
  '+05:30': 'Asia/Kolkata',
  '+05:45': 'Asia/Kathmandu',
  '+06:30': 'Asia/Yangon',
  '+08:45': 'Australia/Eucla',
  '+09:30': 'Australia/Darwin',
  '-09:30': 'Pacific/Marquesas',
};

/** The current name, if this browser knows it. */
const current = (name) => (RENAMED[name] && known(RENAMED[name]) ? RENAMED[name] : name);

/** The browser's own zone, or UTC: some browsers report none, or one that does not exist. */
export const own = () => find(String(Intl.DateTimeFormat().resolvedOptions().timeZone)) || UTC;

/** The names of all zones that the browser lists, sorted. */
export const all = () =>
  [...new Set([UTC, ...(Intl.supportedValuesOf?.('timeZone') || []).map(current)])].sort();

/** The zone of this name in any case or of this offset, or null if there is none. */
export function find(text) {
  const name = text.trim().replace(/ /g, '_');
  const [offset, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(name) || [];
  if (offset) {
    const named = 'Etc/GMT' + (sign === '+' ? '-' : '+') + Number(hours);
    const zone = Number(minutes) ? BY_OFFSET[sign + hours + ':' + minutes] : named;
    return zone && known(zone) ? zone : null;
  }
  const listed = all().find((zone) => zone.toLowerCase() === name.toLowerCase());
  return listed || (/^[a-z]/i.test(name) && known(name) ? current(spelt(name)) : null);
}

const clock = (name) => new Intl.DateTimeFormat('en', { timeZone: name });

/** The name in the case that the service knows. */
const spelt = (name) => clock(name).resolvedOptions().timeZone || name;

/** Whether the browser can tell the time there. Etc/Unknown is no place. */
function known(name) {
  try {
    return name !== 'Etc/Unknown' && Boolean(clock(name));
  } catch (unknown) {
    return false;
  }
}
