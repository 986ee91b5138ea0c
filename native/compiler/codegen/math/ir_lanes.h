// Lanes that become LLVM IR: every operation appends an instruction to a builder.  A number is one double or a vector
// of them; the algorithms of this folder do not see the difference.  Same vocabulary as host_lanes.h.
//
// A value made from a constant has no type until it meets one that has: constants convert implicitly and take the shape
// of what they are combined with.
#pragma once

#include <llvm/Analysis/VectorUtils.h>
#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <array>

#include "compiler/codegen/math/host_lanes.h"

namespace jetloop::codegen::math {

class IrMask {
 public:
  IrMask(llvm::IRBuilderBase& builder, llvm::Value* value) : builder_(&builder), value_(value) {}
  llvm::IRBuilderBase& builder() const { return *builder_; }
  llvm::Value* value() const { return value_; }
  /// A type of as many lanes as the mask has.
  llvm::Type* shape(llvm::Type* element) const {
    const auto* vector = llvm::dyn_cast<llvm::VectorType>(value_->getType());
    return vector == nullptr ? element : llvm::VectorType::get(element, vector->getElementCount());
  }
  friend IrMask operator&(IrMask a, IrMask b) { return {*a.builder_, a.builder_->CreateAnd(a.value_, b.value_)}; }
  friend IrMask operator|(IrMask a, IrMask b) { return {*a.builder_, a.builder_->CreateOr(a.value_, b.value_)}; }
  friend IrMask operator!(IrMask a) { return {*a.builder_, a.builder_->CreateNot(a.value_)}; }
  friend IrMask operator==(IrMask a, IrMask b) { return {*a.builder_, a.builder_->CreateICmpEQ(a.value_, b.value_)}; }

 private:
  llvm::IRBuilderBase* builder_;
  llvm::Value* value_;
};

/// What words and numbers share: a value of a builder, or a constant of the host.
template <class Derived, class Host>
class IrLanes {
 public:
  IrLanes(Host constant) : constant_(constant) {}
  IrLanes(llvm::IRBuilderBase& builder, llvm::Value* value) : builder_(&builder), value_(value), constant_(0) {}

  bool isConstant() const { return value_ == nullptr; }
  Host constant() const { return constant_; }
  llvm::IRBuilderBase& builder() const { return *builder_; }
  llvm::Value* as(llvm::Type* type) const { return isConstant() ? Derived::materialize(type, constant_) : value_; }
  llvm::Type* type() const { return value_->getType(); }

 protected:
  /// Both in the type of the one that has a type, handed to `combine`; `fold` when neither has.
  template <class Fold, class Combine>
  static Derived apply(const Derived& a, const Derived& b, Fold fold, Combine combine) {
    if (a.isConstant() && b.isConstant()) return fold(a.constant(), b.constant());
    const Derived& typed = a.isConstant() ? b : a;
    return {typed.builder(), combine(typed.builder(), a.as(typed.type()), b.as(typed.type()))};
  }

 private:
  llvm::IRBuilderBase* builder_ = nullptr;
  llvm::Value* value_ = nullptr;
  Host constant_;
};

class IrWord : public IrLanes<IrWord, HostWord> {
 public:
  IrWord(std::uint64_t constant) : IrLanes(HostWord(constant)) {}
  IrWord(HostWord constant) : IrLanes(constant) {}
  IrWord(llvm::IRBuilderBase& builder, llvm::Value* value) : IrLanes(builder, value) {}
  static llvm::Value* materialize(llvm::Type* type, HostWord constant) {
    return llvm::ConstantInt::get(type, constant.value());
  }

#define JETLOOP_WORD_OPERATOR(symbol, create)                                                               \
  friend IrWord operator symbol(const IrWord& a, const IrWord& b) {                                         \
    return apply(                                                                                           \
        a, b, [](HostWord x, HostWord y) { return x symbol y; },                                            \
        [](llvm::IRBuilderBase& builder, llvm::Value* x, llvm::Value* y) { return builder.create(x, y); }); \
  }
  JETLOOP_WORD_OPERATOR(+, CreateAdd)
  JETLOOP_WORD_OPERATOR(-, CreateSub)
  JETLOOP_WORD_OPERATOR(*, CreateMul)
  JETLOOP_WORD_OPERATOR(&, CreateAnd)
  JETLOOP_WORD_OPERATOR(|, CreateOr)
  JETLOOP_WORD_OPERATOR(^, CreateXor)
  JETLOOP_WORD_OPERATOR(<<, CreateShl)
  JETLOOP_WORD_OPERATOR(>>, CreateLShr)
#undef JETLOOP_WORD_OPERATOR

  friend IrMask operator==(const IrWord& a, const IrWord& b) { return compare(llvm::CmpInst::ICMP_EQ, a, b); }
  friend IrMask operator<(const IrWord& a, const IrWord& b) { return compare(llvm::CmpInst::ICMP_SLT, a, b); }
  friend IrWord select(const IrMask& mask, const IrWord& a, const IrWord& b) {
    llvm::IRBuilderBase& builder = mask.builder();
    llvm::Type* type = mask.shape(builder.getInt64Ty());
    return {builder, builder.CreateSelect(mask.value(), a.as(type), b.as(type))};
  }

 private:
  static IrMask compare(llvm::CmpInst::Predicate predicate, const IrWord& a, const IrWord& b) {
    const IrWord& typed = a.isConstant() ? b : a;
    llvm::IRBuilderBase& builder = typed.builder();
    return {builder, builder.CreateICmp(predicate, a.as(typed.type()), b.as(typed.type()))};
  }
};

class IrReal : public IrLanes<IrReal, HostReal> {
 public:
  using Word = IrWord;
  using Mask = IrMask;

  IrReal(double constant) : IrLanes(HostReal(constant)) {}
  IrReal(HostReal constant) : IrLanes(constant) {}
  IrReal(llvm::IRBuilderBase& builder, llvm::Value* value) : IrLanes(builder, value) {}
  static llvm::Value* materialize(llvm::Type* type, HostReal constant) {
    return llvm::ConstantFP::get(type, constant.value());
  }

#define JETLOOP_REAL_OPERATOR(symbol, create)                                                               \
  friend IrReal operator symbol(const IrReal& a, const IrReal& b) {                                         \
    return apply(                                                                                           \
        a, b, [](HostReal x, HostReal y) { return x symbol y; },                                            \
        [](llvm::IRBuilderBase& builder, llvm::Value* x, llvm::Value* y) { return builder.create(x, y); }); \
  }
  JETLOOP_REAL_OPERATOR(+, CreateFAdd)
  JETLOOP_REAL_OPERATOR(-, CreateFSub)
  JETLOOP_REAL_OPERATOR(*, CreateFMul)
  JETLOOP_REAL_OPERATOR(/, CreateFDiv)
#undef JETLOOP_REAL_OPERATOR

  friend IrReal operator-(const IrReal& a) {
    return a.isConstant() ? IrReal(-a.constant()) : IrReal(a.builder(), a.builder().CreateFNeg(a.as(a.type())));
  }
  friend IrMask operator<(const IrReal& a, const IrReal& b) { return compare(llvm::CmpInst::FCMP_OLT, a, b); }
  friend IrMask operator<=(const IrReal& a, const IrReal& b) { return compare(llvm::CmpInst::FCMP_OLE, a, b); }
  friend IrMask operator>(const IrReal& a, const IrReal& b) { return compare(llvm::CmpInst::FCMP_OGT, a, b); }
  friend IrMask operator>=(const IrReal& a, const IrReal& b) { return compare(llvm::CmpInst::FCMP_OGE, a, b); }
  friend IrMask operator==(const IrReal& a, const IrReal& b) { return compare(llvm::CmpInst::FCMP_OEQ, a, b); }
  friend IrReal select(const IrMask& mask, const IrReal& a, const IrReal& b) {
    llvm::IRBuilderBase& builder = mask.builder();
    llvm::Type* type = mask.shape(builder.getDoubleTy());
    return {builder, builder.CreateSelect(mask.value(), a.as(type), b.as(type))};
  }
  friend IrReal absolute(const IrReal& a) { return unary(llvm::Intrinsic::fabs, a); }
  friend IrReal squareRoot(const IrReal& a) { return unary(llvm::Intrinsic::sqrt, a); }
  friend IrReal fusedMultiplyAdd(const IrReal& a, const IrReal& b, const IrReal& c) {
    const IrReal& typed = !a.isConstant() ? a : !b.isConstant() ? b : c;
    llvm::Type* type = typed.type();
    llvm::IRBuilderBase& builder = typed.builder();
    return {builder, builder.CreateIntrinsic(llvm::Intrinsic::fma, type, {a.as(type), b.as(type), c.as(type)})};
  }
  friend IrReal truncated(const IrReal& a) { return unary(llvm::Intrinsic::trunc, a); }
  friend IrReal withSignOf(const IrReal& magnitude, const IrReal& sign) {
    llvm::IRBuilderBase& builder = sign.builder();
    return {builder,
            builder.CreateBinaryIntrinsic(llvm::Intrinsic::copysign, magnitude.as(sign.type()), sign.as(sign.type()))};
  }
  friend IrMask isNan(const IrReal& a) { return compare(llvm::CmpInst::FCMP_UNO, a, a); }
  friend IrWord bitsOf(const IrReal& a) {
    if (a.isConstant()) return bitsOf(a.constant());
    llvm::IRBuilderBase& builder = a.builder();
    return {builder, builder.CreateBitCast(a.as(a.type()), a.type()->getWithNewType(builder.getInt64Ty()))};
  }

 private:
  static IrMask compare(llvm::CmpInst::Predicate predicate, const IrReal& a, const IrReal& b) {
    const IrReal& typed = a.isConstant() ? b : a;
    llvm::IRBuilderBase& builder = typed.builder();
    return {builder, builder.CreateFCmp(predicate, a.as(typed.type()), b.as(typed.type()))};
  }
  static IrReal unary(llvm::Intrinsic::ID intrinsic, const IrReal& a) {
    return {a.builder(), a.builder().CreateUnaryIntrinsic(intrinsic, a.as(a.type()))};
  }
};

inline IrReal fromBits(const IrWord& bits) {
  if (bits.isConstant()) return fromBits(bits.constant());
  llvm::IRBuilderBase& builder = bits.builder();
  return {builder, builder.CreateBitCast(bits.as(bits.type()), bits.type()->getWithNewType(builder.getDoubleTy()))};
}

/// A table in the object's constant data: one for each module and table.
inline llvm::GlobalVariable* constantTable(llvm::Module& module, llvm::ArrayRef<double> table) {
  llvm::Constant* elements = llvm::ConstantDataArray::get(module.getContext(), table);
  for (llvm::GlobalVariable& global : module.globals()) {
    if (global.hasInitializer() && global.getInitializer() == elements) return &global;
  }
  auto* global = new llvm::GlobalVariable(module, elements->getType(), /*isConstant=*/true,
                                          llvm::GlobalValue::InternalLinkage, elements, "jetloop.math.table");
  global->setAlignment(llvm::Align(64));  // no row lies across lines of the cache
  return global;
}

/// For each lane the row at its index, column by column.  One load for each lane and then shuffles: for as few columns,
/// processors take longer to gather.
template <std::size_t rows, std::size_t columns>
std::array<IrReal, columns> lookUp(const std::array<std::array<double, columns>, rows>& table, const IrWord& index) {
  llvm::IRBuilderBase& builder = index.builder();
  auto* rowType = llvm::FixedVectorType::get(builder.getDoubleTy(), columns);
  llvm::GlobalVariable* global =
      constantTable(*builder.GetInsertBlock()->getModule(), llvm::ArrayRef(table.front().data(), rows * columns));
  const auto load = [&](llvm::Value* row) {
    llvm::Value* address = builder.CreateInBoundsGEP(rowType, global, row);
    return builder.CreateAlignedLoad(rowType, address, llvm::Align(columns * sizeof(double)));
  };
  llvm::Value* words = index.as(index.type());
  const auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(index.type());
  const unsigned lanes = vector == nullptr ? 1 : vector->getNumElements();
  llvm::SmallVector<llvm::Value*, 8> loaded;
  for (unsigned lane = 0; lane < lanes; ++lane) {
    loaded.push_back(load(vector == nullptr ? words : builder.CreateExtractElement(words, lane)));
  }
  llvm::Value* all = llvm::concatenateVectors(builder, loaded);
  return [&]<std::size_t... column>(std::index_sequence<column...>) {
    return std::array<IrReal, columns>{
        IrReal(builder, vector == nullptr
                            ? builder.CreateExtractElement(all, column)
                            : builder.CreateShuffleVector(all, llvm::createStrideMask(column, columns, lanes)))...};
  }(std::make_index_sequence<columns>());
}

}  // namespace jetloop::codegen::math
