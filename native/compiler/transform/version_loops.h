// version-loops: unchecked loops behind one test.
//
// For each loop nest, outermost loop first, finds the accesses whose index a test at the loop's entry can bound, and
// splits the loop: (if guard (then loop without those checks) (else the loop as it was, marked cold)).  In the guarded
// loop proved accesses are load.inbounds/store.inbounds with i64 indices, and each variable that the loop assigns but
// does not declare has a copy of its own, so that its type there is its own matter.  Accesses that no guard at this
// entry proves are tried again at the loops inside.
#pragma once

#include "compiler/ir/ir.h"
#include "compiler/transform/transform_report.h"

namespace jetloop::transform {

/// The kernel verifies and is straight from the front end: every access checked.
void versionLoops(ir::Kernel& kernel, TransformReport& report);

}  // namespace jetloop::transform
