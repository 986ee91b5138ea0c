#include "addon/javascript_values.h"

#include <cmath>

namespace jetloop::addon {
namespace {

using CreateError = napi_status (*)(napi_env, napi_value, napi_value, napi_value*);

void throwWith(napi_env env, CreateError create, std::string_view code, std::string_view message) {
  napi_value codeValue = nullptr;
  napi_value messageValue = nullptr;
  napi_value error = nullptr;
  // A failure here means that the environment is going away or out of memory: there is nobody left to tell.
  if (napi_create_string_utf8(env, code.data(), code.size(), &codeValue) == napi_ok &&
      napi_create_string_utf8(env, message.data(), message.size(), &messageValue) == napi_ok &&
      create(env, codeValue, messageValue, &error) == napi_ok) {
    napi_throw(env, error);
  }
}

bool hasType(napi_env env, napi_value value, napi_valuetype expected) {
  napi_valuetype type = napi_undefined;
  return napi_typeof(env, value, &type) == napi_ok && type == expected;
}

}  // namespace

void throwArgumentError(napi_env env, const std::string& message) {
  throwWith(env, napi_create_type_error, "native-argument", message);
}

void throwError(napi_env env, const Error& error) { throwWith(env, napi_create_error, error.code, error.message); }

bool succeeded(napi_env env, napi_status status) {
  if (status == napi_ok) return true;
  const napi_extended_error_info* info = nullptr;
  napi_get_last_error_info(env, &info);
  bool pending = false;
  napi_is_exception_pending(env, &pending);
  if (!pending) {
    const bool described = info != nullptr && info->error_message != nullptr;
    throwError(env, {"native-internal", described ? info->error_message : "Node-API failed"});
  }
  return false;
}

bool readProperty(napi_env env, napi_value object, const char* name, napi_value& result) {
  napi_valuetype type = napi_undefined;
  if (!succeeded(env, napi_typeof(env, object, &type))) return false;
  if (type != napi_object) {
    throwArgumentError(env, std::string("an object with the property '") + name + "' was expected");
    return false;
  }
  return succeeded(env, napi_get_named_property(env, object, name, &result));
}

bool readBoolean(napi_env env, napi_value value, const std::string& what, bool& result) {
  if (napi_get_value_bool(env, value, &result) == napi_ok) return true;
  throwArgumentError(env, what + " must be a boolean");
  return false;
}

bool readString(napi_env env, napi_value value, const std::string& what, std::string& result) {
  if (!hasType(env, value, napi_string)) {
    throwArgumentError(env, what + " must be a string");
    return false;
  }
  std::size_t length = 0;
  if (!succeeded(env, napi_get_value_string_utf8(env, value, nullptr, 0, &length))) return false;
  result.resize(length);
  return succeeded(env, napi_get_value_string_utf8(env, value, result.data(), length + 1, &length));
}

bool readIndex(napi_env env, napi_value value, const std::string& what, std::uint32_t limit, std::uint32_t& result) {
  double number = -1;
  if (napi_get_value_double(env, value, &number) != napi_ok || !(number >= 0 && number < limit) ||
      number != std::trunc(number)) {
    throwArgumentError(env, what + " must be an integer from 0 to " + std::to_string(limit - 1));
    return false;
  }
  result = static_cast<std::uint32_t>(number);
  return true;
}

bool isUndefined(napi_env env, napi_value value) { return hasType(env, value, napi_undefined); }

bool setProperty(napi_env env, napi_value object, const char* name, napi_value value) {
  return succeeded(env, napi_set_named_property(env, object, name, value));
}

bool setString(napi_env env, napi_value object, const char* name, std::string_view text) {
  napi_value value = nullptr;
  return succeeded(env, napi_create_string_utf8(env, text.data(), text.size(), &value)) &&
         setProperty(env, object, name, value);
}

}  // namespace jetloop::addon
