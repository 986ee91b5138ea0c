/** What happens with the first function that a program hands to the package, whichever way. */
import { capabilities } from './capabilities.js';
import { publish } from './events/channels.js';
import { setLogLevel } from './events/log.js';
import { environmentProblems, resolveLogLevel } from './settings/settings.js';

let isOpen = false;

/** Called for every function; does something for the first one alone. */
export function openSession(): void {
  setLogLevel(resolveLogLevel());
  if (isOpen) return;
  isOpen = true;
  reportEnvironmentProblems();
  publish('session', () => {
    const { addon, compiler, processor } = capabilities();
    return { addon: addon.available, compiler: compiler.available, features: processor?.features ?? [] };
  });
}

/** A variable that is not understood is ignored, but never silently. */
function reportEnvironmentProblems(): void {
  if (resolveLogLevel() === 'silent' || resolveLogLevel() === 'error') return;
  for (const { name, message } of environmentProblems()) {
    process.emitWarning(message, { type: 'JetloopWarning', code: 'JETLOOP_VARIABLE', detail: name });
  }
}
