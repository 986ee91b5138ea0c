/** Which loops are not taken out of their function, and when a function is not made anew although it has loops. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import t from 'tap';
import { accelerate, type Accelerated } from '../../../../lib/index.js';
import { OUTLINE_REFUSALS, outlineFunction, type OutlineRefusalCode } from '../../../../lib/engine/outline/index.js';
import { unitOf } from '../../../../lib/engine/frontend/index.js';

type AnyFunction = (...args: never[]) => unknown;

const options = { compile: 'sync', level: 2 } as const;

/** A function, in surroundings that have some variables. */
function evaluate(source: string, before = ''): AnyFunction {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- surroundings of its own
  return (new Function(`${before}; return (${source});`) as () => AnyFunction)();
}

const outlineOf = (source: string, strictness: 'strict' | 'sloppy' = 'sloppy', scopeNames: readonly string[] = []) =>
  outlineFunction(unitOf(source), { strictness, scopeNames });

const LEFT_ALONE: readonly [why: string, source: string][] = [
  ['a return in it', 'function f(a, n) { say(); for (let i = 0; i < n; i++) if (a[i] > 1) return i; }'],
  [
    'a jump to a label outside',
    'function f(a, n) { say(); o: { for (let i = 0; i < n; i++) if (a[i] > 1) break o; } }',
  ],
  ['this', 'function f(a, n) { say(); for (let i = 0; i < n; i++) a[i] = this; }'],
  ['arguments', 'function f(a, n) { say(); for (let i = 0; i < n; i++) a[i] = arguments[1]; }'],
  ['yield', 'function* f(a, n) { for (let i = 0; i < n; i++) a[i] = yield 1; }'],
  ['await', 'async function f(a, n) { for (let i = 0; i < n; i++) a[i] = await 1; }'],
  [
    'a variable that a closure reads and the loop writes',
    'function f(a, n) { let s = 0; const g = () => s; for (let i = 0; i < n; i++) s += a[i]; return g; }',
  ],
  [
    'a variable that a closure writes',
    'function f(a, n) { let s = 0; const g = () => s++; for (let i = 0; i < n; i++) a[i] = s; return g; }',
  ],
  [
    'a closure in it over a variable that changes',
    'function f(a, n) { say(); let s = 1; s = n; a.forEach(() => 1); for (let i = 0; i < n; i++) a.forEach((x, j) => { a[j] = x * s; }); }',
  ],
  [
    'a variable that is declared later',
    'function f(a, n) { for (let i = 0; i < n; i++) a[i] = s; let s = 1; say(s); }',
  ],
  [
    'a variable that another case declares',
    'function f(a, n) { switch (n) { case 1: let s = 1; say(s); default: for (let i = 0; i < n; i++) a[i] = s + 1; } }',
  ],
  [
    'a variable that the function inside may meet too early',
    'function f(a, n) { g(); const s = n; function g() { for (let i = 0; i < n; i++) a[i] = s; } return say(g); }',
  ],
  [
    'a variable of the function outside that changes',
    'function f(a, n) { let s = n; const g = () => { for (let i = 0; i < n; i++) a[i] = s; }; s = 2; return say(g); }',
  ],
  [
    'a helper that changes',
    'function f(a, n) { let h = (x) => x; say(); h = (x) => -x; for (let i = 0; i < n; i++) a[i] = h(a[i]); }',
  ],
  [
    'a helper that is not there yet',
    'function f(a, n) { say(); for (let i = 0; i < n; i++) a[i] = h(a[i]); const h = (x) => -x; }',
  ],
  [
    'a helper with this',
    'function f(a, n) { const h = (x) => x + this.y; say(); for (let i = 0; i < n; i++) a[i] = h(a[i]); }',
  ],
  ['a constant that is assigned', 'function f(a, n) { const s = 0; say(); for (let i = 0; i < n; i++) s += a[i]; }'],
  ['nothing to compute', 'function f(a, n) { let last; say(); for (let i = 0; i < n; i++) last = i; say(last); }'],
  ['parameters of one name', 'function f(a, n, a) { say(); for (let i = 0; i < n; i++) a[i] = 1; }'],
  ['parts that cannot be compiled', 'function f(a, n) { for (let i = 0; i < n; i++) say(a[i]); }'],
  ['for…in', 'function f(a) { for (const key in a) a[key] = 1; }'],
];

t.test('loops that are left alone', (t) => {
  for (const [why, source] of LEFT_ALONE) t.equal(outlineOf(source), undefined, why);
  t.end();
});

t.test('where arrays change places, the loop inside is taken', (t) => {
  const outline = outlineOf(
    'function f(a, b, n) { say(); for (let k = 0; k < n; k++) { for (let i = 0; i < n; i++) b[i] = a[i]; const c = a; a = b; b = c; } return a; }',
  );
  t.equal(outline?.loops.length, 1);
  t.equal(outline?.loops[0]?.column, 59, 'the inner loop');
  t.end();
});

t.test('a nested loop is looked at when the outer one is left alone', (t) => {
  const outline = outlineOf(
    'function f(a, n) { for (let k = 0; k < n; k++) { say(k); for (let i = 0; i < n; i++) a[i] += k; } }',
  );
  t.match(outline?.loops, [{ line: 1, column: 57 }]);
  t.end();
});

t.test('the example of every code is refused with that code', (t) => {
  const examples: Readonly<Record<OutlineRefusalCode, (source: string) => Accelerated<AnyFunction>>> = {
    'name-unknown': (source) => accelerate(evaluate(source, 'const notify = () => 1'), options),
    'captured-assignment': (source) => accelerate(evaluate(source, 'let calls = 0'), options),
    'strictness-unknown': (source) => accelerate(evaluate(source), options),
    'copy-differs': (source) => accelerate(evaluate(source), options),
  };
  for (const [code, make] of Object.entries(examples) as [
    OutlineRefusalCode,
    (typeof examples)[OutlineRefusalCode],
  ][]) {
    const fast = make(OUTLINE_REFUSALS[code].example);
    for (const when of ['before', 'after']) {
      const { status, refusals, loops } = fast.explain();
      t.equal(status, 'UNSUPPORTED', `${code}, ${when} a call`);
      t.same(loops, []);
      t.match(
        refusals.filter((refusal) => refusal.code in OUTLINE_REFUSALS),
        [{ code, hint: OUTLINE_REFUSALS[code].wayOut, line: 1 }],
        when,
      );
      try {
        void (fast(new Float64Array(4) as never) as Promise<unknown> | undefined);
      } catch {
        // What this example does when it is called does not matter.
      }
    }
  }
  t.end();
});

t.test('a name that means a variable of the surroundings is not taken for the global', (t) => {
  class Other {
    get(): string {
      return 'other';
    }
  }
  const source = `function f(a) { for (let i = 0; i < a.length; i++) a[i] *= 2; return new Map().get('x') + Math.max(1, 2); }`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- surroundings of its own
  const shadowed = (new Function('Map', `return ${source}`) as (value: unknown) => AnyFunction)(Other);
  const fast = accelerate(shadowed, options);
  t.equal(fast(Float64Array.of(1) as never), 'other2');
  t.match(fast.explain(), { status: 'UNSUPPORTED', loops: [] });
  t.match(fast.explain().refusals.at(-1), { code: 'name-unknown', message: /it uses Map/ });

  const known = accelerate(shadowed, { ...options, scope: { Map: Other } });
  t.equal(known(Float64Array.of(1) as never), 'other2');
  t.equal(known.explain().status, 'COMPILED_PARTIAL');

  const global = accelerate(evaluate(source), options);
  t.same(global(Float64Array.of(1) as never), NaN);
  t.equal(global.explain().status, 'COMPILED_PARTIAL');
  t.end();
});

t.test('what a module imports is a variable of the surroundings, and arrows in modules are strict code', async (t) => {
  const folder = t.testdir({});
  const file = join(folder, 'module.mjs');
  writeFileSync(
    file,
    `import { basename as String } from 'node:path';
export const imported = (a) => { for (let i = 0; i < a.length; i++) a[i] += 1; return String('x/y') + \`\${a[0]}\`; };
export const strict = (a, frozen) => { for (let i = 0; i < a.length; i++) a[i] += 1; frozen.x = \`\${a[0]}\`; };`,
  );
  const { imported, strict } = (await import(pathToFileURL(file).href)) as Record<'imported' | 'strict', AnyFunction>;
  const fastImported = accelerate(imported, options);
  t.equal(fastImported(Float64Array.of(1) as never), 'y2');
  t.match(fastImported.explain().refusals.at(-1), { code: 'name-unknown', message: /it uses String/ });

  const fastStrict = accelerate(strict, options);
  const a = Float64Array.of(1);
  t.throws(() => fastStrict(a as never, Object.freeze({ x: 1 }) as never), TypeError);
  t.same(a, Float64Array.of(2));
  t.equal(fastStrict.explain().status, 'COMPILED_PARTIAL');
});

t.test('functions of other realms, and methods, are not made anew', (t) => {
  const source = 'function f(a) { for (let i = 0; i < a.length; i++) a[i] *= 2; return `${a[0]}`; }';
  const foreign = accelerate(runInContext(`(${source})`, createContext({})) as AnyFunction, options);
  t.equal(foreign(Float64Array.of(1) as never), '2');
  t.match(foreign.explain().refusals.at(-1), { code: 'copy-differs', message: /another realm/ });

  const method = accelerate(
    (evaluate(`{ ${source.replace('function ', '')} }`) as unknown as { f: AnyFunction }).f,
    options,
  );
  t.equal(method(Float64Array.of(1) as never), '2');
  t.ok(method.explain().refusals.some(({ message }) => message.includes('it is a method')));
  t.end();
});

t.test('a function that a kernel can hold as a whole is not taken apart', (t) => {
  const whole = accelerate(evaluate('function f(a) { for (let i = 0; i < a.length; i++) a[i] *= 2; }'), options);
  whole(Float64Array.of(1) as never);
  t.match(whole.explain(), { status: 'COMPILED_FULL', loops: [] });
  whole('text' as never);
  t.match(whole.explain(), { status: 'COMPILED_FULL', loops: [] });
  t.match(whole.explain('text' as never).refusals, []);
  t.match(whole.explain('text' as never).signatures, [
    { status: 'UNSUPPORTED', refusals: [{ code: 'argument-kind' }] },
  ]);
  t.end();
});
