// The precompiled kernels (runtime/kernels) as JavaScript functions.
#pragma once

#include <node_api.h>

namespace jetloop::addon {

/// Adds `kernelTargets` and `precompiledKernels` to the exports.  Returns false with a JavaScript exception pending.
bool exportPrecompiledKernels(napi_env env, napi_value exports);

}  // namespace jetloop::addon
