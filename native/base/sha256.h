// SHA-256 (FIPS 180-4).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

namespace jetloop {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest sha256(std::span<const std::uint8_t> bytes);

/// The digest in 64 lower-case hexadecimal digits.
std::string formatSha256(const Sha256Digest& digest);

}  // namespace jetloop
