// The functions of Math in a module.  Until its loops are vectorised, a call is a call of `double
// jetloop.math.sin(double)`, which LLVM's vectorisers know to have vector variants; then the variants' calls are
// replaced by their bodies in place (expand_vector_math.h), and the scalar functions that are still called get theirs.
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include "compiler/ir/ir.h"

namespace jetloop::codegen {

/// A call that later becomes the operation's algorithm; `second` is null for functions of one number.
llvm::Value* emitMathCall(llvm::IRBuilderBase& builder, ir::Op op, llvm::Value* first, llvm::Value* second);

/// The scalar function of an operation, declared on first use together with its vector variants.
llvm::Function* declareMathFunction(llvm::Module& module, ir::Op op);

/// A function of the variants' form and attributes, without a body.
llvm::Function* declareMathVariant(llvm::Module& module, const llvm::Twine& name, llvm::FunctionType* type);

/// The operation that a function stands for, if it is one of those that `declareMathFunction` made.
struct MathFunction {
  ir::Op op;
  unsigned lanes;  // 1 for the scalar function
};
std::optional<MathFunction> describeMathFunction(const llvm::Function& function);

/// Whether the functions of Math that a module calls are defined by fused multiply-adds.
bool needFusedMultiplyAdd(const llvm::Module& module);

/// Gives every scalar function that is called its body, and removes the declarations that are not.
void defineMathFunctions(llvm::Module& module);

}  // namespace jetloop::codegen
