#include "runtime/hardware/host_features.h"

#include <algorithm>

#if defined(__x86_64__)
#include <cpuid.h>

#include <array>
#include <cstddef>
#include <cstring>
#elif defined(__aarch64__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

namespace jetloop::runtime {
namespace {

#if defined(__x86_64__)

std::string readBrand() {
  constexpr unsigned kFirstLeaf = 0x80000002;  // three leaves with 16 characters each
  std::array<unsigned, 12> registers{};
  for (std::size_t i = 0; i < 3; ++i) {
    unsigned* r = registers.data() + 4 * i;
    if (__get_cpuid(kFirstLeaf + static_cast<unsigned>(i), r, r + 1, r + 2, r + 3) == 0) return {};
  }
  std::array<char, sizeof registers + 1> text{};
  std::memcpy(text.data(), registers.data(), sizeof registers);
  const std::string brand(text.data());
  const auto first = brand.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return brand.substr(first, brand.find_last_not_of(' ') - first + 1);
}

std::vector<std::string> readFeatures() {
  std::vector<std::string> features;
  __builtin_cpu_init();
  // The compiler's run-time support also asks whether the operating system saves the registers.  It wants string
  // literals.
#define JETLOOP_FEATURE(name) \
  if (__builtin_cpu_supports(name)) features.emplace_back(name)
  JETLOOP_FEATURE("sse4.2");
  JETLOOP_FEATURE("popcnt");
  JETLOOP_FEATURE("avx");
  JETLOOP_FEATURE("avx2");
  JETLOOP_FEATURE("bmi");
  JETLOOP_FEATURE("bmi2");
  JETLOOP_FEATURE("fma");
  JETLOOP_FEATURE("avx512f");
  JETLOOP_FEATURE("avx512bw");
  JETLOOP_FEATURE("avx512cd");
  JETLOOP_FEATURE("avx512dq");
  JETLOOP_FEATURE("avx512vl");
#undef JETLOOP_FEATURE
  return features;
}

#elif defined(__aarch64__)

std::string readBrand() { return {}; }

std::vector<std::string> readFeatures() {
  std::vector<std::string> features;
  if ((getauxval(AT_HWCAP) & HWCAP_ASIMD) != 0) features.emplace_back("neon");
  if ((getauxval(AT_HWCAP) & HWCAP_SVE) != 0) features.emplace_back("sve");
  if ((getauxval(AT_HWCAP2) & HWCAP2_SVE2) != 0) features.emplace_back("sve2");
  return features;
}

#endif

}  // namespace

HostFeatures detectHostFeatures() {
  HostFeatures host{readBrand(), readFeatures()};
  std::sort(host.features.begin(), host.features.end());
  return host;
}

}  // namespace jetloop::runtime
