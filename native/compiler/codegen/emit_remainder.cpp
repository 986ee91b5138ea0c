#include "compiler/codegen/emit_remainder.h"

#include <llvm/IR/IRBuilder.h>

namespace jetloop::codegen {

namespace {

constexpr std::uint64_t kSignBit = std::uint64_t{1} << 63;
constexpr std::uint64_t kInfinityBits = std::uint64_t{0x7ff} << 52;
constexpr std::uint64_t kHiddenBit = std::uint64_t{1} << 52;

/// Bits that a 53-bit remainder can be shifted left by without leaving 64 bits.
constexpr std::uint64_t kShiftStep = 11;

/// Builds the function block by block; the members are the values that later blocks need.
class RemainderBuilder {
 public:
  explicit RemainderBuilder(llvm::Function* function)
      : function_(function), builder_(newBlock("entry")), x_(function->getArg(0)), y_(function->getArg(1)) {}

  void build() {
    emitIntegerPath();
    emitSpecialCases();
    emitLongDivision();
  }

 private:
  llvm::BasicBlock* newBlock(const char* name) {
    return llvm::BasicBlock::Create(function_->getContext(), name, function_);
  }
  llvm::ConstantInt* bits(std::uint64_t value) { return builder_.getInt64(value); }

  void returnWithSignOfDividend(llvm::Value* magnitude) {
    builder_.CreateRet(builder_.CreateBinaryIntrinsic(llvm::Intrinsic::copysign, magnitude, x_));
  }

  /// Both operands int32-valued, divisor not zero: one 32-bit division.  The sign of the result, also of a zero, is the
  /// dividend's.
  void emitIntegerPath() {
    llvm::Type* i32 = builder_.getInt32Ty();
    llvm::Type* f64 = builder_.getDoubleTy();
    llvm::Value* dividend = builder_.CreateIntrinsic(llvm::Intrinsic::fptosi_sat, {i32, f64}, {x_});
    llvm::Value* divisor = builder_.CreateIntrinsic(llvm::Intrinsic::fptosi_sat, {i32, f64}, {y_});
    llvm::Value* exact = builder_.CreateAnd(builder_.CreateFCmpOEQ(builder_.CreateSIToFP(dividend, f64), x_),
                                            builder_.CreateFCmpOEQ(builder_.CreateSIToFP(divisor, f64), y_));
    llvm::Value* usable = builder_.CreateAnd(exact, builder_.CreateICmpNE(divisor, builder_.getInt32(0)));
    llvm::BasicBlock* integers = newBlock("integers");
    llvm::BasicBlock* general = newBlock("general");
    builder_.CreateCondBr(usable, integers, general);

    builder_.SetInsertPoint(integers);
    // Unsigned: the magnitude of -2^31 is 2^31, and INT32_MIN % -1 would overflow a signed division.
    llvm::Value* remainder = builder_.CreateURem(magnitude(dividend), magnitude(divisor));
    returnWithSignOfDividend(builder_.CreateUIToFP(remainder, f64));
    builder_.SetInsertPoint(general);
  }

  llvm::Value* magnitude(llvm::Value* integer) {
    return builder_.CreateBinaryIntrinsic(llvm::Intrinsic::abs, integer, builder_.getFalse());
  }

  void emitSpecialCases() {
    llvm::Type* i64 = builder_.getInt64Ty();
    absoluteX_ = builder_.CreateAnd(builder_.CreateBitCast(x_, i64), bits(~kSignBit));
    absoluteY_ = builder_.CreateAnd(builder_.CreateBitCast(y_, i64), bits(~kSignBit));
    llvm::Value* undefined =
        builder_.CreateOr(builder_.CreateICmpEQ(absoluteY_, bits(0)),
                          builder_.CreateOr(builder_.CreateICmpUGE(absoluteX_, bits(kInfinityBits)),
                                            builder_.CreateICmpUGT(absoluteY_, bits(kInfinityBits))));
    llvm::BasicBlock* nan = newBlock("nan");
    llvm::BasicBlock* defined = newBlock("defined");
    builder_.CreateCondBr(undefined, nan, defined);
    builder_.SetInsertPoint(nan);
    builder_.CreateRet(llvm::ConstantFP::getNaN(builder_.getDoubleTy()));

    builder_.SetInsertPoint(defined);
    llvm::BasicBlock* dividendSmaller = newBlock("smaller");
    llvm::BasicBlock* divide = newBlock("divide");
    builder_.CreateCondBr(builder_.CreateICmpULT(absoluteX_, absoluteY_), dividendSmaller, divide);
    builder_.SetInsertPoint(dividendSmaller);
    builder_.CreateRet(x_);
    builder_.SetInsertPoint(divide);
  }

  struct Parts {
    llvm::Value* exponent;     // biased; subnormals count as exponent 1 without the hidden bit
    llvm::Value* significand;  // value = significand * 2^(exponent - 1075)
  };

  Parts split(llvm::Value* absolute) {
    llvm::Value* exponent = builder_.CreateLShr(absolute, 52);
    llvm::Value* fraction = builder_.CreateAnd(absolute, bits(kHiddenBit - 1));
    llvm::Value* subnormal = builder_.CreateICmpEQ(exponent, bits(0));
    return {builder_.CreateSelect(subnormal, bits(1), exponent),
            builder_.CreateSelect(subnormal, fraction, builder_.CreateOr(fraction, bits(kHiddenBit)))};
  }

  /// Schoolbook division in base 2^11: the remainder stays below the divisor, and shifting it by 11 bits stays below
  /// 2^64.
  void emitLongDivision() {
    Parts x = split(absoluteX_);
    Parts y = split(absoluteY_);
    llvm::Value* first = builder_.CreateURem(x.significand, y.significand);
    llvm::Value* distance = builder_.CreateSub(x.exponent, y.exponent);
    llvm::BasicBlock* before = builder_.GetInsertBlock();
    llvm::BasicBlock* head = newBlock("head");
    llvm::BasicBlock* step = newBlock("step");
    llvm::BasicBlock* done = newBlock("done");
    builder_.CreateBr(head);

    builder_.SetInsertPoint(head);
    llvm::PHINode* remainder = builder_.CreatePHI(builder_.getInt64Ty(), 2);
    llvm::PHINode* left = builder_.CreatePHI(builder_.getInt64Ty(), 2);
    remainder->addIncoming(first, before);
    left->addIncoming(distance, before);
    llvm::Value* finished =
        builder_.CreateOr(builder_.CreateICmpEQ(left, bits(0)), builder_.CreateICmpEQ(remainder, bits(0)));
    builder_.CreateCondBr(finished, done, step);

    builder_.SetInsertPoint(step);
    llvm::Value* shift = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::umin, left, bits(kShiftStep));
    remainder->addIncoming(builder_.CreateURem(builder_.CreateShl(remainder, shift), y.significand), step);
    left->addIncoming(builder_.CreateSub(left, shift), step);
    builder_.CreateBr(head);

    builder_.SetInsertPoint(done);
    returnWithSignOfDividend(assemble(remainder, y.exponent));
  }

  /// remainder * 2^(exponent - 1075), which a double holds exactly.
  llvm::Value* assemble(llvm::Value* remainder, llvm::Value* exponent) {
    // ctlz(0) is 64: the shift is then limited by the exponent, and zero shifted is zero.
    llvm::Value* leading = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::ctlz, remainder, builder_.getFalse());
    llvm::Value* toHidden = builder_.CreateSub(leading, bits(11));
    llvm::Value* room = builder_.CreateSub(exponent, bits(1));
    llvm::Value* shift = builder_.CreateBinaryIntrinsic(
        llvm::Intrinsic::umin, builder_.CreateBinaryIntrinsic(llvm::Intrinsic::umin, toHidden, room), bits(63));
    llvm::Value* significand = builder_.CreateShl(remainder, shift);
    // Adding the hidden bit onto exponent - 1 yields the exponent field; without it (subnormal, exponent field 1 - 1)
    // nothing is added.
    llvm::Value* field = builder_.CreateShl(builder_.CreateSub(room, shift), 52);
    llvm::Value* normal = builder_.CreateAdd(field, significand);
    llvm::Value* isZero = builder_.CreateICmpEQ(remainder, bits(0));
    return builder_.CreateBitCast(builder_.CreateSelect(isZero, bits(0), normal), builder_.getDoubleTy());
  }

  llvm::Function* function_;
  llvm::IRBuilder<> builder_;
  llvm::Value* x_;
  llvm::Value* y_;
  llvm::Value* absoluteX_ = nullptr;
  llvm::Value* absoluteY_ = nullptr;
};

}  // namespace

llvm::Function* remainderFunction(llvm::Module& module) {
  constexpr const char* kName = "jetloop.remainder";
  if (llvm::Function* existing = module.getFunction(kName)) return existing;
  llvm::Type* f64 = llvm::Type::getDoubleTy(module.getContext());
  llvm::Function* function = llvm::Function::Create(llvm::FunctionType::get(f64, {f64, f64}, false),
                                                    llvm::GlobalValue::InternalLinkage, kName, module);
  function->setDoesNotAccessMemory();
  function->setDoesNotThrow();
  function->setWillReturn();
  function->addFnAttr(llvm::Attribute::NoInline);
  function->addFnAttr(llvm::Attribute::Speculatable);
  RemainderBuilder(function).build();
  return function;
}

}  // namespace jetloop::codegen
