// The one function that Highway's sorting headers leave to Highway's library: random bits, with which pivots are drawn
// so that no input can be made to sort slowly.  The sorted array does not depend on them.
#include <sys/random.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "hwy/contrib/sort/vqsort.h"

namespace hwy {

void Sorter::Fill24Bytes(const void* heap, std::size_t count, void* bytes) {
  constexpr std::size_t kSize = 24;
  if (getrandom(bytes, kSize, GRND_NONBLOCK) == static_cast<ssize_t>(kSize)) return;
  // Early in a machine's life there is no randomness yet; what an attacker does not know will do.
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  const std::uint64_t words[3] = {static_cast<std::uint64_t>(now), reinterpret_cast<std::uintptr_t>(heap), count};
  static_assert(sizeof words == kSize);
  std::memcpy(bytes, words, kSize);
}

}  // namespace hwy
