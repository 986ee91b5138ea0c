// The static check of a compiled object before anything of it is mapped.  docs/objects.md lists what is accepted and
// every error code.
//
// The bytes are untrusted.  Nothing is read before its place is known to lie inside them, and whatever the loader is
// not prepared to honour (imports, relocations, initialisers, writable data, ...) is refused, never skipped.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"

namespace jetloop::runtime {

/// Version of the kernel ABI (docs/ir.md) that an object must state.
inline constexpr std::uint32_t kKernelAbi = 3;

/// Limit of the file's size and of the mapped image's size.
inline constexpr std::uint64_t kMaximumImageBytes = std::uint64_t{64} << 20;

/// Values are ELF's e_machine.
enum class Machine : std::uint16_t { X64 = 62, Arm64 = 183 };

Machine hostMachine();

/// One segment: `size` bytes of the file at `fileOffset`, to be mapped at `imageOffset`.
struct SegmentPlan {
  std::uint64_t fileOffset = 0;
  std::uint64_t imageOffset = 0;
  std::uint64_t size = 0;
  bool executable = false;
};

/// How to map an object that passed.  Segments are in ascending order and share no page; the image starts at a page
/// boundary.
struct ImagePlan {
  std::vector<SegmentPlan> segments;
  std::uint64_t imageSize = 0;
  std::uint64_t kernelOffset = 0;  // of jetloop_kernel, inside an executable segment
};

/// `pageBytes` is the host's page size, a power of two.
Result<ImagePlan> checkObject(std::span<const std::uint8_t> object, Machine machine, std::uint64_t pageBytes);

}  // namespace jetloop::runtime
