/** The canonical text of test/ir/printed: what both printers, this one and the compiler's, give for the same kernel. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { printKernel } from '../../../../lib/engine/frontend/print.js';
import { readKernel } from '../../../../lib/engine/frontend/read.js';

// From dist/test/unit/engine/frontend-ir.
const CANONICAL = join(__dirname, '../../../../../test/ir/printed/every-form.ir');

t.test('printing gives the canonical text', (t) => {
  const text = readFileSync(CANONICAL, 'utf8');
  t.equal(printKernel(readKernel(text)), text);
  t.end();
});

t.test('a position has a line from 1 on, and both numbers fit 32 bits', (t) => {
  const kernel = (position: string) => `(kernel "k" (params) (alias none) (body (return @${position})))`;
  t.doesNotThrow(() => readKernel(kernel('4294967295:4294967295')));
  for (const position of ['0:1', '4294967296:1', '1:4294967296', '1', '1:', ':1', '1:-1']) {
    t.throws(() => readKernel(kernel(position)), { name: 'IrSyntaxError' }, position);
  }
  t.end();
});
