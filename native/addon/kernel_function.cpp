#include "addon/kernel_function.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <tuple>
#include <utility>

#include "addon/environment.h"
#include "addon/javascript_values.h"
#include "base/array_limit.h"
#include "base/result_words.h"

namespace jetloop::addon {
namespace {

/// What a kernel function closes over; its finalizer frees it.
struct KernelFunction {
  runtime::Kernel kernel;
  KernelSignature signature;
  Environment* environment;
  std::shared_ptr<const runtime::LoadedObject> object;
  std::uint32_t threadsUsed = 1;  // in the last call
  std::uint64_t sharedCalls = 0;  // calls that used more than one

  void noteThreads(std::uint32_t threads) {
    threadsUsed = threads;
    if (threads > 1) ++sharedCalls;
  }
};

/// Tells kernel functions from all other objects.
constexpr napi_type_tag kKernelTag{0x6a65746c6f6f7001, 0x6b65726e656c6601};

struct ArrayExtent {
  std::uintptr_t begin;
  std::uintptr_t end;
  bool written;
};

bool overlaps(const ArrayExtent& a, const ArrayExtent& b) {
  return (a.written || b.written) && a.begin < b.end && b.begin < a.end;
}

/// An array that the kernel sees a copy of.
struct CopiedArray {
  std::size_t slot;  // of its pointer
  void* original;
  std::size_t bytes;
};

/// The arguments of one call on their way into the kernel's slots.  Every member returns false where the call does not
/// fit.
class ArgumentSlots {
 public:
  explicit ArgumentSlots(napi_env env) : env_(env) {}

  bool fill(const KernelSignature& signature, const napi_value* arguments) {
    for (const Parameter& parameter : signature.parameters) {
      if (!take(parameter, arguments[parameter.argument])) return false;
    }
    return signature.allowOverlap || !anyOverlap();
  }

  const std::uint64_t* data() const { return slots_.data(); }

  /// Puts copies in the place of the arrays that must not be written before the end.
  bool copyArrays(CallMemory& memory) {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < copiedCount_; ++i) bytes += roundedUp(copied_[i].bytes);
    std::byte* copy = memory.reserve(bytes);
    if (copy == nullptr) return false;
    for (std::size_t i = 0; i < copiedCount_; ++i) {
      const CopiedArray& array = copied_[i];
      std::memcpy(copy, array.original, array.bytes);
      slots_[array.slot] = reinterpret_cast<std::uintptr_t>(copy);
      copy += roundedUp(array.bytes);
    }
    return true;
  }

  /// Writes the copies back.
  void writeBack() const {
    for (std::size_t i = 0; i < copiedCount_; ++i) {
      const CopiedArray& array = copied_[i];
      std::memcpy(array.original, reinterpret_cast<const void*>(slots_[array.slot]), array.bytes);
    }
  }

 private:
  bool take(const Parameter& parameter, napi_value value) {
    switch (parameter.kind) {
      case ParameterKind::Array:
        return takeArray(parameter, value);
      case ParameterKind::I32:
        return takeInt32(value);
      case ParameterKind::F64:
        return takeDouble(value);
      case ParameterKind::Bool:
        return takeBoolean(value);
      case ParameterKind::Undefined:
        return isUndefined(value);
    }
    return false;
  }

  bool takeArray(const Parameter& parameter, napi_value value) {
    auto type = napi_bigint64_array;  // no kernel takes it, and array kinds newer than this Node-API leave it as it was
    std::size_t length = 0;
    void* data = nullptr;
    if (napi_get_typedarray_info(env_, value, &type, &length, &data, nullptr, nullptr) != napi_ok) return false;
    if (type != parameter.arrayType) return false;
    if (length == 0 && isDetached(value)) return false;
    if (length > kMaximumArrayBytes / parameter.elementBytes) return false;
    const auto begin = reinterpret_cast<std::uintptr_t>(data);
    if (begin % parameter.elementBytes != 0) return false;  // memory an addon handed to V8 may lie anywhere
    if (parameter.copied && length != 0) {
      if (isShared(value)) return false;
      copied_[copiedCount_++] = {slotCount_, data, length * parameter.elementBytes};
    }
    push(begin);
    push(length);
    if (length != 0) extents_[extentCount_++] = {begin, begin + length * parameter.elementBytes, parameter.written};
    return true;
  }

  /// Asked for empty arrays only: Node-API tells it of the buffer, and fetching that costs.
  bool isDetached(napi_value value) {
    napi_value buffer = nullptr;
    bool detached = false;
    // A shared buffer is not an ArrayBuffer to Node-API, and is never detached.
    return napi_get_typedarray_info(env_, value, nullptr, nullptr, nullptr, &buffer, nullptr) != napi_ok ||
           (napi_is_detached_arraybuffer(env_, buffer, &detached) == napi_ok && detached);
  }

  /// Others may see what is written into shared memory, and write it, at any time: a copy would show.
  bool isShared(napi_value value) {
    napi_value buffer = nullptr;
    bool owned = false;
    return napi_get_typedarray_info(env_, value, nullptr, nullptr, nullptr, &buffer, nullptr) != napi_ok ||
           napi_is_arraybuffer(env_, buffer, &owned) != napi_ok || !owned;
  }

  static std::size_t roundedUp(std::size_t bytes) {
    return (bytes + CallMemory::kAlignment - 1) & ~(CallMemory::kAlignment - 1);
  }

  bool takeInt32(napi_value value) {
    double number = 0;
    if (napi_get_value_double(env_, value, &number) != napi_ok) return false;
    if (!(number >= INT32_MIN && number <= INT32_MAX)) return false;
    const auto integer = static_cast<std::int32_t>(number);
    if (static_cast<double>(integer) != number || (integer == 0 && std::signbit(number))) return false;
    push(static_cast<std::uint64_t>(std::int64_t{integer}));
    return true;
  }

  bool takeDouble(napi_value value) {
    double number = 0;
    if (napi_get_value_double(env_, value, &number) != napi_ok) return false;
    push(std::bit_cast<std::uint64_t>(number));
    return true;
  }

  bool takeBoolean(napi_value value) {
    bool flag = false;
    if (napi_get_value_bool(env_, value, &flag) != napi_ok) return false;
    push(flag ? 1 : 0);
    return true;
  }

  bool isUndefined(napi_value value) const {
    napi_valuetype type = napi_null;
    return napi_typeof(env_, value, &type) == napi_ok && type == napi_undefined;
  }

  bool anyOverlap() const {
    for (std::size_t i = 1; i < extentCount_; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (overlaps(extents_[i], extents_[j])) return true;
      }
    }
    return false;
  }

  void push(std::uint64_t slot) { slots_[slotCount_++] = slot; }

  // Left uninitialised: a call touches only what it uses.
  napi_env env_;
  std::size_t slotCount_ = 0;
  std::size_t extentCount_ = 0;
  std::size_t copiedCount_ = 0;
  std::array<std::uint64_t, std::size_t{2} * kMaximumParameters> slots_;
  std::array<ArrayExtent, kMaximumParameters> extents_;
  std::array<CopiedArray, kMaximumParameters> copied_;
};

/// Tags of `result[0]` in the kernel ABI.
enum : std::uint64_t { Undefined = 0, Number = 1, Boolean = 2, Abandoned = 3 };

napi_value createResult(napi_env env, const std::uint64_t* result) {
  napi_value value = nullptr;  // JavaScript's undefined
  if (result[0] == Number) {
    napi_create_double(env, std::bit_cast<double>(result[1]), &value);
  } else if (result[0] == Boolean) {
    napi_get_boolean(env, result[1] != 0, &value);
  }
  return value;
}

/// `capacity` arguments are fetched, missing ones as undefined: Node-API writes each, so a few sizes keep short calls
/// short.
template <std::size_t capacity, bool transactional>
napi_value callKernel(napi_env env, napi_callback_info info) {
  std::size_t count = capacity;
  std::array<napi_value, capacity> arguments;
  void* data = nullptr;
  if (napi_get_cb_info(env, info, &count, arguments.data(), nullptr, &data) != napi_ok) return nullptr;
  auto& function = *static_cast<KernelFunction*>(data);
  Environment& environment = *function.environment;

  ArgumentSlots slots(env);
  if (!slots.fill(function.signature, arguments.data())) return environment.declined();
  std::array<std::uint64_t, kResultHead> head;
  std::uint64_t* result = function.signature.hasResults ? environment.resultWords() : head.data();
  if (result == nullptr) return environment.declined();
  if constexpr (transactional) {
    if (!slots.copyArrays(environment.callMemory())) return environment.declined();
  }
  const std::uint32_t threads = function.signature.threads;
  if (threads > 1) {
    using Sharing = runtime::ParallelCaller::Sharing;
    runtime::ParallelCaller& caller = environment.parallelCaller();
    const auto sharing = function.signature.shareAlways ? Sharing::Always : Sharing::WhereWorthIt;
    function.kernel(slots.data(), result, caller.beginCall(threads, sharing));
    function.noteThreads(caller.threadsUsed());
  } else {
    function.kernel(slots.data(), result, nullptr);
  }
  if constexpr (transactional) {
    if (result[0] != Abandoned) slots.writeBack();
    environment.callMemory().recycle();
  }
  return result[0] == Abandoned ? environment.abandonAt(result[1]) : createResult(env, result);
}

template <bool transactional>
napi_callback chooseCallback(const KernelSignature& signature) {
  std::uint32_t needed = 0;
  for (const Parameter& parameter : signature.parameters) needed = std::max(needed, parameter.argument + 1);
  if (needed <= 4) return callKernel<4, transactional>;
  if (needed <= 8) return callKernel<8, transactional>;
  if (needed <= 16) return callKernel<16, transactional>;
  return callKernel<kMaximumArguments, transactional>;
}

}  // namespace

napi_value createKernelFunction(napi_env env, std::shared_ptr<const runtime::LoadedObject> object,
                                KernelSignature signature) {
  Environment* environment = findEnvironment(env);
  const napi_callback callback =
      signature.transactional ? chooseCallback<true>(signature) : chooseCallback<false>(signature);
  const runtime::Kernel kernel = object->kernel();
  auto function =
      std::make_unique<KernelFunction>(KernelFunction{kernel, std::move(signature), environment, std::move(object)});

  napi_value value = nullptr;
  if (!succeeded(env, napi_create_function(env, "kernel", NAPI_AUTO_LENGTH, callback, function.get(), &value))) {
    return nullptr;
  }
  const auto free = [](napi_env, void* data, void*) { delete static_cast<KernelFunction*>(data); };
  if (!succeeded(env, napi_type_tag_object(env, value, &kKernelTag)) ||
      !succeeded(env, napi_wrap(env, value, function.get(), free, nullptr, nullptr))) {
    return nullptr;
  }
  std::ignore = function.release();  // the finalizer's from here on
  return value;
}

napi_value describeSharing(napi_env env, napi_callback_info info) {
  std::size_t count = 1;
  napi_value kernel = nullptr;
  if (!succeeded(env, napi_get_cb_info(env, info, &count, &kernel, nullptr, nullptr))) return nullptr;
  napi_valuetype type = napi_undefined;
  bool isKernel = false;
  void* data = nullptr;
  if (napi_typeof(env, kernel, &type) != napi_ok || type != napi_function ||
      napi_check_object_type_tag(env, kernel, &kKernelTag, &isKernel) != napi_ok || !isKernel ||
      napi_unwrap(env, kernel, &data) != napi_ok) {
    throwArgumentError(env, "describeSharing wants a kernel function");
    return nullptr;
  }
  const auto& function = *static_cast<const KernelFunction*>(data);
  napi_value result = nullptr;
  napi_value threads = nullptr;
  napi_value calls = nullptr;
  const bool isMade = succeeded(env, napi_create_object(env, &result)) &&
                      succeeded(env, napi_create_uint32(env, function.threadsUsed, &threads)) &&
                      succeeded(env, napi_create_double(env, static_cast<double>(function.sharedCalls), &calls)) &&
                      setProperty(env, result, "lastThreads", threads) &&
                      setProperty(env, result, "sharedCalls", calls);
  return isMade ? result : nullptr;
}

}  // namespace jetloop::addon
