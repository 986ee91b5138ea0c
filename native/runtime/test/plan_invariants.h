// What must hold of every plan the object check gives out, written down a second time, independently of the check.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/object_check.h"

namespace jetloop::runtime::test {

/// "" for a plan that can be mapped safely, else what is wrong with it.
inline std::string describeUnsafePlan(const ImagePlan& plan, std::uint64_t objectSize, std::uint64_t pageBytes) {
  using Wide = unsigned __int128;
  if (plan.imageSize == 0 || plan.imageSize > kMaximumImageBytes) return "image size";
  Wide firstFreePage = 0;
  bool kernelIsCode = false;
  for (const SegmentPlan& segment : plan.segments) {
    if (segment.size == 0) return "empty segment";
    if (Wide{segment.fileOffset} + segment.size > objectSize) return "segment outside of the object";
    if (Wide{segment.imageOffset} + segment.size > plan.imageSize) return "segment outside of the image";
    if (segment.imageOffset / pageBytes < firstFreePage) return "segments share a page";
    firstFreePage = (Wide{segment.imageOffset} + segment.size - 1) / pageBytes + 1;
    kernelIsCode |= segment.executable && plan.kernelOffset >= segment.imageOffset &&
                    plan.kernelOffset - segment.imageOffset < segment.size;
  }
  return kernelIsCode ? "" : "the kernel is not code";
}

}  // namespace jetloop::runtime::test
