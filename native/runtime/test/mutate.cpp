#include "runtime/test/mutate.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace jetloop::runtime::test {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::size_t below(std::size_t limit, std::mt19937_64& random) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

/// Half of the places lie in the first 512 bytes, where the headers and tables of a small object are.
std::size_t place(const Bytes& bytes, std::mt19937_64& random) {
  const std::size_t headers = std::min<std::size_t>(bytes.size(), 512);
  return below(random() % 2 == 0 ? headers : bytes.size(), random);
}

void flipBit(Bytes& bytes, std::mt19937_64& random) {
  bytes[place(bytes, random)] ^= static_cast<std::uint8_t>(1U << below(8, random));
}

/// Overwrites an aligned field with a value at which arithmetic likes to go wrong.
void writeField(Bytes& bytes, std::mt19937_64& random) {
  const std::array<std::uint64_t, 12> values = {
      0,          1,          7,          bytes.size() - 1,          bytes.size(), bytes.size() + 1,
      0x7FFFFFFF, 0xFFFFFFFF, UINT64_MAX, UINT64_MAX - bytes.size(), 1ULL << 63,   random()};
  const std::uint64_t value = values[below(values.size(), random)];
  const std::size_t width = std::size_t{1} << below(4, random);
  const std::size_t offset = place(bytes, random) & ~(width - 1);
  std::memcpy(bytes.data() + offset, &value, std::min(width, bytes.size() - offset));
}

void addToField(Bytes& bytes, std::mt19937_64& random) {
  const std::size_t offset = place(bytes, random) & ~std::size_t{7};
  if (offset + 8 > bytes.size()) return;
  std::uint64_t value = 0;
  std::memcpy(&value, bytes.data() + offset, sizeof value);
  value += below(2, random) == 0 ? std::uint64_t{1} << below(64, random) : random() % 65;
  std::memcpy(bytes.data() + offset, &value, sizeof value);
}

void copyBlock(Bytes& bytes, std::mt19937_64& random) {
  const std::size_t size = 1 + below(std::min<std::size_t>(bytes.size(), 64), random);
  const std::size_t from = below(bytes.size() - size + 1, random);
  const std::size_t to = below(bytes.size() - size + 1, random);
  std::memmove(bytes.data() + to, bytes.data() + from, size);
}

void zeroBlock(Bytes& bytes, std::mt19937_64& random) {
  const std::size_t offset = place(bytes, random);
  const std::size_t size = std::min(bytes.size() - offset, 1 + below(64, random));
  std::memset(bytes.data() + offset, 0, size);
}

void truncate(Bytes& bytes, std::mt19937_64& random) { bytes.resize(1 + below(bytes.size(), random)); }

}  // namespace

Bytes mutate(Bytes bytes, std::mt19937_64& random) {
  constexpr std::array kMutations = {flipBit, writeField, addToField, copyBlock, zeroBlock, truncate};
  const std::size_t count = 1 + below(4, random);
  for (std::size_t i = 0; i < count; ++i) kMutations[below(kMutations.size(), random)](bytes, random);
  return bytes;
}

}  // namespace jetloop::runtime::test
