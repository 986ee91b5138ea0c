// Writes the table of README.md from bench/results/latest.json: node scripts/write-bench-table.mjs, after npm run bench.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const pathOf = (name) => fileURLToPath(new URL(name, root));
const result = JSON.parse(readFileSync(pathOf('bench/results/latest.json'), 'utf8'));
if (result.scale !== 'full') throw new Error('expected the result of a full run, got a quick one: npm run bench');

const [begin, end] = ['<!-- bench:begin -->', '<!-- bench:end -->'];
const milliseconds = (summary) => (summary === undefined ? '' : Number(summary.median.toPrecision(3)).toString());
const ratio = (over, under) =>
  over === undefined || under === undefined ? '' : `${(over.median / under.median).toFixed(2)} ×`;

function row({ name, size, reduced, times: { v8, native, cores, c, numba }, differences }) {
  const bits = Object.values(differences).every((count) => count === 0) ? 'equal' : 'DIFFER';
  const cells = [
    reduced === undefined ? name : `${name} \\*`,
    size,
    ...[v8, native, cores, c, numba].map(milliseconds),
    ratio(v8, native),
    ratio(native, c),
    bits,
  ];
  return `| ${cells.join(' | ')} |`;
}

function geometricMean(over, under) {
  const both = result.kernels.filter(({ times }) => times[over] !== undefined && times[under] !== undefined);
  const logarithms = both.map(({ times }) => Math.log(times[over].median / times[under].median));
  return `${Math.exp(logarithms.reduce((sum, one) => sum + one, 0) / logarithms.length).toFixed(2)} ×`;
}

const { machine } = result;
const text = `Milliseconds of one call, medians, on one core but for the column “all cores” (empty where no loop is shared); \`npm run bench\` on ${machine.cpu} (${machine.cores} cores), Node.js ${machine.node},
${machine.cCompiler} \`${machine.cFlags.join(' ')}\`, Numba ${machine.numba.replace('numba ', '')}, commit ${machine.commit}, ${result.date.slice(0, 10)}.
Geometric means: plain V8 / Jetloop ${geometricMean('v8', 'native')}, Jetloop / C ${geometricMean('native', 'c')}, Jetloop / Numba ${geometricMean('native', 'numba')}.

| kernel | size | plain V8 | Jetloop | all cores | C twin | Numba | V8 / Jetloop | Jetloop / C | bits |
|---|---|--:|--:|--:|--:|--:|--:|--:|---|
${result.kernels.map(row).join('\n')}

\\* smaller than PolyBench's LARGE, or fewer time steps.`;

const readme = readFileSync(pathOf('README.md'), 'utf8');
const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
if (from < 0 || to < from) throw new Error(`README.md has no ${begin} … ${end}`);
writeFileSync(pathOf('README.md'), `${readme.slice(0, from + begin.length)}\n\n${text}\n\n${readme.slice(to)}`);
