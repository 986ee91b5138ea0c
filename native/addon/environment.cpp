#include "addon/environment.h"

#include "addon/javascript_values.h"

namespace jetloop::addon {

Environment* Environment::attach(napi_env env) {
  napi_value object = nullptr;
  napi_value yes = nullptr;
  napi_ref declined = nullptr;
  if (!succeeded(env, napi_create_object(env, &object)) || !succeeded(env, napi_get_boolean(env, true, &yes)) ||
      !setProperty(env, object, "declined", yes) || !succeeded(env, napi_object_freeze(env, object)) ||
      !succeeded(env, napi_create_reference(env, object, 1, &declined))) {
    return nullptr;
  }
  auto* environment = new Environment(env, declined);
  const auto free = [](napi_env, void* data, void*) {
    auto* self = static_cast<Environment*>(data);
    napi_delete_reference(self->env_, self->declined_);
    delete self;
  };
  if (!succeeded(env, napi_set_instance_data(env, environment, free, nullptr))) {
    delete environment;
    return nullptr;
  }
  return environment;
}

napi_value Environment::declined() const {
  napi_value value = nullptr;
  napi_get_reference_value(env_, declined_, &value);
  return value;
}

const Environment* findEnvironment(napi_env env) {
  void* data = nullptr;
  return napi_get_instance_data(env, &data) == napi_ok ? static_cast<const Environment*>(data) : nullptr;
}

}  // namespace jetloop::addon
