// Seeded random loop nests in the shapes that narrow-numbers leaves, whose iterations depend on each other or just do
// not: indices of one and of two dimensions, triangles, strides, borders, guards.
#pragma once

#include <cstdint>
#include <string>

#include "compiler/transform/test/interpreter.h"

namespace jetloop::transform::test {

std::string randomNest(std::uint64_t seed);

/// Small sizes, negative ones among them, so that subscripts leave their dimensions and arrays are too short.
Arguments nestArguments(std::uint64_t seed);

}  // namespace jetloop::transform::test
