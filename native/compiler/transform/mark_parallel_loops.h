// mark-parallel-loops: outermost loops first, marks those whose iterations are proved not to depend on each other
// (analysis/dependence.h), and says why the others are not.
#pragma once

#include "compiler/ir/ir.h"
#include "compiler/transform/transform_report.h"

namespace jetloop::transform {

/// The kernel has been through narrow-numbers.
void markParallelLoops(ir::Kernel& kernel, TransformReport& report);

}  // namespace jetloop::transform
