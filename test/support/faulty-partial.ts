/** Functions that are compiled in parts, with a fault planted in how they are put together: whoever looks for differences must find it. */
import { outliningOf } from '../../lib/engine/dispatch/assemble-partial.js';
import { describeCaptured } from '../../lib/engine/dispatch/captured.js';
import { Dispatcher } from '../../lib/engine/dispatch/dispatcher.js';
import type { Outline } from '../../lib/engine/outline/index.js';
import { checkAccelerateOptions } from '../../lib/settings/options.js';
import { resolveFunctionSettings } from '../../lib/settings/settings.js';

/** Changes an outline. */
export type Fault = (outline: Outline) => Outline;

/** What `accelerate` makes of a function, forced to native code, with the fault. */
export function accelerateWithFault(
  original: (...args: never[]) => unknown,
  scope: Readonly<Record<string, unknown>>,
  fault: Fault,
): Dispatcher {
  const settings = resolveFunctionSettings(checkAccelerateOptions({ compile: 'sync', level: 2 }));
  const captured = describeCaptured({ original, scope }, () => undefined);
  const outlining = outliningOf(original, undefined, captured, settings);
  return new Dispatcher(
    original,
    undefined,
    captured,
    settings,
    outlining && { ...outlining, assemble: (outline) => outlining.assemble(fault(outline)) },
  );
}
