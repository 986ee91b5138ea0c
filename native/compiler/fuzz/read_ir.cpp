// libFuzzer target: any bytes as IR text.  scripts/fuzz-ir builds and runs it.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "compiler/fuzz/check_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto verdict = jetloop::fuzz::checkText({reinterpret_cast<const char*>(data), size});
  if (verdict.violation) {
    std::fprintf(stderr, "%s\n", verdict.violation->c_str());
    std::abort();
  }
  return 0;
}
