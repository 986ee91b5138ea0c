#include "compiler/transform/version_loops.h"

#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "compiler/analysis/access_plan.h"
#include "compiler/analysis/liveness.h"
#include "compiler/analysis/ranges.h"
#include "compiler/ir/builder.h"
#include "compiler/ir/clone.h"
#include "compiler/ir/names.h"
#include "compiler/ir/walk.h"
#include "compiler/transform/build_guard.h"
#include "compiler/transform/emit_polynomial.h"

namespace jetloop::transform {
namespace {

using analysis::AccessPlan;
using analysis::EntryDefinitions;
using analysis::ProvenAccess;
using analysis::SymbolId;
using analysis::SymbolTable;
using ir::Block;
using ir::Expression;
using ir::Op;
using ir::Renaming;
using ir::Statement;
using ir::StatementKind;
using ir::VariableId;

constexpr int kMaximumVersions = 48;
constexpr std::size_t kMaximumNodes = 40'000;  // of a kernel that still grows
constexpr int kMaximumDepth = 64;

class LoopVersioner {
 public:
  LoopVersioner(ir::Kernel& kernel, TransformReport& report)
      : kernel_(kernel), report_(report), names_(kernel), builder_(kernel, names_), ranges_(kernel) {}

  void run() {
    versionBlock(kernel_.body, {}, 0);
    reportUnproven(kernel_.body, false);
    rewriteBlock(kernel_.body);
    dropProvenTests(kernel_.body);
  }

 private:
  // --- finding loops

  void versionBlock(Block& block, EntryDefinitions definitions, int depth) {
    for (std::size_t i = 0; i < block.size(); ++i) {
      Statement& statement = *block[i];
      switch (statement.kind) {
        case StatementKind::Let:
        case StatementKind::Set:
          noteDefinition(statement, definitions);
          continue;
        case StatementKind::Loop: {
          // A split puts a prelude in front and an `if` in the loop's place.
          const std::size_t added = versionLoop(block, i, definitions, depth);
          forgetAssigned(*block[i + added], definitions);
          i += added;
          continue;
        }
        case StatementKind::If:
        case StatementKind::Block:
          versionBlock(statement.body, definitions, depth + 1);
          versionBlock(statement.other, definitions, depth + 1);
          forgetAssigned(statement, definitions);
          continue;
        default:
          continue;
      }
    }
  }

  static bool mentions(const Expression& expression, VariableId variable) {
    bool found = false;
    ir::forEachExpression(expression, [&](const Expression& each) {
      found = found || (each.op == Op::Variable && each.variable == variable);
    });
    return found;
  }

  static void forget(VariableId variable, EntryDefinitions& definitions) {
    definitions.erase(variable);
    std::erase_if(definitions, [&](const auto& entry) { return mentions(*entry.second, variable); });
  }

  static void noteDefinition(const Statement& statement, EntryDefinitions& definitions) {
    forget(statement.variable, definitions);
    if (statement.value != nullptr && !mentions(*statement.value, statement.variable))
      definitions[statement.variable] = statement.value;
  }

  static void forgetAssigned(const Statement& statement, EntryDefinitions& definitions) {
    for (const Block* block : {&statement.body, &statement.other}) {
      for (const VariableId variable : ir::assignedVariables(*block)) forget(variable, definitions);
    }
  }

  // --- one loop

  /// Returns how many statements now stand in front of what block[i] was.
  std::size_t versionLoop(Block& block, std::size_t i, const EntryDefinitions& definitions, int depth) {
    Statement& loop = *block[i];
    std::size_t added = 0;
    if (depth < kMaximumDepth && hasUnprovenAccess(loop)) {
      const AccessPlan plan = analysis::planAccesses(kernel_, ranges_, loop, definitions,
                                                     [this](const void* node) { return indices_.contains(node); });
      for (const analysis::UnprovenAccess& access : plan.unproven) reasons_[access.node] = access.reason;
      if (!plan.proven.empty() && mayGrow()) added = split(block, i, plan);
    }
    EntryDefinitions inside = definitions;
    forgetAssigned(loop, inside);
    versionBlock(loop.body, inside, depth + 1);
    versionBlock(loop.other, inside, depth + 1);
    return added;
  }

  bool hasUnprovenAccess(const Statement& loop) const {
    bool found = false;
    const auto check = [&](const Expression& expression) {
      ir::forEachExpression(expression, [&](const Expression& each) {
        found = found || (each.op == Op::Load && !indices_.contains(&each));
      });
    };
    check(*loop.value);
    for (const Block* block : {&loop.body, &loop.other}) {
      ir::forEachStatement(*block, [&](const Statement& statement) {
        found =
            found || (statement.kind == StatementKind::Store && !statement.inbounds && !indices_.contains(&statement));
        ir::forEachRoot(statement, check);
      });
    }
    return found;
  }

  bool mayGrow() {
    if (versions_ >= kMaximumVersions) return false;
    std::size_t nodes = 0;
    ir::forEachStatement(kernel_.body, [&](const Statement&) { ++nodes; });
    ir::forEachExpressionIn(kernel_.body, [&](const Expression&) { ++nodes; });
    return nodes < kMaximumNodes;
  }

  std::size_t split(Block& block, std::size_t i, const AccessPlan& plan) {
    ++versions_;
    Statement& loop = *block[i];
    const analysis::Liveness liveness(kernel_);
    builder_.setPosition({});

    Block prelude;
    AtomEmitter atoms(kernel_, builder_, plan.symbols, prelude);
    Expression* guard = buildGuard(builder_, plan, atoms);
    const bool always = guard->op == Op::Constant && guard->integer != 0;
    Block cold;
    if (!always) cold.push_back(copyCold(loop));
    for (const ProvenAccess& access : plan.proven) indices_[access.node] = emitAccessIndex(access, plan.symbols, atoms);
    report_.guards.push_back({loop.position, static_cast<std::uint32_t>(plan.proven.size())});

    if (!always) {
      Statement* branch = builder_.branch(guard, isolate(loop, liveness), std::move(cold));
      branch->position = loop.position;
      block[i] = branch;
    }
    block.insert(block.begin() + static_cast<std::ptrdiff_t>(i), prelude.begin(), prelude.end());
    return prelude.size();
  }

  Expression* emitAccessIndex(const ProvenAccess& access, const SymbolTable& symbols, AtomEmitter& atoms) {
    return emitIndex(builder_, access.index, [&](SymbolId id) -> Expression* {
      if (SymbolTable::isAtom(id)) return atoms.asI64(id);
      const auto reading = access.readings.find(id);
      if (reading == access.readings.end()) return toI64(clone(*symbols[id].expression, {}));
      Expression* value = toI64(builder_.read(reading->second.variable));
      const std::int64_t offset = reading->second.offset;
      if (offset == 0) return value;
      return builder_.binary(offset > 0 ? Op::I64SubNowrap : Op::I64AddNowrap, value,
                             builder_.i64(offset > 0 ? offset : -offset));
    });
  }

  Expression* toI64(Expression* value) {
    if (value->type == ir::Type::I64) return value;
    return builder_.unary(value->type == ir::Type::I32 ? Op::I64FromI32 : Op::I64ExactF64, value);
  }

  // --- the checked copy

  Statement* copyCold(Statement& loop) {
    const Renaming renaming = ir::renameDeclarations(kernel_, names_, {&loop});
    Statement* copy = ir::cloneStatement(kernel_, loop, renaming);
    carryIndices(loop, *copy, renaming);
    copy->cold = true;
    for (const Block* block : {&copy->body, &copy->other}) {
      ir::forEachStatement(*block, [](Statement& statement) {
        if (statement.kind == StatementKind::Loop) statement.cold = true;
      });
    }
    return copy;
  }

  /// Accesses that an outer guard proved are as proved in the copy.
  void carryIndices(const Statement& original, const Statement& copy, const Renaming& renaming) {
    carryIndex(&original, &copy, renaming);
    if (original.index != nullptr) carryIndices(*original.index, *copy.index, renaming);
    if (original.value != nullptr) carryIndices(*original.value, *copy.value, renaming);
    for (std::size_t i = 0; i < original.body.size(); ++i) carryIndices(*original.body[i], *copy.body[i], renaming);
    for (std::size_t i = 0; i < original.other.size(); ++i) carryIndices(*original.other[i], *copy.other[i], renaming);
  }

  void carryIndices(const Expression& original, const Expression& copy, const Renaming& renaming) {
    if (original.op == Op::Load || original.op == Op::Inbounds) carryIndex(&original, &copy, renaming);
    for (std::size_t i = 0; i < original.operandCount; ++i)
      carryIndices(*original.operands[i], *copy.operands[i], renaming);
  }

  void carryIndex(const void* original, const void* copy, const Renaming& renaming) {
    const auto index = indices_.find(original);
    if (index != indices_.end()) indices_[copy] = clone(*index->second, renaming);
  }

  Expression* clone(const Expression& expression, const Renaming& renaming) {
    Expression* copy = ir::cloneExpression(kernel_, expression, renaming);
    carryIndices(expression, *copy, renaming);
    return copy;
  }

  // --- the guarded loop

  /// Gives the loop its own copies of the outer variables it assigns: copied in where it may read what was there,
  /// copied out where it may be read later.
  Block isolate(Statement& loop, const analysis::Liveness& liveness) {
    std::set<VariableId> outer = ir::assignedVariables(loop.body);
    outer.merge(ir::assignedVariables(loop.other));
    for (const Block* block : {&loop.body, &loop.other}) {
      for (const VariableId variable : ir::declaredVariables(*block)) outer.erase(variable);
    }
    const std::set<ir::LabelId> inner = ir::declaredLabels({&loop});

    Renaming renaming;
    Block result;
    for (const VariableId variable : outer) {
      const VariableId own = builder_.newVariable(kernel_.variables[variable].name, kernel_.variables[variable].type);
      ranges_.noteCopy(own, variable);
      renaming.variables.emplace(variable, own);
      result.push_back(builder_.let(own, liveness.before(loop).contains(variable) ? builder_.read(variable) : nullptr));
    }
    const auto copyOut = [&](const analysis::VariableSet& live) {
      Block sets;
      for (const auto& [variable, own] : renaming.variables) {
        if (live.contains(variable)) sets.push_back(builder_.set(variable, builder_.read(own)));
      }
      return sets;
    };
    rename(*loop.value, renaming);
    for (Block* block : {&loop.body, &loop.other}) {
      renameBlock(*block, renaming);
      copyOutAtJumps(*block, inner, liveness, copyOut);
    }
    result.push_back(&loop);
    const Block sets = copyOut(liveness.after(loop));
    result.insert(result.end(), sets.begin(), sets.end());
    return result;
  }

  template <typename CopyOut>
  void copyOutAtJumps(Block& block, const std::set<ir::LabelId>& inner, const analysis::Liveness& liveness,
                      const CopyOut& copyOut) {
    for (std::size_t i = 0; i < block.size(); ++i) {
      Statement& statement = *block[i];
      copyOutAtJumps(statement.body, inner, liveness, copyOut);
      copyOutAtJumps(statement.other, inner, liveness, copyOut);
      const bool jump = statement.kind == StatementKind::Break || statement.kind == StatementKind::Continue;
      if (!jump || inner.contains(statement.label)) continue;
      const Block sets = copyOut(liveness.atTarget(statement));
      block.insert(block.begin() + static_cast<std::ptrdiff_t>(i), sets.begin(), sets.end());
      i += sets.size();
    }
  }

  void renameBlock(const Block& block, const Renaming& renaming) {
    ir::forEachStatement(block, [&](Statement& statement) {
      const bool assigns = statement.kind == StatementKind::Let || statement.kind == StatementKind::Set;
      if (const auto own = renaming.variables.find(statement.variable); assigns && own != renaming.variables.end()) {
        statement.variable = own->second;
      }
      if (const auto index = indices_.find(&statement); index != indices_.end()) rename(*index->second, renaming);
      if (statement.index != nullptr) rename(*statement.index, renaming);
      if (statement.value != nullptr) rename(*statement.value, renaming);
    });
  }

  void rename(Expression& expression, const Renaming& renaming) {
    ir::forEachExpression(expression, [&](Expression& each) {
      if (each.op == Op::Variable) {
        const auto own = renaming.variables.find(each.variable);
        if (own != renaming.variables.end()) each.variable = own->second;
      }
      if (const auto index = indices_.find(&each); index != indices_.end()) rename(*index->second, renaming);
    });
  }

  // --- the end: proved accesses change form, the others are reported

  void reportUnproven(const Block& block, bool inLoop) {
    for (const Statement* statement : block) {
      if (statement->kind == StatementKind::Loop && statement->cold) continue;
      const bool here = inLoop || statement->kind == StatementKind::Loop;
      if (here) {
        ir::forEachRoot(*statement, [&](const Expression& root) {
          ir::forEachExpression(root, [&](const Expression& each) {
            if (each.op == Op::Load) reportUnproven(&each, each.position, each.array);
          });
        });
        if (statement->kind == StatementKind::Store) reportUnproven(statement, statement->position, statement->array);
      }
      reportUnproven(statement->body, here);
      reportUnproven(statement->other, here);
    }
  }

  void reportUnproven(const void* node, ir::Position position, ir::ArrayId array) {
    const auto reason = reasons_.find(node);
    if (indices_.contains(node) || reason == reasons_.end()) return;
    report_.unproved.push_back({position, kernel_.arrays[array].name, reason->second});
  }

  void rewriteBlock(const Block& block) {
    ir::forEachStatement(block, [&](Statement& statement) {
      if (const auto index = indices_.find(&statement); index != indices_.end()) {
        statement.index = index->second;
        statement.inbounds = true;
      }
      ir::forEachRoot(statement, [&](Expression*& root) { root = rewrite(root); });
    });
  }

  Expression* rewrite(Expression* expression) {
    if (const auto index = indices_.find(expression); index != indices_.end()) {
      if (expression->op == Op::Inbounds) return builder_.boolean(true);
      Expression* load = builder_.loadInbounds(expression->array, rewrite(index->second));
      load->position = expression->position;
      if (load->type == ir::Type::I32) return builder_.unary(Op::F64FromI32, load);
      return load->type == ir::Type::I64 ? builder_.unary(Op::F64FromI64, load) : load;
    }
    for (Expression*& operand : expression->arguments()) operand = rewrite(operand);
    return expression;
  }

  /// `if (not true)` is what is left of a test that the guard answered.
  static void dropProvenTests(Block& block) {
    std::erase_if(block, [](const Statement* statement) {
      if (statement->kind != StatementKind::If || statement->value->op != Op::BoolNot || !statement->other.empty())
        return false;
      const Expression& test = *statement->value->operands[0];
      return test.op == Op::Constant && test.integer != 0;
    });
    for (Statement* statement : block) {
      dropProvenTests(statement->body);
      dropProvenTests(statement->other);
    }
  }

  ir::Kernel& kernel_;
  TransformReport& report_;
  ir::NameSupply names_;
  ir::Builder builder_;
  analysis::RangeAnalysis ranges_;  // of the kernel as it came
  // Until the end every access keeps its checked form, which is what the analyses read; this holds the proved ones'
  // indices.
  std::unordered_map<const void*, Expression*> indices_;
  std::unordered_map<const void*, std::string> reasons_;
  int versions_ = 0;
};

}  // namespace

void versionLoops(ir::Kernel& kernel, TransformReport& report) { LoopVersioner(kernel, report).run(); }

}  // namespace jetloop::transform
