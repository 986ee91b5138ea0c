// A branch that only runs after a guard failed becomes a function of its own, which hardly any pass looks at: without
// that, the checked copy of a loop takes as long to compile as the fast one, and the registers it wants are taken from
// the fast one.
#include <map>
#include <utility>

#include "base/result_words.h"
#include "compiler/codegen/emit_kernel.h"
#include "compiler/ir/walk.h"

namespace jetloop::codegen {

namespace {

/// How control leaves a cold function: what it returns.
constexpr std::uint32_t kFellThrough = 0;
constexpr std::uint32_t kReturned = 1;
constexpr std::uint32_t kFirstJump = 2;

/// The first two slots of a frame say what the kernel returns.
constexpr std::uint64_t kResultSlots = kResultHead;

}  // namespace

/// The variables and labels that a region shares with what surrounds it.  Variables travel in a frame, one slot each:
/// their own stack slots must not be addressed from another function, or LLVM could not keep them in registers.
struct KernelEmitter::ColdRegion {
  std::map<ir::VariableId, std::uint64_t> slots;
  std::set<ir::VariableId> assigned;
  std::vector<std::pair<ir::LabelId, bool>> jumps;  // to labels outside; true for `continue`
  bool returns = false;

  explicit ColdRegion(const ir::Block& block) {
    const std::set<ir::VariableId> inner = ir::declaredVariables(block);
    const std::set<ir::LabelId> innerLabels = ir::declaredLabels(block);
    auto share = [&](ir::VariableId variable) {
      if (!inner.contains(variable)) slots.emplace(variable, kResultSlots + slots.size());
    };
    for (const ir::VariableId variable : ir::assignedVariables(block)) {
      share(variable);
      if (!inner.contains(variable)) assigned.insert(variable);
    }
    ir::forEachExpressionIn(block, [&](const ir::Expression& expression) {
      if (expression.op == ir::Op::Variable) share(expression.variable);
    });
    std::set<std::pair<ir::LabelId, bool>> seen;
    ir::forEachStatement(block, [&](const ir::Statement& statement) {
      const bool isContinue = statement.kind == ir::StatementKind::Continue;
      if (isContinue || statement.kind == ir::StatementKind::Break) {
        const std::pair jump(statement.label, isContinue);
        if (!innerLabels.contains(statement.label) && seen.insert(jump).second) jumps.push_back(jump);
      }
      if (statement.kind == ir::StatementKind::Return || statement.kind == ir::StatementKind::Abandon) returns = true;
    });
  }

  std::uint64_t slotCount() const { return kResultSlots + slots.size(); }
};

void KernelEmitter::emitColdRegion(const ir::Block& block) {
  if (scope_.cold) return emitBlock(block);
  const ColdRegion region(block);
  llvm::Type* i64 = builder_.getInt64Ty();

  // In the entry block, where a frame costs nothing per iteration of a surrounding loop.
  llvm::BasicBlock& entry = scope_.function->getEntryBlock();
  llvm::IRBuilder<> atEntry(&entry, entry.begin());
  llvm::Value* frame = atEntry.CreateAlloca(i64, atEntry.getInt64(region.slotCount()), "frame");
  auto slot = [&](std::uint64_t number) { return builder_.CreateConstInBoundsGEP1_64(i64, frame, number); };
  auto variableType = [&](ir::VariableId variable) { return scalarType(kernel_.variables[variable].type); };

  llvm::Function* function = declareColdFunction();
  for (const auto& [variable, number] : region.slots) {
    builder_.CreateStore(builder_.CreateLoad(variableType(variable), scope_.variables[variable]), slot(number));
  }
  std::vector<llvm::Value*> arguments;
  for (const ArrayValue& array : scope_.arrays) {
    // In a shared loop, only the arrays that it uses are there.
    llvm::Value* data = array.data != nullptr ? array.data : llvm::ConstantPointerNull::get(builder_.getPtrTy());
    arguments.insert(arguments.end(), {data, array.data != nullptr ? array.length : builder_.getInt64(0)});
  }
  arguments.push_back(frame);
  llvm::Value* way = builder_.CreateCall(function, arguments);
  for (const ir::VariableId variable : region.assigned) {
    llvm::Value* value = builder_.CreateLoad(variableType(variable), slot(region.slots.at(variable)));
    builder_.CreateStore(value, scope_.variables[variable]);
  }

  llvm::BasicBlock* after = newBlock("cold.after");
  llvm::SwitchInst* dispatch =
      builder_.CreateSwitch(way, after, static_cast<unsigned>(region.jumps.size() + (region.returns ? 1 : 0)));
  std::uint32_t code = kFirstJump;
  for (const auto& [label, isContinue] : region.jumps) {
    const Label& target = scope_.labels[label];
    dispatch->addCase(builder_.getInt32(code++), isContinue ? target.continueTarget : target.breakTarget);
  }
  if (region.returns) {
    llvm::BasicBlock* returned = newBlock("cold.returned");
    dispatch->addCase(builder_.getInt32(kReturned), returned);
    builder_.SetInsertPoint(returned);
    builder_.CreateStore(builder_.CreateLoad(i64, slot(0)), scope_.resultTag);
    builder_.CreateStore(builder_.CreateLoad(i64, slot(1)), scope_.resultBits);
    builder_.CreateBr(scope_.exit);
  }
  builder_.SetInsertPoint(after);

  const llvm::IRBuilderBase::InsertPointGuard comeBack(builder_);
  builder_.SetCurrentDebugLocation({});
  Scope inner;
  inner.function = function;
  inner.cold = true;
  Scope outer = std::exchange(scope_, std::move(inner));
  fillColdFunction(block, region);
  scope_ = std::move(outer);
}

llvm::Function* KernelEmitter::declareColdFunction() {
  std::vector<llvm::Type*> types;
  for (std::size_t i = 0; i < kernel_.arrays.size(); ++i) {
    types.insert(types.end(), {builder_.getPtrTy(), builder_.getInt64Ty()});
  }
  types.push_back(builder_.getPtrTy());
  llvm::Function* function = llvm::Function::Create(llvm::FunctionType::get(builder_.getInt32Ty(), types, false),
                                                    llvm::GlobalValue::InternalLinkage, "jetloop_cold", module_);
  function->setDoesNotThrow();
  function->addFnAttr(llvm::Attribute::Cold);
  function->addFnAttr(llvm::Attribute::NoInline);
  function->addFnAttr(llvm::Attribute::OptimizeNone);
  return function;
}

void KernelEmitter::fillColdFunction(const ir::Block& block, const ColdRegion& region) {
  builder_.SetInsertPoint(newBlock("entry"));
  scope_.arrays.resize(kernel_.arrays.size());
  unsigned next = 0;
  for (std::size_t i = 0; i < kernel_.arrays.size(); ++i, next += 2) {
    scope_.arrays[i] =
        describeArray(kernel_.arrays[i], *scope_.function->getArg(next), *scope_.function->getArg(next + 1));
  }
  llvm::Argument* frame = scope_.function->getArg(next);
  frame->addAttr(llvm::Attribute::NoAlias);
  frame->addAttr(llvm::Attribute::NoCapture);
  llvm::Type* i64 = builder_.getInt64Ty();
  auto slot = [&](std::uint64_t number) { return builder_.CreateConstInBoundsGEP1_64(i64, frame, number); };

  allocateVariables();
  allocateResult();
  llvm::AllocaInst* way = builder_.CreateAlloca(builder_.getInt32Ty());
  for (const auto& [variable, number] : region.slots) {
    llvm::AllocaInst* home = scope_.variables[variable];
    builder_.CreateStore(builder_.CreateLoad(home->getAllocatedType(), slot(number)), home);
  }
  llvm::BasicBlock* leave = newBlock("leave");
  auto leaveWith = [&](llvm::BasicBlock* block, std::uint32_t code) {
    llvm::IRBuilder<> builder(block);
    builder.CreateStore(builder.getInt32(code), way);
    builder.CreateBr(leave);
    return block;
  };
  scope_.labels.resize(kernel_.labels.size());
  std::uint32_t code = kFirstJump;
  for (const auto& [label, isContinue] : region.jumps) {
    llvm::BasicBlock* jump = leaveWith(newBlock("jump"), code++);
    (isContinue ? scope_.labels[label].continueTarget : scope_.labels[label].breakTarget) = jump;
  }
  scope_.exit = leaveWith(newBlock("return"), kReturned);
  emitBlock(block);
  if (builder_.GetInsertBlock()->getTerminator() == nullptr) leaveWith(builder_.GetInsertBlock(), kFellThrough);

  builder_.SetInsertPoint(leave);
  for (const ir::VariableId variable : region.assigned) {
    llvm::AllocaInst* home = scope_.variables[variable];
    builder_.CreateStore(builder_.CreateLoad(home->getAllocatedType(), home), slot(region.slots.at(variable)));
  }
  builder_.CreateStore(builder_.CreateLoad(i64, scope_.resultTag), slot(0));
  builder_.CreateStore(builder_.CreateLoad(i64, scope_.resultBits), slot(1));
  builder_.CreateRet(builder_.CreateLoad(builder_.getInt32Ty(), way));
}

}  // namespace jetloop::codegen
