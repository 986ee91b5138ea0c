#include "compiler/ir/verifier.h"

#include <set>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/result_words.h"
#include "compiler/ir/limits.h"
#include "compiler/ir/names.h"
#include "compiler/ir/parallel_form.h"
#include "compiler/ir/typing.h"

namespace jetloop::ir {
namespace {

std::string describe(const Statement& statement) {
  static constexpr const char* kHeads[] = {"let",   "set",   "store",    "if",     "loop",
                                           "block", "break", "continue", "return", "abandon"};
  std::string text = kHeads[static_cast<std::size_t>(statement.kind)];
  if (statement.position.known()) {
    text += " @" + std::to_string(statement.position.line) + ':' + std::to_string(statement.position.column);
  }
  return text;
}

/// Every check gives false after the first error, which `error_` holds.
class Verifier {
 public:
  explicit Verifier(const Kernel& kernel)
      : kernel_(kernel), variables_(kernel.variables.size()), labels_(kernel.labels.size()) {}

  std::optional<Error> verify() {
    if (checkNames() && checkParameters()) checkBlock(kernel_.body, 0);
    return std::move(error_);
  }

 private:
  struct VariableState {
    bool declared = false;
    bool visible = false;
  };
  struct LabelState {
    bool declared = false;
    bool visible = false;  // inside the body it names
    bool loop = false;
  };

  bool checkNames();
  bool checkName(const std::string& name);
  bool checkParameters();
  bool checkOwnArrays();
  bool checkBlock(const Block& block, std::size_t depth);
  bool checkStatement(const Statement& statement, std::size_t depth);
  bool checkIds(const Statement& statement);
  bool checkShape(const Statement& statement);
  bool checkLabel(const Statement& statement);
  bool checkMark(const Statement& statement);
  bool declareVariable(VariableId id);
  bool declareLabel(LabelId id);
  bool checkExpression(const Expression& expression, std::size_t depth);
  bool checkLeaf(const Expression& expression);
  bool takeNode(const void* node);
  bool fail(const std::string& code, const std::string& message);

  const Kernel& kernel_;
  std::vector<VariableState> variables_;
  std::vector<LabelState> labels_;
  std::vector<VariableId> scope_;  // visible variables, innermost last
  std::set<std::string_view> names_;
  std::unordered_set<const void*> nodes_;
  const Statement* current_ = nullptr;
  std::optional<Error> error_;
};

bool Verifier::checkNames() {
  if (!isKernelName(kernel_.name)) {
    return fail("ir-name", "the kernel's name has control characters or is not UTF-8");
  }
  for (const Variable& variable : kernel_.variables) {
    if (!checkName(variable.name)) return false;
    if (findType(typeName(variable.type)) != variable.type) {
      return fail("ir-type", "$" + variable.name + " has no type");
    }
  }
  for (const Array& array : kernel_.arrays) {
    if (!checkName(array.name)) return false;
  }
  for (const std::string& label : kernel_.labels) {
    if (!checkName(label)) return false;
  }
  return true;
}

bool Verifier::checkName(const std::string& name) {
  if (!isName(name)) return fail("ir-name", "a name has characters other than letters, digits, _ . $");
  if (!names_.insert(name).second) return fail("ir-name", "$" + name + " is declared twice");
  return true;
}

bool Verifier::checkParameters() {
  if (kernel_.parameters.size() > kMaximumParameters) {
    return fail("ir-limit", "more than " + std::to_string(kMaximumParameters) + " parameters");
  }
  std::vector<bool> passed(kernel_.arrays.size());
  for (const Parameter& parameter : kernel_.parameters) {
    if (parameter.id >= (parameter.isArray ? kernel_.arrays.size() : kernel_.variables.size())) {
      return fail("ir-malformed", "a parameter's id is out of range");
    }
    if (parameter.isArray) {
      if (passed[parameter.id]) return fail("ir-name", "$" + kernel_.arrays[parameter.id].name + " is passed twice");
      passed[parameter.id] = true;
      continue;
    }
    const Variable& variable = kernel_.variables[parameter.id];
    if (!variable.parameter) return fail("ir-malformed", "$" + variable.name + " is not marked as a parameter");
    if (variable.type == Type::I64) return fail("ir-type", "the parameter $" + variable.name + " is i64");
    if (!declareVariable(parameter.id)) return false;
  }
  for (std::size_t id = 0; id < passed.size(); ++id) {
    if (!passed[id]) return fail("ir-malformed", "the array $" + kernel_.arrays[id].name + " is not a parameter");
  }
  if (!checkOwnArrays()) return false;
  for (std::size_t id = 0; id < variables_.size(); ++id) {
    if (kernel_.variables[id].parameter && !variables_[id].declared) {
      return fail("ir-malformed", "$" + kernel_.variables[id].name + " is marked as a parameter but is not passed");
    }
  }
  return true;
}

/// The arrays that are no arguments.
bool Verifier::checkOwnArrays() {
  std::size_t scratchBytes = 0;
  std::size_t results = 0;
  for (const Array& array : kernel_.arrays) {
    if (array.scratch != 0 && !array.written) {
      return fail("ir-malformed", "the scratch array $" + array.name + " is never written");
    }
    if (!array.result) {
      scratchBytes += std::size_t{array.scratch} * elementBytes(array.kind);
      continue;
    }
    if (array.scratch == 0 || array.kind != ElementKind::F64) {
      return fail("ir-malformed", "the result array $" + array.name + " is no number of doubles");
    }
    if (array.scratch > kMaximumResults || ++results > 1) {
      return fail("ir-limit",
                  "more than one result array, or more than " + std::to_string(kMaximumResults) + " results");
    }
  }
  if (scratchBytes > kMaximumScratchBytes) {
    return fail("ir-limit", "more than " + std::to_string(kMaximumScratchBytes) + " bytes of scratch arrays");
  }
  return true;
}

bool Verifier::checkBlock(const Block& block, std::size_t depth) {
  const std::size_t outer = scope_.size();
  for (const Statement* statement : block) {
    if (statement == nullptr) return fail("ir-malformed", "a statement is missing");
    if (!checkStatement(*statement, depth + 1)) return false;
  }
  for (; scope_.size() > outer; scope_.pop_back()) variables_[scope_.back()].visible = false;
  return true;
}

bool Verifier::checkStatement(const Statement& statement, std::size_t depth) {
  current_ = &statement;
  if (depth > kMaximumDepth) return fail("ir-limit", "nested deeper than " + std::to_string(kMaximumDepth));
  if (!takeNode(&statement) || !checkShape(statement) || !checkIds(statement)) return false;
  for (const Expression* expression : {statement.index, statement.value}) {
    if (expression != nullptr && !checkExpression(*expression, depth)) return false;
  }
  if (auto error = checkStatementTypes(kernel_, statement)) return fail(error->code, error->message);

  switch (statement.kind) {
    case StatementKind::Let:
      return declareVariable(statement.variable);
    case StatementKind::Set:
      if (variables_[statement.variable].visible) return true;
      return fail("ir-name", "$" + kernel_.variables[statement.variable].name + " is not visible here");
    case StatementKind::If:
      return checkBlock(statement.body, depth) && checkBlock(statement.other, depth);
    case StatementKind::Loop:
    case StatementKind::Block: {
      if (!declareLabel(statement.label)) return false;
      LabelState& label = labels_[statement.label];
      label.visible = true;
      label.loop = statement.kind == StatementKind::Loop;
      if (!checkBlock(statement.body, depth)) return false;
      label.visible = false;
      return checkBlock(statement.other, depth) && checkMark(statement);
    }
    case StatementKind::Break:
    case StatementKind::Continue:
      return checkLabel(statement);
    case StatementKind::Store:
    case StatementKind::Return:
    case StatementKind::Abandon:
      return true;
  }
  return true;
}

bool Verifier::checkShape(const Statement& statement) {
  using enum StatementKind;
  const StatementKind kind = statement.kind;
  const bool needsValue = kind == Set || kind == Store || kind == If || kind == Loop;
  const bool mayHaveValue = needsValue || kind == Let || kind == Return;
  if (needsValue && statement.value == nullptr) return fail("ir-malformed", "its expression is missing");
  if (!mayHaveValue && statement.value != nullptr) return fail("ir-malformed", "it has an expression");
  if ((kind == Store) != (statement.index != nullptr)) {
    return fail("ir-malformed", kind == Store ? "its index is missing" : "it has an index");
  }
  if (kind != If && kind != Loop && kind != Block && !statement.body.empty()) {
    return fail("ir-malformed", "it has a body");
  }
  if (kind != If && kind != Loop && !statement.other.empty()) return fail("ir-malformed", "it has a second block");
  if (statement.inbounds && kind != Store) return fail("ir-malformed", "it is marked inbounds");
  if (statement.cold && kind != Loop) return fail("ir-malformed", "it is marked cold");
  if (statement.parallel && kind != Loop) return fail("ir-malformed", "it is marked parallel");
  return true;
}

bool Verifier::checkIds(const Statement& statement) {
  using enum StatementKind;
  switch (statement.kind) {
    case Let:
    case Set:
      if (statement.variable < variables_.size()) return true;
      return fail("ir-malformed", "its variable's id is out of range");
    case Store:
      if (statement.array < kernel_.arrays.size()) return true;
      return fail("ir-malformed", "its array's id is out of range");
    case Loop:
    case Block:
    case Break:
    case Continue:
      if (statement.label < labels_.size()) return true;
      return fail("ir-malformed", "its label's id is out of range");
    case If:
    case Return:
    case Abandon:
      return true;
  }
  return true;
}

bool Verifier::checkLabel(const Statement& statement) {
  const LabelState& label = labels_[statement.label];
  const std::string name = "$" + kernel_.labels[statement.label];
  if (!label.visible) return fail("ir-label", name + " does not enclose this statement");
  if (statement.kind == StatementKind::Break || label.loop) return true;
  return fail("ir-label", name + " is not a loop");
}

bool Verifier::checkMark(const Statement& statement) {
  if (!statement.parallel) return true;
  const auto error = checkParallelForm(kernel_, statement);
  current_ = &statement;
  return !error || fail(error->code, error->message);
}

bool Verifier::declareVariable(VariableId id) {
  VariableState& variable = variables_[id];
  if (variable.declared) return fail("ir-name", "$" + kernel_.variables[id].name + " is declared twice");
  variable = {true, true};
  scope_.push_back(id);
  return true;
}

bool Verifier::declareLabel(LabelId id) {
  if (labels_[id].declared) return fail("ir-name", "$" + kernel_.labels[id] + " is declared twice");
  labels_[id].declared = true;
  return true;
}

bool Verifier::checkExpression(const Expression& expression, std::size_t depth) {
  const bool atom = expression.op == Op::Variable || (expression.op == Op::Constant && expression.type == Type::Bool);
  if (!atom && ++depth > kMaximumDepth) {
    return fail("ir-limit", "nested deeper than " + std::to_string(kMaximumDepth));
  }
  if (!takeNode(&expression) || !checkLeaf(expression)) return false;
  for (const Expression* operand : expression.arguments()) {
    if (!checkExpression(*operand, depth)) return false;
  }
  const auto type = deduceType(kernel_, expression);
  if (!type) return fail(type.error().code, type.error().message);
  if (*type == expression.type) return true;
  return fail("ir-type",
              std::string("an expression is marked ") + typeName(expression.type) + " but is " + typeName(*type));
}

/// What can be said of an expression without looking into its operands.
bool Verifier::checkLeaf(const Expression& expression) {
  if (expression.operandCount != opInfo(expression.op).operandCount) {
    return fail("ir-malformed", std::string(opInfo(expression.op).text) + " has the wrong number of operands");
  }
  for (std::size_t i = 0; i < expression.operands.size(); ++i) {
    if ((expression.operands[i] != nullptr) != (i < expression.operandCount)) {
      return fail("ir-malformed", std::string(opInfo(expression.op).text) + " has an operand missing or left over");
    }
  }
  switch (expression.op) {
    case Op::Variable:
      if (expression.variable >= variables_.size()) {
        return fail("ir-malformed", "a variable's id is out of range");
      }
      if (variables_[expression.variable].visible) return true;
      return fail("ir-name", "$" + kernel_.variables[expression.variable].name + " is not visible here");
    case Op::Load:
    case Op::LoadInbounds:
    case Op::LoadOrZero:
    case Op::Length:
    case Op::Inbounds:
      if (expression.array < kernel_.arrays.size()) return true;
      return fail("ir-malformed", "an array's id is out of range");
    default:
      return true;
  }
}

bool Verifier::takeNode(const void* node) {
  if (!nodes_.insert(node).second) return fail("ir-shared", "a node has two parents");
  if (nodes_.size() <= kMaximumNodes) return true;
  return fail("ir-limit", "more than " + std::to_string(kMaximumNodes) + " nodes");
}

bool Verifier::fail(const std::string& code, const std::string& message) {
  error_ = Error{code, current_ == nullptr ? message : describe(*current_) + ": " + message};
  return false;
}

}  // namespace

std::optional<Error> verifyKernel(const Kernel& kernel) { return Verifier(kernel).verify(); }

}  // namespace jetloop::ir
