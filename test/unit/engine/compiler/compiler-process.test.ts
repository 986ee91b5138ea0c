import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { CompilerProcess, type RestartPolicy } from '../../../../lib/engine/compiler/compiler-process.js';
import { locateCompiler } from '../../../../lib/engine/compiler/locate-compiler.js';
import { CompileFailure } from '../../../../lib/engine/compiler/refusals.js';
import type { CompilerEvent } from '../../../../lib/events/channels.js';

const policy: RestartPolicy = {
  attempts: 2,
  failuresBeforePause: 4,
  firstPauseMilliseconds: 50,
  longestPauseMilliseconds: 100,
};

const folder = mkdtempSync(join(tmpdir(), 'jetloop-compiler-process-'));
t.teardown(() => rmSync(folder, { recursive: true }));

/** An executable that counts its starts in a file, and ends while a mark is missing. */
function breakable(name: string): { readonly path: string; readonly mend: () => void; readonly starts: () => number } {
  const path = join(folder, name);
  const mark = `${path}.mended`;
  const log = `${path}.starts`;
  const compiler = locateCompiler(undefined);
  if (!compiler.found) throw new Error(compiler.reason);
  writeFileSync(path, `#!/bin/sh\necho >> ${log}\n[ -e ${mark} ] || exit 1\nexec ${compiler.path} "$@"\n`);
  chmodSync(path, 0o755);
  return { path, mend: () => writeFileSync(mark, ''), starts: () => readFileSync(log, 'utf8').length };
}

function processOf(compilerPath: string, events: CompilerEvent[] = []): CompilerProcess {
  const settings = { compilerPath, showCompilerOutput: false, timeoutMilliseconds: 10_000 };
  return new CompilerProcess(settings, (event) => events.push(event), policy);
}

/** The code with which a request is refused. */
async function codeOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return 'none';
  } catch (error) {
    if (!(error instanceof CompileFailure)) throw error;
    return error.refusal.code;
  }
}

t.test('a broken compiler is tried twice per request, then left alone for a while, then tried again', async (t) => {
  const { path, mend, starts } = breakable('breaks');
  const events: CompilerEvent[] = [];
  const compiler = processOf(path, events);
  t.equal(await codeOf(compiler.identify()), 'compiler-crashed');
  t.equal(starts(), 2);
  t.equal(await codeOf(compiler.identify()), 'compiler-crashed');
  t.equal(starts(), 4);
  t.equal(await codeOf(compiler.identify()), 'compiler-paused');
  t.equal(starts(), 4, 'nothing is started during the pause');
  t.same(
    events.map(({ state }) => state),
    ['started', 'failed', 'started', 'failed', 'started', 'failed', 'started', 'failed'],
  );
  mend();
  await new Promise((resolve) => setTimeout(resolve, policy.longestPauseMilliseconds));
  t.equal(await codeOf(compiler.identify()), 'none');
  compiler.stop();
});

t.test('one process serves many requests, and a refusal does not end it', async (t) => {
  const { path, mend, starts } = breakable('serves');
  mend();
  const compiler = processOf(path);
  const { target } = await compiler.identify();
  t.match(target, /^\S+ \S+ \S+$/);
  t.equal(await codeOf(compiler.compile('(not a kernel)', target)), 'compiler-refused');
  const ir = '(kernel "k" (params (f64 $x)) (alias none) (body (return (f64.add $x (f64 1)))))';
  const { object, sha256, report } = await compiler.compile(ir, target);
  t.match(sha256, /^[0-9a-f]{64}$/);
  t.same([...object.subarray(0, 4)], [0x7f, 0x45, 0x4c, 0x46], 'an ELF object');
  t.same(report.loops, []);
  t.same((await compiler.compile(ir, target)).sha256, sha256);
  t.equal(starts(), 1);
  compiler.stop();
});

t.test('a compiler that is asked for must be there', (t) => {
  t.match(locateCompiler(join(folder, 'absent')), {
    found: false,
    reason: /JETLOOP_COMPILER=.*absent is not an executable/,
  });
  t.match(locateCompiler(breakable('there').path), { found: true });
  t.equal(locateCompiler(undefined).found, true);
  t.end();
});
