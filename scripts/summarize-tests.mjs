// Reads CTest's JUnit file and tap's output, prints each failing test with its diagnostics, each skipped one with its reason,
// and the closing line "N passed, N failed, N skipped".  Usage: node scripts/summarize-tests.mjs FOLDER
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const totals = { passed: 0, failed: 0, skipped: 0 };

const junit = join(folder, 'ctest.xml');
if (existsSync(junit)) {
  const suite =
    /<testsuite[^>]*\btests="(\d+)"[^>]*\bfailures="(\d+)"[^>]*\bdisabled="(\d+)"[^>]*\bskipped="(\d+)"/s.exec(
      readFileSync(junit, 'utf8'),
    );
  if (suite) {
    const [tests, failures, disabled, skipped] = suite.slice(1).map(Number);
    totals.passed += tests - failures - disabled - skipped;
    totals.failed += failures;
    totals.skipped += disabled + skipped;
  }
}

// In tap's output a parent test repeats the verdict of its children, so only the leaves count: an "ok" line that directly follows
// its own subtest's plan ("1..N") at a deeper indentation is a parent.
const lines = readFileSync(join(folder, 'tap.txt'), 'utf8').split('\n');
let previousIndent = 0;
const failure = [];
for (const [at, line] of lines.entries()) {
  const match = /^( *)(not )?ok \d+(?: - (.*))?$/.exec(line);
  if (!match) {
    if (/^ *1\.\.\d+/.test(line)) previousIndent = line.search(/\S/);
    continue;
  }
  const indent = match[1].length;
  const isParent = previousIndent > indent;
  previousIndent = indent;
  const name = match[3] ?? '';
  if (isParent) {
    if (match[2] && indent <= 4) failure.push(line.trim());
    continue;
  }
  if (/# (SKIP|TODO)/i.test(name)) {
    totals.skipped += 1;
    console.log(`skipped: ${name}`);
  } else if (match[2]) {
    totals.failed += 1;
    console.log(
      lines
        .slice(at, at + 40)
        .filter((text, i) => i === 0 || text.startsWith(`${match[1]}  `))
        .join('\n'),
    );
  } else {
    totals.passed += 1;
  }
}
if (failure.length > 0) console.log(`\nfailing tests:\n  ${failure.join('\n  ')}`);
const bailed = lines.find((line) => line.startsWith('Bail out!'));
if (bailed) {
  totals.failed += 1;
  console.log(bailed);
}
if (totals.passed + totals.failed === 0) {
  console.log(readFileSync(join(folder, 'tap.err'), 'utf8'));
  process.exitCode = 1;
}
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
if (totals.failed > 0) process.exitCode = 1;
