/** Runs one broken-up program as it is, and compiled in parts, and compares everything that can be seen of it. */
import { isDeepStrictEqual } from 'node:util';
import { Script } from 'node:vm';
import { accelerate, type Accelerated } from '../../../lib/index.js';
import { explain } from '../../../lib/engine/dispatch/explain.js';
import { findDifference, type Run } from '../../conformance/compare.js';
import { accelerateWithFault, type Fault } from '../../support/faulty-partial.js';
import { Random } from '../../support/random.js';
import { generateProgram } from '../programs/generate.js';
import { makeInputs } from '../programs/inputs.js';
import { argumentMaker, type FuzzProgram } from '../programs/program.js';
import { breakUp } from './break-up.js';

/** What is known of one program when it was run. */
export interface PartialVerdict {
  readonly source: string;
  readonly status: string;
  readonly loops: number;
  readonly nativeLoops: number;
  readonly difference: string | undefined;
}

/** Programs that take longer in plain JavaScript are left out. */
const TIME_LIMIT = 1000;

/** Undefined where the program takes too long, or needs what is new in each call. */
export function checkPartial(seed: number, inputs: number, fault?: Fault): PartialVerdict | undefined {
  const generated = generateProgram(seed);
  const { program } = generated;
  if (program.scope.arrays.length > 0) return undefined;
  const random = new Random(Math.imul(seed, 0x7feb352d));
  const source = breakUp(program.source, random);
  const plain = side(program, source);
  const parts = side(program, source);
  const verify = random.chance(0.3) ? 2 : 0;
  const fast =
    fault === undefined
      ? accelerate(parts.fn, { compile: 'sync', level: 2, scope: parts.scope, verify })
      : faultyFunction(parts, fault);
  let difference: string | undefined;
  for (const [index, input] of makeInputs(generated, seed, inputs).entries()) {
    const make = argumentMaker(input);
    const expected = runLimited(plain.fn, make());
    if (expected === undefined) return undefined;
    const actual = run(fast, make());
    difference ??= findDifference(expected, actual, { runs: 0, values: 0, bytes: 0 });
    if (!isDeepStrictEqual(plain.said, parts.said)) difference ??= 'it says something else';
    if (difference !== undefined) {
      difference = `input ${index}: ${difference}`;
      break;
    }
  }
  const { status, loops } = fast.explain();
  const { nativeLoops, mismatches } = fast.stats();
  if (mismatches > 0) difference ??= `${mismatches} mismatches`;
  return { source, status, loops: loops.length, nativeLoops, difference };
}

/** What of an accelerated function is looked at, for one with a fault. */
function faultyFunction(
  { fn, scope }: Side,
  fault: Fault,
): AnyFunction & Pick<Accelerated<AnyFunction>, 'explain' | 'stats'> {
  const dispatcher = accelerateWithFault(fn, scope, fault);
  return Object.assign(dispatcher.wrapper, {
    explain: () => explain(dispatcher, []),
    stats: () => dispatcher.stats(),
  });
}

type AnyFunction = (...args: never[]) => unknown;

interface Side {
  readonly fn: AnyFunction;
  readonly scope: Readonly<Record<string, unknown>>;
  readonly said: unknown[];
}

/** A function with a scope and a record of its own. */
function side({ scope: { constants, functions } }: FuzzProgram, source: string): Side {
  const said: unknown[] = [];
  const say = (...values: unknown[]): void => void said.push(structuredClone(values));
  const names = Object.keys(functions);
  const declarations = [
    ...Object.entries(constants).map(([name, value]) => `const ${name} = ${Object.is(value, -0) ? '-0' : value};`),
    ...names.map((name) => `const ${name} = ${functions[name]!};`),
  ];
  const [fn, ...helpers] = (
    (0, eval)(
      `(function (say) { ${declarations.join('\n')} return [${[`(${source}\n)`, ...names].join(', ')}]; })`,
    ) as (...args: unknown[]) => AnyFunction[]
  )(say) as [AnyFunction, ...AnyFunction[]];
  const helperScope = Object.fromEntries(names.map((name, index) => [name, helpers[index]]));
  return { fn, scope: { say, ...constants, ...helperScope }, said };
}

function run(fn: AnyFunction, args: unknown[]): Run {
  try {
    return { result: fn(...(args as never[])), args: args as Run['args'] };
  } catch (error) {
    return { result: undefined, error, args: args as Run['args'] };
  }
}

const limited = new Script('jetloopFuzzRun()');

function runLimited(fn: AnyFunction, args: unknown[]): Run | undefined {
  let result: Run | undefined;
  (globalThis as { jetloopFuzzRun?: () => void }).jetloopFuzzRun = () => (result = run(fn, args));
  try {
    limited.runInThisContext({ timeout: TIME_LIMIT });
  } catch {
    return undefined;
  }
  return result;
}
