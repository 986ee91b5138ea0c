/** Whether plain functions show that they are strict code. */
import t from 'tap';
import { shownStrictness } from '../../../../lib/engine/dispatch/shown-strictness.js';

t.test('plain functions', (t) => {
  for (const [source, expected] of [
    ['(function () {})', 'sloppy'],
    ['(function named(a, b) { return a + b; })', 'sloppy'],
    [`(function () { 'use strict'; })`, 'strict'],
    [`(() => { 'use strict'; return function () {}; })()`, 'strict'],
    [`(() => { 'use strict'; return function () {}; })().bind()`, 'strict'],
  ] as const) {
    t.equal(shownStrictness((0, eval)(source)), expected, source);
  }
  t.end();
});

t.test('properties that a program adds say nothing', (t) => {
  const strict = (0, eval)(`(() => { 'use strict'; return function () {}; })()`) as object;
  for (const key of ['caller', 'arguments']) Object.defineProperty(strict, key, { value: null, configurable: true });
  t.equal(shownStrictness(strict), 'strict');
  t.end();
});
