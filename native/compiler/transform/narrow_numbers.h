// narrow-numbers: integers where no observer can tell.
//
// Variables become i32 or i64 where every value they get is a proved integer of magnitude at most 2^53 and a -0 is
// impossible or cannot be observed; sums, products, comparisons, quotients and remainders of such values become integer
// operations, `.nowrap` where the ranges prove it and modulo 2^32 under ToInt32.  What is not proved stays f64,
// rounding included.
#pragma once

#include "compiler/ir/ir.h"

namespace jetloop::transform {

void narrowNumbers(ir::Kernel& kernel);

}  // namespace jetloop::transform
