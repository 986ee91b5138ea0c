#include "addon/precompiled_kernels.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include "addon/element_types.h"
#include "addon/environment.h"
#include "addon/javascript_values.h"
#include "runtime/kernels/kernel_table.h"

namespace jetloop::addon {
namespace {

using runtime::kernels::ElementKind;
using runtime::kernels::KernelTable;

struct NumericArray {
  ElementKind kind;
  std::byte* data;
  std::size_t length;
  std::size_t elementBytes;

  std::size_t index() const { return static_cast<std::size_t>(kind); }
};

/// Memory of the environment, to be given back when the call ends; null where there is none.
class Scratch {
 public:
  Scratch(napi_env env, std::size_t words) : memory_(findEnvironment(env)->callMemory()) {
    constexpr std::size_t kMostWords = std::numeric_limits<std::ptrdiff_t>::max() / sizeof(std::uint64_t) / 2;
    if (words <= kMostWords) data_ = memory_.reserve(words * sizeof(std::uint64_t));
  }
  ~Scratch() { memory_.recycle(); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  template <typename T>
  T* as() const {
    return reinterpret_cast<T*>(data_);
  }

 private:
  CallMemory& memory_;
  std::byte* data_ = nullptr;
};

/// The arguments of one call, read in order.  A member that fails has thrown, and so does everything after it.
class Arguments {
 public:
  Arguments(napi_env env, napi_callback_info info) : env_(env) {
    std::size_t count = values_.size();
    void* data = nullptr;
    isGood_ = succeeded(env, napi_get_cb_info(env, info, &count, values_.data(), nullptr, &data));
    table_ = static_cast<const KernelTable*>(data);
  }

  const KernelTable& table() const { return *table_; }
  bool areGood() const { return isGood_; }

  NumericArray array() {
    NumericArray result{};
    auto type = napi_bigint64_array;  // array kinds newer than this Node-API leave it as it was
    void* data = nullptr;
    if (!isGood_) return result;
    if (napi_get_typedarray_info(env_, next(), &type, &result.length, &data, nullptr, nullptr) != napi_ok ||
        !describe(type, result)) {
      fail("a typed array of numbers");
    }
    result.data = static_cast<std::byte*>(data);
    return result;
  }

  NumericArray arrayOf(ElementKind kind) {
    const NumericArray result = array();
    if (isGood_ && result.kind != kind) fail("a typed array of the right kind");
    return result;
  }

  NumericArray doubles() { return arrayOf(ElementKind::F64); }

  double number() {
    double result = 0;
    if (isGood_ && napi_get_value_double(env_, next(), &result) != napi_ok) fail("a number");
    return result;
  }

  /// A whole number from 0 to 2^53.
  std::size_t size() {
    constexpr double kMost = 9007199254740992.0;
    const double result = number();
    if (isGood_ && !(result >= 0 && result <= kMost)) fail("a size");
    return isGood_ ? static_cast<std::size_t>(result) : 0;
  }

  bool flag() {
    bool result = false;
    if (isGood_ && napi_get_value_bool(env_, next(), &result) != napi_ok) fail("a boolean");
    return result;
  }

  /// Says that the arguments do not go together.
  void require(bool condition, const char* what) {
    if (isGood_ && !condition) fail(what);
  }

 private:
  static bool describe(napi_typedarray_type type, NumericArray& result) {
    const auto* element = std::ranges::find(kElementTypes, type, &ElementType::type);
    if (element == kElementTypes.end()) return false;
    result.kind = static_cast<ElementKind>(element - kElementTypes.begin());
    result.elementBytes = element->bytes;
    return true;
  }

  napi_value next() { return values_[used_++]; }

  void fail(const char* expected) {
    throwArgumentError(env_, "argument " + std::to_string(used_) + " of a precompiled kernel: expected " + expected);
    isGood_ = false;
  }

  napi_env env_;
  std::array<napi_value, 6> values_{};
  std::size_t used_ = 0;
  const KernelTable* table_ = nullptr;
  bool isGood_ = false;
};

napi_value toNumber(napi_env env, double value) {
  napi_value result = nullptr;
  return succeeded(env, napi_create_double(env, value, &result)) ? result : nullptr;
}

napi_value toBoolean(napi_env env, bool value) {
  napi_value result = nullptr;
  return succeeded(env, napi_get_boolean(env, value, &result)) ? result : nullptr;
}

napi_value sum(napi_env env, napi_callback_info info) {
  Arguments arguments(env, info);
  const NumericArray array = arguments.array();
  if (!arguments.areGood()) return nullptr;
  return toNumber(env, arguments.table().sum[array.index()](array.data, array.length));
}

napi_value dot(napi_env env, napi_callback_info info) {
  Arguments arguments(env, info);
  const NumericArray left = arguments.array();
  const NumericArray right = arguments.arrayOf(left.kind);
  arguments.require(left.length == right.length, "an array of the same length");
  const auto function = arguments.areGood() ? arguments.table().dot[left.index()] : nullptr;
  arguments.require(function != nullptr, "an array of floats");
  if (!arguments.areGood()) return nullptr;
  return toNumber(env, function(left.data, right.data, left.length));
}

/// minimum, maximum
template <auto Function>
napi_value extreme(napi_env env, napi_callback_info info) {
  Arguments arguments(env, info);
  const NumericArray array = arguments.array();
  arguments.require(array.length != 0, "an array with elements");
  if (!arguments.areGood()) return nullptr;
  return toNumber(env, static_cast<double>((arguments.table().*Function)[array.index()](array.data, array.length)));
}

napi_value sort(napi_env env, napi_callback_info info) {
  Arguments arguments(env, info);
  const NumericArray array = arguments.array();
  if (!arguments.areGood()) return nullptr;
  arguments.table().sort[array.index()](array.data, array.length);
  return nullptr;
}

/// order(elements, order): whether there was memory
napi_value order(napi_env env, napi_callback_info info) {
  Arguments arguments(env, info);
  const NumericArray array = arguments.array();
  const NumericArray result = arguments.arrayOf(ElementKind::U32);
  arguments.require(array.length == result.length && array.length <= std::numeric_limits<std::uint32_t>::max(),
                    "an array of the same length");
  if (!arguments.areGood()) return nullptr;
  // The indices come aside first: they may lie in the memory of the elements.
  const std::size_t keys = array.length * (array.elementBytes <= 4 ? 1 : 2);
  const Scratch scratch(env, keys + (array.length + 1) / 2);
  if (scratch.as<std::uint64_t>() == nullptr) return toBoolean(env, false);
  auto* indices = scratch.as<std::uint32_t>() + 2 * keys;
  arguments.table().order[array.index()](array.data, array.length, scratch.as<std::uint64_t>(), indices);
  std::copy_n(indices, array.length, reinterpret_cast<std::uint32_t*>(result.data));
  return toBoolean(env, true);
}

const double* asDoubles(const NumericArray& array) { return reinterpret_cast<const double*>(array.data); }
double* asDoubles(NumericArray& array) { return reinterpret_cast<double*>(array.data); }

bool overlap(const NumericArray& a, const NumericArray& b) {
  return a.data < b.data + b.length * b.elementBytes && b.data < a.data + a.length * a.elementBytes;
}

/// Whether `length` is `a` times `b`.
bool isProduct(std::size_t length, std::size_t a, std::size_t b) {
  if (a == 0 || b == 0) return length == 0;
  return length % a == 0 && length / a == b;
}

/// multiply(left, right, result, inner, isContracted): whether there was memory.  The rows and columns follow from the
/// lengths.
napi_value multiply(napi_env env, napi_callback_info info) {
  Arguments arguments(env, info);
  const NumericArray left = arguments.doubles();
  const NumericArray right = arguments.doubles();
  NumericArray result = arguments.doubles();
  const std::size_t inner = arguments.size();
  const bool isContracted = arguments.flag();
  arguments.require(inner != 0, "a size above zero");
  if (!arguments.areGood()) return nullptr;
  const runtime::kernels::MatrixSizes sizes{left.length / inner, inner, right.length / inner};
  arguments.require(isProduct(left.length, sizes.rows, inner) && isProduct(right.length, inner, sizes.columns) &&
                        isProduct(result.length, sizes.rows, sizes.columns),
                    "sizes that go together");
  arguments.require(!overlap(result, left) && !overlap(result, right), "a result of its own");
  if (!arguments.areGood()) return nullptr;
  const KernelTable& table = arguments.table();
  const Scratch scratch(env, table.multiplyScratch(sizes));
  if (scratch.as<double>() == nullptr) return toBoolean(env, false);
  (isContracted ? table.multiplyContracted : table.multiply)(asDoubles(left), asDoubles(right), asDoubles(result),
                                                             sizes, scratch.as<double>());
  return toBoolean(env, true);
}

/// convolve(signal, weights, result, first)
napi_value convolve(napi_env env, napi_callback_info info) {
  Arguments arguments(env, info);
  const NumericArray signal = arguments.doubles();
  const NumericArray weights = arguments.doubles();
  NumericArray result = arguments.doubles();
  const std::size_t first = arguments.size();
  arguments.require(!overlap(result, signal) && !overlap(result, weights), "a result of its own");
  if (!arguments.areGood()) return nullptr;
  arguments.table().convolve({asDoubles(signal), signal.length}, {asDoubles(weights), weights.length},
                             asDoubles(result), first, result.length);
  return nullptr;
}

/// Length of the factors of a transform (see KernelTable::transform).
std::size_t factorsLength(std::size_t count) {
  std::size_t length = 0;
  for (; count >= 4; count /= 4) length += 6 * (count / 4);
  return length;
}

/// transform(re, im, factors): whether there was memory
napi_value transform(napi_env env, napi_callback_info info) {
  Arguments arguments(env, info);
  NumericArray re = arguments.doubles();
  NumericArray im = arguments.doubles();
  const NumericArray factors = arguments.doubles();
  arguments.require(re.length == im.length && (re.length & (re.length - 1)) == 0, "arrays of one power of two");
  arguments.require(factors.length == factorsLength(re.length), "the factors of this length");
  arguments.require(!overlap(re, im) && !overlap(re, factors) && !overlap(im, factors), "arrays of their own");
  if (!arguments.areGood()) return nullptr;
  const Scratch scratch(env, 2 * re.length);
  if (scratch.as<double>() == nullptr) return toBoolean(env, false);
  arguments.table().transform(asDoubles(re), asDoubles(im), scratch.as<double>(), asDoubles(factors), re.length);
  return toBoolean(env, true);
}

/// countInBins(elements, minimum, maximum, scale, counts)
napi_value countInBins(napi_env env, napi_callback_info info) {
  Arguments arguments(env, info);
  const NumericArray array = arguments.array();
  const double minimum = arguments.number();
  const double maximum = arguments.number();
  const double scale = arguments.number();
  const NumericArray counts = arguments.arrayOf(ElementKind::U32);
  constexpr std::size_t kMostBins = 1U << 30;
  arguments.require(counts.length >= 2 && counts.length <= kMostBins && !overlap(array, counts),
                    "an array with one element for each bin, and one more");
  arguments.require(minimum <= maximum && scale >= 0 && scale < std::numeric_limits<double>::infinity(), "a range");
  if (!arguments.areGood()) return nullptr;
  const runtime::kernels::Bins bins{minimum, maximum, scale, static_cast<std::uint32_t>(counts.length - 1)};
  arguments.table().histogram[array.index()](array.data, array.length, bins,
                                             reinterpret_cast<std::uint32_t*>(counts.data));
  return nullptr;
}

struct NamedFunction {
  const char* name;
  napi_callback callback;
};

constexpr std::array kFunctions = {NamedFunction{"sum", sum},
                                   NamedFunction{"dot", dot},
                                   NamedFunction{"minimum", extreme<&KernelTable::minimum>},
                                   NamedFunction{"maximum", extreme<&KernelTable::maximum>},
                                   NamedFunction{"indexOfMinimum", extreme<&KernelTable::indexOfMinimum>},
                                   NamedFunction{"indexOfMaximum", extreme<&KernelTable::indexOfMaximum>},
                                   NamedFunction{"sort", sort},
                                   NamedFunction{"order", order},
                                   NamedFunction{"multiply", multiply},
                                   NamedFunction{"convolve", convolve},
                                   NamedFunction{"transform", transform},
                                   NamedFunction{"countInBins", countInBins}};

/// precompiledKernels(target)
napi_value precompiledKernels(napi_env env, napi_callback_info info) {
  napi_value argument = nullptr;
  std::size_t count = 1;
  std::string target;
  if (!succeeded(env, napi_get_cb_info(env, info, &count, &argument, nullptr, nullptr)) ||
      !readString(env, argument, "the target", target)) {
    return nullptr;
  }
  const auto tables = runtime::kernels::availableKernelTables();
  const auto found = std::ranges::find(tables, target, &KernelTable::target);
  if (found == tables.end()) {
    throwArgumentError(env, "there are no kernels for \"" + target + "\" here");
    return nullptr;
  }
  napi_value result = nullptr;
  if (!succeeded(env, napi_create_object(env, &result))) return nullptr;
  for (const auto& [name, callback] : kFunctions) {
    napi_value function = nullptr;
    if (!succeeded(env, napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, const_cast<KernelTable*>(*found),
                                             &function)) ||
        !setProperty(env, result, name, function)) {
      return nullptr;
    }
  }
  return result;
}

}  // namespace

bool exportPrecompiledKernels(napi_env env, napi_value exports) {
  const auto tables = runtime::kernels::availableKernelTables();
  napi_value targets = nullptr;
  napi_value open = nullptr;
  if (!succeeded(env, napi_create_array_with_length(env, tables.size(), &targets))) return false;
  for (std::uint32_t i = 0; i < tables.size(); ++i) {
    napi_value name = nullptr;
    const std::string_view target = tables[i]->target;
    if (!succeeded(env, napi_create_string_utf8(env, target.data(), target.size(), &name)) ||
        !succeeded(env, napi_set_element(env, targets, i, name))) {
      return false;
    }
  }
  return setProperty(env, exports, "kernelTargets", targets) &&
         succeeded(env, napi_create_function(env, "precompiledKernels", NAPI_AUTO_LENGTH, precompiledKernels, nullptr,
                                             &open)) &&
         setProperty(env, exports, "precompiledKernels", open);
}

}  // namespace jetloop::addon
