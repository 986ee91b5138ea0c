/** The result as one self-contained page. */

import type { SideName } from '../sides/side.js';
import { drawBarChart, escapeHtml, type Series } from './chart.js';
import type { BenchResult, KernelResult } from './result.js';
import { bars, meetsBar, summarizeResult, timeRatio } from './summary.js';
import { barText, bitsCell, formatFigure, formatNumber } from './table.js';

const sideNames: Record<SideName, string> = {
  v8: 'plain V8',
  native: 'Jetloop, one core',
  cores: 'Jetloop, all cores',
  auto: 'Jetloop, routed',
  c: 'C twin',
  numba: 'Numba',
};

const style = `
:root { color-scheme: light dark; --ink: #1c2330; --soft: #667085; --paper: #fff; --line: #d8dde6; --native: #d9480f; --cores: #9c36b5; --c: #1971c2; --numba: #5f9e35; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ef; --soft: #98a2b3; --paper: #14171d; --line: #333a46; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 1100px; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 13px; width: 100%; }
th, td { padding: .25rem .5rem; border-bottom: 1px solid var(--line); text-align: right; }
th:first-child, td:first-child, td.text, th.text { text-align: left; }
.met { color: #2b8a3e; } .missed { color: #c92a2a; font-weight: 600; } .soft { color: var(--soft); }
svg { width: 100%; height: auto; } svg text { font: 10px system-ui, sans-serif; fill: var(--ink); }
.label { text-anchor: end; } .tick { text-anchor: middle; } .tick, .value { fill: var(--soft); }
.grid { stroke: var(--line); } .mark { stroke: #c92a2a; stroke-dasharray: 4 3; }
.native, .key-native { fill: var(--native); color: var(--native); } .cores, .key-cores { fill: var(--cores); color: var(--cores); } .c, .key-c { fill: var(--c); color: var(--c); } .numba, .key-numba { fill: var(--numba); color: var(--numba); }
.wide { overflow-x: auto; }`;

/** The page's HTML. */
export function renderHtml(result: BenchResult): string {
  const { machine } = result;
  const facts = [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}`,
    `Node.js ${machine.node} (V8 ${machine.v8})${machine.nodeFlags.length > 0 ? ` with ${machine.nodeFlags.join(' ')}` : ''}, Jetloop ${machine.jetloop} at ${machine.commit}`,
    `C twins: ${machine.cCompiler} ${machine.cFlags.join(' ')}; Numba: ${machine.numba}`,
    `load average ${machine.loadBefore.toFixed(2)} before, ${machine.loadAfter.toFixed(2)} after; ${result.seconds.toFixed(0)} s in all, ${result.date}`,
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Jetloop bench</title>
<style>${style}</style>
<h1>Jetloop bench${result.scale === 'quick' ? ' (quick: small sizes)' : ''}</h1>
<p class="soft">${facts.map(escapeHtml).join('<br>')}</p>
${figures(result)}
<h2>Speed over plain V8</h2>
<p>${legend(['native', 'cores', 'c', 'numba'])} How many times as fast as the same function in plain V8; longer is faster, the scale is logarithmic.</p>
${speedChart(result.kernels)}
<h2>Time over the C twin</h2>
<p>${legend(['native'])} How many times the C twin's time; left of 1 Jetloop is faster. The lines are the bars for the mean and for the worst.</p>
${overCChart(result.kernels)}
<h2>Compile time</h2>
<p>Milliseconds from source to loaded code, outside the event loop.</p>
${compileChart(result.kernels)}
<h2>Every kernel</h2>
${kernelTable(result.kernels)}
</html>
`;
}

function figures(result: BenchResult): string {
  const rows = summarizeResult(result).map((figure) => {
    const met = meetsBar(figure);
    const verdict =
      met === undefined ? '' : met ? '<span class="met">met</span>' : '<span class="missed">missed</span>';
    return `<tr><td>${escapeHtml(figure.what)}<td>${formatFigure(figure)}<td class="text">${escapeHtml(barText(figure))}<td>${verdict}`;
  });
  return `<table><tr><th>figure<th>value<th class="text">bar<th>${rows.join('\n')}</table>`;
}

const legend = (sides: readonly SideName[]) =>
  sides.map((side) => `<span class="key-${side}">■</span> ${sideNames[side]}`).join(' &nbsp; ');

const ratioSeries = (
  kernels: readonly KernelResult[],
  side: SideName,
  ratio: (kernel: KernelResult) => number | undefined,
): Series => ({
  name: sideNames[side],
  style: side,
  values: kernels.map(ratio),
});

function speedChart(kernels: readonly KernelResult[]): string {
  const sides: SideName[] = ['native', 'cores', 'c', 'numba'];
  return drawBarChart({
    labels: kernels.map(({ name }) => name),
    series: sides.map((side) => ratioSeries(kernels, side, (kernel) => timeRatio(kernel, 'v8', side))),
    logarithmic: true,
    unit: '×',
    marks: [],
  });
}

function overCChart(kernels: readonly KernelResult[]): string {
  return drawBarChart({
    labels: kernels.map(({ name }) => name),
    series: [ratioSeries(kernels, 'native', (kernel) => timeRatio(kernel, 'native', 'c'))],
    logarithmic: true,
    unit: '×',
    marks: [
      { at: bars.meanOverC, text: `bar for the geometric mean: ${bars.meanOverC}` },
      { at: bars.worstOverC, text: `bar for the worst: ${bars.worstOverC}` },
    ],
  });
}

function compileChart(kernels: readonly KernelResult[]): string {
  return drawBarChart({
    labels: kernels.map(({ name }) => name),
    series: [ratioSeries(kernels, 'native', ({ compile }) => compile?.coldMs)],
    logarithmic: false,
    unit: ' ms',
    marks: [{ at: bars.compileMedianMs, text: `bar for the median: ${bars.compileMedianMs} ms` }],
  });
}

function kernelTable(kernels: readonly KernelResult[]): string {
  const sides = Object.keys(sideNames) as SideName[];
  const head = [
    'kernel',
    'size',
    ...sides.map((side) => `${sideNames[side]} ms`),
    'V8 / Jetloop',
    'Jetloop / C',
    'level',
    'compile ms',
    'bits',
  ];
  const rows = kernels.map((kernel) => {
    const { name, size, reduced, times, routedLevel, compile, refusal } = kernel;
    const ratio = (side: SideName, base: SideName) => timeRatio(kernel, side, base)?.toFixed(2) ?? '—';
    const cells = [
      escapeHtml(name),
      `${escapeHtml(size)}${reduced === undefined ? '' : `<br><span class="soft">${escapeHtml(reduced)}</span>`}`,
      ...sides.map((side) =>
        side === 'native' && refusal !== undefined ? escapeHtml(refusal) : timeCell(times[side]),
      ),
      ratio('v8', 'native'),
      ratio('native', 'c'),
      routedLevel ?? '—',
      compile?.coldMs.toFixed(1) ?? '—',
      escapeHtml(bitsCell(kernel)),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}`).join('')}`;
  });
  return `<div class="wide"><table><tr>${head.map((title) => `<th>${title}`).join('')}\n${rows.join('\n')}</table></div>`;
}

function timeCell(summary: KernelResult['times'][SideName]): string {
  if (summary === undefined) return '—';
  const range = `${formatNumber(summary.min)} to ${formatNumber(summary.max)} in ${summary.samples.length} runs`;
  return `<span title="${range}">${formatNumber(summary.median)}</span>`;
}
