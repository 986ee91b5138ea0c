import t from 'tap';
import { summarize } from '../../../bench/harness/statistics.js';
import { renderHtml } from '../../../bench/report/html.js';
import type { BenchResult, KernelResult } from '../../../bench/report/result.js';
import { meetsBar, summarizeResult } from '../../../bench/report/summary.js';
import { formatNumber, formatTable, layOut } from '../../../bench/report/table.js';

function makeKernel(
  name: string,
  v8: number,
  native: number,
  c: number,
  more: Partial<KernelResult> = {},
): KernelResult {
  return {
    name,
    group: 'polybench',
    size: '10 × 10',
    times: { v8: summarize([v8]), native: summarize([native]), auto: summarize([native]), c: summarize([c]) },
    differences: { native: 0, auto: 0, c: 0 },
    compile: { coldMs: 20, cachedMs: 1, loopBlockedMs: summarize([2]), stages: {} },
    routedLevel: 2,
    ...more,
  };
}

function makeResult(kernels: KernelResult[]): BenchResult {
  return {
    date: '2026-01-01T00:00:00.000Z',
    command: ['npm', 'run', 'bench'],
    scale: 'full',
    seconds: 1,
    machine: {
      cpu: 'a <fast> CPU',
      cores: 2,
      memoryGiB: 8,
      system: 'Linux',
      node: 'v20',
      v8: '11',
      nodeFlags: [],
      cCompiler: 'cc',
      cFlags: ['-O3'],
      numba: 'not installed',
      jetloop: '0',
      commit: 'abc',
      loadBefore: 0,
      loadAfter: 0,
    },
    kernels,
    callCost: { plainNs: summarize([5]), nativeNs: summarize([300]), handedNs: summarize([45]) },
    serviceStartMs: 90,
    idleLoopBlockedMs: 1,
  };
}

function figure(result: BenchResult, what: string) {
  const found = summarizeResult(result).find((one) => one.what.startsWith(what));
  if (found === undefined) throw new Error(`no figure ${what}`);
  return found;
}

t.test('ratios are means over the kernels, and the worst has a name', (t) => {
  const result = makeResult([makeKernel('fast', 80, 10, 10), makeKernel('slow', 20, 10, 2.5)]);
  t.ok(Math.abs(figure(result, 'native / C twin, geometric mean').value! - 2) < 1e-12);
  t.match(figure(result, 'native / C twin, worst'), { value: 4, detail: 'slow' });
  t.ok(Math.abs(figure(result, 'plain V8 / native, geometric mean (PolyBench)').value! - 4) < 1e-12);
  t.end();
});

t.test('a kernel slower than V8 must be routed back', (t) => {
  const stays = makeResult([makeKernel('a', 1, 2, 2)]);
  const returns = makeResult([makeKernel('a', 1, 2, 2, { routedLevel: 0 })]);
  t.match(figure(stays, '… of these'), { value: 1, detail: 'a' });
  t.equal(figure(returns, '… of these').value, 0);
  t.equal(figure(returns, 'kernels slower').value, 1);
  t.end();
});

t.test('kernels that are not of PolyBench do not enter its means', (t) => {
  const result = makeResult([makeKernel('a', 8, 2, 1), makeKernel('b', 900, 1, 1, { group: 'image' })]);
  t.ok(Math.abs(figure(result, 'plain V8 / native, geometric mean (PolyBench)').value! - 4) < 1e-12);
  t.end();
});

t.test('the cost of handing a call on is what comes on top', (t) => {
  t.equal(figure(makeResult([]), 'call handed').value, 40);
  t.end();
});

t.test('a figure meets its bar, misses it, or has none', (t) => {
  t.equal(meetsBar({ what: '', unit: '', value: 2, bar: 2 }), true);
  t.equal(meetsBar({ what: '', unit: '', value: 1, bar: 2, atLeast: true }), false);
  t.equal(meetsBar({ what: '', unit: '', value: undefined, bar: 2 }), undefined);
  t.equal(meetsBar({ what: '', unit: '', value: 2 }), undefined);
  t.end();
});

t.test('what was not measured is not reported as met', (t) => {
  const plainOnly: KernelResult = {
    name: 'a',
    group: 'polybench',
    size: '',
    times: { v8: summarize([1]) },
    differences: {},
  };
  const measured = summarizeResult(makeResult([plainOnly])).filter((one) => meetsBar(one) !== undefined);
  t.same(
    measured.map(({ what }) => what),
    ['native call, 3 arrays and 1 number', 'call handed to JavaScript, over the original'],
  );
  t.end();
});

t.test('differing bits are named', (t) => {
  const result = makeResult([makeKernel('bad', 2, 1, 1, { differences: { native: 3, auto: 0, c: 0 } })]);
  t.match(figure(result, 'kernels whose bits differ'), { value: 1, detail: 'bad' });
  t.match(formatTable(result), /native differs in 3/);
  t.match(renderHtml(result), /native differs in 3/);
  t.end();
});

t.test('a refused kernel shows its reason in place of a time', (t) => {
  const kernel = makeKernel('odd', 2, 1, 1, { refusal: 'closure-captures' });
  delete kernel.times.native;
  t.match(formatTable(makeResult([kernel])), /closure-captures/);
  t.end();
});

t.test('columns line up', (t) => {
  t.equal(
    layOut(
      [
        ['a', 'bb', 'c'],
        ['aaa', 'b', 'ccc'],
      ],
      [0, 1],
    ),
    'a    bb    c\naaa  b   ccc',
  );
  t.end();
});

t.test('numbers keep three significant digits', (t) => {
  t.same([0, 3, 1234.5, 12.345, 1.2345, 0.012345].map(formatNumber), ['0', '3', '1235', '12.3', '1.23', '0.0123']);
  t.end();
});

t.test('the page has charts, escapes what it shows, and fetches nothing', (t) => {
  const html = renderHtml(makeResult([makeKernel('fast', 80, 10, 20), makeKernel('slow', 20, 10, 2.5)]));
  t.equal(html.match(/<svg /g)?.length, 3);
  t.match(html, 'a &lt;fast&gt; CPU');
  t.notMatch(html, /https?:|<script|NaN|undefined/);
  t.end();
});
