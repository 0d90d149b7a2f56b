import { DAY, HOUR, tick } from './calendar.js';
import { canvasColour, colour, dash, named } from './colours.js';
import { byId, element } from './dom.js';
import * as format from './format.js';
import { OTHERS } from './series.js';

/** A chart with more lines than this is a tangle; the legend switches the others on. */
const INITIAL_TYPES = 8;
/** Up to this many buckets, each gets a dot. */
const MAX_DOTS = 62;
/** With more buckets than this, thick lines would hide each other. */
const DENSE = 200;
const LABEL_WIDTH = 80;
const HEIGHT = 280;
const STEPS = {
  hour: [1, 2, 3, 6, 12, 24, 48, 168, 336, 672, 1344],
  day: [1, 2, 7, 14, 28, 56, 112, 364],
  week: [1, 2, 4, 8, 13, 26, 52],
  month: [1, 2, 3, 6, 12, 24, 60],
};

/** Numbers the buckets by wall time, so that labels fall on midnights and Mondays. */
const position = {
  hour: ({ wall }) => wall / HOUR + 72,
  day: ({ wall }) => wall / DAY + 3,
  week: ({ wall }) => Math.round((wall / DAY + 3) / 7),
  month: ({ wall }) => new Date(wall).getUTCFullYear() * 12 + new Date(wall).getUTCMonth(),
};

const hidden = new Set();
const known = new Set();
let plot = null;
let data = null;
/** The index of the selected bucket. */
let selected = null;

const isShown = (type) => !hidden.has(type);

function ticks(width) {
  const { buckets, interval } = data;
  const room = Math.max(2, Math.floor(width / LABEL_WIDTH));
  const step =
    STEPS[interval].find((n) => buckets.length / n <= room) || STEPS[interval].slice(-1)[0];
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
  show: isShown(type),
  stroke: canvasColour(type),
  dash: dash(type),
  width: data.buckets.length <= DENSE ? 2 : 1,
  points: { show: data.buckets.length <= MAX_DOTS, size: 5, fill: canvasColour(type) },
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
      // From zero, or small changes of large counts would look like collapses.
      y: { range: (u, min, max) => [0, Math.max(1, max * 1.05)] },
    },
    series: [{}, ...data.types.map(line)],
    hooks: { setCursor: [(u) => select(u.cursor.idx)] },
  };
}

/**
 * However many buckets there are, uPlot draws at most four points in a column of pixels: the first,
 * the least, the greatest and the last of the values that fall into it. So no peak is lost, and a
 * year of hours costs no more than the chart is wide. The dots of single buckets would cost more,
 * and are left out then. It finds the bucket at the pointer by binary search.
 */
const columns = () => [data.buckets.map((_, i) => i), ...data.types.map(({ counts }) => counts)];

function draw() {
  plot?.destroy();
  plot = null;
  selected = null;
  if (data.buckets.length) {
    const chart = byId('chart');
    plot = new window.uPlot(options(chart.clientWidth), columns(), chart);
    chart.append(tooltip);
  }
}

const tooltip = element('div', { class: 'tooltip', 'aria-hidden': 'true', hidden: true });

/** Selects a bucket and shows its counts beside the cursor. */
function select(index) {
  selected = index ?? null;
  tooltip.hidden = selected === null || !data.buckets[selected];
  if (tooltip.hidden) {
    return;
  }
  const { name, remark } = data.buckets[selected];
  tooltip.replaceChildren(
    element('strong', {}, name),
    (remark && element('span', { class: 'faint' }, remark)) || '',
    ...data.types
      .filter(({ type }) => isShown(type))
      .map(({ type, counts }) =>
        element(
          'div',
          {},
          swatch(type),
          element('span', { class: 'type' }, type),
          element('b', {}, format.count(counts[selected])),
        ),
      ),
  );
  const left = plot.over.offsetLeft + plot.valToPos(selected, 'x');
  const onTheLeft = left > plot.width / 2;
  tooltip.style.left = onTheLeft ? '' : left + 14 + 'px';
  tooltip.style.right = onTheLeft ? plot.width - left + 14 + 'px' : '';
}

function swatch(type) {
  const square = element('span', { class: 'swatch', 'aria-hidden': 'true' });
  square.style.background = colour(type);
  return square;
}

/** Moves the selection with the arrow keys, and announces it. */
function move(event) {
  const last = data.buckets.length - 1;
  const to = {
    ArrowLeft: (selected ?? last + 1) - 1,
    ArrowRight: (selected ?? -1) + 1,
    Home: 0,
    End: last,
  }[event.key];
  if (!plot || to === undefined) {
    return;
  }
  event.preventDefault();
  select(Math.max(0, Math.min(last, to)));
  plot.setCursor({ left: plot.valToPos(selected, 'x'), top: 0 }, false);
  byId('chart-announcement').textContent =
    data.buckets[selected].name +
    ': ' +
    data.types
      .filter(({ type }) => isShown(type))
      .map(({ type, counts }) => type + ' ' + format.count(counts[selected]))
      .join(', ');
}

function toggle(type) {
  isShown(type) ? hidden.add(type) : hidden.delete(type);
  drawLegend();
  draw();
}

/** Draws a button for each type. Existing buttons are kept, so that they keep the focus. */
function drawLegend() {
  const legend = byId('legend');
  const existing = new Map([...legend.children].map((button) => [button.dataset.type, button]));
  const buttons = data.types.map(
    ({ type }) =>
      existing.get(type) ||
      element(
        'button',
        { type: 'button', class: 'chip', 'data-type': type, click: () => toggle(type) },
        swatch(type),
        type,
      ),
  );
  buttons.forEach((button) =>
    button.setAttribute('aria-pressed', String(isShown(button.dataset.type))),
  );
  const current = [...legend.children];
  if (buttons.length !== current.length || buttons.some((button, i) => current[i] !== button)) {
    legend.replaceChildren(...buttons);
  }
}

/** Whether the chart can keep its axes and lines, and only the numbers change. */
function sameLines(next) {
  const names = ({ types }) => types.map(({ type }) => type).join();
  return (
    data &&
    plot &&
    names(data) === names(next) &&
    data.interval === next.interval &&
    data.buckets.length <= MAX_DOTS === next.buckets.length <= MAX_DOTS
  );
}

/** Shows the series. */
export function showChart(next) {
  const same = sameLines(next);
  data = next;
  data.types.forEach(({ type }, i) => {
    if (i >= INITIAL_TYPES && type !== OTHERS && !known.has(type)) {
      hidden.add(type);
    }
    known.add(type);
  });
  drawLegend();
  if (same) {
    plot.setData(columns());
    select(selected);
  } else {
    draw();
  }
}

/** Says what the chart and its table count. */
export function nameChart(measure) {
  byId('chart-heading').textContent = (measure ? 'Sessions' : 'Events') + ' over time';
  byId('measure').value = measure;
  byId('chart-note').textContent = measure
    ? 'A session counts once for each event type, at the first of its events of that type.'
    : '';
}

/** Makes the chart follow the keyboard, the page's width and the colour scheme. */
export function startChart(choose) {
  const chart = byId('chart');
  byId('measure').addEventListener('change', () => choose({ chart: byId('measure').value }));
  chart.addEventListener('keydown', move);
  chart.addEventListener('blur', () => plot?.setCursor({ left: -10, top: -10 }));
  new ResizeObserver(() => plot?.setSize({ width: chart.clientWidth, height: HEIGHT })).observe(
    chart,
  );
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => data && draw());
}
