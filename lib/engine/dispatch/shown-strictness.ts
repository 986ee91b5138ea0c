/** Whether a plain function is strict code, as far as the function object shows it. */
import { compileFunction } from 'node:vm';
import type { Strictness } from '../outline/index.js';

const { apply, getOwnPropertyDescriptor } = Reflect;

/** In newer engines it answers for functions that are not strict code, and throws for all others. */
const callerOf = getOwnPropertyDescriptor(Function.prototype, 'caller')?.get as (() => unknown) | undefined;

let isShown: boolean | undefined;

/** What it says about anything but plain functions means nothing. Engines that show it in a way that is not known here show nothing. */
export function shownStrictness(fn: unknown): Strictness {
  isShown ??= looksSloppy(probe('')) && !looksSloppy(probe(`'use strict';`));
  if (!isShown) return 'unknown';
  return looksSloppy(fn) ? 'sloppy' : 'strict';
}

/** In older engines such a function has two properties of its own that no other function has. */
function looksSloppy(fn: unknown): boolean {
  const hasOldProperties = ['arguments', 'caller'].every(
    (key) => getOwnPropertyDescriptor(fn as object, key)?.configurable === false,
  );
  return hasOldProperties || answersForCaller(fn);
}

function answersForCaller(fn: unknown): boolean {
  if (callerOf === undefined) return false;
  try {
    apply(callerOf, fn, []);
    return true;
  } catch {
    return false;
  }
}

function probe(directive: string): unknown {
  return (compileFunction(`${directive} return function () {};`) as () => unknown)();
}
