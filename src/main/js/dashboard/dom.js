/** Returns an element of index.html. */
export const byId = (id) => document.getElementById(id);

/**
 * Creates an element. Strings become text nodes, never markup, so event data cannot inject any.
 *
 * @param {string} name the tag's name
 * @param {Object} attributes functions become listeners; false and null are left out
 * @param {...(Node|string|null)} children null is left out
 */
export function element(name, attributes, ...children) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === 'function') {
      created.addEventListener(key, value);
    } else if (value !== false && value != null) {
      created.setAttribute(key, value === true ? '' : value);
    }
  }
  created.append(...children.flat().filter((child) => child != null));
  return created;
}

/** Opens a dialog. Older browsers have none: there it is a part of the page. */
export function openDialog(dialog) {
  if (dialog.showModal) {
    dialog.showModal();
  } else {
    dialog.setAttribute('open', '');
  }
}

export function closeDialog(dialog) {
  if (dialog.close) {
    dialog.close();
  } else {
    dialog.removeAttribute('open');
  }
}

/** Calls `show` only if its data has changed, so that nothing flickers or loses the focus. */
export function onChange(show) {
  let shown;
  return (...data) => {
    const key = JSON.stringify(data);
    if (key !== shown) {
      // If it fails, the same data is shown by the next try.
      shown = undefined;
      show(...data);
      shown = key;
    }
  };
}
