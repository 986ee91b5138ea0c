#include "compiler/codegen/math/expand_vector_math.h"

#include <llvm/IR/InstIterator.h>
#include <llvm/IR/MDBuilder.h>
#include <llvm/Transforms/Utils/BasicBlockUtils.h>

#include "compiler/codegen/math/math_bodies.h"
#include "compiler/codegen/math/math_functions.h"

namespace jetloop::codegen {

namespace {

/// A function of the variant's type that asks the scalar function for every lane.
llvm::Function* lanewiseFunction(const llvm::Function& variant, ir::Op op, unsigned lanes) {
  llvm::Module& module = *const_cast<llvm::Module*>(variant.getParent());
  const std::string name = (variant.getName() + ".rare").str();
  if (llvm::Function* existing = module.getFunction(name)) return existing;
  llvm::Function* function = declareMathVariant(module, name, variant.getFunctionType());
  function->setLinkage(llvm::GlobalValue::InternalLinkage);
  function->addFnAttr(llvm::Attribute::Cold);
  llvm::IRBuilder<> builder(llvm::BasicBlock::Create(module.getContext(), "entry", function));
  llvm::Function* scalar = declareMathFunction(module, op);
  llvm::Value* result = llvm::PoisonValue::get(function->getReturnType());
  for (unsigned lane = 0; lane < lanes; ++lane) {
    llvm::SmallVector<llvm::Value*, 2> operands;
    for (llvm::Argument& argument : function->args()) operands.push_back(builder.CreateExtractElement(&argument, lane));
    result = builder.CreateInsertElement(result, builder.CreateCall(scalar, operands), lane);
  }
  builder.CreateRet(result);
  return function;
}

void expand(llvm::CallInst& call, MathFunction which) {
  llvm::IRBuilder<> builder(&call);
  const llvm::SmallVector<llvm::Value*, 2> operands(call.args());
  MathValue result = emitMathValue(builder, which.op, operands);
  if (result.isRare != nullptr) {
    llvm::BasicBlock* head = call.getParent();
    llvm::Instruction* rare =
        llvm::SplitBlockAndInsertIfThen(builder.CreateOrReduce(result.isRare), &call, /*Unreachable=*/false,
                                        llvm::MDBuilder(call.getContext()).createUnlikelyBranchWeights());
    builder.SetInsertPoint(rare);
    llvm::Value* lanewise =
        builder.CreateCall(lanewiseFunction(*call.getCalledFunction(), which.op, which.lanes), operands);
    builder.SetInsertPoint(&call);
    llvm::PHINode* both = builder.CreatePHI(call.getType(), 2);
    both->addIncoming(result.value, head);
    both->addIncoming(lanewise, rare->getParent());
    result.value = both;
  }
  call.replaceAllUsesWith(result.value);
  call.eraseFromParent();
}

}  // namespace

llvm::PreservedAnalyses ExpandVectorMathPass::run(llvm::Function& function, llvm::FunctionAnalysisManager&) {
  llvm::SmallVector<std::pair<llvm::CallInst*, MathFunction>, 8> calls;
  for (llvm::Instruction& instruction : llvm::instructions(function)) {
    auto* call = llvm::dyn_cast<llvm::CallInst>(&instruction);
    if (call == nullptr || call->getCalledFunction() == nullptr) continue;
    const std::optional<MathFunction> which = describeMathFunction(*call->getCalledFunction());
    if (which && which->lanes > 1) calls.emplace_back(call, *which);
  }
  for (const auto& [call, which] : calls) expand(*call, which);
  return calls.empty() ? llvm::PreservedAnalyses::all() : llvm::PreservedAnalyses::none();
}

}  // namespace jetloop::codegen
