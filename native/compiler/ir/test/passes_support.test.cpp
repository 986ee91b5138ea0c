// What transforms build on: fresh names, walking, cloning.
#include <gtest/gtest.h>

#include "compiler/ir/builder.h"
#include "compiler/ir/clone.h"
#include "compiler/ir/printer.h"
#include "compiler/ir/reader.h"
#include "compiler/ir/verifier.h"
#include "compiler/ir/walk.h"
#include "corpus.h"

namespace jetloop::ir::test {
namespace {

Kernel readSound(const std::string& text) {
  auto kernel = readKernel(text);
  EXPECT_TRUE(kernel) << kernel.error().message;
  return std::move(*kernel);
}

TEST(NameSupply, NumbersOnlyWhatIsTaken) {
  const Kernel kernel = readSound(kernelWithBody("(let $i f64) (let $i.1 f64) (block $b)"));
  NameSupply names(kernel);
  EXPECT_EQ(names.fresh("free"), "free");
  EXPECT_EQ(names.fresh("free"), "free.1");
  EXPECT_EQ(names.fresh("i"), "i.2");
  EXPECT_EQ(names.fresh("i.1"), "i.3");
  EXPECT_EQ(names.fresh("i.7"), "i.7");
  EXPECT_EQ(names.fresh("i.7"), "i.4");
  EXPECT_EQ(names.fresh("b"), "b.1");
  EXPECT_EQ(names.fresh("a"), "a.1");
}

TEST(NameSupply, LeavesNamesThatOnlyLookNumberedAlone) {
  NameSupply names{Kernel{}};
  for (const char* name : {".5", "5", "x.", "x5"}) {
    EXPECT_EQ(names.fresh(name), name);
    EXPECT_EQ(names.fresh(name), std::string(name) + ".1");
  }
}

TEST(Walk, VisitsStatementsAndExpressionsInOrder) {
  const Kernel kernel =
      readSound(kernelWithBody("(let $x f64 (f64.add (f64 1) (f64 2))) (if $p (then (store $a $n (f64 3))) (else (set "
                               "$x (f64 4)))) (return $x)"));
  std::vector<StatementKind> kinds;
  forEachStatement(kernel.body, [&](const Statement& statement) { kinds.push_back(statement.kind); });
  using enum StatementKind;
  EXPECT_EQ(kinds, (std::vector{Let, If, Store, Set, Return}));

  std::string seen;
  forEachExpressionIn(kernel.body, [&](const Expression& e) { seen += printExpression(kernel, e) + '\n'; });
  EXPECT_EQ(seen, "(f64.add (f64 1) (f64 2))\n(f64 1)\n(f64 2)\n$p\n$n\n(f64 3)\n(f64 4)\n$x\n");
}

TEST(Walk, ListsAssignmentsAndDeclarations) {
  const Kernel kernel = readSound(kernelWithBody(
      "(let $x f64) (set $n (i32 1)) (loop $l (while $p) (body (let $y f64) (block $b (set $x $y))) (step))"));
  const VariableId n = kernel.parameters[2].id;
  const VariableId x = kernel.body[0]->variable;
  const VariableId y = kernel.body[2]->body[0]->variable;
  EXPECT_EQ(assignedVariables(kernel.body), (std::set{n, x, y}));
  EXPECT_EQ(assignedVariables(kernel.body[2]->body), (std::set{x, y}));
  EXPECT_EQ(declaredVariables(kernel.body), (std::set{x, y}));
  EXPECT_EQ(declaredLabels(kernel.body), (std::set{kernel.body[2]->label, kernel.body[2]->body[1]->label}));
}

TEST(Walk, RewritesBottomUp) {
  Kernel kernel = readSound(kernelWithBody("(return (f64.add (f64.neg (f64 1)) (f64.neg (f64 2))))"));
  forEachRoot(*kernel.body[0], [&](Expression*& root) {
    root = rewriteExpression(root, [&](Expression* e) { return e->op == Op::F64Neg ? e->operands[0] : e; });
  });
  EXPECT_EQ(printExpression(kernel, *kernel.body[0]->value), "(f64.add (f64 1) (f64 2))");
  EXPECT_FALSE(verifyKernel(kernel));
}

TEST(Clone, GivesEqualTextAndSharesNothing) {
  Kernel kernel = readSound(kernelWithBody("(store @3:4 $a $n (select $p (load @3:9 $r $n) (f64 -0)))"));
  kernel.body.push_back(cloneStatement(kernel, *kernel.body[0]));
  EXPECT_FALSE(verifyKernel(kernel));
  kernel.body[1]->value->operands[2]->number = 7;
  EXPECT_EQ(printExpression(kernel, *kernel.body[0]->value), "(select $p (load @3:9 $r $n) (f64 -0))");
  EXPECT_EQ(printExpression(kernel, *kernel.body[1]->value), "(select $p (load @3:9 $r $n) (f64 7))");
}

TEST(Clone, GivesEveryCorpusKernelAgain) {
  for (const std::string& text : readCorpus()) {
    Kernel kernel = readSound(text);
    const std::string printed = printKernel(kernel);
    kernel.body = cloneBlock(kernel, kernel.body);
    EXPECT_EQ(printKernel(kernel), printed);
  }
}

TEST(Clone, RenamesEveryDeclarationOfEveryCorpusKernel) {
  for (const std::string& text : readCorpus()) {
    Kernel kernel = readSound(text);
    const std::size_t variables = kernel.variables.size();
    const std::size_t parameters = kernel.variables.size() - declaredVariables(kernel.body).size();
    NameSupply names(kernel);
    Block copy = cloneBlockRenamed(kernel, names, kernel.body);
    EXPECT_EQ(kernel.variables.size(), 2 * variables - parameters);
    kernel.body.insert(kernel.body.end(), copy.begin(), copy.end());
    const auto error = verifyKernel(kernel);
    EXPECT_FALSE(error) << error->message;
    const std::string printed = printKernel(kernel);
    EXPECT_TRUE(readKernel(printed)) << printed;
  }
}

TEST(Clone, FollowsAGivenRenaming) {
  Kernel kernel = readSound(kernelWithBody("(let $x f64) (let $y f64) (block $b (set $x $x) (break $b))"));
  const VariableId x = kernel.body[0]->variable;
  const VariableId y = kernel.body[1]->variable;
  NameSupply names(kernel);
  Builder build(kernel, names);
  Renaming renaming{{{x, y}}, {{kernel.body[2]->label, build.newLabel("b")}}};
  kernel.body.push_back(cloneStatement(kernel, *kernel.body[2], renaming));
  EXPECT_FALSE(verifyKernel(kernel));
  EXPECT_NE(printKernel(kernel).find("(block $b.1\n      (set $y $y)\n      (break $b.1))"), std::string::npos)
      << printKernel(kernel);
}

TEST(Builder, BuildsEveryStatement) {
  Kernel kernel;
  kernel.name = "k";
  kernel.arrays.push_back({"a", ElementKind::I32, true});
  kernel.parameters.push_back({true, 0});
  NameSupply names(kernel);
  Builder build(kernel, names);
  const VariableId x = build.newVariable("x", Type::I32);
  const LabelId loop = build.newLabel("x");
  const LabelId block = build.newLabel("b");
  build.setPosition({4, 2});
  kernel.body = {
      build.let(x, build.i32(0)),
      build.loop(loop, build.boolean(true),
                 {build.branch(build.inbounds(0, build.read(x)), {build.continueTo(loop)}, {build.breakTo(loop)}),
                  build.block(block, {build.breakTo(block)})},
                 {build.set(x, build.binary(Op::I32Add, build.read(x), build.i32(1)))}),
      build.store(0, build.i64(1), build.f64(2)),
      build.storeInbounds(0, build.i64(1), build.loadInbounds(0, build.read(x))),
      build.returnValue(nullptr),
  };
  ASSERT_FALSE(verifyKernel(kernel));
  EXPECT_EQ(printKernel(kernel), R"((kernel "k"
  (params (array $a i32 write))
  (alias none)
  (body
    (let @4:2 $x i32 (i32 0))
    (loop @4:2 $x.1
      (while true)
      (body
        (if @4:2 (inbounds $a $x)
          (then
            (continue $x.1))
          (else
            (break $x.1)))
        (block @4:2 $b
          (break $b)))
      (step
        (set @4:2 $x (i32.add @4:2 $x (i32 1)))))
    (store @4:2 $a (i64 1) (f64 2))
    (store.inbounds @4:2 $a (i64 1) (load.inbounds @4:2 $a $x))
    (return @4:2)))
)");
}

}  // namespace
}  // namespace jetloop::ir::test
