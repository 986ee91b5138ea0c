#include "compiler/codegen/math/math_bodies.h"

#include <llvm/IR/MDBuilder.h>

#include <limits>

#include "compiler/codegen/math/exponential.h"
#include "compiler/codegen/math/hyperbolic.h"
#include "compiler/codegen/math/inverse_trigonometric.h"
#include "compiler/codegen/math/ir_lanes.h"
#include "compiler/codegen/math/logarithm.h"
#include "compiler/codegen/math/math_functions.h"
#include "compiler/codegen/math/power.h"
#include "compiler/codegen/math/roots.h"
#include "compiler/codegen/math/tabulated_power.h"
#include "compiler/codegen/math/trigonometric.h"

namespace jetloop::codegen {

using ir::Op;
using math::IrReal;
using math::IrWord;
using Builder = llvm::IRBuilder<>;

namespace {

MathValue whole(const IrReal& value) { return {value.as(value.type()), nullptr}; }

MathValue partial(const math::RarelyWrong<IrReal>& result) {
  return {result.value.as(result.value.type()), result.isRare.value()};
}

llvm::BasicBlock* newBlock(llvm::Function& function, const char* name) {
  return llvm::BasicBlock::Create(function.getContext(), name, &function);
}

llvm::Function* createHelper(llvm::Module& module, const char* name, llvm::Type* result,
                             llvm::ArrayRef<llvm::Type*> parameters) {
  llvm::Function* function = declareMathVariant(module, name, llvm::FunctionType::get(result, parameters, false));
  function->setLinkage(llvm::GlobalValue::InternalLinkage);
  function->addFnAttr(llvm::Attribute::Cold);
  function->addFnAttr(llvm::Attribute::OptimizeNone);
  return function;
}

/// { rest, tail, quadrant }
llvm::StructType* angleType(llvm::LLVMContext& context) {
  llvm::Type* f64 = llvm::Type::getDoubleTy(context);
  return llvm::StructType::get(context, {f64, f64, llvm::Type::getInt64Ty(context)});
}

llvm::Value* packAngle(Builder& builder, const math::ReducedAngle<IrReal>& angle) {
  llvm::Value* packed = llvm::PoisonValue::get(angleType(builder.getContext()));
  packed = builder.CreateInsertValue(packed, angle.rest.as(builder.getDoubleTy()), 0);
  packed = builder.CreateInsertValue(packed, angle.tail.as(builder.getDoubleTy()), 1);
  return builder.CreateInsertValue(packed, angle.quadrant.as(builder.getInt64Ty()), 2);
}

llvm::GlobalVariable* twoOverPiTable(llvm::Module& module) {
  llvm::Constant* digits = llvm::ConstantDataArray::get(module.getContext(), math::kTwoOverPi);
  return new llvm::GlobalVariable(module, digits->getType(), /*isConstant=*/true, llvm::GlobalValue::InternalLinkage,
                                  digits, "jetloop.math.two_over_pi");
}

/// angle jetloop.math.huge(double x, i64 digits): calls itself with more digits when too many cancelled.
llvm::Function* hugeAngleFunction(llvm::Module& module) {
  llvm::LLVMContext& context = module.getContext();
  llvm::Function* function = createHelper(module, "jetloop.math.huge", angleType(context),
                                          {llvm::Type::getDoubleTy(context), llvm::Type::getInt64Ty(context)});
  llvm::GlobalVariable* table = twoOverPiTable(module);
  function->setOnlyReadsMemory();
  Builder builder(newBlock(*function, "entry"));
  auto digitAt = [&](const IrWord& index) {
    llvm::Type* i32 = builder.getInt32Ty();
    llvm::Value* address = builder.CreateInBoundsGEP(i32, table, index.as(builder.getInt64Ty()));
    return IrWord(builder, builder.CreateZExt(builder.CreateLoad(i32, address), builder.getInt64Ty()));
  };
  const IrReal x(builder, function->getArg(0));
  const math::HugeAngle<IrReal> angle =
      math::multiplyByTwoOverPi<IrReal>(x, IrWord(builder, function->getArg(1)), digitAt);
  llvm::BasicBlock* again = newBlock(*function, "again");
  llvm::BasicBlock* enough = newBlock(*function, "enough");
  builder.CreateCondBr((angle.used < angle.wanted).value(), again, enough);
  builder.SetInsertPoint(again);
  builder.CreateRet(builder.CreateCall(function, {function->getArg(0), angle.wanted.as(builder.getInt64Ty())}));
  builder.SetInsertPoint(enough);
  builder.CreateRet(packAngle(builder, math::finishHuge(angle)));
  return function;
}

/// angle jetloop.math.angle(double x): the reduction of an angle for which the branch-free one reports that it is rare.
llvm::Function* rareAngleFunction(llvm::Module& module) {
  constexpr const char* kName = "jetloop.math.angle";
  if (llvm::Function* existing = module.getFunction(kName)) return existing;
  llvm::LLVMContext& context = module.getContext();
  llvm::Function* function = createHelper(module, kName, angleType(context), {llvm::Type::getDoubleTy(context)});
  function->setOnlyReadsMemory();
  llvm::BasicBlock* medium = newBlock(*function, "medium");
  llvm::BasicBlock* large = newBlock(*function, "large");
  llvm::BasicBlock* huge = newBlock(*function, "huge");
  llvm::BasicBlock* none = newBlock(*function, "none");
  Builder builder(context);
  llvm::BasicBlock* entry = llvm::BasicBlock::Create(context, "entry", function, medium);
  builder.SetInsertPoint(entry);
  const IrReal magnitude = absolute(IrReal(builder, function->getArg(0)));
  builder.CreateCondBr((magnitude < math::kMediumBound).value(), medium, large);
  builder.SetInsertPoint(medium);
  builder.CreateRet(packAngle(builder, math::reduceMedium(magnitude).three));
  builder.SetInsertPoint(large);
  builder.CreateCondBr((magnitude < std::numeric_limits<double>::infinity()).value(), huge, none);
  builder.SetInsertPoint(huge);
  builder.CreateRet(builder.CreateCall(hugeAngleFunction(module),
                                       {magnitude.as(magnitude.type()), builder.getInt64(math::kFirstDigits)}));
  builder.SetInsertPoint(none);
  const IrReal nan(std::numeric_limits<double>::quiet_NaN());
  builder.CreateRet(packAngle(builder, {nan, nan, 0}));
  return function;
}

/// The value where the branch-free algorithm says that it is rare: an angle is reduced apart.
llvm::Value* emitRareValue(Builder& builder, Op op, llvm::ArrayRef<llvm::Value*> operands) {
  const IrReal x(builder, operands[0]);
  if (op == Op::F64Pow) {
    const IrReal value = math::powerOfHugeExponent(x, IrReal(builder, operands[1]));
    return value.as(value.type());
  }
  llvm::Function* reduce = rareAngleFunction(*builder.GetInsertBlock()->getModule());
  llvm::Value* packed = builder.CreateCall(reduce, operands);
  const math::ReducedAngle<IrReal> angle{IrReal(builder, builder.CreateExtractValue(packed, 0)),
                                         IrReal(builder, builder.CreateExtractValue(packed, 1)),
                                         IrWord(builder, builder.CreateExtractValue(packed, 2))};
  const IrReal value = op == Op::F64Sin   ? math::sineOfReduced(x, angle)
                       : op == Op::F64Cos ? math::cosineOfReduced(x, angle)
                                          : math::tangentOfReduced(x, angle);
  return value.as(value.type());
}

/// Whether the branch-free algorithm looks numbers up in tables.
bool isTabulated(Op op) { return op == Op::F64PowGlibc || op == Op::F64PowGlibcFma; }

}  // namespace

MathValue emitMathValue(llvm::IRBuilderBase& builder, Op op, llvm::ArrayRef<llvm::Value*> operands) {
  const IrReal x(builder, operands[0]);
  switch (op) {
    case Op::F64Sin:
      return partial(math::sine(x));
    case Op::F64Cos:
      return partial(math::cosine(x));
    case Op::F64Tan:
      return partial(math::tangent(x));
    case Op::F64Asin:
      return whole(math::arcSine(x));
    case Op::F64Acos:
      return whole(math::arcCosine(x));
    case Op::F64Atan:
      return whole(math::arcTangent(x));
    case Op::F64Atan2:
      return whole(math::arcTangent2(x, IrReal(builder, operands[1])));
    case Op::F64Pow:
      return partial(math::power(x, IrReal(builder, operands[1])));
    case Op::F64PowGlibc:
      return whole(math::tabulatedPower<math::Rounding::kSeparate>(x, IrReal(builder, operands[1])));
    case Op::F64PowGlibcFma:
      return whole(math::tabulatedPower<math::Rounding::kFused>(x, IrReal(builder, operands[1])));
    case Op::F64Sinh:
      return whole(math::hyperbolicSine(x));
    case Op::F64Cosh:
      return whole(math::hyperbolicCosine(x));
    case Op::F64Tanh:
      return whole(math::hyperbolicTangent(x));
    case Op::F64Asinh:
      return whole(math::inverseHyperbolicSine(x));
    case Op::F64Acosh:
      return whole(math::inverseHyperbolicCosine(x));
    case Op::F64Atanh:
      return whole(math::inverseHyperbolicTangent(x));
    case Op::F64Exp:
      return whole(math::exponential(x));
    case Op::F64Expm1:
      return whole(math::exponentialMinusOne(x));
    case Op::F64Log:
      return whole(math::logarithm(x));
    case Op::F64Log1p:
      return whole(math::logarithmPlusOne(x));
    case Op::F64Log2:
      return whole(math::logarithm2(x));
    case Op::F64Log10:
      return whole(math::logarithm10(x));
    case Op::F64Cbrt:
      return whole(math::cubeRoot(x));
    default:
      llvm_unreachable("not a function of Math");
  }
}

void defineMathBody(llvm::Function& function, Op op) {
  function.setLinkage(llvm::GlobalValue::InternalLinkage);
  Builder builder(newBlock(function, "entry"));
  llvm::SmallVector<llvm::Value*, 2> operands;
  for (llvm::Argument& argument : function.args()) operands.push_back(&argument);
  const MathValue result = emitMathValue(builder, op, operands);
  if (isTabulated(op)) function.setOnlyReadsMemory();
  if (result.isRare == nullptr) {
    builder.CreateRet(result.value);
    return;
  }
  if (op != Op::F64Pow) function.setOnlyReadsMemory();  // the digits of pi
  llvm::BasicBlock* usual = newBlock(function, "usual");
  llvm::BasicBlock* rare = newBlock(function, "rare");
  builder.CreateCondBr(result.isRare, rare, usual,
                       llvm::MDBuilder(function.getContext()).createUnlikelyBranchWeights());
  builder.SetInsertPoint(usual);
  builder.CreateRet(result.value);
  builder.SetInsertPoint(rare);
  builder.CreateRet(emitRareValue(builder, op, operands));
}

}  // namespace jetloop::codegen
