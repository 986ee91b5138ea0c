/** Everything that programs are made of. A new construct is one entry in one of these files, or a file of its own that is named here. */
import type { Tables } from '../context.js';
import { AGGREGATE_NUMBERS, AGGREGATE_STATEMENTS } from './aggregates.js';
import { BOOLEANS } from './booleans.js';
import { FUNCTION_NUMBERS, FUNCTION_STATEMENTS } from './functions.js';
import { KERNELS } from './kernels.js';
import { LOOPS } from './loops.js';
import { NUMBERS } from './numbers.js';
import { STATEMENTS } from './statements.js';

export const TABLES: Tables = {
  numbers: [...NUMBERS, ...FUNCTION_NUMBERS, ...AGGREGATE_NUMBERS],
  booleans: BOOLEANS,
  statements: [...STATEMENTS, ...LOOPS, ...KERNELS, ...FUNCTION_STATEMENTS, ...AGGREGATE_STATEMENTS],
};

/** The name of each construct as it is counted. */
export function constructNames(): string[] {
  return [
    ...TABLES.numbers.map(({ name }) => `number: ${name}`),
    ...TABLES.booleans.map(({ name }) => `boolean: ${name}`),
    ...TABLES.statements.map(({ name }) => `statement: ${name}`),
  ];
}
