/** Looks up what index.html holds. */
export const byId = (id) => document.getElementById(id);

/**
 * Makes an element. Texts become text nodes, never markup, so whatever an event holds is shown as
 * it is.
 *
 * @param {string} name of the tag
 * @param {Object} attributes functions become listeners; false and null are left out
 * @param {...(Node|string|null)} children
 */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === 'function') {
      made.addEventListener(key, value);
    } else if (value !== false && value != null) {
      made.setAttribute(key, value === true ? '' : value);
    }
  }
  made.append(...children.flat().filter((child) => child != null));
  return made;
}

/** Calls `show` only when what it is to show has changed: nothing flickers, no focus is lost. */
export function onChange(show) {
  let shown;
  return (...data) => {
    const key = JSON.stringify(data);
    if (key !== shown) {
      shown = key;
      show(...data);
    }
  };
}
