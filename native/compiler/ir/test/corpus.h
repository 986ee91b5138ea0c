// The kernels of test/ir.
#pragma once

#include <string>
#include <vector>

namespace jetloop::ir::test {

/// The texts of test/ir/*.ir, in order of their names.
std::vector<std::string> readCorpus();

/// One file of test/ir.
std::string readFixture(const std::string& name);

/// A kernel with two parameters, $a (write) and $r (read) of f64, an i32 $n, a bool $p, and this body.
std::string kernelWithBody(const std::string& body);

}  // namespace jetloop::ir::test
