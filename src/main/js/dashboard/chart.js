import { DAY, HOUR, tick } from './calendar.js';
import { canvasColour, colour, dash, named } from './colours.js';
import { byId, element } from './dom.js';
import * as format from './format.js';

/** Of more types than these a chart is a tangle; the others can be switched on. */
const SHOWN_AT_FIRST = 8;
/** Up to here each bucket gets a dot. */
const DOTS = 62;
/** From here on thick lines hide each other. */
const DENSE = 200;
const LABEL_WIDTH = 80;
const HEIGHT = 280;
const STEPS = {
  hour: [1, 2, 3, 6, 12, 24, 48, 168, 336, 672, 1344],
  day: [1, 2, 7, 14, 28, 56, 112, 364],
  week: [1, 2, 4, 8, 13, 26, 52],
  month: [1, 2, 3, 6, 12, 24, 60],
};

/** A bucket's number on its wall, so that labels stand at midnights and on Mondays. */
const position = {
  hour: ({ wall }) => wall / HOUR + 72,
  day: ({ wall }) => wall / DAY + 3,
  week: ({ wall }) => Math.round((wall / DAY + 3) / 7),
  month: ({ wall }) => new Date(wall).getUTCFullYear() * 12 + new Date(wall).getUTCMonth(),
};

const off = new Set();
const seen = new Set();
let plot = null;
let data = null;
let at = null;

const on = (type) => !off.has(type);

function ticks(width) {
  const { buckets, interval } = data;
  const room = Math.max(2, Math.floor(width / LABEL_WIDTH));
  const step = STEPS[interval].find((n) => buckets.length / n <= room) || STEPS[interval].at(-1);
  return buckets
    .map((_, i) => i)
    .filter(
      (i) =>
        position[interval](buckets[i]) % step === 0 && buckets[i].wall !== buckets[i - 1]?.wall,
    );
}

const grid = () => ({ stroke: named('--line'), width: 1 });

function axes() {
  const common = {
    stroke: named('--faint'),
    font: '12px system-ui, sans-serif',
    ticks: { show: false },
  };
  return [
    {
      ...common,
      grid: { show: false },
      size: 34,
      splits: (u) => ticks(u.width),
      values: (u, splits) => splits.map((i) => tick(data.buckets[i], data.interval)),
    },
    {
      ...common,
      grid: grid(),
      size: 56,
      incrs: [1, 2, 5]
        .flatMap((n) => Array.from({ length: 13 }, (_, power) => n * 10 ** power))
        .sort((a, b) => a - b),
      values: (u, splits) => splits.map((n) => format.axis(n)),
    },
  ];
}

const line = ({ type }) => ({
  label: type,
  show: on(type),
  stroke: canvasColour(type),
  dash: dash(type),
  width: data.buckets.length <= DENSE ? 2 : 1,
  points: { show: data.buckets.length <= DOTS, size: 5, fill: canvasColour(type) },
});

function options(width) {
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    axes: axes(),
    cursor: { drag: { x: false, y: false }, y: false, points: { size: 9 } },
    scales: {
      x: { time: false, range: (u, min, max) => [min - 0.5, max + 0.5] },
      y: { range: (u, min, max) => [0, Math.max(1, max * 1.05)] },
    },
    series: [{}, ...data.types.map(line)],
    hooks: { setCursor: [(u) => point(u.cursor.idx)] },
  };
}

const columns = () => [data.buckets.map((_, i) => i), ...data.types.map(({ counts }) => counts)];

function draw() {
  plot?.destroy();
  plot = null;
  at = null;
  if (data.buckets.length) {
    const place = byId('chart');
    plot = new window['uPlot'](options(place.clientWidth), columns(), place);
    place.append(tip);
  }
}

const tip = element('div', { class: 'tip', 'aria-hidden': 'true', hidden: true });

/** Shows what the bucket holds beside the cursor. */
function point(index) {
  at = index ?? null;
  tip.hidden = at === null || !data.buckets[at];
  if (tip.hidden) {
    return;
  }
  const { name, remark } = data.buckets[at];
  tip.replaceChildren(
    element('strong', {}, name),
    (remark && element('span', { class: 'faint' }, remark)) || '',
    ...data.types
      .filter(({ type }) => on(type))
      .map(({ type, counts }) =>
        element(
          'div',
          {},
          swatch(type),
          element('span', { class: 'type' }, type),
          element('b', {}, format.count(counts[at])),
        ),
      ),
  );
  const left = plot.over.offsetLeft + plot.valToPos(at, 'x');
  const before = left > plot.width / 2;
  tip.style.left = before ? '' : left + 14 + 'px';
  tip.style.right = before ? plot.width - left + 14 + 'px' : '';
}

function swatch(type) {
  const made = element('span', { class: 'swatch', 'aria-hidden': 'true' });
  made.style.background = colour(type);
  return made;
}

/** Arrow keys do what the pointer does, and say it. */
function move(event) {
  const last = data.buckets.length - 1;
  const to = {
    ArrowLeft: (at ?? last + 1) - 1,
    ArrowRight: (at ?? -1) + 1,
    Home: 0,
    End: last,
  }[event.key];
  if (!plot || to === undefined) {
    return;
  }
  event.preventDefault();
  point(Math.max(0, Math.min(last, to)));
  plot.setCursor({ left: plot.valToPos(at, 'x'), top: 0 }, false);
  byId('chart-said').textContent =
    data.buckets[at].name +
    ': ' +
    data.types
      .filter(({ type }) => on(type))
      .map(({ type, counts }) => type + ' ' + format.count(counts[at]))
      .join(', ');
}

function toggle(type) {
  on(type) ? off.add(type) : off.delete(type);
  legend();
  draw();
}

/** A button for each type; those that stay are kept, and with them the focus. */
function legend() {
  const place = byId('legend');
  const there = new Map([...place.children].map((button) => [button.dataset.type, button]));
  const buttons = data.types.map(
    ({ type }) =>
      there.get(type) ||
      element(
        'button',
        { type: 'button', class: 'chip', 'data-type': type, click: () => toggle(type) },
        swatch(type),
        type,
      ),
  );
  buttons.forEach((button) => button.setAttribute('aria-pressed', String(on(button.dataset.type))));
  if (buttons.length !== place.children.length || buttons.some((b, i) => place.children[i] !== b)) {
    place.replaceChildren(...buttons);
  }
}

function sameLines(next) {
  const names = ({ types }) => types.map(({ type }) => type).join();
  return (
    data &&
    plot &&
    names(data) === names(next) &&
    data.interval === next.interval &&
    data.buckets.length <= DOTS === next.buckets.length <= DOTS
  );
}

/** Draws the series; where only numbers changed, it moves the lines and nothing else. */
export function showChart(next) {
  const same = sameLines(next);
  data = next;
  data.types.forEach(({ type }, i) => {
    if (i >= SHOWN_AT_FIRST && !seen.has(type)) {
      off.add(type);
    }
    seen.add(type);
  });
  legend();
  if (same) {
    plot.setData(columns());
    point(at);
  } else {
    draw();
  }
}

/** Follows the page: its width, its colours, the keyboard. */
export function startChart() {
  const place = byId('chart');
  place.addEventListener('keydown', move);
  place.addEventListener('blur', () => plot?.setCursor({ left: -10, top: -10 }));
  new ResizeObserver(() => plot?.setSize({ width: place.clientWidth, height: HEIGHT })).observe(
    place,
  );
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => data && draw());
}
