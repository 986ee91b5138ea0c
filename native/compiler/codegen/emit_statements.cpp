#include <algorithm>
#include <utility>

#include "compiler/codegen/emit_kernel.h"
#include "compiler/codegen/streaming_loop.h"
#include "compiler/codegen/target_machine.h"

namespace jetloop::codegen {

namespace {

constexpr std::uint64_t kResultNumber = 1;
constexpr std::uint64_t kResultBoolean = 2;
constexpr std::uint64_t kResultAbandoned = 3;

template <typename Predicate>
bool anyLoop(const ir::Block& block, Predicate predicate) {
  return std::any_of(block.begin(), block.end(), [&](const ir::Statement* statement) {
    return (statement->kind == ir::StatementKind::Loop && predicate(*statement)) ||
           anyLoop(statement->body, predicate) || anyLoop(statement->other, predicate);
  });
}

/// Whether there is a loop that is not cold, nor inside one that is.
bool containsHotLoop(const ir::Block& block) {
  return std::any_of(block.begin(), block.end(), [&](const ir::Statement* statement) {
    if (statement->kind == ir::StatementKind::Loop) return !statement->cold;
    return containsHotLoop(statement->body) || containsHotLoop(statement->other);
  });
}

/// Whether the branch is what a guard leads to when it fails, and not one with a guarded loop somewhere in it.
bool isColdBranch(const ir::Block& block) {
  return anyLoop(block, [](const ir::Statement& loop) { return loop.cold; }) && !containsHotLoop(block);
}

bool containsLoop(const ir::Block& block) {
  return anyLoop(block, [](const ir::Statement&) { return true; });
}

}  // namespace

void KernelEmitter::jumpTo(llvm::BasicBlock* target) {
  if (builder_.GetInsertBlock()->getTerminator() == nullptr) builder_.CreateBr(target);
}

void KernelEmitter::emitBlock(const ir::Block& block) {
  for (const ir::Statement* statement : block) {
    if (builder_.GetInsertBlock()->getTerminator() != nullptr) return;  // the rest is unreachable
    emitStatement(*statement);
  }
}

void KernelEmitter::emitStatement(const ir::Statement& statement) {
  switch (statement.kind) {
    case ir::StatementKind::Let:
    case ir::StatementKind::Set:
      if (statement.value != nullptr)
        builder_.CreateStore(emitExpression(*statement.value), scope_.variables[statement.variable]);
      return;
    case ir::StatementKind::Store:
      return emitStore(statement);
    case ir::StatementKind::If:
      return emitIf(statement);
    case ir::StatementKind::Loop:
      return emitLoop(statement);
    case ir::StatementKind::Block:
      return emitLabelledBlock(statement);
    case ir::StatementKind::Break:
      return jumpTo(scope_.labels[statement.label].breakTarget);
    case ir::StatementKind::Continue:
      return jumpTo(scope_.labels[statement.label].continueTarget);
    case ir::StatementKind::Return:
      return emitReturn(statement);
    case ir::StatementKind::Abandon:
      return emitAbandon(statement);
  }
}

void KernelEmitter::emitStore(const ir::Statement& statement) {
  const ir::ElementKind kind = kernel_.arrays[statement.array].kind;
  if (statement.inbounds) {
    llvm::Value* index = emitIndex(*statement.index);
    storeElement(statement.array, index, valueToElement(kind, *statement.value));
    return;
  }
  const CheckedIndex checked = emitCheckedIndex(statement.array, *statement.index);
  llvm::Value* element = valueToElement(kind, *statement.value);
  llvm::BasicBlock* write = newBlock("store");
  llvm::BasicBlock* after = newBlock("stored");
  builder_.CreateCondBr(checked.valid, write, after);
  builder_.SetInsertPoint(write);
  storeElement(statement.array, checked.index, element);
  builder_.CreateBr(after);
  builder_.SetInsertPoint(after);
}

void KernelEmitter::emitIf(const ir::Statement& statement) {
  // A guard in front of a loop fails only in programs that run off their arrays.
  const bool coldThen = isColdBranch(statement.body);
  const bool coldElse = isColdBranch(statement.other);
  const Likely likely = coldThen == coldElse ? Likely::Unknown : coldElse ? Likely::True : Likely::False;
  llvm::BasicBlock* then = newBlock("then");
  llvm::BasicBlock* after = newBlock("endif");
  llvm::BasicBlock* otherwise = statement.other.empty() ? after : newBlock("else");
  emitBranch(*statement.value, then, otherwise, likely);
  builder_.SetInsertPoint(then);
  likely == Likely::False ? emitColdRegion(statement.body) : emitBlock(statement.body);
  jumpTo(after);
  if (otherwise != after) {
    builder_.SetInsertPoint(otherwise);
    likely == Likely::True ? emitColdRegion(statement.other) : emitBlock(statement.other);
    jumpTo(after);
  }
  builder_.SetInsertPoint(after);
}

void KernelEmitter::emitLoop(const ir::Statement& statement) {
  if (statement.parallel && !scope_.cold && !scope_.insideSharedLoop) return emitSharedLoop(statement);
  emitPlainLoop(statement);
}

void KernelEmitter::emitPlainLoop(const ir::Statement& statement) {
  emitLoop(statement,
           [&](llvm::BasicBlock* body, llvm::BasicBlock* after) { emitBranch(*statement.value, body, after); });
}

void KernelEmitter::emitLoop(const ir::Statement& statement, const EmitTest& emitTest) {
  llvm::BasicBlock* head = newBlock("loop");
  llvm::BasicBlock* body = newBlock("body");
  llvm::BasicBlock* step = newBlock("step");
  llvm::BasicBlock* after = newBlock("endloop");
  scope_.labels[statement.label] = {after, step};
  const bool innermost = !containsLoop(statement.body) && !containsLoop(statement.other);
  if (innermost && !statement.cold && !scope_.cold) {
    ++scope_.innermostLoops;
    if (scope_.loop != nullptr && isStreaming(statement, *scope_.loop)) ++scope_.streamingLoops;
  }
  const LoopTable::Marks marks = loops_.addLoop(statement.position, innermost, statement.cold);
  const llvm::DebugLoc outside = builder_.getCurrentDebugLocation();
  builder_.CreateBr(head);
  builder_.SetCurrentDebugLocation(marks.location);
  builder_.SetInsertPoint(head);
  emitTest(body, after);
  builder_.SetInsertPoint(body);
  const ir::Statement* around = std::exchange(scope_.loop, &statement);
  emitBlock(statement.body);
  scope_.loop = around;
  jumpTo(step);
  builder_.SetInsertPoint(step);
  emitBlock(statement.other);
  if (builder_.GetInsertBlock()->getTerminator() == nullptr) {
    builder_.CreateBr(head)->setMetadata(llvm::LLVMContext::MD_loop, marks.properties);
  }
  builder_.SetInsertPoint(after);
  builder_.SetCurrentDebugLocation(outside);
}

/// Once the function's loops are emitted.
void KernelEmitter::chooseVectorWidth() {
  if (scope_.innermostLoops > 0 && scope_.streamingLoops == scope_.innermostLoops) preferShortVectors(*scope_.function);
}

void KernelEmitter::emitLabelledBlock(const ir::Statement& statement) {
  llvm::BasicBlock* after = newBlock("endblock");
  scope_.labels[statement.label] = {after, nullptr};
  emitBlock(statement.body);
  jumpTo(after);
  builder_.SetInsertPoint(after);
}

void KernelEmitter::emitReturn(const ir::Statement& statement) {
  if (statement.value != nullptr) {
    const bool number = statement.value->type == ir::Type::F64;
    llvm::Value* value = emitExpression(*statement.value);
    llvm::Type* i64 = builder_.getInt64Ty();
    llvm::Value* bits = number ? builder_.CreateBitCast(value, i64) : builder_.CreateZExt(value, i64);
    builder_.CreateStore(builder_.getInt64(number ? kResultNumber : kResultBoolean), scope_.resultTag);
    builder_.CreateStore(bits, scope_.resultBits);
  }
  jumpTo(scope_.exit);
}

/// The call never happened; the position tells why.
void KernelEmitter::emitAbandon(const ir::Statement& statement) {
  const std::uint64_t place = std::uint64_t{statement.position.line} << 32 | statement.position.column;
  builder_.CreateStore(builder_.getInt64(kResultAbandoned), scope_.resultTag);
  builder_.CreateStore(builder_.getInt64(place), scope_.resultBits);
  jumpTo(scope_.exit);
}

}  // namespace jetloop::codegen
