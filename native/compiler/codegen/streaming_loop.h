// Whether a loop is likely to wait for memory rather than to compute, from which follows the width of its vectors.
#pragma once

#include "compiler/ir/ir.h"

namespace jetloop::codegen {

/// Whether the innermost loop `inner` stores, calls no function of Math, and touches other elements each time that the
/// loop around it runs it: what it touches is then in no cache, but for rows that a neighbour has just used.
bool isStreaming(const ir::Statement& inner, const ir::Statement& around);

}  // namespace jetloop::codegen
