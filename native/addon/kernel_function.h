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

}  // namespace jetloop::addon
