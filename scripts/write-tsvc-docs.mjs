// Writes docs/tsvc.md from bench/results/tsvc.json: node scripts/write-tsvc-docs.mjs, after npm run bench:tsvc -- --no-times.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const pathOf = (name) => fileURLToPath(new URL(name, root));
const { loops, machine } = JSON.parse(readFileSync(pathOf('bench/results/tsvc.json'), 'utf8'));
if (loops.length !== 151) throw new Error('expected the result of all 151 loops: npm run bench:tsvc');

const cell = (text) =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*').replaceAll('_', '\\_');
const count = (holds) => loops.filter(holds).length;

function describe(verdict) {
  if (verdict === undefined) return '';
  const { vectorized, reason } = verdict;
  const done = vectorized === 0 ? [] : [vectorized === 1 ? 'vectorised' : `${vectorized} loops vectorised`];
  return cell([...done, ...(reason === '' ? [] : [reason])].join('; '));
}

function row({ name, class: loopClass, refusal, jetloop, clang, gap = '' }) {
  const ours = refusal === undefined ? describe(jetloop) : `refused: ${cell(refusal)}`;
  return `| ${name} | ${loopClass} | ${ours} | ${describe(clang)} | ${cell(gap)} |`;
}

const text = `# The loops of TSVC

What becomes of each of the 151 loops of TSVC-2, written as ordinary JavaScript (\`bench/tsvc\`), beside what clang says of its C twin. Written by
\`node scripts/write-tsvc-docs.mjs\` from the result of \`npm run bench:tsvc\`; do not edit. Compiled for ${machine.cpu}, beside
${machine.cCompiler} \`${machine.cFlags.join(' ')}\`.

Native: ${count(({ jetloop }) => jetloop !== undefined)} of 151. With vectorised loops: ${count(({ jetloop }) => jetloop?.vectorized > 0)} by Jetloop, ${count(({ clang }) => clang?.vectorized > 0)} by clang.

| loop | class | Jetloop | clang | why clang is ahead |
|---|---|---|---|---|
${loops.map(row).join('\n')}
`;
writeFileSync(pathOf('docs/tsvc.md'), text);
