/** `configure`: settings for every function accelerated afterwards. */
import { setLogLevel } from './events/log.js';
import { checkConfigureOptions, type ConfigureOptions } from './settings/options.js';
import { applyConfiguration, resolveLogLevel } from './settings/settings.js';

/**
 * Sets defaults for the functions accelerated afterwards; what is not named stays as it is. Environment variables keep their say, see
 * docs/settings.md.
 *
 * @throws InputError when an option is unknown or has a value that is not accepted; nothing is changed then
 */
export function configure(options: ConfigureOptions): void {
  applyConfiguration(checkConfigureOptions(options));
  setLogLevel(resolveLogLevel());
}
