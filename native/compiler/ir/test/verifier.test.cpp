// What only a kernel in memory can get wrong: each test breaks one thing the way a faulty pass would.
#include "compiler/ir/verifier.h"

#include <gtest/gtest.h>

#include <functional>

#include "compiler/ir/builder.h"
#include "compiler/ir/limits.h"
#include "compiler/ir/reader.h"
#include "corpus.h"

namespace jetloop::ir::test {
namespace {

/// Code of the verifier's error after `change`; "sound" without one.  Body: let $x f64 = $y + 1; store $a; an if; a
/// loop; a block; return.
std::string codeAfter(const std::function<void(Kernel&)>& change) {
  auto kernel = readKernel(kernelWithBody(R"(
    (let $y f64 (f64 2))
    (let $x f64 (f64.add $y (f64 1)))
    (store @1:2 $a $n (load $r $x))
    (if $p (then (set $x (f64 0))) (else (set $y (f64 0))))
    (loop $l (while $p) (body (let $z i64 (length $r)) (continue $l)) (step (set $p false)))
    (block $b (break $b))
    (return $x))"));
  EXPECT_TRUE(kernel);
  EXPECT_FALSE(verifyKernel(*kernel));
  change(*kernel);
  const auto error = verifyKernel(*kernel);
  return error ? error->code : "sound";
}

enum At : std::size_t { LetY, LetX, StoreA, IfP, LoopL, BlockB, ReturnX };

TEST(Verifier, AcceptsASoundKernel) {
  EXPECT_EQ(codeAfter([](Kernel&) {}), "sound");
}

TEST(Verifier, NamesTheStatement) {
  auto kernel = readKernel(kernelWithBody("(store @12:3 $a $n (f64 1))"));
  ASSERT_TRUE(kernel);
  kernel->arrays[0].written = false;
  EXPECT_EQ(verifyKernel(*kernel)->message, "store @12:3: $a is stored to but declared read");
}

TEST(Verifier, FindsSharedNodes) {
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[StoreA]->value->operands[0] = k.body[LetX]->value; }), "ir-shared");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body.push_back(k.body[IfP]); }), "ir-shared");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[LetX]->value->operands[0] = k.body[LetX]->value; }), "ir-shared");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[BlockB]->body.push_back(k.body[BlockB]); }), "ir-shared");
}

TEST(Verifier, FindsMissingAndLeftOverParts) {
  for (const auto& change : std::vector<std::function<void(Kernel&)>>{
           [](Kernel& k) { k.body[LetX]->value->operands[1] = nullptr; },
           [](Kernel& k) { k.body[LetX]->value->operandCount = 1; },
           [](Kernel& k) { k.body[LetX]->value->operands[2] = k.newExpression(); },
           [](Kernel& k) { k.body[StoreA]->value = nullptr; },
           [](Kernel& k) { k.body[StoreA]->index = nullptr; },
           [](Kernel& k) { k.body[ReturnX]->index = k.newExpression(); },
           [](Kernel& k) { k.body[IfP]->value = nullptr; },
           [](Kernel& k) { k.body[BlockB]->value = k.newExpression(); },
           [](Kernel& k) { k.body[BlockB]->other.push_back(k.newStatement()); },
           [](Kernel& k) { k.body[ReturnX]->body.push_back(k.newStatement()); },
           [](Kernel& k) { k.body[ReturnX]->inbounds = true; },
           [](Kernel& k) { k.body[ReturnX]->cold = true; },
           [](Kernel& k) { k.body[IfP]->parallel = true; },
           [](Kernel& k) { k.body[IfP]->body[0] = nullptr; },
       }) {
    EXPECT_EQ(codeAfter(change), "ir-malformed");
  }
}

TEST(Verifier, HoldsAParallelLoopToItsForm) {
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[LoopL]->parallel = true; }), "ir-parallel");
  auto kernel = readKernel(kernelWithBody(
      "(let $i i32 (i32 0)) (loop @7:2 $l parallel (while (i32.lt $i $n)) (body (let $x f64 (f64 1)) (store $a $i $x)) "
      "(step (set $i (i32.add.nowrap $i (i32 1)))))"));
  ASSERT_TRUE(kernel);
  EXPECT_FALSE(verifyKernel(*kernel));
  kernel->body[1]->other[0]->value->operands[1]->integer = 2;
  const auto error = verifyKernel(*kernel);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->message, "loop @7:2: a parallel loop counts one variable up by 1 to a bound that does not change");
}

TEST(Verifier, FindsIdsOutOfRange) {
  for (const auto& change : std::vector<std::function<void(Kernel&)>>{
           [](Kernel& k) { k.body[LetX]->variable = 99; },
           [](Kernel& k) { k.body[StoreA]->array = 2; },
           [](Kernel& k) { k.body[LoopL]->label = 99; },
           [](Kernel& k) { k.body[BlockB]->body[0]->label = 99; },
           [](Kernel& k) { k.body[ReturnX]->value->variable = 99; },
           [](Kernel& k) { k.body[StoreA]->value->array = 2; },
           [](Kernel& k) { k.parameters[0].id = 9; },
           [](Kernel& k) { k.parameters[2].id = 99; },
       }) {
    EXPECT_EQ(codeAfter(change), "ir-malformed");
  }
}

TEST(Verifier, ChecksParameters) {
  EXPECT_EQ(codeAfter([](Kernel& k) { k.variables[k.parameters[2].id].parameter = false; }), "ir-malformed");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.variables[k.body[LetX]->variable].parameter = true; }), "ir-malformed");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.variables[k.parameters[2].id].type = Type::I64; }), "ir-type");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.parameters.erase(k.parameters.begin()); }), "ir-malformed");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.parameters.push_back(k.parameters[0]); }), "ir-name");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.parameters.push_back(k.parameters[2]); }), "ir-name");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.parameters.resize(kMaximumParameters + 1); }), "ir-limit");
}

TEST(Verifier, ChecksArraysOfTheKernelsOwn) {
  const auto makeResult = [](Array& array, std::uint32_t count) {
    array.written = array.result = true;
    array.kind = ElementKind::F64;
    array.scratch = count;
  };
  EXPECT_EQ(codeAfter([&](Kernel& k) { makeResult(k.arrays[0], 128); }), "sound");
  EXPECT_EQ(codeAfter([&](Kernel& k) { makeResult(k.arrays[0], 129); }), "ir-limit");
  EXPECT_EQ(codeAfter([&](Kernel& k) { makeResult(k.arrays[0], 0); }), "ir-malformed");
  EXPECT_EQ(codeAfter([&](Kernel& k) {
              makeResult(k.arrays[0], 1);
              makeResult(k.arrays[1], 1);
            }),
            "ir-limit");
  EXPECT_EQ(codeAfter([&](Kernel& k) {
              makeResult(k.arrays[0], 1);
              k.arrays[0].kind = ElementKind::F32;
            }),
            "ir-malformed");
  EXPECT_EQ(codeAfter([](Kernel& k) {
              k.arrays[0].scratch = 1;
              k.arrays[0].written = false;
            }),
            "ir-malformed");
}

TEST(Verifier, ChecksNames) {
  EXPECT_EQ(codeAfter([](Kernel& k) { k.name = "a\nb"; }), "ir-name");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.variables[0].name.clear(); }), "ir-name");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.variables[0].name = "a b"; }), "ir-name");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.variables[0].name = k.labels[0]; }), "ir-name");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.arrays[0].name = k.arrays[1].name; }), "ir-name");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.labels[1] = k.variables[0].name; }), "ir-name");
}

TEST(Verifier, ChecksVisibility) {
  EXPECT_EQ(codeAfter([](Kernel& k) { std::swap(k.body[LetY], k.body[LetX]); }), "ir-name");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[LetX]->variable = k.body[LetY]->variable; }), "ir-name");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body.erase(k.body.begin()); }), "ir-name");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[IfP]->body[0]->variable = k.body[LoopL]->body[0]->variable; }), "ir-type");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[ReturnX]->value->variable = k.body[LoopL]->body[0]->variable; }),
            "ir-name");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[BlockB]->label = k.body[LoopL]->label; }), "ir-name");
}

TEST(Verifier, AnAbandonHasNoParts) {
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[ReturnX]->kind = StatementKind::Abandon; }), "ir-malformed");
  EXPECT_EQ(codeAfter([](Kernel& k) {
              k.body[ReturnX]->kind = StatementKind::Abandon;
              k.body[ReturnX]->value = nullptr;
            }),
            "sound");
}

TEST(Verifier, ChecksLabels) {
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body.push_back(k.body[BlockB]->body[0]), k.body[BlockB]->body.clear(); }),
            "ir-label");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[BlockB]->body[0]->kind = StatementKind::Continue; }), "ir-label");
  EXPECT_EQ(codeAfter([](Kernel& k) { std::swap(k.body[LoopL]->body, k.body[LoopL]->other); }), "ir-label");
}

TEST(Verifier, ChecksTypes) {
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[LetX]->value->type = Type::I32; }), "ir-type");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[LetX]->value->op = Op::I32Add; }), "ir-type");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.variables[k.body[LetX]->variable].type = Type::I32; }), "ir-type");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.variables[k.body[LetX]->variable].type = Type::None; }), "ir-type");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[LetY]->value->type = Type::None; }), "ir-type");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[LoopL]->other[0]->value->integer = 2; }), "ir-type");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[StoreA]->inbounds = true; }), "sound");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.body[StoreA]->value->op = Op::LoadInbounds; }), "ir-type");
  EXPECT_EQ(codeAfter([](Kernel& k) { k.arrays[0].written = false; }), "ir-readonly");
}

TEST(Verifier, EnforcesDepthAndNodeCount) {
  const auto wrapped = [](std::size_t depth) {
    return [depth](Kernel& k) {
      NameSupply names(k);
      Builder build(k, names);
      Expression* value = k.body[ReturnX]->value;
      for (std::size_t i = 0; i < depth; ++i) value = build.unary(Op::F64Neg, value);
      k.body[ReturnX]->value = value;
    };
  };
  EXPECT_EQ(codeAfter(wrapped(kMaximumDepth - 1)), "sound");
  EXPECT_EQ(codeAfter(wrapped(kMaximumDepth)), "ir-limit");
  EXPECT_EQ(codeAfter([](Kernel& k) {
              for (std::size_t i = 0; i < kMaximumNodes; ++i) {
                k.body.push_back(k.newStatement());
                k.body.back()->kind = StatementKind::Return;
              }
            }),
            "ir-limit");
}

}  // namespace
}  // namespace jetloop::ir::test
