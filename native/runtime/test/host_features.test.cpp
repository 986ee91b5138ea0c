#include "runtime/hardware/host_features.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

namespace jetloop::runtime {
namespace {

#if defined(__x86_64__)

/// The value of the first line of /proc/cpuinfo with this key.
std::string cpuinfo(const std::string& key) {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);) {
    const auto colon = line.find(':');
    if (colon == std::string::npos || line.compare(0, key.size(), key) != 0) continue;
    return line.substr(std::min(line.size(), colon + 2));
  }
  return "";
}

TEST(HostFeatures, AgreeWithTheOperatingSystem) {
  const HostFeatures host = detectHostFeatures();
  EXPECT_EQ(host.brand, cpuinfo("model name"));
  EXPECT_TRUE(std::is_sorted(host.features.begin(), host.features.end()));

  std::istringstream flags(cpuinfo("flags"));
  std::vector<std::string> known;
  for (std::string flag; flags >> flag;) {
    if (flag == "bmi1") flag = "bmi";  // Linux and LLVM name these two differently
    if (flag == "sse4_2") flag = "sse4.2";
    known.push_back(flag);
  }
  for (const std::string name : {"sse4.2", "popcnt", "avx", "avx2", "bmi", "bmi2", "fma", "avx512f", "avx512vl"}) {
    EXPECT_EQ(std::ranges::count(host.features, name) > 0, std::ranges::count(known, name) > 0) << name;
  }
}

#else

TEST(HostFeatures, NameTheBaseline) { EXPECT_EQ(std::ranges::count(detectHostFeatures().features, "neon"), 1); }

#endif

}  // namespace
}  // namespace jetloop::runtime
