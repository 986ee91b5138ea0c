/** The result as text. */

import type { SideName } from '../sides/side.js';
import type { BenchResult, KernelResult } from './result.js';
import { meetsBar, summarizeResult, timeRatio, type Figure } from './summary.js';

/** A table of text, its columns as wide as their widest cell, aligned right unless listed. */
export function layOut(rows: readonly (readonly string[])[], leftAligned: readonly number[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number) =>
    leftAligned.includes(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

const columns: [string, (kernel: KernelResult) => string][] = [
  ['kernel', ({ name, reduced }) => (reduced === undefined ? name : `${name} *`)],
  ['size', ({ size }) => size],
  ['plain V8 ms', (kernel) => timeCell(kernel, 'v8')],
  ['Jetloop ms', (kernel) => kernel.refusal ?? timeCell(kernel, 'native')],
  ['all cores ms', (kernel) => timeCell(kernel, 'cores')],
  ['routed ms', (kernel) => timeCell(kernel, 'auto')],
  ['level', ({ routedLevel }) => (routedLevel === undefined ? '—' : String(routedLevel))],
  ['C twin ms', (kernel) => timeCell(kernel, 'c')],
  ['Numba ms', (kernel) => timeCell(kernel, 'numba')],
  ['V8/Jetloop', (kernel) => ratioCell(kernel, 'v8', 'native')],
  ['one/all cores', (kernel) => ratioCell(kernel, 'native', 'cores')],
  ['Jetloop/C', (kernel) => ratioCell(kernel, 'native', 'c')],
  ['Jetloop/Numba', (kernel) => ratioCell(kernel, 'native', 'numba')],
  ['compile ms', ({ compile }) => (compile === undefined ? '—' : compile.coldMs.toFixed(1))],
  ['bits', bitsCell],
];

/** The one table of the bench. */
export function formatTable({ kernels }: BenchResult): string {
  const rows = kernels.map((kernel) => columns.map(([, cell]) => cell(kernel)));
  const notes = kernels.some(({ reduced }) => reduced !== undefined) ? ['', ...reducedNotes(kernels)] : [];
  return [layOut([columns.map(([title]) => title), ...rows], [0, 1]), ...notes].join('\n');
}

/** Which sides' bits equal plain V8's. */
export function bitsCell({ differences }: KernelResult): string {
  const differing = Object.entries(differences).filter(([, count]) => count > 0);
  if (differing.length > 0) return differing.map(([side, count]) => `${side} differs in ${count}`).join(', ');
  return Object.keys(differences).length > 0 ? 'equal' : '—';
}

function timeCell({ times }: KernelResult, side: SideName): string {
  const summary = times[side];
  if (summary === undefined) return '—';
  const spread = summary.samples.length > 1 ? ` ±${((100 * summary.deviation) / summary.median).toFixed(0)}%` : '    ';
  return `${formatNumber(summary.median)}${spread}`;
}

function ratioCell(kernel: KernelResult, side: SideName, base: SideName): string {
  const ratio = timeRatio(kernel, side, base);
  return ratio === undefined ? '—' : ratio.toFixed(2);
}

/** Three significant digits or so, without exponents. */
export function formatNumber(value: number): string {
  if (value === 0 || Number.isInteger(value)) return String(value);
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 4));
}

function reducedNotes(kernels: readonly KernelResult[]): string[] {
  const namesByReason = new Map<string, string[]>();
  for (const { name, reduced } of kernels) {
    if (reduced !== undefined) namesByReason.set(reduced, [...(namesByReason.get(reduced) ?? []), name]);
  }
  return [...namesByReason].map(([reason, those]) =>
    those.length === kernels.length ? `* ${reason}` : `* ${those.join(', ')}: ${reason}`,
  );
}

/** The summary's figures, each with its bar. */
export function formatSummary(result: BenchResult): string {
  const rows = summarizeResult(result).map((figure) => [
    figure.what,
    verdict(figure),
    formatFigure(figure),
    barText(figure),
  ]);
  return layOut(rows, [0, 1, 3]);
}

export function formatFigure({ value, unit }: Figure): string {
  return value === undefined ? 'not measured' : `${formatNumber(value)}${unit === '' ? '' : ` ${unit}`}`;
}

export function barText({ bar, atLeast, unit, detail }: Figure): string {
  const limit = bar === undefined ? '' : `${atLeast === true ? '≥' : '≤'} ${bar}${unit === '' ? '' : ` ${unit}`}`;
  return [limit, detail].filter((part) => part !== undefined && part !== '').join('  ');
}

function verdict(figure: Figure): string {
  const met = meetsBar(figure);
  return met === undefined ? '' : met ? 'met' : 'MISSED';
}
