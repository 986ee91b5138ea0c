/** Bar charts as inline SVG, on a logarithmic scale where ratios are compared. */

export interface Series {
  name: string;
  /** A CSS class of the page, which gives the colour. */
  style: string;
  values: readonly (number | undefined)[];
}

export interface BarChart {
  labels: readonly string[];
  series: readonly Series[];
  /** Logarithmic scales start their bars at 1, linear ones at 0. */
  logarithmic: boolean;
  unit: string;
  /** Lines across the chart, such as the bars to meet. */
  marks: readonly { at: number; text: string }[];
}

const labelWidth = 130;
const plotWidth = 700;
const valueWidth = 60;
const barHeight = 9;
const groupGap = 8;
const axisHeight = 26;

/** The chart as an `<svg>` element. */
export function drawBarChart(chart: BarChart): string {
  const groupHeight = chart.series.length * barHeight + groupGap;
  const height = axisHeight + chart.labels.length * groupHeight;
  const place = makeScale(chart);
  const bottom = height - groupGap / 2;
  const lines = ticks(chart).map(
    (tick) => `<line class="grid" x1="${place(tick)}" x2="${place(tick)}" y1="${axisHeight - 6}" y2="${bottom}"/>
<text class="tick" x="${place(tick)}" y="12">${tick}${chart.unit}</text>`,
  );
  const marks = chart.marks.map(
    ({ at, text }) =>
      `<line class="mark" x1="${place(at)}" x2="${place(at)}" y1="${axisHeight - 10}" y2="${bottom}"><title>${escapeHtml(text)}</title></line>`,
  );
  const groups = chart.labels.map((label, i) => drawGroup(chart, label, i, axisHeight + i * groupHeight, place));
  const width = labelWidth + plotWidth + valueWidth;
  return `<svg viewBox="0 0 ${width} ${height}" role="img">\n${[...lines, ...groups, ...marks].join('\n')}\n</svg>`;
}

function drawGroup(
  chart: BarChart,
  label: string,
  index: number,
  top: number,
  place: (value: number) => number,
): string {
  const origin = place(chart.logarithmic ? 1 : 0);
  const bars = chart.series.flatMap(({ name, style, values }, row) => {
    const value = values[index];
    if (value === undefined) return [];
    const end = place(value);
    const y = top + row * barHeight;
    const text = `${label}, ${name}: ${value.toPrecision(3)}${chart.unit}`;
    return [
      `<rect class="${style}" x="${Math.min(origin, end)}" y="${y}" width="${Math.max(1, Math.abs(end - origin)).toFixed(1)}" height="${barHeight - 1}"><title>${escapeHtml(text)}</title></rect>`,
      row === 0
        ? `<text class="value" x="${Math.max(origin, end) + 4}" y="${y + barHeight - 1}">${value.toPrecision(3)}</text>`
        : '',
    ];
  });
  const middle = top + (chart.series.length * barHeight) / 2 + 3;
  return [`<text class="label" x="${labelWidth - 8}" y="${middle}">${escapeHtml(label)}</text>`, ...bars].join('\n');
}

function extremes({ series, logarithmic, marks }: BarChart): [number, number] {
  const values = [
    ...series.flatMap((one) => one.values.filter((value) => value !== undefined)),
    ...marks.map(({ at }) => at),
  ];
  return logarithmic ? [Math.min(1, ...values), Math.max(1, ...values)] : [0, Math.max(...values, 1e-9)];
}

/** From a value to its horizontal place, rounded to a tenth of a pixel. */
function makeScale(chart: BarChart): (value: number) => number {
  const [least, most] = extremes(chart);
  const measure = chart.logarithmic ? Math.log2 : (value: number) => value;
  const span = Math.max(measure(most) - measure(least), 1e-9);
  return (value) => Math.round((labelWidth + ((measure(value) - measure(least)) / span) * plotWidth) * 10) / 10;
}

function ticks(chart: BarChart): number[] {
  const [least, most] = extremes(chart);
  if (chart.logarithmic) {
    const first = Math.ceil(Math.log2(least));
    const count = Math.floor(Math.log2(most)) - first + 1;
    return Array.from({ length: count }, (_, i) => 2 ** (first + i));
  }
  const step = 10 ** Math.floor(Math.log10(most));
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
