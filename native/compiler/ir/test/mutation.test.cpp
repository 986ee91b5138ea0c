// Damaged input, seeded: every text gives an error or a kernel that verifies and round-trips; every kernel in memory
// that the verifier accepts can be printed and read.  Never a crash, never a hang.
#include <gtest/gtest.h>

#include <map>

#include "compiler/fuzz/check_text.h"
#include "compiler/fuzz/mutate_text.h"
#include "compiler/ir/printer.h"
#include "compiler/ir/reader.h"
#include "compiler/ir/verifier.h"
#include "compiler/ir/walk.h"
#include "corpus.h"

namespace jetloop::ir::test {
namespace {

constexpr int kMutants = 10'000;

TEST(Mutation, EveryDamagedTextIsRefusedOrSound) {
  fuzz::Mutator mutator(readCorpus(), 2025);
  std::map<std::string, int> verdicts;
  for (int i = 0; i < kMutants; ++i) {
    const std::string text = mutator.next();
    const auto verdict = fuzz::checkText(text);
    ASSERT_EQ(verdict.violation, std::nullopt) << "mutant " << i << ":\n" << text;
    ++verdicts[verdict.code];
  }
  // The mutants are worth something only when they reach every part of the reader.
  for (const char* code :
       {"", "ir-syntax", "ir-limit", "ir-name", "ir-type", "ir-label", "ir-readonly", "ir-parallel"}) {
    EXPECT_GE(verdicts[code], 5) << '"' << code << '"';
  }
}

/// Damages one random node of a kernel in memory the way a faulty pass might.
void damage(Kernel& kernel, fuzz::Random& random) {
  std::vector<Statement*> statements;
  forEachStatement(kernel.body, [&](Statement& statement) { statements.push_back(&statement); });
  std::vector<Expression*> expressions;
  for (Statement* statement : statements) {
    forEachRoot(*statement, [&](Expression*& root) {
      forEachExpression(*root, [&](Expression& expression) { expressions.push_back(&expression); });
    });
  }
  Statement& statement = *statements[random.below(statements.size())];
  Statement& otherStatement = *statements[random.below(statements.size())];
  Expression& expression = *expressions[random.below(expressions.size())];
  Expression& otherExpression = *expressions[random.below(expressions.size())];
  const auto anyId = [&](std::size_t count) { return static_cast<std::uint32_t>(random.below(count + 2)); };
  switch (random.below(17)) {
    case 0:
      expression.type = static_cast<Type>(random.below(5));
      break;
    case 1:
      expression.op = static_cast<Op>(random.below(static_cast<std::size_t>(Op::Inbounds) + 1));
      break;
    case 2:
      expression.variable = anyId(kernel.variables.size());
      break;
    case 3:
      expression.array = anyId(kernel.arrays.size());
      break;
    case 4:
      expression.operandCount = static_cast<std::uint8_t>(random.below(4));
      break;
    case 5:
      expression.operands[random.below(3)] = random.below(2) == 0 ? nullptr : &otherExpression;
      break;
    case 6:
      std::swap(expression.operands[0], otherExpression.operands[0]);
      break;
    case 7:
      expression.integer = static_cast<std::int64_t>(random.next());
      break;
    case 8:
      statement.variable = anyId(kernel.variables.size());
      break;
    case 9:
      statement.label = anyId(kernel.labels.size());
      break;
    case 10:
      std::swap(statement.value, otherStatement.value);
      break;
    case 11:
      statement.kind = static_cast<StatementKind>(random.below(9));
      break;
    case 12:
      statement.inbounds = !statement.inbounds;
      break;
    case 13:
      statement.body.push_back(&otherStatement);
      break;
    case 14:
      kernel.variables[random.below(kernel.variables.size())].type = static_cast<Type>(random.below(5));
      break;
    case 15:
      std::swap(statement.body, otherStatement.other);
      break;
    case 16:
      statement.parallel = !statement.parallel;
      break;
  }
}

TEST(Mutation, EveryDamagedKernelIsRefusedOrPrintsSoundText) {
  const auto corpus = readCorpus();
  fuzz::Random random(4);
  std::map<std::string, int> verdicts;
  for (int i = 0; i < kMutants; ++i) {
    auto kernel = readKernel(corpus[random.below(corpus.size())]);
    ASSERT_TRUE(kernel);
    damage(*kernel, random);
    const auto error = verifyKernel(*kernel);
    ++verdicts[error ? error->code : ""];
    if (error) continue;
    const std::string printed = printKernel(*kernel);
    const auto verdict = fuzz::checkText(printed);
    ASSERT_EQ(verdict.violation, std::nullopt) << printed;
    ASSERT_EQ(verdict.code, "") << "the reader refuses what the verifier accepts:\n" << printed;
  }
  for (const char* code : {"", "ir-name", "ir-type", "ir-label", "ir-shared", "ir-malformed", "ir-parallel"}) {
    EXPECT_GE(verdicts[code], 5) << '"' << code << '"';
  }
}

}  // namespace
}  // namespace jetloop::ir::test
