// Writes docs/refusals.md from the tables of codes: the refusals.ts of lib/engine/frontend, compiler and dispatch.
//   node scripts/generate-refusals.mjs            after the TypeScript is compiled
//   node scripts/generate-refusals.mjs --check    fails where the file is not what would be written
import { readFileSync, writeFileSync } from 'node:fs';
import { SERVICE_REFUSALS } from '../dist/lib/engine/compiler/refusals.js';
import { CALL_REFUSALS } from '../dist/lib/engine/dispatch/refusals.js';
import { describeRefusals } from '../dist/lib/engine/frontend/describe-refusals.js';

const file = new URL('../docs/refusals.md', import.meta.url);
const text = describeRefusals({ ...CALL_REFUSALS, ...SERVICE_REFUSALS });
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('docs/refusals.md is out of date: run node scripts/generate-refusals.mjs');
    process.exitCode = 1;
  }
} else {
  writeFileSync(file, text);
}
