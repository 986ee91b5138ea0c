// A loop whose iterations may run at the same time becomes a function of a range of them.  The kernel calls it for the
// whole range, or hands it to its process, which calls it on several threads (base/services.h): a piece of the loop
// finds what it needs in a context, one slot each, that the kernel fills.  A loop of little work within other loops
// stands in the kernel as well, for when it is short: there it costs what it would without a mark.
#include <llvm/IR/MDBuilder.h>

#include <map>
#include <utility>

#include "compiler/codegen/emit_kernel.h"
#include "compiler/ir/parallel_form.h"
#include "compiler/ir/walk.h"

namespace jetloop::codegen {

namespace {

/// What the iterations take from outside, and what they cost.
struct Needs {
  std::set<ir::ArrayId> arrays;
  std::set<ir::VariableId> variables;
  std::uint64_t cost = 0;  // operations of one iteration at least; 0 where loops inside make it unknown

  Needs(const ir::Statement& loop, ir::VariableId counter) {
    const std::set<ir::VariableId> inner = ir::declaredVariables(loop.body);
    bool hasLoops = false;
    ir::forEachStatement(loop.body, [&](const ir::Statement& statement) {
      hasLoops = hasLoops || statement.kind == ir::StatementKind::Loop;
      if (statement.kind == ir::StatementKind::Store) arrays.insert(statement.array);
      ++cost;
    });
    ir::forEachExpressionIn(loop.body, [&](const ir::Expression& expression) {
      switch (expression.op) {
        case ir::Op::Variable:
          if (!inner.contains(expression.variable) && expression.variable != counter) {
            variables.insert(expression.variable);
          }
          break;
        case ir::Op::Load:
        case ir::Op::LoadInbounds:
        case ir::Op::LoadOrZero:
        case ir::Op::Length:
        case ir::Op::Inbounds:
          arrays.insert(expression.array);
          break;
        default:
          break;
      }
      constexpr std::uint64_t kFunctionOfMath = 20;
      cost += ir::isMathFunction(expression.op) ? kFunctionOfMath : 1;
    });
    if (hasLoops) cost = 0;
  }
};

}  // namespace

/// The values that a loop's function takes, in the order of its parameters, as they are where the loop starts.
struct KernelEmitter::SharedLoop {
  ir::CountedLoop counted;
  Needs needs;
  llvm::Function* function = nullptr;
  std::vector<llvm::Value*> arguments;  // without the range
};

void KernelEmitter::emitSharedLoop(const ir::Statement& statement) {
  const ir::CountedLoop counted = *ir::matchCountedLoop(statement);
  SharedLoop loop{counted, Needs(statement, counted.counter), nullptr, {}};
  llvm::Value* bound = emitExpression(*counted.bound);
  llvm::AllocaInst* home = scope_.variables[counted.counter];
  llvm::Value* first = builder_.CreateLoad(home->getAllocatedType(), home);
  for (const ir::ArrayId id : loop.needs.arrays) {
    loop.arguments.insert(loop.arguments.end(), {scope_.arrays[id].data, scope_.arrays[id].length});
  }
  for (const ir::VariableId variable : loop.needs.variables) {
    llvm::AllocaInst* value = scope_.variables[variable];
    loop.arguments.push_back(builder_.CreateLoad(value->getAllocatedType(), value));
  }
  declareSharedLoop(loop);

  llvm::BasicBlock* some = newBlock("loop.some");
  llvm::BasicBlock* alone = newBlock("loop.alone");
  llvm::BasicBlock* shared = newBlock("loop.shared");
  llvm::BasicBlock* done = newBlock("loop.done");
  llvm::BasicBlock* after = newBlock("endloop");
  builder_.CreateCondBr(builder_.CreateICmpSLT(first, bound), some, after);

  const bool staysInPlace = scope_.loop != nullptr && loop.needs.cost != 0;
  builder_.SetInsertPoint(some);
  llvm::BasicBlock* served = staysInPlace ? newBlock("loop.served") : shared;
  // Within other loops everything but the loop in place is out of its way: only the loops that are long pay for it.
  llvm::MDNode* inPlace = staysInPlace ? llvm::MDBuilder(module_.getContext()).createLikelyBranchWeights() : nullptr;
  builder_.CreateCondBr(builder_.CreateIsNull(services_), alone, served, inPlace);
  if (staysInPlace) {
    builder_.SetInsertPoint(served);
    builder_.CreateCondBr(emitIsShort(loop, first, bound), alone, shared, inPlace);
  }

  builder_.SetInsertPoint(alone);
  if (staysInPlace) {
    emitPlainLoop(statement);
  } else {
    std::vector<llvm::Value*> arguments = loop.arguments;
    arguments.insert(arguments.end(), {first, bound});
    builder_.CreateCall(loop.function, arguments)->setDebugLoc(loops_.callLocation());
  }
  builder_.CreateBr(done);

  builder_.SetInsertPoint(shared);
  emitSharing(loop, first, bound);
  builder_.CreateBr(done);

  builder_.SetInsertPoint(done);
  builder_.CreateStore(bound, home);
  builder_.CreateBr(after);
  builder_.SetInsertPoint(after);

  const llvm::IRBuilderBase::InsertPointGuard comeBack(builder_);
  builder_.SetCurrentDebugLocation({});
  Scope inner;
  inner.function = loop.function;
  inner.insideSharedLoop = true;
  Scope outer = std::exchange(scope_, std::move(inner));
  loops_.enter(*loop.function);
  fillSharedLoop(statement, loop);
  loops_.leave();
  scope_ = std::move(outer);
}

void KernelEmitter::declareSharedLoop(SharedLoop& loop) {
  std::vector<llvm::Type*> types;
  for (const llvm::Value* value : loop.arguments) types.push_back(value->getType());
  llvm::Type* counterType = scalarType(kernel_.variables[loop.counted.counter].type);
  types.insert(types.end(), {counterType, counterType});
  loop.function = llvm::Function::Create(llvm::FunctionType::get(builder_.getVoidTy(), types, false),
                                         llvm::GlobalValue::InternalLinkage, "jetloop_loop", module_);
  loop.function->setDoesNotThrow();
  for (const auto attribute :
       {llvm::Attribute::NoInline, llvm::Attribute::NoRecurse, llvm::Attribute::NoSync, llvm::Attribute::NoFree}) {
    loop.function->addFnAttr(attribute);
  }
  for (llvm::Argument& argument : loop.function->args()) argument.addAttr(llvm::Attribute::NoUndef);
  hotFunctions_.push_back(loop.function);
}

void KernelEmitter::fillSharedLoop(const ir::Statement& statement, const SharedLoop& loop) {
  builder_.SetInsertPoint(newBlock("entry"));
  allocateVariables();
  scope_.labels.resize(kernel_.labels.size());
  scope_.arrays.resize(kernel_.arrays.size());
  unsigned next = 0;
  for (const ir::ArrayId id : loop.needs.arrays) {
    scope_.arrays[id] =
        describeArray(kernel_.arrays[id], *loop.function->getArg(next), *loop.function->getArg(next + 1));
    next += 2;
  }
  for (const ir::VariableId variable : loop.needs.variables) {
    builder_.CreateStore(loop.function->getArg(next++), scope_.variables[variable]);
  }
  llvm::AllocaInst* counter = scope_.variables[loop.counted.counter];
  llvm::Value* end = loop.function->getArg(next + 1);
  builder_.CreateStore(loop.function->getArg(next), counter);
  emitLoop(statement, [&](llvm::BasicBlock* body, llvm::BasicBlock* after) {
    llvm::Value* now = builder_.CreateLoad(counter->getAllocatedType(), counter);
    builder_.CreateCondBr(builder_.CreateICmpSLT(now, end), body, after);
  });
  builder_.CreateRetVoid();
  chooseVectorWidth();
}

/// Whether the process does not want to hear of so few operations.
llvm::Value* KernelEmitter::emitIsShort(const SharedLoop& loop, llvm::Value* first, llvm::Value* bound) {
  constexpr std::uint64_t kMany = std::uint64_t{1} << 32;  // times a cost that is bounded by the nodes of a kernel
  llvm::Type* i64 = builder_.getInt64Ty();
  llvm::Value* count = builder_.CreateSub(builder_.CreateSExt(bound, i64), builder_.CreateSExt(first, i64));
  llvm::Value* some = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::umin, count, builder_.getInt64(kMany));
  llvm::Value* operations = builder_.CreateMul(some, builder_.getInt64(loop.needs.cost));
  llvm::Value* few =
      builder_.CreateAlignedLoad(i64, builder_.CreateConstInBoundsGEP1_64(i64, services_, 2), llvm::Align(8));
  return builder_.CreateICmpULE(operations, few);
}

/// Puts the arguments and the first iteration's number into a context and calls the service.
void KernelEmitter::emitSharing(const SharedLoop& loop, llvm::Value* first, llvm::Value* bound) {
  llvm::Type* pointer = builder_.getPtrTy();
  llvm::Type* i64 = builder_.getInt64Ty();
  std::vector<llvm::Value*> values = loop.arguments;
  values.push_back(first);
  llvm::BasicBlock& entry = scope_.function->getEntryBlock();
  llvm::IRBuilder<> atEntry(&entry, entry.begin());
  llvm::Value* context = atEntry.CreateAlloca(i64, atEntry.getInt64(values.size()), "context");
  for (std::size_t i = 0; i < values.size(); ++i) {
    builder_.CreateAlignedStore(values[i], builder_.CreateConstInBoundsGEP1_64(i64, context, i), llvm::Align(8));
  }
  // Neither end is far from where an index may be, so that the difference fits.
  llvm::Value* count = builder_.CreateSub(builder_.CreateSExt(bound, i64), builder_.CreateSExt(first, i64));
  llvm::Value* service = builder_.CreateAlignedLoad(pointer, services_, llvm::Align(8));
  llvm::Value* state =
      builder_.CreateAlignedLoad(pointer, builder_.CreateConstInBoundsGEP1_64(i64, services_, 1), llvm::Align(8));
  llvm::FunctionType* type =
      llvm::FunctionType::get(builder_.getVoidTy(), {pointer, pointer, pointer, i64, i64}, false);
  llvm::CallInst* call = builder_.CreateCall(
      type, service, {state, emitPiece(loop, values), context, count, builder_.getInt64(loop.needs.cost)});
  call->setDoesNotThrow();
}

/// void jetloop_piece(const void* context, uint64_t begin, uint64_t end): from the context to the loop's arguments.
llvm::Function* KernelEmitter::emitPiece(const SharedLoop& loop, const std::vector<llvm::Value*>& values) {
  llvm::Type* pointer = builder_.getPtrTy();
  llvm::Type* i64 = builder_.getInt64Ty();
  llvm::Function* piece =
      llvm::Function::Create(llvm::FunctionType::get(builder_.getVoidTy(), {pointer, i64, i64}, false),
                             llvm::GlobalValue::InternalLinkage, "jetloop_piece", module_);
  piece->setDoesNotThrow();
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(module_.getContext(), "entry", piece));
  std::vector<llvm::Value*> arguments;
  for (std::size_t i = 0; i < values.size(); ++i) {
    llvm::Value* slot = builder.CreateConstInBoundsGEP1_64(i64, piece->getArg(0), i);
    arguments.push_back(builder.CreateAlignedLoad(values[i]->getType(), slot, llvm::Align(8)));
  }
  llvm::Value* first = arguments.back();
  arguments.pop_back();
  for (const unsigned edge : {1U, 2U}) {
    llvm::Value* offset = builder.CreateTrunc(piece->getArg(edge), first->getType());
    arguments.push_back(builder.CreateAdd(first, offset));
  }
  builder.CreateCall(loop.function, arguments);
  builder.CreateRetVoid();
  return piece;
}

}  // namespace jetloop::codegen
