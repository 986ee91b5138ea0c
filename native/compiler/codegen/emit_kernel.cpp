#include "compiler/codegen/emit_kernel.h"

#include <llvm/IR/ConstantRange.h>

#include <algorithm>

#include "base/result_words.h"

namespace jetloop::codegen {

namespace {

constexpr std::uint32_t kAbiVersion = 3;

/// Tags of `result[0]` in the kernel ABI.
constexpr std::uint64_t kResultUndefined = 0;

/// No JavaScript array is longer, and knowing it lets LLVM see that index arithmetic does not wrap.
constexpr std::uint64_t kLengthLimit = std::uint64_t{1} << 53;

}  // namespace

KernelEmitter::KernelEmitter(const ir::Kernel& kernel, llvm::Module& module, LoopTable& loops)
    : kernel_(kernel), module_(module), loops_(loops), builder_(module.getContext()) {}

std::vector<llvm::Function*> KernelEmitter::emit() {
  declareBody();
  loops_.attach(module_);
  loops_.enter(*body_);
  emitBody();
  loops_.leave();
  emitEntry();
  emitAbiConstant();
  return hotFunctions_;
}

llvm::Type* KernelEmitter::scalarType(ir::Type type) {
  switch (type) {
    case ir::Type::Bool:
      return builder_.getInt1Ty();
    case ir::Type::I32:
      return builder_.getInt32Ty();
    case ir::Type::I64:
      return builder_.getInt64Ty();
    case ir::Type::F64:
      return builder_.getDoubleTy();
    case ir::Type::None:
      break;
  }
  return builder_.getVoidTy();
}

llvm::Type* KernelEmitter::elementType(ir::ElementKind kind) {
  switch (kind) {
    case ir::ElementKind::I8:
    case ir::ElementKind::U8:
    case ir::ElementKind::U8Clamped:
      return builder_.getInt8Ty();
    case ir::ElementKind::I16:
    case ir::ElementKind::U16:
      return builder_.getInt16Ty();
    case ir::ElementKind::I32:
    case ir::ElementKind::U32:
      return builder_.getInt32Ty();
    case ir::ElementKind::F32:
      return builder_.getFloatTy();
    case ir::ElementKind::F64:
      break;
  }
  return builder_.getDoubleTy();
}

llvm::BasicBlock* KernelEmitter::newBlock(const char* name) {
  return llvm::BasicBlock::Create(module_.getContext(), name, scope_.function);
}

/// The body is a function of its own because only parameters can carry `noalias`, the strongest form of the aliasing
/// promise.
void KernelEmitter::declareBody() {
  std::vector<llvm::Type*> types;
  for (const ir::Parameter& parameter : kernel_.parameters) {
    if (isScratch(parameter)) continue;
    if (parameter.isArray) {
      types.insert(types.end(), {builder_.getPtrTy(), builder_.getInt64Ty()});
    } else {
      types.push_back(scalarType(kernel_.variables[parameter.id].type));
    }
  }
  types.insert(types.end(), {builder_.getPtrTy(), builder_.getPtrTy()});
  body_ = llvm::Function::Create(llvm::FunctionType::get(builder_.getVoidTy(), types, false),
                                 llvm::GlobalValue::InternalLinkage, "jetloop_body", module_);
  body_->setDoesNotThrow();
  body_->addFnAttr(llvm::Attribute::NoInline);
  body_->addFnAttr(llvm::Attribute::NoRecurse);
  hotFunctions_.push_back(body_);
  for (llvm::Argument& argument : body_->args()) argument.addAttr(llvm::Attribute::NoUndef);

  scope_.function = body_;
  scope_.arrays.resize(kernel_.arrays.size());
  unsigned next = 0;
  for (const ir::Parameter& parameter : kernel_.parameters) {
    if (isScratch(parameter)) continue;
    if (parameter.isArray) {
      scope_.arrays[parameter.id] =
          describeArray(kernel_.arrays[parameter.id], *body_->getArg(next), *body_->getArg(next + 1));
    }
    next += parameter.isArray ? 2 : 1;
  }
  services_ = body_->getArg(next);
  llvm::Argument* result = body_->getArg(next + 1);
  result->addAttr(llvm::Attribute::NoAlias);
  result->addAttr(llvm::Attribute::NoCapture);
  if (!hasResultArray()) result->addAttr(llvm::Attribute::WriteOnly);
  result->addAttr(llvm::Attribute::getWithAlignment(module_.getContext(), llvm::Align(8)));
}

/// Says about an array's two parameters what is known of them.  No `nonnull`: an empty array may come with a null
/// pointer.
KernelEmitter::ArrayValue KernelEmitter::describeArray(const ir::Array& array, llvm::Argument& data,
                                                       llvm::Argument& length) {
  llvm::LLVMContext& context = module_.getContext();
  llvm::Type* element = elementType(array.kind);
  const llvm::Align alignment = module_.getDataLayout().getABITypeAlign(element);
  data.addAttr(llvm::Attribute::getWithAlignment(context, alignment));
  data.addAttr(llvm::Attribute::NoCapture);
  if (!kernel_.mayAlias) data.addAttr(llvm::Attribute::NoAlias);
  if (!array.written) data.addAttr(llvm::Attribute::ReadOnly);
  const llvm::ConstantRange range(llvm::APInt(64, 0), llvm::APInt(64, kLengthLimit));
  length.addAttr(llvm::Attribute::get(context, llvm::Attribute::Range, range));
  return {&data, &length, element, alignment};
}

void KernelEmitter::allocateVariables() {
  for (const ir::Variable& variable : kernel_.variables) {
    scope_.variables.push_back(builder_.CreateAlloca(scalarType(variable.type), nullptr, variable.name));
  }
}

bool KernelEmitter::isScratch(const ir::Parameter& parameter) const {
  return parameter.isArray && kernel_.arrays[parameter.id].scratch != 0;
}

bool KernelEmitter::hasResultArray() const {
  return std::any_of(kernel_.arrays.begin(), kernel_.arrays.end(), [](const ir::Array& array) { return array.result; });
}

/// The kernel's own arrays, on the stack: small ones that are indexed by constants end up in registers.  The result
/// array lies in the caller's memory.
void KernelEmitter::allocateScratch(llvm::Value* result) {
  for (std::size_t id = 0; id < kernel_.arrays.size(); ++id) {
    const ir::Array& array = kernel_.arrays[id];
    if (array.scratch == 0) continue;
    llvm::Type* element = elementType(array.kind);
    llvm::Type* elements = llvm::ArrayType::get(element, array.scratch);
    llvm::Value* data =
        array.result ? builder_.CreateConstInBoundsGEP1_64(builder_.getInt64Ty(), result, kResultHead, array.name)
                     : builder_.CreateAlloca(elements, nullptr, array.name);
    scope_.arrays[id] = {data, builder_.getInt64(array.scratch), element,
                         module_.getDataLayout().getABITypeAlign(element)};
  }
}

void KernelEmitter::allocateResult() {
  scope_.resultTag = builder_.CreateAlloca(builder_.getInt64Ty(), nullptr, "result.tag");
  scope_.resultBits = builder_.CreateAlloca(builder_.getInt64Ty(), nullptr, "result.bits");
  builder_.CreateStore(builder_.getInt64(kResultUndefined), scope_.resultTag);
  builder_.CreateStore(builder_.getInt64(0), scope_.resultBits);
}

void KernelEmitter::emitBody() {
  builder_.SetInsertPoint(newBlock("entry"));
  allocateVariables();
  llvm::Value* result = body_->getArg(static_cast<unsigned>(body_->arg_size()) - 1);
  allocateScratch(result);
  scope_.labels.resize(kernel_.labels.size());
  allocateResult();

  unsigned next = 0;
  for (const ir::Parameter& parameter : kernel_.parameters) {
    if (isScratch(parameter)) continue;
    if (!parameter.isArray) builder_.CreateStore(body_->getArg(next), scope_.variables[parameter.id]);
    next += parameter.isArray ? 2 : 1;
  }
  scope_.exit = newBlock("exit");
  emitBlock(kernel_.body);
  jumpTo(scope_.exit);
  chooseVectorWidth();

  builder_.SetInsertPoint(scope_.exit);
  // Other threads may take part in a shared loop.
  const bool isAlone = hotFunctions_.size() == 1;
  for (const auto attribute : {llvm::Attribute::NoSync, llvm::Attribute::NoFree}) {
    if (isAlone) body_->addFnAttr(attribute);
  }
  llvm::Type* i64 = builder_.getInt64Ty();
  builder_.CreateAlignedStore(builder_.CreateLoad(i64, scope_.resultTag), result, llvm::Align(8));
  builder_.CreateAlignedStore(builder_.CreateLoad(i64, scope_.resultBits),
                              builder_.CreateConstInBoundsGEP1_64(i64, result, 1), llvm::Align(8));
  builder_.CreateRetVoid();
}

/// void jetloop_kernel(const uint64_t* arguments, uint64_t* result, const Services* services): slots to typed
/// arguments.
void KernelEmitter::emitEntry() {
  llvm::Type* pointer = builder_.getPtrTy();
  llvm::Type* i64 = builder_.getInt64Ty();
  llvm::Function* entry =
      llvm::Function::Create(llvm::FunctionType::get(builder_.getVoidTy(), {pointer, pointer, pointer}, false),
                             llvm::GlobalValue::ExternalLinkage, "jetloop_kernel", module_);
  entry->setDoesNotThrow();
  builder_.SetInsertPoint(llvm::BasicBlock::Create(module_.getContext(), "entry", entry));
  std::uint64_t slot = 0;
  auto nextSlot = [&](llvm::Type* type) -> llvm::Value* {
    llvm::Value* address = builder_.CreateConstInBoundsGEP1_64(i64, entry->getArg(0), slot++);
    return builder_.CreateAlignedLoad(type, address, llvm::Align(8));
  };
  std::vector<llvm::Value*> arguments;
  for (const ir::Parameter& parameter : kernel_.parameters) {
    if (isScratch(parameter)) continue;
    if (parameter.isArray) {
      arguments.push_back(nextSlot(pointer));
      arguments.push_back(nextSlot(i64));
      continue;
    }
    switch (kernel_.variables[parameter.id].type) {
      case ir::Type::F64:
        arguments.push_back(nextSlot(builder_.getDoubleTy()));
        break;
      case ir::Type::I32:
        arguments.push_back(builder_.CreateTrunc(nextSlot(i64), builder_.getInt32Ty()));
        break;
      case ir::Type::Bool:
        arguments.push_back(builder_.CreateIsNotNull(nextSlot(i64)));
        break;
      case ir::Type::I64:
      case ir::Type::None:
        arguments.push_back(nextSlot(i64));
        break;
    }
  }
  arguments.insert(arguments.end(), {entry->getArg(2), entry->getArg(1)});
  builder_.CreateCall(body_, arguments);
  builder_.CreateRetVoid();
}

void KernelEmitter::emitAbiConstant() {
  llvm::Type* i32 = builder_.getInt32Ty();
  new llvm::GlobalVariable(module_, i32, /*isConstant=*/true, llvm::GlobalValue::ExternalLinkage,
                           builder_.getInt32(kAbiVersion), "jetloop_abi");
}

}  // namespace jetloop::codegen
