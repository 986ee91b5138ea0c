#include "compiler/codegen/number_semantics.h"

namespace jetloop::codegen {

namespace {

llvm::Constant* constant(llvm::IRBuilderBase& builder, double value) {
  return llvm::ConstantFP::get(builder.getDoubleTy(), value);
}

}  // namespace

llvm::Value* emitToInt32(llvm::IRBuilderBase& builder, llvm::Value* number) {
  // With t = trunc(x) and k = floor(t / 2^32), every step of t - k * 2^32 is exact: the scalings are by powers of two,
  // and the difference is a multiple of t's last bit that is smaller than 2^32.  Subtracting 2^31 brings it into
  // int32's range, where all vector instruction sets convert; flipping the top bit afterwards undoes that subtraction.
  llvm::Value* integer = builder.CreateUnaryIntrinsic(llvm::Intrinsic::trunc, number);
  llvm::Value* scaled = builder.CreateFMul(integer, constant(builder, 0x1p-32));
  llvm::Value* wraps = builder.CreateUnaryIntrinsic(llvm::Intrinsic::floor, scaled);
  llvm::Value* residue = builder.CreateFSub(integer, builder.CreateFMul(wraps, constant(builder, 0x1p32)));
  llvm::Value* centred = builder.CreateFSub(residue, constant(builder, 0x1p31));
  // NaN (also infinity minus infinity) must become 0, and -2^31 is what turns into 0 below.
  llvm::Value* ordered = builder.CreateFCmpORD(centred, centred);
  llvm::Value* finite = builder.CreateSelect(ordered, centred, constant(builder, -0x1p31));
  llvm::Value* bits = builder.CreateFPToSI(finite, builder.getInt32Ty());
  return builder.CreateXor(bits, builder.getInt32(0x80000000U));
}

llvm::Value* emitRoundHalfUp(llvm::IRBuilderBase& builder, llvm::Value* number) {
  // x - floor(x) is exact for |x| < 2^52 wherever it can reach one half; above that floor(x) is x and the difference is
  // 0.
  llvm::Value* below = builder.CreateUnaryIntrinsic(llvm::Intrinsic::floor, number);
  llvm::Value* fraction = builder.CreateFSub(number, below);
  llvm::Value* roundsUp = builder.CreateFCmpOGE(fraction, constant(builder, 0.5));
  llvm::Value* rounded = builder.CreateSelect(roundsUp, builder.CreateFAdd(below, constant(builder, 1.0)), below);
  // Only zero needs it: -0.5 <= x < 0 rounds to -1 + 1 = +0 and must be -0.  Elsewhere the signs agree already.
  return builder.CreateBinaryIntrinsic(llvm::Intrinsic::copysign, rounded, number);
}

llvm::Value* emitSign(llvm::IRBuilderBase& builder, llvm::Value* number) {
  llvm::Value* zero = constant(builder, 0.0);
  llvm::Value* negative = builder.CreateFCmpOLT(number, zero);
  llvm::Value* orSelf = builder.CreateSelect(negative, constant(builder, -1.0), number);
  return builder.CreateSelect(builder.CreateFCmpOGT(number, zero), constant(builder, 1.0), orSelf);
}

llvm::Value* emitClampToUint8(llvm::IRBuilderBase& builder, llvm::Value* number) {
  llvm::Value* zero = constant(builder, 0.0);
  llvm::Value* limit = constant(builder, 255.0);
  // The first comparison is false for NaN, which therefore becomes 0.
  llvm::Value* low = builder.CreateSelect(builder.CreateFCmpOGT(number, zero), number, zero);
  llvm::Value* clamped = builder.CreateSelect(builder.CreateFCmpOLT(low, limit), low, limit);
  llvm::Value* rounded = builder.CreateUnaryIntrinsic(llvm::Intrinsic::roundeven, clamped);
  return builder.CreateTrunc(builder.CreateFPToSI(rounded, builder.getInt32Ty()), builder.getInt8Ty());
}

llvm::Value* emitClampIntegerToUint8(llvm::IRBuilderBase& builder, llvm::Value* integer) {
  llvm::Type* type = integer->getType();
  llvm::Value* low = builder.CreateBinaryIntrinsic(llvm::Intrinsic::smax, integer, llvm::ConstantInt::get(type, 0));
  llvm::Value* clamped = builder.CreateBinaryIntrinsic(llvm::Intrinsic::smin, low, llvm::ConstantInt::get(type, 255));
  return builder.CreateTrunc(clamped, builder.getInt8Ty());
}

}  // namespace jetloop::codegen
