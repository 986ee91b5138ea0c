#include "compiler/codegen/emit_kernel.h"
#include "compiler/codegen/number_semantics.h"

namespace jetloop::codegen {

using ir::ElementKind;
using ir::Op;

llvm::Value* KernelEmitter::emitIndex(const ir::Expression& index) {
  llvm::Value* value = emitExpression(index);
  return index.type == ir::Type::I32 ? builder_.CreateSExt(value, builder_.getInt64Ty()) : value;
}

KernelEmitter::CheckedIndex KernelEmitter::emitCheckedIndex(ir::ArrayId array, const ir::Expression& index) {
  llvm::Value* length = scope_.arrays[array].length;
  llvm::Type* i64 = builder_.getInt64Ty();
  if (index.type != ir::Type::F64) {
    llvm::Value* integer = emitIndex(index);
    return {integer, builder_.CreateICmpULT(integer, length)};
  }
  // A double that was an integer a moment ago need not be tested for being one.  (from_i64 may round, but only beyond
  // 2^53, where no index is valid before or after rounding.)
  if (index.op == Op::F64FromI32 || index.op == Op::F64FromI64) {
    llvm::Value* integer = emitIndex(*index.operands[0]);
    return {integer, builder_.CreateICmpULT(integer, length)};
  }
  if (index.op == Op::F64FromU32) {
    llvm::Value* integer = builder_.CreateZExt(emitExpression(*index.operands[0]), i64);
    return {integer, builder_.CreateICmpULT(integer, length)};
  }
  llvm::Type* f64 = builder_.getDoubleTy();
  llvm::Value* number = emitExpression(index);
  llvm::Value* inRange = builder_.CreateAnd(builder_.CreateFCmpOGE(number, llvm::ConstantFP::get(f64, 0.0)),
                                            builder_.CreateFCmpOLT(number, builder_.CreateSIToFP(length, f64)));
  llvm::Value* integer = builder_.CreateFPToSI(number, i64);  // poison out of range, where `valid` does not look at it
  llvm::Value* integral = builder_.CreateFCmpOEQ(builder_.CreateSIToFP(integer, f64), number);
  return {integer, builder_.CreateLogicalAnd(inRange, integral)};
}

llvm::Value* KernelEmitter::emitInbounds(const ir::Expression& expression) {
  return emitCheckedIndex(expression.array, *expression.operands[0]).valid;
}

llvm::Value* KernelEmitter::elementPointer(ir::ArrayId array, llvm::Value* index) {
  return builder_.CreateInBoundsGEP(scope_.arrays[array].element, scope_.arrays[array].data, index);
}

/// The element as docs/ir.md's `load.inbounds` gives it: i32, i64 (u32) or f64.
llvm::Value* KernelEmitter::loadElement(ir::ArrayId array, llvm::Value* index) {
  const ArrayValue& value = scope_.arrays[array];
  llvm::Value* raw = builder_.CreateAlignedLoad(value.element, elementPointer(array, index), value.alignment);
  switch (kernel_.arrays[array].kind) {
    case ElementKind::I8:
    case ElementKind::I16:
      return builder_.CreateSExt(raw, builder_.getInt32Ty());
    case ElementKind::U8:
    case ElementKind::U8Clamped:
    case ElementKind::U16:
      return builder_.CreateZExt(raw, builder_.getInt32Ty());
    case ElementKind::U32:
      return builder_.CreateZExt(raw, builder_.getInt64Ty());
    case ElementKind::F32:
      return builder_.CreateFPExt(raw, builder_.getDoubleTy());
    case ElementKind::I32:
    case ElementKind::F64:
      break;
  }
  return raw;
}

llvm::Value* KernelEmitter::elementToDouble(ElementKind kind, llvm::Value* element) {
  const bool isDouble = ir::elementValueType(kind) == ir::Type::F64;
  return isDouble ? element : builder_.CreateSIToFP(element, builder_.getDoubleTy());
}

llvm::Value* KernelEmitter::emitLoadInbounds(const ir::Expression& expression) {
  return loadElement(expression.array, emitIndex(*expression.operands[0]));
}

llvm::Value* KernelEmitter::emitLoad(const ir::Expression& expression) {
  return emitLoadIfValid(expression, llvm::ConstantFP::getNaN(builder_.getDoubleTy()), true);
}

llvm::Value* KernelEmitter::emitLoadOrZero(const ir::Expression& expression) {
  return emitLoadIfValid(expression, llvm::ConstantInt::get(scalarType(expression.type), 0), false);
}

/// The element, as docs/ir.md's `load.inbounds` gives it or as a double; `otherwise` where the index is not valid.
llvm::Value* KernelEmitter::emitLoadIfValid(const ir::Expression& expression, llvm::Value* otherwise, bool asDouble) {
  const CheckedIndex checked = emitCheckedIndex(expression.array, *expression.operands[0]);
  llvm::BasicBlock* before = builder_.GetInsertBlock();
  llvm::BasicBlock* read = newBlock("load");
  llvm::BasicBlock* after = newBlock("loaded");
  builder_.CreateCondBr(checked.valid, read, after);
  builder_.SetInsertPoint(read);
  llvm::Value* element = loadElement(expression.array, checked.index);
  if (asDouble) element = elementToDouble(kernel_.arrays[expression.array].kind, element);
  builder_.CreateBr(after);
  builder_.SetInsertPoint(after);
  llvm::PHINode* result = builder_.CreatePHI(element->getType(), 2);
  result->addIncoming(element, read);
  result->addIncoming(otherwise, before);
  return result;
}

void KernelEmitter::storeElement(ir::ArrayId array, llvm::Value* index, llvm::Value* element) {
  builder_.CreateAlignedStore(element, elementPointer(array, index), scope_.arrays[array].alignment);
}

/// Converts a value as a store to this kind of array does.
llvm::Value* KernelEmitter::valueToElement(ElementKind kind, const ir::Expression& value) {
  llvm::Type* f64 = builder_.getDoubleTy();
  if (kind == ElementKind::F64 || kind == ElementKind::F32) {
    llvm::Value* number = emitExpression(value);
    if (value.type != ir::Type::F64) number = builder_.CreateSIToFP(number, f64);
    return kind == ElementKind::F64 ? number : builder_.CreateFPTrunc(number, builder_.getFloatTy());
  }
  // The integer behind a double that is only an int32 converted: storing it needs no way back.
  const bool fromInteger = value.op == Op::F64FromI32;
  const ir::Expression& source = fromInteger ? *value.operands[0] : value;
  llvm::Value* operand = emitExpression(source);
  const bool isDouble = source.type == ir::Type::F64;
  if (kind == ElementKind::U8Clamped) {
    return isDouble ? emitClampToUint8(builder_, operand) : emitClampIntegerToUint8(builder_, operand);
  }
  llvm::Value* integer = isDouble ? emitToInt32(builder_, operand) : operand;
  return builder_.CreateTrunc(integer, elementType(kind));
}

}  // namespace jetloop::codegen
