/** Names that the IANA database has today, where browsers still list the former one. */
const RENAMED = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
};

const today = (name) => RENAMED[name] || name;

/** The browser's own zone. */
export const own = () => today(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** Every zone that the browser knows, by name. */
export const all = () =>
  [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map(today)])].sort();

/** The zone of that name, in whatever case, or null where there is none. */
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
