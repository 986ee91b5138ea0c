// Damages bytes at random, the way files get damaged and the way attackers write them.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace jetloop::runtime::test {

/// Applies one to four mutations.  The same generator state and bytes give the same result; it may be equal to the
/// input.
std::vector<std::uint8_t> mutate(std::vector<std::uint8_t> bytes, std::mt19937_64& random);

}  // namespace jetloop::runtime::test
