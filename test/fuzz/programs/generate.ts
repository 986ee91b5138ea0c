/** Makes a program from a seed: the same one each time. */
import type { ArgumentType } from '../../../lib/engine/frontend/index.js';
import { ELEMENT_KINDS } from '../../../lib/engine/frontend/ir.js';
import { Random } from '../../support/random.js';
import { TABLES } from './constructs/index.js';
import { Context } from './context.js';
import type { FuzzProgram, ProgramScope } from './program.js';

/** What the values of a parameter are chosen for. */
export type Role = 'array' | 'number' | 'integer' | 'count' | 'side' | 'boolean' | 'optional';

export interface GeneratedProgram {
  readonly program: FuzzProgram;
  /** Of the parameters, then of the arrays in its scope. */
  readonly roles: readonly Role[];
  /** Longest arrays for which its loops end in a bearable time. */
  readonly maximumLength: number;
  readonly features: ReadonlyMap<string, number>;
}

interface ParameterName {
  readonly name: string;
  readonly role: Role;
}

/** Constructs in one program. */
const LEAST_SIZE = 30;
const SIZE_SPREAD = 110;

export function generateProgram(seed: number): GeneratedProgram {
  const random = new Random(Math.imul(seed, 0x9e3779b1));
  const c = new Context(random, TABLES, LEAST_SIZE + random.below(SIZE_SPREAD));
  const arrays = ['a', 'b', 'c', 'd'].slice(0, random.pick([1, 2, 2, 3, 3, 3, 4]));
  const parameters: ParameterName[] = [
    ...arrays.map((name) => ({ name, role: 'array' as const })),
    { name: 'n', role: 'count' },
    { name: 'm', role: 'side' },
    { name: 'x', role: 'number' },
    { name: 'k', role: 'integer' },
    { name: 'flag', role: 'boolean' },
    ...(random.chance(0.3) ? [{ name: 'y', role: 'optional' as const }] : []),
  ];
  const hasOptional = parameters.length > arrays.length + 5;
  for (const name of arrays) {
    c.declare('arrays', { name, isLiteral: false });
  }
  ['x', 'k'].forEach((name) => c.declare('numbers', name));
  ['n', 'm'].forEach((name) => c.declare('counters', name));
  c.declare('booleans', 'flag');
  const scope = makeScope(c);
  const list = parameters.map(({ name, role }) =>
    role === 'optional' && c.chance(0.6) ? (c.note('default value of the program'), `${name} = ${c.number(1)}`) : name,
  );
  ['s', 'u', ...(hasOptional ? ['y'] : [])].forEach((name) => c.declare('numbers', name));
  const body = c.block(3, 6) + c.block(3, 3);
  const end = c.pick(['return s;', 'return s;', `return ${c.number(2)};`, `return ${c.boolean(2)};`, '']);
  const source = `function (${list.join(', ')}) { let s = 0, u; let fuel = 60; ${body}${end} }`;
  const roles = [...parameters.map(({ role }) => role), ...scope.arrays.map(() => 'array' as const)];
  const types = roles.map((role) => typeOf(role, random));
  const mayAlias = random.chance(0.2);
  if (mayAlias) c.note('program whose arrays overlap');
  return {
    program: { source, scope, types, mayAlias },
    roles,
    maximumLength: maximumLength(c.maximumNest),
    features: c.features,
  };
}

/** Captured constants, helpers and arrays, in some programs. */
function makeScope(c: Context): ProgramScope {
  if (!c.chance(0.25)) {
    return { constants: {}, functions: {}, arrays: [] };
  }
  c.note('scope: constants');
  const constants = { gain: c.random.pick([1.5, -0, 255, NaN, 3]), width: c.random.pick([2, 3, 8]) };
  const functions: Record<string, string> = {};
  const arrays: string[] = [];
  c.declare('counters', 'width');
  if (c.chance(0.6)) {
    c.note('scope: a function');
    const { part, nest } = c.measured(() => c.inFunction('number', { numbers: ['p', 'q'] }, () => helper(c)));
    functions.helper = part;
    c.declare('functions', { name: 'helper', parameters: 2, nest });
  }
  if (c.chance(0.5)) {
    c.note('scope: an array');
    arrays.push('table');
    c.declare('arrays', { name: 'table', isLiteral: false });
  }
  return { constants, functions, arrays };
}

/** It sees the captured constants, and nothing of the program. */
function helper(c: Context): string {
  const value = c.pick([
    'p * gain + q',
    'p > q ? p : q',
    '(p ^ q) >>> 0',
    'p % width',
    'Math.min(Math.max(p, 0), width)',
  ]);
  return c.pick([
    `(p, q) => ${value}`,
    `(p, q = 1) => { if (p > q) return q; return ${value}; }`,
    `function (p, q) { let r = 0; for (let z = 0; z < width; z++) r += ${value}; return r; }`,
  ]);
}

function typeOf(role: Role, random: Random): ArgumentType {
  switch (role) {
    case 'array':
      return { kind: 'array', element: random.pick(ELEMENT_KINDS) };
    case 'number':
      return { kind: random.chance(0.6) ? 'f64' : 'i32' };
    case 'integer':
      return { kind: 'i32' };
    case 'count':
    case 'side':
      return { kind: random.chance(0.85) ? 'i32' : 'f64' };
    case 'boolean':
      return { kind: 'bool' };
    case 'optional':
      return random.chance(0.5) ? { kind: 'undefined' } : { kind: 'f64' };
  }
}

function maximumLength(nest: number): number {
  return nest <= 0.5
    ? 900
    : nest <= 1
      ? 700
      : nest <= 1.5
        ? 150
        : nest <= 2
          ? 40
          : nest <= 2.5
            ? 20
            : nest <= 3
              ? 12
              : 7;
}
