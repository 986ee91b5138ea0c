// libFuzzer target: the object check reads nothing outside of its input, and every plan it gives out is safe to map.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>

#include "runtime/object_check.h"
#include "runtime/test/plan_invariants.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace jetloop::runtime;
  for (const std::uint64_t pageBytes : {std::uint64_t{4096}, std::uint64_t{65536}}) {
    const auto plan = checkObject({data, size}, hostMachine(), pageBytes);
    if (!plan) continue;
    const std::string problem = test::describeUnsafePlan(*plan, size, pageBytes);
    if (problem.empty()) continue;
    std::fprintf(stderr, "unsafe plan: %s\n", problem.c_str());
    std::abort();
  }
  return 0;
}
