// Compiled objects in memory: verified, checked, mapped, shared.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/pages.h"
#include "base/result.h"
#include "base/services.h"
#include "runtime/object_check.h"

namespace jetloop::runtime {

/// Signature of jetloop_kernel; docs/ir.md, "Kernel ABI".
using Kernel = void (*)(const std::uint64_t* arguments, std::uint64_t* result, const Services* services);

/// A mapped object.  Its code may run, on any number of threads at once, for as long as somebody holds it.
class LoadedObject {
 public:
  LoadedObject(PageRegion pages, std::uint64_t kernelOffset);

  Kernel kernel() const { return kernel_; }

 private:
  PageRegion pages_;
  Kernel kernel_;
};

/// Verifies that `bytes` have the SHA-256 digest `sha256` (lower-case hexadecimal), checks them and maps them.  Equal
/// objects are mapped once per process.  The bytes are copied before they are looked at, so another thread may write to
/// them meanwhile.
Result<std::shared_ptr<const LoadedObject>> loadObject(std::span<const std::uint8_t> bytes, std::string_view sha256);

}  // namespace jetloop::runtime
