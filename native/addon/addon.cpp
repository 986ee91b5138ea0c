// The addon's exports.  lib/engine/native/contract.ts is their specification.

#include <node_api.h>

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "addon/environment.h"
#include "addon/javascript_values.h"
#include "addon/kernel_function.h"
#include "addon/kernel_signature.h"
#include "addon/precompiled_kernels.h"
#include "runtime/hardware/cpu_limit.h"
#include "runtime/hardware/host_features.h"
#include "runtime/object_check.h"
#include "runtime/object_loader.h"

namespace jetloop::addon {
namespace {

bool readBytes(napi_env env, napi_value value, std::span<const std::uint8_t>& result) {
  auto type = napi_bigint64_array;  // array kinds newer than this Node-API leave it as it was
  std::size_t length = 0;
  void* data = nullptr;
  if (napi_get_typedarray_info(env, value, &type, &length, &data, nullptr, nullptr) != napi_ok ||
      type != napi_uint8_array) {
    throwArgumentError(env, "the object must be a Uint8Array");
    return false;
  }
  result = {static_cast<const std::uint8_t*>(data), length};
  return true;
}

/// load(bytes, sha256, signature)
napi_value load(napi_env env, napi_callback_info info) {
  std::array<napi_value, 3> arguments;
  std::size_t count = arguments.size();
  if (!succeeded(env, napi_get_cb_info(env, info, &count, arguments.data(), nullptr, nullptr))) return nullptr;

  // The signature and the digest first: reading them may run JavaScript, which could resize or detach the bytes.
  KernelSignature signature;
  std::string sha256;
  std::span<const std::uint8_t> bytes;
  if (!readKernelSignature(env, arguments[2], signature) || !readString(env, arguments[1], "the digest", sha256) ||
      !readBytes(env, arguments[0], bytes)) {
    return nullptr;
  }
  auto object = runtime::loadObject(bytes, sha256);
  if (!object) {
    throwError(env, object.error());
    return nullptr;
  }
  return createKernelFunction(env, std::move(*object), std::move(signature));
}

/// hostFeatures()
napi_value hostFeatures(napi_env env, napi_callback_info) {
#if defined(__x86_64__)
  constexpr std::string_view kArchitecture = "x64";
#else
  constexpr std::string_view kArchitecture = "arm64";
#endif
  const runtime::HostFeatures host = runtime::detectHostFeatures();
  napi_value result = nullptr;
  napi_value features = nullptr;
  if (!succeeded(env, napi_create_object(env, &result)) || !setString(env, result, "architecture", kArchitecture) ||
      !setString(env, result, "brand", host.brand) ||
      !succeeded(env, napi_create_array_with_length(env, host.features.size(), &features))) {
    return nullptr;
  }
  for (std::uint32_t i = 0; i < host.features.size(); ++i) {
    napi_value name = nullptr;
    const std::string& text = host.features[i];
    if (!succeeded(env, napi_create_string_utf8(env, text.data(), text.size(), &name)) ||
        !succeeded(env, napi_set_element(env, features, i, name))) {
      return nullptr;
    }
  }
  return setProperty(env, result, "features", features) ? result : nullptr;
}

/// usableProcessors()
napi_value usableProcessors(napi_env env, napi_callback_info) {
  napi_value count = nullptr;
  return succeeded(env, napi_create_uint32(env, runtime::usableProcessors(), &count)) ? count : nullptr;
}

bool exportFunction(napi_env env, napi_value exports, const char* name, napi_callback callback) {
  napi_value function = nullptr;
  return succeeded(env, napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function)) &&
         setProperty(env, exports, name, function);
}

napi_value initialize(napi_env env, napi_value exports) {
  const Environment* environment = Environment::attach(env);
  napi_value abiVersion = nullptr;
  if (environment == nullptr || !setProperty(env, exports, "declined", environment->declined()) ||
      !setProperty(env, exports, "results", environment->results()) ||
      !setProperty(env, exports, "abandoned", environment->abandoned()) ||
      !setProperty(env, exports, "abandonedAt", environment->abandonedAt()) ||
      !setString(env, exports, "version", JETLOOP_VERSION) ||
      !succeeded(env, napi_create_uint32(env, runtime::kKernelAbi, &abiVersion)) ||
      !setProperty(env, exports, "abiVersion", abiVersion) || !exportFunction(env, exports, "load", load) ||
      !exportFunction(env, exports, "describeSharing", describeSharing) ||
      !exportFunction(env, exports, "usableProcessors", usableProcessors) ||
      !exportFunction(env, exports, "hostFeatures", hostFeatures) || !exportPrecompiledKernels(env, exports)) {
    return nullptr;
  }
  return exports;
}

}  // namespace
}  // namespace jetloop::addon

NAPI_MODULE_INIT() { return jetloop::addon::initialize(env, exports); }
