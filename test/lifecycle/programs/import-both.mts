/** Loads the package both ways by its name, as users do, and tells whether the two are one. */
import { createRequire } from 'node:module';

type Package = typeof import('../../../lib/index.mjs');

const name = 'jetloop';
const imported = (await import(name)) as Package;
const required = createRequire(import.meta.url)(name) as Package;
const accelerated = imported.accelerate(function twice(x: number) {
  return 2 * x;
});
accelerated(1);
console.log(
  JSON.stringify({
    imported: Object.keys(imported).sort(),
    required: Object.keys(required).sort(),
    same: imported.accelerate === required.accelerate && imported.InputError === required.InputError,
    seen: required.stats().functions.map((one) => one.name),
  }),
);
