// libFuzzer target: any bytes as IR text.  scripts/fuzz-ir builds and runs it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "compiler/fuzz/check_text.h"
#include "compiler/fuzz/mutate_text.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t maximum);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto verdict = jetloop::fuzz::checkText({reinterpret_cast<const char*>(data), size});
  if (verdict.violation) {
    std::fprintf(stderr, "%s\n", verdict.violation->c_str());
    std::abort();
  }
  return 0;
}

namespace {

std::size_t replace(std::uint8_t* data, std::size_t maximum, const std::string& text) {
  const std::size_t size = std::min(text.size(), maximum);
  std::copy_n(text.begin(), size, data);
  return size;
}

}  // namespace

/// libFuzzer's own mutations rarely leave a kernel that gets past the grammar; every other one is aware of it.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t maximum,
                                               unsigned seed) {
  if (size == 0 || seed % 2 == 0) return LLVMFuzzerMutate(data, size, maximum);
  const std::string text(reinterpret_cast<const char*>(data), size);
  return replace(data, maximum, jetloop::fuzz::Mutator({text}, seed).mutate(text));
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* data1, std::size_t size1,
                                                 const std::uint8_t* data2, std::size_t size2, std::uint8_t* out,
                                                 std::size_t maximum, unsigned seed) {
  if (size1 == 0 || size2 == 0) return 0;
  const std::string first(reinterpret_cast<const char*>(data1), size1);
  const std::string second(reinterpret_cast<const char*>(data2), size2);
  return replace(out, maximum, jetloop::fuzz::Mutator({second}, seed).mutate(first));
}
