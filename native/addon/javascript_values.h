// The few Node-API idioms the addon needs: reading and building JavaScript values, and throwing.
//
// A function that returns a bool returns false with a JavaScript exception pending.
#pragma once

#include <node_api.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace jetloop::addon {

/// The caller gave a wrong argument: TypeError with the code "native-argument".
void throwArgumentError(napi_env env, const std::string& message);

/// An Error with the given code and message.
void throwError(napi_env env, const Error& error);

/// True for napi_ok; else throws an Error with the code "native-internal", unless an exception is pending already.
bool succeeded(napi_env env, napi_status status);

bool readProperty(napi_env env, napi_value object, const char* name, napi_value& result);
bool readBoolean(napi_env env, napi_value value, const std::string& what, bool& result);
bool readString(napi_env env, napi_value value, const std::string& what, std::string& result);
/// An integer in [0, limit).
bool readIndex(napi_env env, napi_value value, const std::string& what, std::uint32_t limit, std::uint32_t& result);

bool isUndefined(napi_env env, napi_value value);

bool setProperty(napi_env env, napi_value object, const char* name, napi_value value);
bool setString(napi_env env, napi_value object, const char* name, std::string_view text);

}  // namespace jetloop::addon
