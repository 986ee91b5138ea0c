// What the addon keeps per JavaScript environment (the main thread, each worker thread).  Nothing else of it is
// mutable.
#pragma once

#include <node_api.h>

#include <cstdint>

#include "addon/call_memory.h"

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

  CallMemory& callMemory() { return callMemory_; }

 private:
  explicit Environment(napi_env env) : env_(env) {}
  bool makeValues();
  bool makeMark(const char* name, napi_ref& reference);
  napi_value valueOf(napi_ref reference) const;

  napi_env env_;
  napi_ref declined_ = nullptr;
  napi_ref abandoned_ = nullptr;
  napi_ref abandonedAt_ = nullptr;
  CallMemory callMemory_;
};

/// The instance attached to `env`; null where there is none.
Environment* findEnvironment(napi_env env);

}  // namespace jetloop::addon
