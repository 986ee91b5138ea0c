/** The public API of the package. One file per export; this one only names them. */
export { accelerate, type Accelerated } from './accelerate.js';
export { vectorize, type Vectorized } from './vectorize.js';
export {
  kernels,
  type ConvolveOptions,
  type FloatArray,
  type FourierOptions,
  type Histogram,
  type HistogramOptions,
  type MatmulOptions,
  type MatrixShape,
} from './kernels.js';
export { configure } from './configure.js';
export { stats, type ProcessStats } from './stats.js';
export { capabilities, type Capabilities } from './capabilities.js';
export { JetloopError, InputError, InternalError } from './settings/errors.js';
export type {
  AccelerateOptions,
  ConfigureOptions,
  NumericArrayConstructor,
  VectorizeOptions,
} from './settings/options.js';
export type { Level, LevelSetting, LogLevel } from './settings/variables.js';
export type { FunctionStats } from './engine/dispatch/dispatcher.js';
export type { Explanation, LoopExplanation, SignatureExplanation, Status } from './engine/dispatch/explanation.js';
export type { NumericArray } from './engine/dispatch/intrinsics.js';
export type { Reason } from './engine/dispatch/refusals.js';
export type { RoutingReport } from './engine/dispatch/router.js';
export type { GuardReport, LoopReport, UnprovedReport } from './engine/artifacts/source.js';
