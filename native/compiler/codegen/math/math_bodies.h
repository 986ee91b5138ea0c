// The algorithms of this folder as LLVM IR.
#pragma once

#include <llvm/IR/Function.h>
#include <llvm/IR/IRBuilder.h>

#include "compiler/ir/ir.h"

namespace jetloop::codegen {

/// A result, and for some functions the lanes in which it is wrong and the scalar function has to be asked.
struct MathValue {
  llvm::Value* value = nullptr;
  llvm::Value* isRare = nullptr;  // null: it is right in all lanes
};

/// Appends the branch-free part of an operation's algorithm.
MathValue emitMathValue(llvm::IRBuilderBase& builder, ir::Op op, llvm::ArrayRef<llvm::Value*> operands);

/// Fills the scalar function of an operation: complete, rare cases included.
void defineMathBody(llvm::Function& function, ir::Op op);

}  // namespace jetloop::codegen
