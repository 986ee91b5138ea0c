/** The ESM face of the package. It re-exports the CommonJS modules, so that both faces share one state. */
export {
  accelerate,
  vectorize,
  kernels,
  configure,
  stats,
  capabilities,
  JetloopError,
  InputError,
  InternalError,
} from './index.js';
export type * from './index.js';
