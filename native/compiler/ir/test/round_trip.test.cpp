// Printing what was read gives the canonical text, and reading that gives the same kernel.
#include <gtest/gtest.h>

#include <iterator>

#include "compiler/ir/builder.h"
#include "compiler/ir/printer.h"
#include "compiler/ir/reader.h"
#include "compiler/ir/verifier.h"
#include "corpus.h"

namespace jetloop::ir::test {
namespace {

constexpr std::size_t kOpCount = static_cast<std::size_t>(Op::Inbounds) + 1;

TEST(RoundTrip, TheCanonicalFixtureIsAFixpoint) {
  const std::string text = readFixture("printed/every-form.ir");
  const auto kernel = readKernel(text);
  ASSERT_TRUE(kernel) << kernel.error().message;
  EXPECT_EQ(verifyKernel(*kernel), std::nullopt);
  EXPECT_EQ(printKernel(*kernel), text);
}

TEST(RoundTrip, EveryKernelOfTheCorpusIsStableAfterOnePrint) {
  const auto corpus = readCorpus();
  ASSERT_GE(corpus.size(), 9U);
  for (const std::string& text : corpus) {
    const auto kernel = readKernel(text);
    ASSERT_TRUE(kernel) << kernel.error().message << "\n" << text;
    EXPECT_FALSE(verifyKernel(*kernel));
    const std::string printed = printKernel(*kernel);
    const auto again = readKernel(printed);
    ASSERT_TRUE(again) << again.error().message << "\n" << printed;
    EXPECT_EQ(printKernel(*again), printed);
  }
}

class EveryOp : public testing::TestWithParam<std::size_t> {};

/// A variable of each type stands for the operands.
TEST_P(EveryOp, RoundTrips) {
  const auto op = static_cast<Op>(GetParam());
  const OpInfo& info = opInfo(op);
  Kernel kernel;
  kernel.name = "k";
  kernel.arrays.push_back({"a", ElementKind::U32, false});
  kernel.parameters.push_back({true, 0});
  NameSupply names(kernel);
  Builder build(kernel, names);
  const auto value = [&](Type type) {
    const VariableId id = build.newVariable("v", type == Type::None ? Type::I64 : type);
    kernel.body.push_back(build.let(id, nullptr));
    return build.read(id);
  };

  Expression* expression = nullptr;
  build.setPosition({7, 3});
  switch (op) {
    case Op::Constant:
      expression = build.f64(1.5);
      break;
    case Op::Variable:
      expression = value(Type::F64);
      break;
    case Op::Select:
      expression = build.select(value(Type::Bool), value(Type::I64), value(Type::I64));
      break;
    case Op::Load:
      expression = build.load(0, value(Type::I64));
      break;
    case Op::LoadInbounds:
      expression = build.loadInbounds(0, value(Type::I64));
      break;
    case Op::LoadOrZero:
      expression = build.loadOrZero(0, value(Type::I64));
      break;
    case Op::Length:
      expression = build.length(0);
      break;
    case Op::Inbounds:
      expression = build.inbounds(0, value(Type::I64));
      break;
    default: {
      Expression* left = value(info.operands[0]);
      expression = info.operandCount == 1 ? build.unary(op, left) : build.binary(op, left, value(info.operands[1]));
      EXPECT_EQ(findOp(info.text), op);
      break;
    }
  }
  if (info.result != Type::None) {
    EXPECT_EQ(expression->type, info.result);
  }
  kernel.body.push_back(build.let(build.newVariable("result", expression->type), expression));

  const auto error = verifyKernel(kernel);
  ASSERT_FALSE(error) << error->message;
  const std::string printed = printKernel(kernel);
  const auto again = readKernel(printed);
  ASSERT_TRUE(again) << again.error().message << "\n" << printed;
  EXPECT_EQ(again->body.back()->value->op, op);
  EXPECT_EQ(again->body.back()->value->type, expression->type);
  EXPECT_EQ(printKernel(*again), printed);
}

INSTANTIATE_TEST_SUITE_P(Table, EveryOp, testing::Range(std::size_t{0}, kOpCount), [](const auto& info) {
  std::string name = opInfo(static_cast<Op>(info.param)).text;
  for (char& c : name) {
    if (c == '.') c = '_';
  }
  return name.empty() ? "special" + std::to_string(info.param) : name;
});

TEST(OpTable, NamesAreFoundBothWays) {
  EXPECT_EQ(findOp(""), std::nullopt);
  EXPECT_EQ(findOp("f64.cube"), std::nullopt);
  for (std::size_t i = 0; i < kOpCount; ++i) {
    const OpInfo& info = opInfo(static_cast<Op>(i));
    if (*info.text != '\0') {
      EXPECT_EQ(findOp(info.text), static_cast<Op>(i)) << info.text;
    }
  }
  for (const char* name : {"bool", "i32", "i64", "f64"}) EXPECT_STREQ(typeName(*findType(name)), name);
  for (const char* name : {"i8", "u8", "u8c", "i16", "u16", "i32", "u32", "f32", "f64"}) {
    EXPECT_STREQ(elementKindName(*findElementKind(name)), name);
  }
  EXPECT_EQ(findType("none"), std::nullopt);
  EXPECT_EQ(findElementKind("i64"), std::nullopt);
}

}  // namespace
}  // namespace jetloop::ir::test
