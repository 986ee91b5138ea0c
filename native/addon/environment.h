// What the addon keeps per JavaScript environment (the main thread, each worker thread).  Nothing else of it is
// mutable.
#pragma once

#include <node_api.h>

#include <cstddef>
#include <cstdint>

namespace jetloop::addon {

class Environment {
 public:
  /// Attaches an instance to `env`, freed with it.  Returns null with a JavaScript exception pending.
  static Environment* attach(napi_env env);

  /// The unique value that says "this call does not fit".
  napi_value declined() const;

  /// Where the kernels of this environment leave their results (docs/ir.md "Kernel ABI"): they run to their end, and
  /// what reads the results does so before the next one starts.
  std::uint64_t* results() const { return results_; }
  /// The same memory behind the first two words, as a Float64Array.
  napi_value resultNumbers() const;

 private:
  explicit Environment(napi_env env) : env_(env) {}
  bool makeDeclined();
  bool makeResults();

  napi_env env_;
  napi_ref declined_ = nullptr;
  napi_ref resultNumbers_ = nullptr;
  std::uint64_t* results_ = nullptr;
};

/// The instance attached to `env`; null where there is none.
const Environment* findEnvironment(napi_env env);

}  // namespace jetloop::addon
