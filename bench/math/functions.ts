/** The functions of Math that are measured, and the numbers on which: ordinary ones, spread evenly. */

export type Range = readonly [low: number, high: number];

export interface MeasuredFunction {
  readonly name: string;
  readonly first: Range;
  /** For functions of two numbers. */
  readonly second?: Range;
}

export const MEASURED_FUNCTIONS: readonly MeasuredFunction[] = [
  { name: 'sin', first: [-100, 100] },
  { name: 'cos', first: [-100, 100] },
  { name: 'tan', first: [-100, 100] },
  { name: 'asin', first: [-1, 1] },
  { name: 'acos', first: [-1, 1] },
  { name: 'atan', first: [-10, 10] },
  { name: 'atan2', first: [-10, 10], second: [-10, 10] },
  { name: 'sinh', first: [-10, 10] },
  { name: 'cosh', first: [-10, 10] },
  { name: 'tanh', first: [-5, 5] },
  { name: 'asinh', first: [-100, 100] },
  { name: 'acosh', first: [1, 100] },
  { name: 'atanh', first: [-1, 1] },
  { name: 'exp', first: [-10, 10] },
  { name: 'expm1', first: [-5, 5] },
  { name: 'log', first: [0, 1000] },
  { name: 'log1p', first: [-0.5, 100] },
  { name: 'log2', first: [0, 1000] },
  { name: 'log10', first: [0, 1000] },
  { name: 'cbrt', first: [-1000, 1000] },
  { name: 'pow', first: [0, 100], second: [-10, 10] },
  { name: 'hypot', first: [-100, 100], second: [-100, 100] },
];
