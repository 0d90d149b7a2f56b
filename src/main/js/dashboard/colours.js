import { STEPS } from './series.js';

/** The number of colours in dashboard.css. Further types reuse them with another dash pattern. */
const COLOURS = 8;
const DASHES = [[], [8, 4], [2, 3], [10, 4, 2, 4]];

const numbers = new Map(STEPS.map((type, i) => [type, i]));

/** A type keeps its number, and with it its colour, until the page is reloaded. */
function number(type) {
  if (!numbers.has(type)) {
    numbers.set(type, numbers.size);
  }
  return numbers.get(type);
}

const property = (type) => '--series-' + ((number(type) % COLOURS) + 1);

/** A type's colour as a CSS value. */
export const colour = (type) => 'var(' + property(type) + ')';

/** A type's colour for a canvas, which cannot resolve CSS variables. */
export const canvasColour = (type) => named(property(type));

/** The value of a CSS variable. */
export const named = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A type's dash pattern, which tells lines of the same colour apart. */
export const dash = (type) => DASHES[Math.floor(number(type) / COLOURS) % DASHES.length];
