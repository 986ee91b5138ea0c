#include "addon/environment.h"

#include <memory>

#include "addon/javascript_values.h"
#include "base/result_words.h"

namespace jetloop::addon {

Environment* Environment::attach(napi_env env) {
  std::unique_ptr<Environment> environment(new Environment(env));
  if (!environment->makeValues() || !environment->makeResults()) return nullptr;
  const auto free = [](napi_env, void* data, void*) {
    auto* self = static_cast<Environment*>(data);
    for (napi_ref reference : {self->declined_, self->abandoned_, self->abandonedAt_, self->results_}) {
      napi_delete_reference(self->env_, reference);
    }
    delete self;
  };
  if (!succeeded(env, napi_set_instance_data(env, environment.get(), free, nullptr))) return nullptr;
  return environment.release();
}

bool Environment::makeValues() {
  napi_value buffer = nullptr;
  napi_value place = nullptr;
  void* data = nullptr;
  return makeMark("declined", declined_) && makeMark("abandoned", abandoned_) &&
         succeeded(env_, napi_create_arraybuffer(env_, 2 * sizeof(std::uint32_t), &data, &buffer)) &&
         succeeded(env_, napi_create_typedarray(env_, napi_uint32_array, 2, buffer, 0, &place)) &&
         succeeded(env_, napi_create_reference(env_, place, 1, &abandonedAt_));
}

/// One buffer for head and elements; JavaScript sees only the elements.
bool Environment::makeResults() {
  constexpr std::size_t kHeadBytes = kResultHead * sizeof(std::uint64_t);
  napi_value buffer = nullptr;
  napi_value elements = nullptr;
  void* data = nullptr;
  return succeeded(env_,
                   napi_create_arraybuffer(env_, kHeadBytes + kMaximumResults * sizeof(double), &data, &buffer)) &&
         succeeded(env_,
                   napi_create_typedarray(env_, napi_float64_array, kMaximumResults, buffer, kHeadBytes, &elements)) &&
         succeeded(env_, napi_create_reference(env_, elements, 1, &results_));
}

/// A frozen object that is told by its identity.
bool Environment::makeMark(const char* name, napi_ref& reference) {
  napi_value object = nullptr;
  napi_value yes = nullptr;
  return succeeded(env_, napi_create_object(env_, &object)) && succeeded(env_, napi_get_boolean(env_, true, &yes)) &&
         setProperty(env_, object, name, yes) && succeeded(env_, napi_object_freeze(env_, object)) &&
         succeeded(env_, napi_create_reference(env_, object, 1, &reference));
}

napi_value Environment::valueOf(napi_ref reference) const {
  napi_value value = nullptr;
  napi_get_reference_value(env_, reference, &value);
  return value;
}

napi_value Environment::declined() const { return valueOf(declined_); }

napi_value Environment::abandoned() const { return valueOf(abandoned_); }

napi_value Environment::abandonedAt() const { return valueOf(abandonedAt_); }

napi_value Environment::abandonAt(std::uint64_t place) const {
  std::size_t length = 0;
  void* data = nullptr;
  // Asked for each time: who has the array may have detached it.
  if (napi_get_typedarray_info(env_, abandonedAt(), nullptr, &length, &data, nullptr, nullptr) == napi_ok &&
      length == 2) {
    auto* words = static_cast<std::uint32_t*>(data);
    words[0] = static_cast<std::uint32_t>(place >> 32);
    words[1] = static_cast<std::uint32_t>(place);
  }
  return abandoned();
}

napi_value Environment::results() const { return valueOf(results_); }

std::uint64_t* Environment::resultWords() const {
  std::size_t length = 0;
  void* data = nullptr;
  // Asked for each time, as in abandonAt().
  if (napi_get_typedarray_info(env_, results(), nullptr, &length, &data, nullptr, nullptr) != napi_ok ||
      length != kMaximumResults) {
    return nullptr;
  }
  return static_cast<std::uint64_t*>(data) - kResultHead;
}

Environment* findEnvironment(napi_env env) {
  void* data = nullptr;
  return napi_get_instance_data(env, &data) == napi_ok ? static_cast<Environment*>(data) : nullptr;
}

}  // namespace jetloop::addon
