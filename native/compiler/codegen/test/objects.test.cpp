// What objects look like from outside, and what is reported about their loops.
#include <elf.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "compiler/codegen/test/loaded_kernel.h"

namespace jetloop::codegen::test {
namespace {

const std::string kDaxpy =
    "(kernel \"daxpy\" (params (array $x f64 read) (array $y f64 write) (f64 $a) (i32 $n)) (alias none) (body (let $i "
    "i64 (i64 0))"
    "(loop @3:2 $l (while (i64.lt $i (i64.from_i32 $n)))"
    " (body (store.inbounds $y $i (f64.add (load.inbounds $y $i) (f64.mul $a (load.inbounds $x $i)))))"
    " (step (set $i (i64.add.nowrap $i (i64 1)))))))";

/// Every construct for which a compiler likes to call a library.
const std::string kEverything =
    "(kernel \"k\" (params (array $x f64 read) (array $y f64 write) (array $b u8 write) (array $c u8 read) (f64 $a) "
    "(i32 $n)) (alias none) (body"
    " (let $i i64 (i64 0))"
    " (loop @1:0 $fill (while (i64.lt $i (length $b))) (body (store.inbounds $b $i (i32 0))) (step (set $i "
    "(i64.add.nowrap $i (i64 1)))))"
    " (set $i (i64 0))"
    " (loop @2:0 $copy (while (i64.lt $i (length $c))) (body (store.inbounds $b $i (load.inbounds $c $i))) (step (set "
    "$i (i64.add.nowrap $i (i64 1)))))"
    " (set $i (i64 0))"
    " (loop @3:0 $math (while (i64.lt $i (i64.from_i32 $n))) (body"
    "  (store.inbounds $y $i (f64.rem (f64.round (f64.sqrt (f64.floor (f64.ceil (f64.trunc (load.inbounds $x $i)))))) "
    "(f64.min $a (f64.max $a (f64.fround $a)))))"
    "  (store $b (load $x $a) (load $x (f64.from_i64 (i64.div (i64.rem $i (i64 7)) (i64 3))))))"
    "  (step (set $i (i64.add.nowrap $i (i64 1)))))))";

template <typename Header>
const Header* at(const ObjectCode& code, std::size_t offset) {
  EXPECT_LE(offset + sizeof(Header), code.bytes.size());
  return reinterpret_cast<const Header*>(code.bytes.data() + offset);
}

TEST(Objects, ImportNothingAndWriteNothing) {
  for (const char* target : {"host", "x86-64-v2", "x86-64-v3", "x86-64-v4", "aarch64"}) {
    SCOPED_TRACE(target);
    const ObjectCode code = compile(kEverything, target);
    const auto* header = at<Elf64_Ehdr>(code, 0);
    EXPECT_EQ(header->e_type, ET_DYN);
    EXPECT_EQ(header->e_machine, std::string(target) == "aarch64" ? EM_AARCH64 : EM_X86_64);
    for (int i = 0; i < header->e_phnum; ++i) {
      const auto* segment = at<Elf64_Phdr>(code, header->e_phoff + static_cast<std::size_t>(i) * sizeof(Elf64_Phdr));
      if (segment->p_type == PT_LOAD) {
        EXPECT_EQ(segment->p_flags & PF_W, 0U);
      }
      EXPECT_NE(segment->p_type, static_cast<Elf64_Word>(PT_TLS));
      EXPECT_NE(segment->p_type, static_cast<Elf64_Word>(PT_INTERP));
    }
    std::set<std::string> symbols;
    for (int i = 0; i < header->e_shnum; ++i) {
      const auto* section = at<Elf64_Shdr>(code, header->e_shoff + static_cast<std::size_t>(i) * sizeof(Elf64_Shdr));
      EXPECT_NE(section->sh_type, static_cast<Elf64_Word>(SHT_RELA));
      EXPECT_NE(section->sh_type, static_cast<Elf64_Word>(SHT_INIT_ARRAY));
      if (section->sh_type != SHT_DYNSYM) continue;
      const auto* names = at<Elf64_Shdr>(code, header->e_shoff + section->sh_link * sizeof(Elf64_Shdr));
      for (std::size_t k = 1; k < section->sh_size / sizeof(Elf64_Sym); ++k) {
        const auto* symbol = at<Elf64_Sym>(code, section->sh_offset + k * sizeof(Elf64_Sym));
        EXPECT_NE(symbol->st_shndx, SHN_UNDEF);
        symbols.insert(reinterpret_cast<const char*>(code.bytes.data() + names->sh_offset + symbol->st_name));
      }
    }
    EXPECT_EQ(symbols, (std::set<std::string>{"jetloop_kernel", "jetloop_abi"}));
  }
}

TEST(Objects, AreTheSameEveryTime) {
  const ObjectCode first = compile(kEverything);
  const ObjectCode other = compile(kDaxpy);
  const ObjectCode second = compile(kEverything);
  EXPECT_EQ(first.bytes, second.bytes);
  EXPECT_NE(first.bytes, other.bytes);
  EXPECT_EQ(digestHex(first.bytes), digestHex(second.bytes));
  EXPECT_EQ(digestHex({}), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Objects, NeverContractOrCall) {
  for (const char* target : {"x86-64-v3", "x86-64-v4", "aarch64", "host"}) {
    SCOPED_TRACE(target);
    const std::string text = assembly(kDaxpy, target);
    EXPECT_NE(text.find(std::string(target) == "aarch64" ? "fmul" : "vmulpd"), std::string::npos);
    for (const char* fused : {"vfmadd", "vfnmadd", "vfmsub", "fmla", "fmadd"})
      EXPECT_EQ(text.find(fused), std::string::npos) << fused;
  }
  const std::string text = assembly(kEverything, "x86-64-v2");
  for (const char* library : {"memset", "memcpy", "fmod", "floor", "__"})
    EXPECT_EQ(text.find(library), std::string::npos) << library;
}

TEST(LoopReports, SayWhatWasVectorized) {
  const ObjectCode code = compile(kDaxpy, "x86-64-v3");
  ASSERT_EQ(code.loops.size(), 1U);
  EXPECT_TRUE(code.loops[0].vectorized);
  EXPECT_EQ(code.loops[0].position, (ir::Position{3, 2}));
  EXPECT_EQ(code.loops[0].width, 4U);
  EXPECT_GE(code.loops[0].interleave, 1U);
  EXPECT_EQ(code.loops[0].reason, "");
}

TEST(LoopReports, TellOuterFromInnerAndLeaveOutColdCopies) {
  const std::string inner =
      "(let $j i64 (i64 0)) (loop @5:4 $j.loop (while (i64.lt $j $m))"
      " (body (store.inbounds $c $j (f64.add (load.inbounds $c $j) (f64.mul (load.inbounds $a $k) (load.inbounds $b "
      "$j)))))"
      " (step (set $j (i64.add.nowrap $j (i64 1)))))";
  const std::string text =
      "(kernel \"k\" (params (array $c f64 write) (array $a f64 read) (array $b f64 read) (i32 $n)) (alias none) (body"
      " (let $m i64 (i64.from_i32 $n)) (let $k i64 (i64 0))"
      " (if (i64.ge (length $c) $m) (then (loop @4:2 $k.loop (while (i64.lt $k $m)) (body " +
      inner +
      ") (step (set $k (i64.add.nowrap $k (i64 1))))))"
      " (else (let $x f64 (f64 0)) (loop @4:2 $cold cold (while (f64.lt $x (f64.from_i64 $m))) (body (store $c $x "
      "(load $a $x))) (step (set $x (f64.add $x (f64 1)))))))))";
  const ObjectCode code = compile(text);
  ASSERT_EQ(code.loops.size(), 2U);
  EXPECT_EQ(code.loops[0].position, (ir::Position{4, 2}));
  EXPECT_FALSE(code.loops[0].vectorized);
  EXPECT_NE(code.loops[0].reason.find("contains other loops"), std::string::npos);
  EXPECT_EQ(code.loops[1].position, (ir::Position{5, 4}));
  EXPECT_TRUE(code.loops[1].vectorized) << code.loops[1].reason;
}

TEST(LoopReports, AConditionAroundAGuardedLoopLeavesItFast) {
  const ObjectCode code = compile(
      "(kernel \"k\" (params (array $a f64 write) (bool $wanted)) (alias none) (body"
      " (if $wanted (then (let $i i64 (i64 0)) (if (i64.ge (length $a) (i64 1000)) (then"
      "  (loop @3:2 $l (while (i64.lt $i (i64 1000))) (body (store.inbounds $a $i (f64.neg (load.inbounds $a $i))))"
      "   (step (set $i (i64.add.nowrap $i (i64 1))))))"
      "  (else (let $x f64 (f64 0)) (loop @3:2 $cold cold (while (f64.lt $x (f64 1000))) (body (store $a $x (f64.neg"
      "   (load $a $x)))) (step (set $x (f64.add $x (f64 1)))))))))))");
  ASSERT_EQ(code.loops.size(), 1U);
  EXPECT_TRUE(code.loops[0].vectorized) << code.loops[0].reason;
}

TEST(LoopReports, GiveTheReasonInLlvmsWords) {
  const ObjectCode code = compile(
      "(kernel \"k\" (params (array $a f64 read)) (alias none) (body (let $i i64 (i64 0)) (let $sum f64 (f64 0))"
      " (loop @9:1 $l (while (i64.lt $i (length $a))) (body (set $sum (f64.add $sum (load.inbounds $a $i)))) (step "
      "(set $i (i64.add.nowrap $i (i64 1)))))"
      " (return $sum)))");
  ASSERT_EQ(code.loops.size(), 1U);
  EXPECT_FALSE(code.loops[0].vectorized);
  EXPECT_NE(code.loops[0].reason.find("reorder"), std::string::npos) << code.loops[0].reason;
}

TEST(LoopReports, GiveTheVectorizersReasonAndNoOtherPasss) {
  // LICM moves the multiplication out of this loop and says so; what counts is that each element needs the one before.
  const ObjectCode code = compile(
      "(kernel \"k\" (params (array $a f64 write) (f64 $x)) (alias none) (body (let $i i64 (i64 1))"
      " (loop @9:1 $l (while (i64.lt $i (length $a))) (body (store.inbounds $a $i (f64.add (f64.mul $x $x)"
      "  (load.inbounds $a (i64.sub.nowrap $i (i64 1)))))) (step (set $i (i64.add.nowrap $i (i64 1)))))))");
  ASSERT_EQ(code.loops.size(), 1U);
  EXPECT_EQ(code.loops[0].reason, "unsafe dependent memory operations in loop: Backward loop carried data dependence");
}

}  // namespace
}  // namespace jetloop::codegen::test
