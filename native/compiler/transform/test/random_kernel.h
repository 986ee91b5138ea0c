// Seeded random kernels in the shapes that the front end emits, and arguments that put their accesses near the ends of
// arrays.
#pragma once

#include <cstdint>
#include <string>

#include "compiler/ir/ir.h"
#include "compiler/transform/test/interpreter.h"

namespace jetloop::transform::test {

std::string randomKernel(std::uint64_t seed);
Arguments randomArguments(const ir::Kernel& kernel, std::uint64_t seed);

}  // namespace jetloop::transform::test
