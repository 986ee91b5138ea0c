// split-loops: a loop that meets its own invariant element is cut in three there.
//
//   for (j = low; j < high; j++) path[i*n + j] = min(path[i*n + j], path[i*n + k] + path[k*n + j]);
//
// reads an element, path[i*n + k], that only its iteration j = k writes.  Before and after that iteration the element
// is constant, and a vectoriser that tests at the loop's entry whether it overlaps what the loop writes finds that it
// does not; for the loop as a whole it always finds that it does.  The rule is index-set splitting (Allen, Kennedy:
// Optimizing Compilers for Modern Architectures, 2001, section 5.8).  Iterations keep their order, so the loop
// computes the same wherever it is cut.
#pragma once

#include "compiler/ir/ir.h"

namespace jetloop::transform {

/// The kernel verifies and has been through narrow-numbers.
void splitLoops(ir::Kernel& kernel);

}  // namespace jetloop::transform
