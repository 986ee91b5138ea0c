// JavaScript functions that call kernels.
#pragma once

#include <node_api.h>

#include <memory>

#include "addon/kernel_signature.h"
#include "runtime/object_loader.h"

namespace jetloop::addon {

/// Makes a JavaScript function that checks its arguments against `signature`, calls the kernel, and holds `object` for
/// as long as it lives.  Returns null with a JavaScript exception pending.
napi_value createKernelFunction(napi_env env, std::shared_ptr<const runtime::LoadedObject> object,
                                KernelSignature signature);

/// describeSharing(kernel): how many threads its last call used, and how many calls used more than one.
napi_value describeSharing(napi_env env, napi_callback_info info);

}  // namespace jetloop::addon
