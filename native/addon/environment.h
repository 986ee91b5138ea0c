// What the addon keeps per JavaScript environment (the main thread, each worker thread).  Nothing else of it is
// mutable.
#pragma once

#include <node_api.h>

#include <cstdint>

#include "addon/call_memory.h"
#include "runtime/parallel_caller.h"

namespace jetloop::addon {

class Environment {
 public:
  /// Attaches an instance to `env`, freed with it.  Returns null with a JavaScript exception pending.
  static Environment* attach(napi_env env);

  /// The unique value that says "this call does not fit".
  napi_value declined() const;

  /// The unique value that says "this call never happened".
  napi_value abandoned() const;

  /// Where the last abandoned call was given up: a Uint32Array of line and column.
  napi_value abandonedAt() const;
  /// Notes a place as the kernel ABI has it, and gives abandoned().
  napi_value abandonAt(std::uint64_t place) const;

  /// The elements of the result array (docs/ir.md "Kernel ABI") of the kernel that was called last: a Float64Array.
  napi_value results() const;
  /// Where a kernel with a result array leaves its result, head and elements: it runs to its end, and who reads the
  /// elements does so before the next one starts.  Null where there is no such memory any more.
  std::uint64_t* resultWords() const;

  CallMemory& callMemory() { return callMemory_; }
  runtime::ParallelCaller& parallelCaller() { return parallelCaller_; }

 private:
  explicit Environment(napi_env env) : env_(env) {}
  bool makeValues();
  bool makeResults();
  bool makeMark(const char* name, napi_ref& reference);
  napi_value valueOf(napi_ref reference) const;

  napi_env env_;
  napi_ref declined_ = nullptr;
  napi_ref abandoned_ = nullptr;
  napi_ref abandonedAt_ = nullptr;
  napi_ref results_ = nullptr;
  CallMemory callMemory_;
  runtime::ParallelCaller parallelCaller_;
};

/// The instance attached to `env`; null where there is none.
Environment* findEnvironment(napi_env env);

}  // namespace jetloop::addon
