#include "compiler/codegen/optimize_module.h"

#include <llvm/ADT/STLExtras.h>
#include <llvm/Analysis/LoopAccessAnalysis.h>
#include <llvm/Analysis/TargetLibraryInfo.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Transforms/AggressiveInstCombine/AggressiveInstCombine.h>
#include <llvm/Transforms/InstCombine/InstCombine.h>
#include <llvm/Transforms/Scalar/ADCE.h>
#include <llvm/Transforms/Scalar/AlignmentFromAssumptions.h>
#include <llvm/Transforms/Scalar/BDCE.h>
#include <llvm/Transforms/Scalar/CorrelatedValuePropagation.h>
#include <llvm/Transforms/Scalar/DCE.h>
#include <llvm/Transforms/Scalar/DeadStoreElimination.h>
#include <llvm/Transforms/Scalar/DivRemPairs.h>
#include <llvm/Transforms/Scalar/EarlyCSE.h>
#include <llvm/Transforms/Scalar/GVN.h>
#include <llvm/Transforms/Scalar/IndVarSimplify.h>
#include <llvm/Transforms/Scalar/InstSimplifyPass.h>
#include <llvm/Transforms/Scalar/JumpThreading.h>
#include <llvm/Transforms/Scalar/LICM.h>
#include <llvm/Transforms/Scalar/LoopDeletion.h>
#include <llvm/Transforms/Scalar/LoopInstSimplify.h>
#include <llvm/Transforms/Scalar/LoopLoadElimination.h>
#include <llvm/Transforms/Scalar/LoopPassManager.h>
#include <llvm/Transforms/Scalar/LoopRotation.h>
#include <llvm/Transforms/Scalar/LoopSimplifyCFG.h>
#include <llvm/Transforms/Scalar/LoopUnrollPass.h>
#include <llvm/Transforms/Scalar/Reassociate.h>
#include <llvm/Transforms/Scalar/SCCP.h>
#include <llvm/Transforms/Scalar/SROA.h>
#include <llvm/Transforms/Scalar/SimpleLoopUnswitch.h>
#include <llvm/Transforms/Scalar/SimplifyCFG.h>
#include <llvm/Transforms/Vectorize/LoopVectorize.h>
#include <llvm/Transforms/Vectorize/SLPVectorizer.h>
#include <llvm/Transforms/Vectorize/VectorCombine.h>

#include "compiler/codegen/hide_wrapping_recurrences.h"
#include "compiler/codegen/keep_nests_rolled.h"
#include "compiler/codegen/math/expand_vector_math.h"
#include "compiler/codegen/math/limit_interleaving.h"
#include "compiler/codegen/math/math_functions.h"

namespace jetloop::codegen {

namespace {

constexpr int kOptimizationLevel = 3;

/// What clang -O3 does to a function before vectorisation, less what kernels never profit from: inlining and everything
/// else between functions, library calls, tail calls, memory intrinsics, coroutines.
void addSimplification(llvm::FunctionPassManager& passes) {
  passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  passes.addPass(llvm::EarlyCSEPass(/*UseMemorySSA=*/true));
  passes.addPass(llvm::SimplifyCFGPass());
  passes.addPass(llvm::InstCombinePass());
  passes.addPass(llvm::ReassociatePass());

  llvm::LoopPassManager rotate;
  rotate.addPass(llvm::LoopInstSimplifyPass());
  rotate.addPass(llvm::LoopSimplifyCFGPass());
  rotate.addPass(llvm::LoopRotatePass(/*EnableHeaderDuplication=*/true, /*PrepareForLTO=*/false));
  rotate.addPass(llvm::LICMPass(llvm::LICMOptions()));
  rotate.addPass(llvm::SimpleLoopUnswitchPass(/*NonTrivial=*/true));
  passes.addPass(llvm::createFunctionToLoopPassAdaptor(std::move(rotate), /*UseMemorySSA=*/true));
  passes.addPass(llvm::SimplifyCFGPass());
  passes.addPass(llvm::InstCombinePass());

  llvm::LoopPassManager induction;
  induction.addPass(llvm::IndVarSimplifyPass());
  induction.addPass(llvm::LoopDeletionPass());
  induction.addPass(llvm::LoopFullUnrollPass(kOptimizationLevel));
  passes.addPass(llvm::createFunctionToLoopPassAdaptor(std::move(induction)));
  passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  passes.addPass(llvm::GVNPass());
  passes.addPass(llvm::SCCPPass());
  passes.addPass(llvm::BDCEPass());
  passes.addPass(llvm::InstCombinePass());
  passes.addPass(llvm::CorrelatedValuePropagationPass());
  passes.addPass(llvm::ADCEPass());
  passes.addPass(llvm::DSEPass());
  passes.addPass(llvm::createFunctionToLoopPassAdaptor(llvm::LICMPass(llvm::LICMOptions()), /*UseMemorySSA=*/true));
  // Not sinkCommonInsts, as clang does: where both sides of a condition end in a store it makes one store to one of two
  // arrays.  Of two such accesses LLVM 19's alias analysis compares only what the same side touches, also when the
  // vectoriser asks about different iterations, of which each may take another side.
  passes.addPass(llvm::SimplifyCFGPass(llvm::SimplifyCFGOptions().hoistCommonInsts(true)));
  passes.addPass(llvm::InstCombinePass());
}

void addVectorization(llvm::FunctionPassManager& passes) {
  passes.addPass(llvm::createFunctionToLoopPassAdaptor(llvm::LoopRotatePass(true, false)));
  passes.addPass(HideWrappingRecurrencesPass());
  passes.addPass(LimitInterleavingPass());
  passes.addPass(llvm::LoopVectorizePass());
  passes.addPass(llvm::LoopLoadEliminationPass());
  passes.addPass(llvm::InstCombinePass());
  // Run-time overlap checks leave invariant conditions in vectorised loops: worth another round only where there are
  // any.
  llvm::ExtraVectorPassManager extra;
  extra.addPass(llvm::EarlyCSEPass());
  extra.addPass(llvm::CorrelatedValuePropagationPass());
  extra.addPass(llvm::InstCombinePass());
  llvm::LoopPassManager unswitch;
  unswitch.addPass(llvm::LICMPass(llvm::LICMOptions()));
  unswitch.addPass(llvm::SimpleLoopUnswitchPass(/*NonTrivial=*/true));
  extra.addPass(llvm::createFunctionToLoopPassAdaptor(std::move(unswitch), /*UseMemorySSA=*/true));
  extra.addPass(llvm::SimplifyCFGPass());
  extra.addPass(llvm::InstCombinePass());
  passes.addPass(std::move(extra));
  passes.addPass(llvm::SimplifyCFGPass(llvm::SimplifyCFGOptions()
                                           .forwardSwitchCondToPhi(true)
                                           .convertSwitchRangeToICmp(true)
                                           .convertSwitchToLookupTable(true)
                                           .needCanonicalLoops(false)
                                           .hoistCommonInsts(true)
                                           .sinkCommonInsts(true)));
  passes.addPass(llvm::SLPVectorizerPass());
  passes.addPass(llvm::VectorCombinePass());
  passes.addPass(ExpandVectorMathPass());
  passes.addPass(llvm::InstCombinePass());
  passes.addPass(KeepNestsRolledPass());
  passes.addPass(llvm::LoopUnrollPass(llvm::LoopUnrollOptions(kOptimizationLevel)));
  passes.addPass(llvm::SROAPass(llvm::SROAOptions::PreserveCFG));
  passes.addPass(llvm::InstCombinePass());
  passes.addPass(llvm::createFunctionToLoopPassAdaptor(llvm::LICMPass(llvm::LICMOptions()), /*UseMemorySSA=*/true));
  passes.addPass(llvm::InstSimplifyPass());
  passes.addPass(llvm::DivRemPairsPass());
  passes.addPass(
      llvm::SimplifyCFGPass(llvm::SimplifyCFGOptions().convertSwitchRangeToICmp(true).speculateUnpredictables(true)));
}

/// For functions that hold no hot loop: variables into registers, what is computed twice once.
void addCleanup(llvm::FunctionPassManager& passes) {
  passes.addPass(llvm::SROAPass(llvm::SROAOptions::ModifyCFG));
  passes.addPass(llvm::EarlyCSEPass());
  passes.addPass(llvm::SimplifyCFGPass());
}

}  // namespace

void optimizeModule(llvm::Module& module, const std::vector<llvm::Function*>& hot, llvm::TargetMachine& machine) {
  llvm::LoopAnalysisManager loopAnalyses;
  llvm::FunctionAnalysisManager functionAnalyses;
  llvm::CGSCCAnalysisManager callGraphAnalyses;
  llvm::ModuleAnalysisManager moduleAnalyses;
  // Objects import nothing: no pass may turn a loop into a call of memset or the like.
  llvm::TargetLibraryInfoImpl noLibrary(machine.getTargetTriple());
  noLibrary.disableAllFunctions();
  functionAnalyses.registerPass([&] { return llvm::TargetLibraryAnalysis(noLibrary); });

  // Overlap is tested where a loop starts.  Hoisted out of the loops around it, a test speaks of all that those touch,
  // and fails wherever rows of one matrix meet in the course of time.  Set anew each time, since lld resets all
  // options.
  llvm::VectorizerParams::HoistRuntimeChecks = false;

  llvm::PassBuilder builder(&machine);
  builder.registerModuleAnalyses(moduleAnalyses);
  builder.registerCGSCCAnalyses(callGraphAnalyses);
  builder.registerFunctionAnalyses(functionAnalyses);
  builder.registerLoopAnalyses(loopAnalyses);
  builder.crossRegisterProxies(loopAnalyses, functionAnalyses, callGraphAnalyses, moduleAnalyses);

  llvm::FunctionPassManager thorough;
  addSimplification(thorough);
  addVectorization(thorough);
  llvm::FunctionPassManager light;
  addCleanup(light);
  for (llvm::Function* function : hot) thorough.run(*function, functionAnalyses);
  defineMathFunctions(module);
  for (llvm::Function& function : module) {
    if (function.isDeclaration()) continue;  // an intrinsic: nothing to optimise, and passes expect a body
    if (!llvm::is_contained(hot, &function)) light.run(function, functionAnalyses);
  }
}

}  // namespace jetloop::codegen
