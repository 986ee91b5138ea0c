import type { Program } from '../program.js';
import { ACCESSES } from './accesses.js';
import { ARITHMETIC } from './arithmetic.js';
import { ASSIGNMENTS } from './assignments.js';
import { BITS } from './bits.js';
import { COMPARISONS } from './comparisons.js';
import { CONTROL_FLOW } from './control-flow.js';
import { ELEMENTWISE } from './elementwise.js';
import { FUNCTIONS } from './functions.js';
import { INTEGER_ELEMENTS } from './integer-elements.js';
import { ITERATION } from './iteration.js';
import { KERNELS } from './kernels.js';
import { LOCAL_ARRAYS } from './local-arrays.js';
import { MATH } from './math.js';
import { MATH_FUNCTIONS } from './math-functions.js';
import { RECORDS } from './records.js';
import { RESULTS } from './results.js';
import { SCALARS } from './scalars.js';
import { THROWS } from './throws.js';

/** The programs, by the construct they are about. */
export const PROGRAMS: Readonly<Record<string, readonly Program[]>> = {
  arithmetic: ARITHMETIC,
  bits: BITS,
  math: MATH,
  'math functions': MATH_FUNCTIONS,
  comparisons: COMPARISONS,
  'control flow': CONTROL_FLOW,
  accesses: ACCESSES,
  'integer elements': INTEGER_ELEMENTS,
  assignments: ASSIGNMENTS,
  scalars: SCALARS,
  functions: FUNCTIONS,
  elementwise: ELEMENTWISE,
  iteration: ITERATION,
  'local arrays': LOCAL_ARRAYS,
  records: RECORDS,
  results: RESULTS,
  throws: THROWS,
  kernels: KERNELS,
};
