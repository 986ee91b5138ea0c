#include "compiler/transform/narrow_numbers.h"

#include "compiler/ir/walk.h"
#include "compiler/transform/narrow_expressions.h"

namespace jetloop::transform {
namespace {

using ir::Block;
using ir::Expression;
using ir::Op;
using ir::Statement;
using ir::StatementKind;
using ir::Type;
using ir::VariableId;

class Narrower {
 public:
  explicit Narrower(ir::Kernel& kernel)
      : kernel_(kernel), narrower_(kernel), builder_(narrower_.builder()), values_(narrower_.values()) {}

  void run() {
    const std::size_t originalVariables = kernel_.variables.size();
    rewrite(kernel_.body);
    for (std::size_t i = 0; i < originalVariables; ++i)
      kernel_.variables[i].type = values_.typeOf(static_cast<VariableId>(i));
  }

 private:
  void rewrite(Block& block) {
    Block result;
    result.reserve(block.size());
    for (Statement* statement : block) {
      const bool assigns = statement->kind == StatementKind::Let || statement->kind == StatementKind::Set;
      if (assigns && values_.isOptionalVariable(statement->variable)) {
        assignOptional(*statement, result);
        continue;
      }
      rewrite(*statement);
      rewrite(statement->body);
      rewrite(statement->other);
      result.push_back(statement);
    }
    block = std::move(result);
  }

  void rewrite(Statement& statement) {
    if (statement.index != nullptr) statement.index = narrower_.toIndex(statement.index);
    if (statement.value == nullptr) return;
    const bool observed = narrower_.zeroSign().observesValue(statement);
    if (statement.kind == StatementKind::Let || statement.kind == StatementKind::Set) {
      const Type type = values_.typeOf(statement.variable);
      const bool narrowed = type != statement.value->type;
      statement.value =
          narrowed ? narrower_.toInteger(statement.value, type) : narrower_.toOwnType(statement.value, observed);
    } else if (statement.kind == StatementKind::Store) {
      const ir::ElementKind kind = kernel_.arrays[statement.array].kind;
      statement.value = statement.inbounds ? narrower_.toStored(statement.value, kind, observed)
                                           : narrower_.toStoredDouble(statement.value, kind, observed);
    } else {
      statement.value = narrower_.toOwnType(statement.value, observed);
    }
  }

  /// The variable holds the number, or zero for NaN; the one beside it holds whether it is a number.
  void assignOptional(Statement& statement, Block& result) {
    const VariableId variable = statement.variable, known = narrower_.knownVariable(variable);
    const bool declares = statement.kind == StatementKind::Let;
    const auto assign = [&](VariableId target, Expression* value) {
      result.push_back(declares ? builder_.let(target, value) : builder_.set(target, value));
    };
    if (statement.value == nullptr) {
      assign(known, nullptr);
      result.push_back(&statement);
      return;
    }
    const Type type = values_.typeOf(variable);
    const bool isZero = values_.isZeroWhereNaN(*statement.value);
    // What the number is computed from may ask whether the old one was known: then the answer for the new one waits.
    const bool waits = !declares && reads(*statement.value, variable);
    const OptionalInteger optional = narrower_.toOptional(statement.value, type);
    Expression* test = optional.known == nullptr ? builder_.boolean(true) : optional.known;
    VariableId holder = known;
    if (waits && optional.known != nullptr) {
      holder = builder_.newVariable("known", Type::Bool);
      result.push_back(builder_.let(holder, test));
      test = builder_.read(holder);
    }
    if (!waits) assign(known, test);
    statement.value = optional.value;
    if (!isZero && optional.known != nullptr) {
      Expression* zero = type == Type::I32 ? builder_.i32(0) : builder_.i64(0);
      statement.value = builder_.select(builder_.read(holder), optional.value, zero);
    }
    result.push_back(&statement);
    if (waits) assign(known, test);
  }

  static bool reads(const Expression& expression, VariableId variable) {
    bool found = false;
    ir::forEachExpression(expression, [&](const Expression& each) {
      found = found || (each.op == Op::Variable && each.variable == variable);
    });
    return found;
  }

  ir::Kernel& kernel_;
  ExpressionNarrower narrower_;
  ir::Builder& builder_;
  const analysis::IntegerValues& values_;
};

}  // namespace

void narrowNumbers(ir::Kernel& kernel) { Narrower(kernel).run(); }

}  // namespace jetloop::transform
