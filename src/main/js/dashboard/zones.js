/** Current IANA names of zones that browsers still list under their former names. */
const RENAMED = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
};

const current = (name) => RENAMED[name] || name;

/** The browser's own zone. */
export const own = () => current(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** The names of all zones that the browser knows, sorted. */
export const all = () =>
  [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map(current)])].sort();

/** The zone of this name in any case, or null if there is none. */
export function find(text) {
  const name = text.trim().replace(/ /g, '_');
  const listed = all().find((zone) => zone.toLowerCase() === name.toLowerCase());
  return listed || (/^[a-z]/i.test(name) && known(name) ? name : null);
}

function known(name) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch (unknown) {
    return false;
  }
}
