import { LIFE } from './series.js';

/** How many colours dashboard.css has; after them they start again, with another dash. */
const COLOURS = 8;
const DASHES = [[], [8, 4], [2, 3], [10, 4, 2, 4]];

const places = new Map(LIFE.map((type, i) => [type, i]));

/** A type keeps its colour as long as the page lives, whatever the order of totals becomes. */
function place(type) {
  if (!places.has(type)) {
    places.set(type, places.size);
  }
  return places.get(type);
}

const property = (type) => '--series-' + ((place(type) % COLOURS) + 1);

/** The type's colour for CSS. */
export const colour = (type) => 'var(' + property(type) + ')';

/** The type's colour for a canvas. */
export const canvasColour = (type) => named(property(type));

export const named = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Lines of the same colour differ by their dashes. */
export const dash = (type) => DASHES[Math.floor(place(type) / COLOURS) % DASHES.length];
