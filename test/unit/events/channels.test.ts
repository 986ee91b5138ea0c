import diagnosticsChannel from 'node:diagnostics_channel';
import t from 'tap';
import { publish, subscribe, type CompileEvent } from '../../../lib/events/channels.js';
import { setLogLevel } from '../../../lib/events/log.js';

const event: CompileEvent = { function: 'f', signature: 'f64[]', milliseconds: 2, cached: false, bytes: 100 };

t.test('nothing is computed when nobody listens', (t) => {
  publish('compile', () => {
    throw new Error('computed');
  });
  t.end();
});

t.test('events reach subscribers, of node:diagnostics_channel too, until they leave', (t) => {
  const seen: unknown[] = [];
  const stop = subscribe('compile', (received) => seen.push(received));
  const listener = (received: unknown): void => void seen.push(received);
  diagnosticsChannel.subscribe('jetloop:compile', listener);
  publish('compile', () => event);
  t.same(seen, [event, event]);
  stop();
  diagnosticsChannel.unsubscribe('jetloop:compile', listener);
  publish('compile', () => event);
  t.equal(seen.length, 2);
  t.end();
});

t.test('the log follows its level', (t) => {
  const lines: string[] = [];
  const publishAll = (): void => {
    publish('compile', () => event);
    publish('refusal', () => ({ function: 'f', code: 'closure', message: 'M.', hint: 'H.', line: 3, column: 4 }));
    publish('route', () => ({
      function: 'f',
      signature: 'f64[]',
      size: 8,
      route: 'javascript',
      javascriptMilliseconds: 1,
      nativeMilliseconds: 2,
    }));
    publish('deopt', () => ({ function: 'f', signature: 'f64[]', code: 'builtin-patched', message: 'M.' }));
    publish('compiler', () => ({ state: 'started', message: '/compiler' }));
    publish('verify-mismatch', () => ({ function: 'f', signature: 'f64[]', difference: 'D' }));
  };
  const linesAt = (level: 'silent' | 'error' | 'warn' | 'info'): string[] => {
    lines.length = 0;
    setLogLevel(level, (line) => lines.push(line));
    publishAll();
    return [...lines];
  };
  t.equal(linesAt('info').length, 6, 'resources are for telemetry and other listeners, not for people');
  t.match(lines[1], /^f: stays JavaScript: closure at line 3, column 4: M\. H\.$/);
  t.match(linesAt('error'), [/the kernel is disabled.*D$/]);
  t.equal(lines.length, 1);
  t.equal(linesAt('silent').length, 0);
  t.end();
});
