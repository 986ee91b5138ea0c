#include "compiler/transform/integer_ops.h"

namespace jetloop::transform {

using ir::Op;
using ir::Type;

namespace {

constexpr IntegerOps kOps32 = {Op::I32Add, Op::I32Sub, Op::I32Mul, Op::I32AddNowrap, Op::I32SubNowrap, Op::I32MulNowrap,
                               Op::I32Neg, Op::I32Div, Op::I32Rem, Op::I32Min,       Op::I32Max};
constexpr IntegerOps kOps64 = {Op::I64Add, Op::I64Sub, Op::I64Mul, Op::I64AddNowrap, Op::I64SubNowrap, Op::I64MulNowrap,
                               Op::I64Neg, Op::I64Div, Op::I64Rem, Op::I64Min,       Op::I64Max};

}  // namespace

const IntegerOps& integerOps(Type type) { return type == Type::I32 ? kOps32 : kOps64; }

Op integerComparison(Op op, Type type) {
  const bool narrow = type == Type::I32;
  switch (op) {
    case Op::F64Eq:
      return narrow ? Op::I32Eq : Op::I64Eq;
    case Op::F64Ne:
      return narrow ? Op::I32Ne : Op::I64Ne;
    case Op::F64Lt:
      return narrow ? Op::I32Lt : Op::I64Lt;
    case Op::F64Le:
      return narrow ? Op::I32Le : Op::I64Le;
    case Op::F64Gt:
      return narrow ? Op::I32Gt : Op::I64Gt;
    default:
      return narrow ? Op::I32Ge : Op::I64Ge;
  }
}

Op wrappingOperation(Op op, Type type) {
  const IntegerOps& ops = integerOps(type);
  switch (op) {
    case Op::F64Add:
      return ops.add;
    case Op::F64Sub:
      return ops.sub;
    case Op::F64Mul:
      return ops.mul;
    case Op::F64Min:
      return ops.min;
    case Op::F64Max:
      return ops.max;
    default:
      return Op::Constant;
  }
}

}  // namespace jetloop::transform
