// Structured IR -> LLVM IR.  Variables become stack slots, which LLVM's SROA turns into registers; loops become the
// blocks that LLVM's loop passes expect.  One class, its members in three files: kernel (functions, ABI), statements,
// expressions.
#pragma once

#include <llvm/IR/IRBuilder.h>
#include <llvm/IR/Module.h>

#include <functional>
#include <vector>

#include "compiler/codegen/loop_table.h"
#include "compiler/ir/ir.h"

namespace jetloop::codegen {

class KernelEmitter {
 public:
  KernelEmitter(const ir::Kernel& kernel, llvm::Module& module, LoopTable& loops);

  /// Emits the body, the entry `jetloop_kernel` and the constant `jetloop_abi`; gives the functions with hot loops.
  std::vector<llvm::Function*> emit();

 private:
  /// Which way a branch almost always goes.
  enum class Likely { Unknown, True, False };

  struct ArrayValue {
    llvm::Value* data = nullptr;
    llvm::Value* length = nullptr;
    llvm::Type* element = nullptr;
    llvm::Align alignment;
  };
  struct Label {
    llvm::BasicBlock* breakTarget = nullptr;
    llvm::BasicBlock* continueTarget = nullptr;
  };
  /// An index as i64, and whether it is one (docs/ir.md, "valid").
  struct CheckedIndex {
    llvm::Value* index = nullptr;
    llvm::Value* valid = nullptr;
  };

  /// What belongs to the LLVM function being filled.
  struct Scope {
    llvm::Function* function = nullptr;
    std::vector<ArrayValue> arrays;
    std::vector<llvm::AllocaInst*> variables;
    std::vector<Label> labels;
    llvm::AllocaInst* resultTag = nullptr;
    llvm::AllocaInst* resultBits = nullptr;
    llvm::BasicBlock* exit = nullptr;  // where `return` goes
    bool cold = false;
    bool insideSharedLoop = false;
    const ir::Statement* loop = nullptr;  // the innermost one around what is emitted
    unsigned innermostLoops = 0;          // hot ones, so far
    unsigned streamingLoops = 0;          // of these
  };

  // emit_kernel.cpp
  void declareBody();
  void emitBody();
  void emitEntry();
  void emitAbiConstant();
  ArrayValue describeArray(const ir::Array& array, llvm::Argument& data, llvm::Argument& length);
  llvm::Type* scalarType(ir::Type type);
  llvm::Type* elementType(ir::ElementKind kind);
  llvm::BasicBlock* newBlock(const char* name);
  bool isScratch(const ir::Parameter& parameter) const;
  bool hasResultArray() const;
  void allocateVariables();
  void allocateScratch(llvm::Value* result);
  void allocateResult();

  // emit_statements.cpp
  void emitBlock(const ir::Block& block);
  void emitStatement(const ir::Statement& statement);
  void emitStore(const ir::Statement& statement);
  void emitIf(const ir::Statement& statement);
  void emitLoop(const ir::Statement& statement);
  void emitPlainLoop(const ir::Statement& statement);
  using EmitTest = std::function<void(llvm::BasicBlock* body, llvm::BasicBlock* after)>;
  void emitLoop(const ir::Statement& statement, const EmitTest& emitTest);
  void emitLabelledBlock(const ir::Statement& statement);
  void emitReturn(const ir::Statement& statement);
  void emitAbandon(const ir::Statement& statement);
  void jumpTo(llvm::BasicBlock* target);
  void chooseVectorWidth();

  // emit_cold_region.cpp
  struct ColdRegion;
  void emitColdRegion(const ir::Block& block);
  void fillColdFunction(const ir::Block& block, const ColdRegion& region);
  llvm::Function* declareColdFunction();

  // emit_shared_loop.cpp
  struct SharedLoop;
  void emitSharedLoop(const ir::Statement& statement);
  void declareSharedLoop(SharedLoop& loop);
  void fillSharedLoop(const ir::Statement& statement, const SharedLoop& loop);
  llvm::Value* emitIsShort(const SharedLoop& loop, llvm::Value* first, llvm::Value* bound);
  void emitSharing(const SharedLoop& loop, llvm::Value* first, llvm::Value* bound);
  llvm::Function* emitPiece(const SharedLoop& loop, const std::vector<llvm::Value*>& values);

  // emit_expressions.cpp
  llvm::Value* emitExpression(const ir::Expression& expression);
  llvm::Value* emitConstant(const ir::Expression& expression);
  llvm::Value* emitLazy(const ir::Expression& condition, const ir::Expression* ifTrue, const ir::Expression* ifFalse);
  void emitBranch(const ir::Expression& condition, llvm::BasicBlock* ifTrue, llvm::BasicBlock* ifFalse,
                  Likely likely = Likely::Unknown);
  llvm::Value* emitFloat(const ir::Expression& expression);
  llvm::Value* emitInteger(const ir::Expression& expression);
  llvm::Value* emitConversion(const ir::Expression& expression);

  // emit_accesses.cpp
  llvm::Value* emitLoad(const ir::Expression& expression);
  llvm::Value* emitLoadOrZero(const ir::Expression& expression);
  llvm::Value* emitLoadIfValid(const ir::Expression& expression, llvm::Value* otherwise, bool asDouble);
  llvm::Value* emitLoadInbounds(const ir::Expression& expression);
  llvm::Value* emitInbounds(const ir::Expression& expression);
  CheckedIndex emitCheckedIndex(ir::ArrayId array, const ir::Expression& index);
  llvm::Value* emitIndex(const ir::Expression& index);
  llvm::Value* elementPointer(ir::ArrayId array, llvm::Value* index);
  llvm::Value* loadElement(ir::ArrayId array, llvm::Value* index);
  llvm::Value* elementToDouble(ir::ElementKind kind, llvm::Value* element);
  llvm::Value* valueToElement(ir::ElementKind kind, const ir::Expression& value);
  void storeElement(ir::ArrayId array, llvm::Value* index, llvm::Value* element);

  const ir::Kernel& kernel_;
  llvm::Module& module_;
  LoopTable& loops_;
  llvm::IRBuilder<> builder_;
  llvm::Function* body_ = nullptr;
  llvm::Value* services_ = nullptr;
  std::vector<llvm::Function*> hotFunctions_;
  Scope scope_;
};

}  // namespace jetloop::codegen
