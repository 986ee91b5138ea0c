// Turns the requirements of an access plan into a condition.
#pragma once

#include "compiler/analysis/access_plan.h"
#include "compiler/ir/builder.h"
#include "compiler/transform/emit_polynomial.h"

namespace jetloop::transform {

/// True when every requirement of the plan holds.  All its arithmetic is exact or, where a value leaves the range of
/// exact integers, makes it false.
ir::Expression* buildGuard(ir::Builder& builder, const analysis::AccessPlan& plan, AtomEmitter& atoms);

}  // namespace jetloop::transform
