#include "compiler/codegen/math/math_functions.h"

#include <llvm/ADT/StringExtras.h>
#include <llvm/IR/VFABIDemangler.h>
#include <llvm/Support/FormatVariadic.h>

#include <array>
#include <string>

#include "compiler/codegen/math/math_bodies.h"

namespace jetloop::codegen {

namespace {

constexpr llvm::StringLiteral kPrefix = "jetloop.math.";
constexpr llvm::StringLiteral kOpPrefix = "f64.";

/// Doubles per vector, from SSE and NEON to AVX-512.
constexpr std::array kLanes = {2U, 4U, 8U};

std::string scalarName(ir::Op op) {
  return (kPrefix + llvm::StringRef(ir::opInfo(op).text).drop_front(kOpPrefix.size())).str();
}

std::string variantName(const std::string& scalar, unsigned lanes) { return scalar + ".x" + std::to_string(lanes); }

llvm::FunctionType* functionType(llvm::Type* number, unsigned parameters) {
  return llvm::FunctionType::get(number, llvm::SmallVector<llvm::Type*, 2>(parameters, number), false);
}

}  // namespace

llvm::Function* declareMathVariant(llvm::Module& module, const llvm::Twine& name, llvm::FunctionType* type) {
  llvm::Function* function = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage, name, module);
  function->setDoesNotAccessMemory();
  function->setDoesNotThrow();
  function->setWillReturn();
  function->setNoSync();
  function->addFnAttr(llvm::Attribute::NoFree);
  function->addFnAttr(llvm::Attribute::NoCallback);
  function->addFnAttr(llvm::Attribute::NoInline);
  return function;
}

llvm::Function* declareMathFunction(llvm::Module& module, ir::Op op) {
  const std::string name = scalarName(op);
  if (llvm::Function* existing = module.getFunction(name)) return existing;
  llvm::Type* f64 = llvm::Type::getDoubleTy(module.getContext());
  const unsigned parameters = ir::opInfo(op).operandCount;
  llvm::Function* function = declareMathVariant(module, name, functionType(f64, parameters));
  llvm::SmallVector<std::string, kLanes.size()> mappings;
  for (const unsigned lanes : kLanes) {
    const std::string variant = variantName(name, lanes);
    declareMathVariant(module, variant, functionType(llvm::FixedVectorType::get(f64, lanes), parameters));
    const std::string shape(parameters, 'v');
    mappings.push_back(llvm::formatv("_ZGV_LLVM_N{0}{1}_{2}({3})", lanes, shape, name, variant).str());
  }
  function->addFnAttr(llvm::VFABI::MappingsAttrName, llvm::join(mappings, ","));
  return function;
}

llvm::Value* emitMathCall(llvm::IRBuilderBase& builder, ir::Op op, llvm::Value* first, llvm::Value* second) {
  llvm::Function* function = declareMathFunction(*builder.GetInsertBlock()->getModule(), op);
  llvm::SmallVector<llvm::Value*, 2> arguments{first};
  if (second != nullptr) arguments.push_back(second);
  return builder.CreateCall(function, arguments);
}

std::optional<MathFunction> describeMathFunction(const llvm::Function& function) {
  llvm::StringRef name = function.getName();
  if (!name.consume_front(kPrefix)) return std::nullopt;
  const auto* vector = llvm::dyn_cast<llvm::FixedVectorType>(function.getReturnType());
  if (vector != nullptr) name = name.substr(0, name.rfind('.'));
  const std::optional<ir::Op> op = ir::findOp((kOpPrefix + name).str());
  if (!op || !ir::isMathFunction(*op)) return std::nullopt;
  return MathFunction{*op, vector == nullptr ? 1 : vector->getNumElements()};
}

bool needFusedMultiplyAdd(const llvm::Module& module) {
  return module.getFunction(scalarName(ir::Op::F64PowGlibcFma)) != nullptr;
}

void defineMathFunctions(llvm::Module& module) {
  // Defining one may declare helpers, but no other function of Math.
  llvm::SmallVector<llvm::Function*, 16> declared;
  for (llvm::Function& function : module) {
    if (function.isDeclaration() && describeMathFunction(function)) declared.push_back(&function);
  }
  for (llvm::Function* function : declared) {
    const MathFunction which = *describeMathFunction(*function);
    if (function->use_empty()) {
      function->eraseFromParent();
    } else if (which.lanes == 1) {
      defineMathBody(*function, which.op);
    }
  }
}

}  // namespace jetloop::codegen
