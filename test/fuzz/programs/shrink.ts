/** Makes a failing program small: less text, fewer parameters, fewer and simpler values, as long as it fails in the same tier. */
import type { Difference } from './check-program.js';
import { isArray, type FuzzArgument, type FuzzInput, type FuzzProgram } from './program.js';
import { applyReplacement, findReductions } from './reductions.js';

/** A program with the inputs on which it fails. */
export interface Failure {
  readonly program: FuzzProgram;
  readonly inputs: readonly FuzzInput[];
  readonly difference: Difference;
}

/** How the program fails on the inputs, if it does. */
export type Probe = (program: FuzzProgram, inputs: readonly FuzzInput[]) => Promise<Difference | undefined>;

type Candidate = Pick<Failure, 'program' | 'inputs'>;

/** Runs of the probe after which the program is small enough. */
const MAXIMUM_PROBES = 2500;

export async function shrinkFailure(failure: Failure, probe: Probe): Promise<Failure> {
  let smallest = failure;
  let probes = 0;

  async function accept(candidate: Candidate): Promise<boolean> {
    if (probes++ >= MAXIMUM_PROBES) return false;
    const difference = await probe(candidate.program, candidate.inputs);
    if (difference === undefined || difference.tier !== failure.difference.tier) return false;
    smallest = { ...candidate, difference };
    return true;
  }

  /** Tries the candidates that a step finds, and starts it again after each that is accepted. */
  async function exhaust(step: (failure: Candidate) => Iterable<Candidate>): Promise<boolean> {
    let any = false;
    for (let progress = true; progress && probes < MAXIMUM_PROBES;) {
      progress = false;
      for (const candidate of step(smallest)) {
        if (await accept(candidate)) {
          progress = true;
          any = true;
          break;
        }
      }
    }
    return any;
  }

  const { input } = failure.difference;
  if (input !== undefined) await accept({ program: failure.program, inputs: [failure.inputs[input]!] });
  for (let progress = true; progress && probes < MAXIMUM_PROBES;) {
    progress = false;
    for (const step of [shorterTexts, fewerInputs, fewerParameters, smallerScopes, simplerTypes, simplerValues]) {
      progress = (await exhaust(step)) || progress;
    }
  }
  return smallest;
}

function* shorterTexts({ program, inputs }: Candidate): Iterable<Candidate> {
  for (const replacement of findReductions(program.source)) {
    yield { program: { ...program, source: applyReplacement(program.source, replacement) }, inputs };
  }
}

function* fewerInputs({ program, inputs }: Candidate): Iterable<Candidate> {
  if (inputs.length > 1) {
    for (const input of inputs) yield { program, inputs: [input] };
  }
}

/** Parameters that the text no longer names. */
function* fewerParameters({ program, inputs }: Candidate): Iterable<Candidate> {
  const [head, list] = /^function \(([^()]*)\)/.exec(program.source) ?? [];
  if (head === undefined || list === undefined) return;
  const names = list.split(',').map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    if (name.includes('=') || new RegExp(`\\b${name}\\b`).test(program.source.slice(head.length))) continue;
    if (inputs.some((input) => input.some((argument) => isArray(argument) && argument.windowOf?.argument === index)))
      continue;
    yield {
      program: {
        ...program,
        source: `function (${names.filter((_, at) => at !== index).join(', ')})${program.source.slice(head.length)}`,
        types: program.types.filter((_, at) => at !== index),
      },
      inputs: inputs.map((input) =>
        input.filter((_, at) => at !== index).map((argument) => moveWindow(argument, index)),
      ),
    };
  }
}

function moveWindow(argument: FuzzArgument, removed: number): FuzzArgument {
  if (!isArray(argument) || argument.windowOf === undefined || argument.windowOf.argument < removed) return argument;
  return { ...argument, windowOf: { ...argument.windowOf, argument: argument.windowOf.argument - 1 } };
}

/** Captured names that no text uses any more. */
function* smallerScopes({ program, inputs }: Candidate): Iterable<Candidate> {
  const { constants, functions, arrays } = program.scope;
  const without = <Value>(all: Readonly<Record<string, Value>>, name: string) =>
    Object.fromEntries(Object.entries(all).filter(([other]) => other !== name));
  for (const name of Object.keys(constants)) {
    yield { program: { ...program, scope: { ...program.scope, constants: without(constants, name) } }, inputs };
  }
  for (const name of Object.keys(functions)) {
    yield { program: { ...program, scope: { ...program.scope, functions: without(functions, name) } }, inputs };
  }
  if (arrays.length > 0) {
    const count = program.types.length - arrays.length;
    yield {
      program: { ...program, scope: { ...program.scope, arrays: [] }, types: program.types.slice(0, count) },
      inputs: inputs.map((input) => input.slice(0, count)),
    };
  }
}

function* simplerTypes({ program, inputs }: Candidate): Iterable<Candidate> {
  const hasWindows = inputs.some((input) =>
    input.some((argument) => isArray(argument) && argument.windowOf !== undefined),
  );
  if (program.mayAlias && !hasWindows) yield { program: { ...program, mayAlias: false }, inputs };
  for (const [index, type] of program.types.entries()) {
    if (type.kind !== 'array' || type.element === 'f64' || hasWindows) continue;
    const change = <Item>(items: readonly Item[], item: Item) => items.map((old, at) => (at === index ? item : old));
    yield {
      program: { ...program, types: change(program.types, { kind: 'array', element: 'f64' }) },
      inputs: inputs.map((input) => change(input, { ...(input[index] as object), kind: 'f64' } as FuzzArgument)),
    };
  }
}

function* simplerValues({ program, inputs }: Candidate): Iterable<Candidate> {
  for (const [at, input] of inputs.entries()) {
    for (const [index, argument] of input.entries()) {
      for (const simpler of simplerArguments(argument)) {
        const changed = input.map((old, other) => (other === index ? simpler : old));
        yield { program, inputs: inputs.map((old, other) => (other === at ? changed : old)) };
      }
    }
  }
}

/** Values of an array of which each is tried by itself. */
const MAXIMUM_SINGLE_VALUES = 40;

function* simplerArguments(argument: FuzzArgument): Iterable<FuzzArgument> {
  if (typeof argument === 'number') {
    yield* simplerNumbers(argument);
    return;
  }
  if (!isArray(argument)) {
    if (argument === true) yield false;
    return;
  }
  const { values, front, windowOf } = argument;
  if (windowOf !== undefined) {
    if (windowOf.length > 0) {
      yield { ...argument, windowOf: { ...windowOf, length: windowOf.length >> 1 } };
      yield { ...argument, windowOf: { ...windowOf, length: windowOf.length - 1 } };
    }
    return;
  }
  if (front > 0) yield { ...argument, front: 0 };
  for (let part = values.length; part >= 1; part >>= 1) {
    yield { ...argument, values: values.slice(0, values.length - part) };
  }
  if (values.some((value) => !Object.is(value, 0))) yield { ...argument, values: values.map(() => 0) };
  if (values.length > MAXIMUM_SINGLE_VALUES) return;
  for (const [index, value] of values.entries()) {
    for (const simpler of simplerNumbers(value)) {
      yield { ...argument, values: values.map((old, at) => (at === index ? simpler : old)) };
    }
  }
}

/** Whole numbers near zero, and what lies half way there. */
function* simplerNumbers(value: number): Iterable<number> {
  for (const candidate of [0, 1, 2, Math.trunc(value / 2) + 0, Math.trunc(value) + 0]) {
    if (Object.is(candidate, value)) return;
    const isSimpler = Math.abs(candidate) < Math.abs(value) || String(candidate).length < showNumber(value).length;
    if (Number.isFinite(candidate) && isSimpler) yield candidate;
  }
}

function showNumber(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
