#include "compiler/transform/split_loops.h"

#include <optional>
#include <set>

#include "compiler/analysis/index_polynomials.h"
#include "compiler/analysis/induction.h"
#include "compiler/ir/builder.h"
#include "compiler/ir/clone.h"
#include "compiler/ir/names.h"
#include "compiler/ir/walk.h"

namespace jetloop::transform {
namespace {

using analysis::IndexPolynomials;
using analysis::MaybePolynomial;
using analysis::Polynomial;
using analysis::SymbolId;
using ir::Block;
using ir::Expression;
using ir::Op;
using ir::Statement;
using ir::StatementKind;
using ir::VariableId;

constexpr std::size_t kMaximumNodes = 400;  // of a body that is copied twice

class LoopSplitter {
 public:
  explicit LoopSplitter(ir::Kernel& kernel) : kernel_(kernel), names_(kernel), builder_(kernel, names_) {}

  void run() { splitBlock(kernel_.body); }

 private:
  void splitBlock(Block& block) {
    for (std::size_t i = 0; i < block.size(); ++i) {
      Statement& statement = *block[i];
      if (statement.kind == StatementKind::Loop && statement.cold) continue;
      if (statement.kind == StatementKind::Loop && isInnermost(statement)) {
        i += splitLoop(block, i);
        continue;
      }
      splitBlock(statement.body);
      splitBlock(statement.other);
    }
  }

  static bool isInnermost(const Statement& loop) {
    bool innermost = true;
    ir::forEachStatement(loop.body,
                         [&](const Statement& each) { innermost = innermost && each.kind != StatementKind::Loop; });
    return innermost;
  }

  /// Returns how many statements now stand in front of the loop.
  std::size_t splitLoop(Block& block, std::size_t i) {
    Statement& loop = *block[i];
    if (!isCounted(loop)) return 0;
    IndexPolynomials polynomials;
    const MaybePolynomial meeting = findMeeting(loop, polynomials);
    if (!meeting || startsBehind(block, i, *meeting, polynomials) || endsBefore(loop, *meeting, polynomials)) return 0;
    const Block front = splitAt(loop, *meeting, polynomials);
    block.insert(block.begin() + static_cast<std::ptrdiff_t>(i), front.begin(), front.end());
    return front.size();
  }

  /// for (; counter < bound; counter++) with nothing that leaves it elsewhere, small enough to be copied.
  bool isCounted(Statement& loop) {
    const Expression& condition = *loop.value;
    if (condition.op != Op::I64Lt || condition.operands[0]->op != Op::Variable) return false;
    if (loop.other.size() != 1 || analysis::hasEarlyExit(loop) || analysis::hasContinue(loop)) return false;
    counter_ = condition.operands[0]->variable;
    assigned_ = ir::assignedVariables({&loop});
    const Statement& step = *loop.other[0];
    const bool steps = step.kind == StatementKind::Set && step.variable == counter_ &&
                       step.value->op == Op::I64AddNowrap && isRead(*step.value->operands[0], counter_) &&
                       step.value->operands[1]->op == Op::Constant && step.value->operands[1]->integer == 1;
    if (!steps || ir::assignedVariables(loop.body).contains(counter_)) return false;
    if (!isInvariant(*condition.operands[1])) return false;
    std::size_t nodes = 0;
    ir::forEachExpressionIn(loop.body, [&](const Expression&) { ++nodes; });
    return nodes <= kMaximumNodes;
  }

  static bool isRead(const Expression& expression, VariableId variable) {
    return expression.op == Op::Variable && expression.variable == variable;
  }

  /// No variable that the loop assigns, and no element of an array.
  bool isInvariant(const Expression& expression) const {
    bool invariant = true;
    ir::forEachExpression(expression, [&](const Expression& each) {
      const bool varies = each.op == Op::Variable && assigned_.contains(each.variable);
      invariant = invariant && !varies && !ir::isLoad(each.op);
    });
    return invariant;
  }

  /// The value of the counter at which a store writes the element that an invariant load reads, if there is one such
  /// value for all of them.
  MaybePolynomial findMeeting(const Statement& loop, IndexPolynomials& polynomials) {
    std::set<Polynomial> meetings;
    ir::forEachStatement(loop.body, [&](const Statement& store) {
      if (store.kind != StatementKind::Store || !store.inbounds) return;
      const MaybePolynomial written = offsetFrom(*loop.value->operands[0], *store.index, polynomials);
      if (!written) return;
      ir::forEachExpressionIn(loop.body, [&](const Expression& load) {
        if (load.op != Op::LoadInbounds || load.array != store.array || !isInvariant(*load.operands[0])) return;
        const MaybePolynomial meeting = polynomials.read(*load.operands[0]) - written;
        if (meeting) meetings.insert(*meeting);
      });
    });
    if (meetings.size() != 1) return std::nullopt;
    return *meetings.begin();
  }

  /// index - counter, if that does not change in the loop.
  MaybePolynomial offsetFrom(const Expression& counter, const Expression& index, IndexPolynomials& polynomials) const {
    MaybePolynomial offset = polynomials.read(index) - polynomials.read(counter);
    if (!offset) return std::nullopt;
    for (const auto& [monomial, coefficient] : offset->terms()) {
      for (const SymbolId symbol : monomial) {
        if (!isInvariant(polynomials[symbol])) return std::nullopt;
      }
    }
    return offset;
  }

  Expression* counterRead() { return builder_.read(counter_); }

  /// Whether the counter starts behind the meeting, as in elimination: for (j = k + 1; …) a[i*n + j] -= a[i*n + k] * ….
  bool startsBehind(const Block& block, std::size_t i, const Polynomial& meeting, IndexPolynomials& polynomials) {
    for (std::size_t before = i; before-- > 0;) {
      const Statement& statement = *block[before];
      const bool assigns = statement.kind == StatementKind::Let || statement.kind == StatementKind::Set;
      if (!assigns) return false;
      if (statement.variable != counter_) continue;
      if (statement.value == nullptr) return false;
      const MaybePolynomial distance = polynomials.read(*statement.value) - MaybePolynomial(meeting);
      return distance && distance->isConstant() && distance->constantTerm() > 0;
    }
    return false;
  }

  static bool endsBefore(const Statement& loop, const Polynomial& meeting, IndexPolynomials& polynomials) {
    const MaybePolynomial distance = polynomials.read(*loop.value->operands[1]) - MaybePolynomial(meeting);
    return distance && distance->isConstant() && distance->constantTerm() <= 0;
  }

  /// What goes in front of the loop: the iterations up to the meeting, and the one there.
  Block splitAt(Statement& loop, const Polynomial& meeting, const IndexPolynomials& polynomials) {
    builder_.setPosition({});
    const Expression& bound = *loop.value->operands[1];
    const VariableId at = builder_.newVariable("meeting", ir::Type::I64);
    const VariableId until = builder_.newVariable("until", ir::Type::I64);

    Statement* first = ir::cloneBlockRenamed(kernel_, names_, {&loop})[0];
    first->value->operands[1] = builder_.read(until);

    Block once = ir::cloneBlockRenamed(kernel_, names_, loop.body);
    once.push_back(ir::cloneStatement(kernel_, *loop.other[0]));
    Expression* meets = builder_.binary(Op::BoolAnd, builder_.binary(Op::I64Eq, counterRead(), builder_.read(at)),
                                        builder_.binary(Op::I64Lt, counterRead(), ir::cloneExpression(kernel_, bound)));
    Expression* nearer = builder_.binary(Op::I64Min, builder_.read(at), ir::cloneExpression(kernel_, bound));
    return {builder_.let(at, emitWrapping(meeting, polynomials)), builder_.let(until, nearer), first,
            builder_.branch(meets, std::move(once))};
  }

  /// Modulo 2^64: where the loop would not run at all, nothing is known of the sizes of these products.
  Expression* emitWrapping(const Polynomial& polynomial, const IndexPolynomials& polynomials) {
    Expression* sum = builder_.i64(0);
    for (const auto& [monomial, coefficient] : polynomial.terms()) {
      Expression* product = builder_.i64(coefficient);
      for (const SymbolId symbol : monomial) {
        product = builder_.binary(Op::I64Mul, product, ir::cloneExpression(kernel_, polynomials[symbol]));
      }
      sum = builder_.binary(Op::I64Add, sum, product);
    }
    return sum;
  }

  ir::Kernel& kernel_;
  ir::NameSupply names_;
  ir::Builder builder_;
  // Of the loop that is looked at.
  VariableId counter_ = 0;
  std::set<VariableId> assigned_;
};

}  // namespace

void splitLoops(ir::Kernel& kernel) { LoopSplitter(kernel).run(); }

}  // namespace jetloop::transform
