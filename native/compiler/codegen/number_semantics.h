// JavaScript's number conversions as LLVM IR.  Everything here is free of branches, so that the vectorisers see
// straight-line code.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include "compiler/ir/ir.h"

namespace jetloop::codegen {

/// ToInt32: the integer part of a double modulo 2^32; NaN and infinities give 0.  Exact for every double.
llvm::Value* emitToInt32(llvm::IRBuilderBase& builder, llvm::Value* number);

/// Math.round: the nearest integer, halves toward +infinity, the sign of zero kept.
llvm::Value* emitRoundHalfUp(llvm::IRBuilderBase& builder, llvm::Value* number);

/// Math.sign: +1 or -1, or the operand itself for NaN and zeros.
llvm::Value* emitSign(llvm::IRBuilderBase& builder, llvm::Value* number);

/// ToUint8Clamp, as i8: NaN gives 0, halves go to the even neighbour.
llvm::Value* emitClampToUint8(llvm::IRBuilderBase& builder, llvm::Value* number);

/// Clamps a signed integer of any width to 0..255, as i8.
llvm::Value* emitClampIntegerToUint8(llvm::IRBuilderBase& builder, llvm::Value* integer);

}  // namespace jetloop::codegen
