/** Writes events to standard error for people, as far as the log level allows. */
import { subscribe } from './channels.js';

/** As `LogLevel` of the settings, which this folder does not import. */
type Severity = 'silent' | 'error' | 'warn' | 'info' | 'debug';

const RANK: Readonly<Record<Severity, number>> = { silent: 0, error: 1, warn: 2, info: 3, debug: 4 };

let stopListening: (() => void)[] = [];
let currentLevel: Severity = 'silent';

/** Follows the events that the level asks for, and no others. */
export function setLogLevel(level: Severity, write: (line: string) => void = writeToStandardError): void {
  if (level === currentLevel) return;
  for (const stop of stopListening) stop();
  stopListening = [];
  currentLevel = level;
  const at = (severity: Severity, start: () => () => void): void => {
    if (RANK[level] >= RANK[severity]) stopListening.push(start());
  };
  at('error', () =>
    subscribe('verify-mismatch', (event) =>
      write(
        `${event.function} (${event.signature}): the kernel is disabled, its results differ from JavaScript: ${event.difference}`,
      ),
    ),
  );
  at('info', () =>
    subscribe('compile', (event) =>
      write(
        `${event.function} (${event.signature}): compiled in ${event.milliseconds.toFixed(1)} ms${event.cached ? ' (cached)' : ''}`,
      ),
    ),
  );
  at('info', () =>
    subscribe('refusal', (event) => {
      const place = event.line > 0 ? ` at line ${event.line}, column ${event.column}` : '';
      const signature = event.signature === undefined ? '' : ` (${event.signature})`;
      write(`${event.function}${signature}: stays JavaScript: ${event.code}${place}: ${event.message} ${event.hint}`);
    }),
  );
  at('info', () =>
    subscribe('route', (event) =>
      write(
        `${event.function} (${event.signature}): calls of size ${event.size} and up to twice that go to ${event.route}: ` +
          `JavaScript ${event.javascriptMilliseconds.toFixed(4)} ms, native ${event.nativeMilliseconds.toFixed(4)} ms`,
      ),
    ),
  );
  at('info', () =>
    subscribe('deopt', (event) =>
      write(`${event.function} (${event.signature}): back to JavaScript: ${event.code}: ${event.message}`),
    ),
  );
  at('info', () => subscribe('compiler', (event) => write(`compiler process ${event.state}: ${event.message}`)));
}

function writeToStandardError(line: string): void {
  process.stderr.write(`jetloop: ${line}\n`);
}
