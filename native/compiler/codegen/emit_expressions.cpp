#include <llvm/IR/MDBuilder.h>

#include "compiler/codegen/emit_kernel.h"
#include "compiler/codegen/emit_remainder.h"
#include "compiler/codegen/math/math_functions.h"
#include "compiler/codegen/number_semantics.h"

namespace jetloop::codegen {

using ir::Op;

namespace {

/// Nodes an operand of a lazy operation may have to be evaluated anyway, instead of behind a branch.
constexpr int kSpeculationBudget = 6;

/// Whether evaluating an expression needlessly is safe, and cheap in both time and code.  Takes its size off `budget`.
bool isSpeculatable(const ir::Expression& expression, int& budget) {
  if (ir::isMathFunction(expression.op)) return false;
  switch (expression.op) {
    case Op::Load:
    case Op::LoadInbounds:
    case Op::LoadOrZero:
    case Op::F64Rem:
    case Op::F64Div:
    case Op::F64Sqrt:
    case Op::I32Div:
    case Op::I32Rem:
    case Op::I64Div:
    case Op::I64Rem:
      return false;
    default:
      break;
  }
  if (--budget < 0) return false;
  for (const ir::Expression* operand : expression.arguments()) {
    if (!isSpeculatable(*operand, budget)) return false;
  }
  return true;
}

bool isSpeculatable(const ir::Expression* expression) {
  int budget = kSpeculationBudget;
  return expression == nullptr || isSpeculatable(*expression, budget);
}

}  // namespace

llvm::Value* KernelEmitter::emitConstant(const ir::Expression& expression) {
  switch (expression.type) {
    case ir::Type::F64:
      return llvm::ConstantFP::get(builder_.getDoubleTy(), expression.number);
    case ir::Type::Bool:
      return builder_.getInt1(expression.integer != 0);
    default:
      return llvm::ConstantInt::get(scalarType(expression.type), static_cast<std::uint64_t>(expression.integer),
                                    /*isSigned=*/true);
  }
}

/// Value of `condition ? ifTrue : ifFalse`, evaluating one of them.  A null operand stands for the constant that makes
/// `and` (false as ifFalse) or `or` (true as ifTrue).
llvm::Value* KernelEmitter::emitLazy(const ir::Expression& condition, const ir::Expression* ifTrue,
                                     const ir::Expression* ifFalse) {
  auto emitSide = [&](const ir::Expression* side, bool constant) {
    return side != nullptr ? emitExpression(*side) : builder_.getInt1(constant);
  };
  if (isSpeculatable(ifTrue) && isSpeculatable(ifFalse)) {
    llvm::Value* test = emitExpression(condition);
    llvm::Value* whenTrue = emitSide(ifTrue, true);
    return builder_.CreateSelect(test, whenTrue, emitSide(ifFalse, false));
  }
  llvm::BasicBlock* then = newBlock("select.true");
  llvm::BasicBlock* otherwise = newBlock("select.false");
  llvm::BasicBlock* after = newBlock("selected");
  emitBranch(condition, then, otherwise);
  builder_.SetInsertPoint(then);
  llvm::Value* whenTrue = emitSide(ifTrue, true);
  llvm::BasicBlock* thenEnd = builder_.GetInsertBlock();
  builder_.CreateBr(after);
  builder_.SetInsertPoint(otherwise);
  llvm::Value* whenFalse = emitSide(ifFalse, false);
  llvm::BasicBlock* otherwiseEnd = builder_.GetInsertBlock();
  builder_.CreateBr(after);
  builder_.SetInsertPoint(after);
  llvm::PHINode* result = builder_.CreatePHI(whenTrue->getType(), 2);
  result->addIncoming(whenTrue, thenEnd);
  result->addIncoming(whenFalse, otherwiseEnd);
  return result;
}

void KernelEmitter::emitBranch(const ir::Expression& condition, llvm::BasicBlock* ifTrue, llvm::BasicBlock* ifFalse,
                               Likely likely) {
  const bool conjunction = condition.op == Op::BoolAnd;
  if ((conjunction || condition.op == Op::BoolOr) && !isSpeculatable(condition.operands[1])) {
    llvm::BasicBlock* second = newBlock("second");
    emitBranch(*condition.operands[0], conjunction ? second : ifTrue, conjunction ? ifFalse : second, likely);
    builder_.SetInsertPoint(second);
    emitBranch(*condition.operands[1], ifTrue, ifFalse, likely);
    return;
  }
  llvm::MDNode* weights = nullptr;
  llvm::MDBuilder metadata(module_.getContext());
  if (likely == Likely::True) weights = metadata.createLikelyBranchWeights();
  if (likely == Likely::False) weights = metadata.createUnlikelyBranchWeights();
  builder_.CreateCondBr(emitExpression(condition), ifTrue, ifFalse, weights);
}

llvm::Value* KernelEmitter::emitExpression(const ir::Expression& expression) {
  switch (expression.op) {
    case Op::Constant:
      return emitConstant(expression);
    case Op::Variable: {
      llvm::AllocaInst* slot = scope_.variables[expression.variable];
      return builder_.CreateLoad(slot->getAllocatedType(), slot);
    }
    case Op::Select:
      return emitLazy(*expression.operands[0], expression.operands[1], expression.operands[2]);
    case Op::BoolAnd:
      return emitLazy(*expression.operands[0], expression.operands[1], nullptr);
    case Op::BoolOr:
      return emitLazy(*expression.operands[0], nullptr, expression.operands[1]);
    case Op::Load:
      return emitLoad(expression);
    case Op::LoadInbounds:
      return emitLoadInbounds(expression);
    case Op::LoadOrZero:
      return emitLoadOrZero(expression);
    case Op::Length:
      return scope_.arrays[expression.array].length;
    case Op::Inbounds:
      return emitInbounds(expression);
    default:
      break;
  }
  if (llvm::Value* value = emitConversion(expression)) return value;
  return expression.operands[0]->type == ir::Type::F64 ? emitFloat(expression) : emitInteger(expression);
}

llvm::Value* KernelEmitter::emitConversion(const ir::Expression& expression) {
  const ir::Expression& source = *expression.operands[0];
  llvm::Type* f64 = builder_.getDoubleTy();
  llvm::Type* i32 = builder_.getInt32Ty();
  llvm::Type* i64 = builder_.getInt64Ty();
  switch (expression.op) {
    case Op::F64FromI32:
    case Op::F64FromI64:
      return builder_.CreateSIToFP(emitExpression(source), f64);
    case Op::F64FromU32:
    case Op::F64FromBool:
      return builder_.CreateUIToFP(emitExpression(source), f64);
    case Op::I32ModuloF64:
      if (source.op == Op::F64FromI32 || source.op == Op::F64FromU32) return emitExpression(*source.operands[0]);
      return emitToInt32(builder_, emitExpression(source));
    case Op::I32ExactF64:
      return builder_.CreateFPToSI(emitExpression(source), i32);
    case Op::I64ExactF64:
      return builder_.CreateFPToSI(emitExpression(source), i64);
    case Op::I32WrapI64:
      return builder_.CreateTrunc(emitExpression(source), i32);
    case Op::I32FromBool:
    case Op::I64FromU32:
      return builder_.CreateZExt(emitExpression(source), scalarType(expression.type));
    case Op::I64FromI32:
      return builder_.CreateSExt(emitExpression(source), i64);
    case Op::BoolFromF64:
      return builder_.CreateFCmpONE(emitExpression(source), llvm::ConstantFP::get(f64, 0.0));
    case Op::BoolFromI32:
    case Op::BoolFromI64:
      return builder_.CreateIsNotNull(emitExpression(source));
    default:
      return nullptr;
  }
}

llvm::Value* KernelEmitter::emitFloat(const ir::Expression& expression) {
  using llvm::Intrinsic::ceil;
  using llvm::Intrinsic::fabs;
  using llvm::Intrinsic::floor;
  using llvm::Intrinsic::maximum;
  using llvm::Intrinsic::minimum;
  using llvm::Intrinsic::sqrt;
  using llvm::Intrinsic::trunc;
  llvm::Value* a = emitExpression(*expression.operands[0]);
  llvm::Value* b = expression.operandCount > 1 ? emitExpression(*expression.operands[1]) : nullptr;
  if (ir::isMathFunction(expression.op)) return emitMathCall(builder_, expression.op, a, b);
  switch (expression.op) {
    case Op::F64Add:
      return builder_.CreateFAdd(a, b);
    case Op::F64Sub:
      return builder_.CreateFSub(a, b);
    case Op::F64Mul:
      return builder_.CreateFMul(a, b);
    case Op::F64Div:
      return builder_.CreateFDiv(a, b);
    case Op::F64Rem:
      return builder_.CreateCall(remainderFunction(module_), {a, b});
    case Op::F64Neg:
      return builder_.CreateFNeg(a);
    case Op::F64Abs:
      return builder_.CreateUnaryIntrinsic(fabs, a);
    case Op::F64Sqrt:
      return builder_.CreateUnaryIntrinsic(sqrt, a);
    case Op::F64Floor:
      return builder_.CreateUnaryIntrinsic(floor, a);
    case Op::F64Ceil:
      return builder_.CreateUnaryIntrinsic(ceil, a);
    case Op::F64Trunc:
      return builder_.CreateUnaryIntrinsic(trunc, a);
    case Op::F64Round:
      return emitRoundHalfUp(builder_, a);
    case Op::F64Min:
      return builder_.CreateBinaryIntrinsic(minimum, a, b);
    case Op::F64Max:
      return builder_.CreateBinaryIntrinsic(maximum, a, b);
    case Op::F64Sign:
      return emitSign(builder_, a);
    case Op::F64Fround:
      return builder_.CreateFPExt(builder_.CreateFPTrunc(a, builder_.getFloatTy()), builder_.getDoubleTy());
    case Op::F64Eq:
      return builder_.CreateFCmpOEQ(a, b);
    case Op::F64Ne:
      return builder_.CreateFCmpUNE(a, b);
    case Op::F64Lt:
      return builder_.CreateFCmpOLT(a, b);
    case Op::F64Le:
      return builder_.CreateFCmpOLE(a, b);
    case Op::F64Gt:
      return builder_.CreateFCmpOGT(a, b);
    case Op::F64Ge:
      return builder_.CreateFCmpOGE(a, b);
    default:
      llvm_unreachable("not an operation on doubles");
  }
}

llvm::Value* KernelEmitter::emitInteger(const ir::Expression& expression) {
  llvm::Value* a = emitExpression(*expression.operands[0]);
  llvm::Value* b = expression.operandCount > 1 ? emitExpression(*expression.operands[1]) : nullptr;
  llvm::Type* type = a->getType();
  // Shift counts are taken modulo the width.
  auto count = [&] { return builder_.CreateAnd(b, llvm::ConstantInt::get(type, type->getIntegerBitWidth() - 1)); };
  switch (expression.op) {
    case Op::I32Add:
    case Op::I64Add:
      return builder_.CreateAdd(a, b);
    case Op::I32Sub:
    case Op::I64Sub:
      return builder_.CreateSub(a, b);
    case Op::I32Mul:
    case Op::I64Mul:
      return builder_.CreateMul(a, b);
    case Op::I32Neg:
    case Op::I64Neg:
      return builder_.CreateNeg(a);
    case Op::I32AddNowrap:
    case Op::I64AddNowrap:
      return builder_.CreateNSWAdd(a, b);
    case Op::I32SubNowrap:
    case Op::I64SubNowrap:
      return builder_.CreateNSWSub(a, b);
    case Op::I32MulNowrap:
    case Op::I64MulNowrap:
      return builder_.CreateNSWMul(a, b);
    case Op::I32Div:
    case Op::I64Div:
      return builder_.CreateSDiv(a, b);
    case Op::I32Rem:
    case Op::I64Rem:
      return builder_.CreateSRem(a, b);
    case Op::I32And:
    case Op::I64And:
      return builder_.CreateAnd(a, b);
    case Op::I32Or:
    case Op::I64Or:
      return builder_.CreateOr(a, b);
    case Op::I32Xor:
    case Op::I64Xor:
      return builder_.CreateXor(a, b);
    case Op::I32Shl:
    case Op::I64Shl:
      return builder_.CreateShl(a, count());
    case Op::I32Shr:
    case Op::I64Shr:
      return builder_.CreateAShr(a, count());
    case Op::I32ShrU:
    case Op::I64ShrU:
      return builder_.CreateLShr(a, count());
    case Op::I32Clz:
      return builder_.CreateBinaryIntrinsic(llvm::Intrinsic::ctlz, a, builder_.getFalse());
    case Op::I32Min:
    case Op::I64Min:
      return builder_.CreateBinaryIntrinsic(llvm::Intrinsic::smin, a, b);
    case Op::I32Max:
    case Op::I64Max:
      return builder_.CreateBinaryIntrinsic(llvm::Intrinsic::smax, a, b);
    case Op::I32Eq:
    case Op::I64Eq:
    case Op::BoolEq:
      return builder_.CreateICmpEQ(a, b);
    case Op::I32Ne:
    case Op::I64Ne:
    case Op::BoolNe:
      return builder_.CreateICmpNE(a, b);
    case Op::I32Lt:
    case Op::I64Lt:
      return builder_.CreateICmpSLT(a, b);
    case Op::I32Le:
    case Op::I64Le:
      return builder_.CreateICmpSLE(a, b);
    case Op::I32Gt:
    case Op::I64Gt:
      return builder_.CreateICmpSGT(a, b);
    case Op::I32Ge:
    case Op::I64Ge:
      return builder_.CreateICmpSGE(a, b);
    case Op::BoolNot:
      return builder_.CreateNot(a);
    default:
      llvm_unreachable("not an operation on integers");
  }
}

}  // namespace jetloop::codegen
