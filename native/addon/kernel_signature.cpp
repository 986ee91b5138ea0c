#include "addon/kernel_signature.h"

#include <array>
#include <string>
#include <string_view>

#include "addon/element_types.h"
#include "addon/javascript_values.h"

namespace jetloop::addon {
namespace {

bool readElement(napi_env env, napi_value parameter, const std::string& what, Parameter& result) {
  napi_value value = nullptr;
  std::string name;
  if (!readProperty(env, parameter, "element", value) || !readString(env, value, what + ".element", name)) return false;
  for (const ElementType& element : kElementTypes) {
    if (element.name != name) continue;
    result.arrayType = element.type;
    result.elementBytes = element.bytes;
    return true;
  }
  throwArgumentError(env, what + ".element is not an element kind: " + name);
  return false;
}

bool readParameter(napi_env env, napi_value value, const std::string& what, Parameter& result) {
  napi_value index = nullptr;
  napi_value kindValue = nullptr;
  std::string kind;
  if (!readProperty(env, value, "index", index) ||
      !readIndex(env, index, what + ".index", kMaximumArguments, result.argument) ||
      !readProperty(env, value, "kind", kindValue) || !readString(env, kindValue, what + ".kind", kind)) {
    return false;
  }
  if (kind == "i32") {
    result.kind = ParameterKind::I32;
  } else if (kind == "f64") {
    result.kind = ParameterKind::F64;
  } else if (kind == "bool") {
    result.kind = ParameterKind::Bool;
  } else if (kind == "undefined") {
    result.kind = ParameterKind::Undefined;
  } else if (kind == "array") {
    napi_value written = nullptr;
    napi_value copied = nullptr;
    result.kind = ParameterKind::Array;
    return readElement(env, value, what, result) && readProperty(env, value, "written", written) &&
           readBoolean(env, written, what + ".written", result.written) && readProperty(env, value, "copied", copied) &&
           (isUndefined(env, copied) || readBoolean(env, copied, what + ".copied", result.copied));
  } else {
    throwArgumentError(env, what + ".kind is not a parameter kind: " + kind);
    return false;
  }
  return true;
}

bool readThreads(napi_env env, napi_value value, KernelSignature& signature) {
  napi_value threads = nullptr;
  napi_value shareAlways = nullptr;
  if (!readProperty(env, value, "threads", threads) || !readProperty(env, value, "shareAlways", shareAlways)) {
    return false;
  }
  // 0 is as good as 1: the calling thread always takes part.
  if (!isUndefined(env, threads) && !readIndex(env, threads, "signature.threads", kMaximumThreads, signature.threads)) {
    return false;
  }
  return isUndefined(env, shareAlways) || readBoolean(env, shareAlways, "signature.shareAlways", signature.shareAlways);
}

}  // namespace

bool readKernelSignature(napi_env env, napi_value value, KernelSignature& signature) {
  napi_value list = nullptr;
  napi_value allowOverlap = nullptr;
  napi_value hasResults = nullptr;
  if (!readProperty(env, value, "parameters", list) || !readProperty(env, value, "allowOverlap", allowOverlap) ||
      !readBoolean(env, allowOverlap, "signature.allowOverlap", signature.allowOverlap) ||
      !readProperty(env, value, "hasResults", hasResults) ||
      (!isUndefined(env, hasResults) && !readBoolean(env, hasResults, "signature.hasResults", signature.hasResults))) {
    return false;
  }
  std::uint32_t count = 0;
  if (napi_get_array_length(env, list, &count) != napi_ok || count > kMaximumParameters) {
    throwArgumentError(env, "signature.parameters must be an array of at most 64");
    return false;
  }
  signature.parameters.resize(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    napi_value parameter = nullptr;
    if (!succeeded(env, napi_get_element(env, list, i, &parameter)) ||
        !readParameter(env, parameter, "signature.parameters[" + std::to_string(i) + "]", signature.parameters[i])) {
      return false;
    }
    signature.transactional = signature.transactional || signature.parameters[i].copied;
  }
  if (signature.transactional && signature.allowOverlap) {
    throwArgumentError(env, "a signature with copied arrays cannot allow overlap");
    return false;
  }
  return readThreads(env, value, signature);
}

}  // namespace jetloop::addon
