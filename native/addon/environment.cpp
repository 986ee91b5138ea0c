#include "addon/environment.h"

#include <memory>

#include "addon/javascript_values.h"
#include "base/result_words.h"

namespace jetloop::addon {

Environment* Environment::attach(napi_env env) {
  std::unique_ptr<Environment> environment(new Environment(env));
  if (!environment->makeDeclined() || !environment->makeResults()) return nullptr;
  const auto free = [](napi_env, void* data, void*) {
    auto* self = static_cast<Environment*>(data);
    napi_delete_reference(self->env_, self->declined_);
    napi_delete_reference(self->env_, self->resultNumbers_);
    delete self;
  };
  if (!succeeded(env, napi_set_instance_data(env, environment.get(), free, nullptr))) return nullptr;
  return environment.release();  // the environment's from here on
}

bool Environment::makeDeclined() {
  napi_value object = nullptr;
  napi_value yes = nullptr;
  return succeeded(env_, napi_create_object(env_, &object)) && succeeded(env_, napi_get_boolean(env_, true, &yes)) &&
         setProperty(env_, object, "declined", yes) && succeeded(env_, napi_object_freeze(env_, object)) &&
         succeeded(env_, napi_create_reference(env_, object, 1, &declined_));
}

/// The memory belongs to the array buffer, which the reference keeps and nothing can detach: no program sees it.
bool Environment::makeResults() {
  constexpr std::size_t kHeadBytes = kResultHead * sizeof(std::uint64_t);
  constexpr std::size_t kBytes = kHeadBytes + kMaximumResults * sizeof(double);
  napi_value buffer = nullptr;
  napi_value numbers = nullptr;
  void* data = nullptr;
  if (!succeeded(env_, napi_create_arraybuffer(env_, kBytes, &data, &buffer)) ||
      !succeeded(env_,
                 napi_create_typedarray(env_, napi_float64_array, kMaximumResults, buffer, kHeadBytes, &numbers)) ||
      !succeeded(env_, napi_create_reference(env_, numbers, 1, &resultNumbers_))) {
    return false;
  }
  results_ = static_cast<std::uint64_t*>(data);
  return true;
}

napi_value Environment::declined() const {
  napi_value value = nullptr;
  napi_get_reference_value(env_, declined_, &value);
  return value;
}

napi_value Environment::resultNumbers() const {
  napi_value value = nullptr;
  napi_get_reference_value(env_, resultNumbers_, &value);
  return value;
}

const Environment* findEnvironment(napi_env env) {
  void* data = nullptr;
  return napi_get_instance_data(env, &data) == napi_ok ? static_cast<const Environment*>(data) : nullptr;
}

}  // namespace jetloop::addon
