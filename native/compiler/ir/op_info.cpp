// The op table and the names of types and element kinds, looked up by value and by text.
#include <iterator>
#include <map>

#include "compiler/ir/ir.h"

namespace jetloop::ir {
namespace {

constexpr auto None = Type::None;
constexpr auto Bool = Type::Bool;
constexpr auto I32 = Type::I32;
constexpr auto I64 = Type::I64;
constexpr auto F64 = Type::F64;

/// The operations of free type.  None stands for a type that typing.cpp deduces.
constexpr OpInfo specialInfo(Op op, const char* text) {
  switch (op) {
    case Op::Select:
      return {text, None, 3, {Bool, None, None}};
    case Op::Load:
      return {text, F64, 1, {None, None, None}};
    case Op::LoadInbounds:
    case Op::LoadOrZero:
      return {text, None, 1, {None, None, None}};
    case Op::Length:
      return {text, I64, 0, {None, None, None}};
    case Op::Inbounds:
      return {text, Bool, 1, {None, None, None}};
    default:
      return {text, None, 0, {None, None, None}};
  }
}

constexpr OpInfo kOps[] = {
#define JETLOOP_OP(identifier, text, result, count, a, b, c) {text, result, count, {a, b, c}},
#define JETLOOP_SPECIAL(identifier, text) specialInfo(Op::identifier, text),
#include "compiler/ir/ops.def"
};

constexpr const char* kTypeNames[] = {"none", "bool", "i32", "i64", "f64"};
constexpr const char* kElementKindNames[] = {"i8", "u8", "u8c", "i16", "u16", "i32", "u32", "f32", "f64"};

}  // namespace

const OpInfo& opInfo(Op op) { return kOps[static_cast<std::size_t>(op)]; }

std::optional<Op> findOp(std::string_view text) {
  static const auto byText = [] {
    std::map<std::string_view, Op> map;
    for (std::size_t i = 0; i < std::size(kOps); ++i) {
      if (*kOps[i].text != '\0') map.emplace(kOps[i].text, static_cast<Op>(i));
    }
    return map;
  }();
  const auto found = byText.find(text);
  return found == byText.end() ? std::nullopt : std::optional(found->second);
}

bool isMathFunction(Op op) {
  switch (op) {
#define JETLOOP_OP(identifier, text, result, count, a, b, c)
#define JETLOOP_MATH(identifier, text, count, a, b) case Op::identifier:
#include "compiler/ir/ops.def"
    return true;
    default:
      return false;
  }
}

bool isLoad(Op op) { return op == Op::Load || op == Op::LoadInbounds || op == Op::LoadOrZero; }

const char* typeName(Type type) { return kTypeNames[static_cast<std::size_t>(type)]; }

std::optional<Type> findType(std::string_view text) {
  for (const Type type : {Bool, I32, I64, F64}) {
    if (text == typeName(type)) return type;
  }
  return std::nullopt;
}

const char* elementKindName(ElementKind kind) { return kElementKindNames[static_cast<std::size_t>(kind)]; }

std::optional<ElementKind> findElementKind(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kElementKindNames); ++i) {
    if (text == kElementKindNames[i]) return static_cast<ElementKind>(i);
  }
  return std::nullopt;
}

std::uint32_t elementBytes(ElementKind kind) {
  switch (kind) {
    case ElementKind::I8:
    case ElementKind::U8:
    case ElementKind::U8Clamped:
      return 1;
    case ElementKind::I16:
    case ElementKind::U16:
      return 2;
    case ElementKind::I32:
    case ElementKind::U32:
    case ElementKind::F32:
      return 4;
    case ElementKind::F64:
      break;
  }
  return 8;
}

Type elementValueType(ElementKind kind) {
  switch (kind) {
    case ElementKind::F32:
    case ElementKind::F64:
      return F64;
    case ElementKind::U32:
      return I64;
    default:
      return I32;
  }
}

}  // namespace jetloop::ir
