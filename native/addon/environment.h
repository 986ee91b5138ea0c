// What the addon keeps per JavaScript environment (the main thread, each worker thread).  Nothing else of it is
// mutable.
#pragma once

#include <node_api.h>

namespace jetloop::addon {

class Environment {
 public:
  /// Attaches an instance to `env`, freed with it.  Returns null with a JavaScript exception pending.
  static Environment* attach(napi_env env);

  /// The unique value that says "this call does not fit".
  napi_value declined() const;

 private:
  Environment(napi_env env, napi_ref declined) : env_(env), declined_(declined) {}

  napi_env env_;
  napi_ref declined_;
};

/// The instance attached to `env`; null where there is none.
const Environment* findEnvironment(napi_env env);

}  // namespace jetloop::addon
