/** The kernels of test/ir, which the compiler's own tests read too. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { printKernel } from '../../../../lib/engine/frontend/print.js';
import { readKernel } from '../../../../lib/engine/frontend/read.js';
import { verifyKernel } from '../../../../lib/engine/frontend/verify.js';

// From dist/test/unit/engine/frontend-ir.
const CORPUS = join(__dirname, '../../../../../test/ir');

t.test('the corpus is read, valid, and round trips', (t) => {
  const files = readdirSync(CORPUS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ir'));
  t.ok(files.length >= 8, `${files.length} kernels`);
  for (const file of files) {
    const kernel = readKernel(readFileSync(join(CORPUS, file), 'utf8'));
    t.same(verifyKernel(kernel), [], `${file} is valid`);
    const text = printKernel(kernel);
    t.equal(printKernel(readKernel(text)), text, `${file} round trips`);
  }
  t.end();
});
