// What the running processor and operating system offer together.
#pragma once

#include <string>
#include <vector>

namespace jetloop::runtime {

struct HostFeatures {
  std::string brand;                  // empty where the processor does not tell
  std::vector<std::string> features;  // LLVM's names, sorted
};

HostFeatures detectHostFeatures();

}  // namespace jetloop::runtime
