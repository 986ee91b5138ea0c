// How a kernel wants to be called, as plain data read once from JavaScript.
#pragma once

#include <node_api.h>

#include <cstdint>
#include <vector>

namespace jetloop::addon {

/// The IR's limit (docs/ir.md).
inline constexpr std::uint32_t kMaximumParameters = 64;
/// More threads than any machine is asked for.
inline constexpr std::uint32_t kMaximumThreads = 1024;
/// JavaScript arguments that are looked at; a parameter beyond is refused.
inline constexpr std::uint32_t kMaximumArguments = 256;

/// Undefined has no slot: the argument is only looked at.
enum class ParameterKind : std::uint8_t { Array, I32, F64, Bool, Undefined };

struct Parameter {
  ParameterKind kind = ParameterKind::F64;
  napi_typedarray_type arrayType = napi_float64_array;  // Array
  std::uint8_t elementBytes = 0;                        // Array
  bool written = false;                                 // Array
  bool copied = false;                                  // Array: the kernel works on a copy
  std::uint32_t argument = 0;                           // position of the JavaScript argument
};

struct KernelSignature {
  std::vector<Parameter> parameters;
  bool allowOverlap = false;
  bool transactional = false;  // some array is copied
  bool hasResults = false;     // the kernel has a result array
  std::uint32_t threads = 1;   // that its parallel loops may use
  bool shareAlways = false;    // tests: however small the loops
};

/// Reads `NativeSignature` of lib/engine/native/contract.ts; false with a JavaScript exception pending.
bool readKernelSignature(napi_env env, napi_value value, KernelSignature& signature);

}  // namespace jetloop::addon
