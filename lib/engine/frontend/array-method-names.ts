/** The methods of typed arrays that kernels have; a list of its own, because dispatch needs it and does not load the front end. */
export const ARRAY_METHOD_NAMES = [
  'at',
  'copyWithin',
  'every',
  'fill',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'forEach',
  'includes',
  'indexOf',
  'reduce',
  'reduceRight',
  'reverse',
  'some',
] as const;

export type ArrayMethodName = (typeof ARRAY_METHOD_NAMES)[number];
