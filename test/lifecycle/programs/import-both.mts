/** Loads the package both ways, and tells whether the two are one. */
import { createRequire } from 'node:module';
import * as imported from 'jetloop';

const required = createRequire(import.meta.url)('jetloop') as typeof imported;
const accelerated = imported.accelerate(function twice(x: number) {
  return 2 * x;
});
accelerated(1);
console.log(
  JSON.stringify({
    imported: Object.keys(imported).sort(),
    required: Object.keys(required).sort(),
    same: imported.accelerate === required.accelerate && imported.InputError === required.InputError,
    seen: required.stats().functions.map(({ name }) => name),
  }),
);
