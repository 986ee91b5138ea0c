#include "runtime/object_check.h"

#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <string>

#include "runtime/test/test_object.h"

namespace jetloop::runtime {
namespace {

using test::TestObject;

constexpr std::uint64_t kPage = 4096;

std::string codeOf(const TestObject& object) {
  const auto plan = checkObject(object.bytes, hostMachine(), kPage);
  return plan ? "accepted" : plan.error().code;
}

TEST(ObjectCheck, PlansAValidObject) {
  TestObject object;
  const auto plan = checkObject(object.bytes, hostMachine(), kPage);
  ASSERT_TRUE(plan) << plan.error().message;
  ASSERT_EQ(plan->segments.size(), 2U);
  const auto& data = object.header(TestObject::Data);
  const auto& code = object.header(TestObject::Code);
  EXPECT_EQ(plan->segments[0].fileOffset, data.p_offset);
  EXPECT_EQ(plan->segments[0].imageOffset, 0U);
  EXPECT_EQ(plan->segments[0].size, data.p_filesz);
  EXPECT_FALSE(plan->segments[0].executable);
  EXPECT_EQ(plan->segments[1].fileOffset, code.p_offset);
  EXPECT_EQ(plan->segments[1].imageOffset, code.p_vaddr);
  EXPECT_EQ(plan->segments[1].size, code.p_filesz);
  EXPECT_TRUE(plan->segments[1].executable);
  EXPECT_EQ(plan->imageSize, code.p_vaddr + code.p_memsz);
  EXPECT_EQ(plan->kernelOffset, object.symbol(TestObject::KernelSymbol).st_value);
}

TEST(ObjectCheck, PlansFromTheFirstSegmentsPage) {
  TestObject object;
  constexpr std::uint64_t kShift = 5 * (64 << 10);
  for (auto index : {TestObject::Data, TestObject::Code, TestObject::Dynamic}) object.header(index).p_vaddr += kShift;
  for (auto index : {TestObject::SymbolTable, TestObject::Strings, TestObject::Hash}) {
    object.dynamic(index).d_un.d_ptr += kShift;
  }
  for (auto index : {TestObject::KernelSymbol, TestObject::AbiSymbol}) object.symbol(index).st_value += kShift;
  const auto plan = checkObject(object.bytes, hostMachine(), kPage);
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->segments[0].imageOffset, 0U);
  EXPECT_EQ(plan->kernelOffset, object.symbol(TestObject::KernelSymbol).st_value - kShift);
}

TEST(ObjectCheck, AcceptsBothMachinesOnTheirHosts) {
  for (const Machine machine : {Machine::X64, Machine::Arm64}) {
    const TestObject object(machine);
    EXPECT_TRUE(checkObject(object.bytes, machine, kPage));
    const Machine other = machine == Machine::X64 ? Machine::Arm64 : Machine::X64;
    const auto refused = checkObject(object.bytes, other, kPage);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "object-machine");
  }
}

TEST(ObjectCheck, RefusesEveryTruncation) {
  const TestObject object;
  for (std::size_t size = 0; size < object.bytes.size(); ++size) {
    EXPECT_FALSE(checkObject(std::span(object.bytes).first(size), hostMachine(), kPage)) << size;
  }
}

struct Damage {
  const char* name;
  const char* code;
  std::function<void(TestObject&)> apply;
};

void PrintTo(const Damage& damage, std::ostream* out) { *out << damage.name; }

class ObjectCheckDamage : public testing::TestWithParam<Damage> {};

TEST_P(ObjectCheckDamage, IsRefusedWithItsCode) {
  TestObject object;
  ASSERT_EQ(codeOf(object), "accepted");
  GetParam().apply(object);
  EXPECT_EQ(codeOf(object), GetParam().code);
}

Damage addEntry(const char* name, const char* code, std::int64_t tag, std::uint64_t value = 0) {
  return {name, code, [=](TestObject& o) { o.dynamic(TestObject::SpareEntry) = {tag, {value}}; }};
}

Damage addHeader(const char* name, const char* code, std::uint32_t type) {
  return {name, code, [=](TestObject& o) { o.header(TestObject::Spare) = {type, PF_R, 0, 0, 0, 8, 8, 8}; }};
}

using T = TestObject;

const Damage kDamages[] = {
    // The file header.
    {"Magic", "object-format", [](T& o) { o.bytes[0] = 0; }},
    {"Class32", "object-format", [](T& o) { o.file().e_ident[EI_CLASS] = ELFCLASS32; }},
    {"BigEndian", "object-format", [](T& o) { o.file().e_ident[EI_DATA] = ELFDATA2MSB; }},
    {"OtherOs", "object-format", [](T& o) { o.file().e_ident[EI_OSABI] = ELFOSABI_FREEBSD; }},
    {"IdentVersion", "object-format", [](T& o) { o.file().e_ident[EI_VERSION] = 2; }},
    {"Version", "object-format", [](T& o) { o.file().e_version = 2; }},
    {"HeaderSize", "object-format", [](T& o) { o.file().e_ehsize = 63; }},
    {"Executable", "object-format", [](T& o) { o.file().e_type = ET_EXEC; }},
    {"Relocatable", "object-format", [](T& o) { o.file().e_type = ET_REL; }},
    {"Machine386", "object-machine", [](T& o) { o.file().e_machine = EM_386; }},
    {"ProgramHeaderSize", "object-format", [](T& o) { o.file().e_phentsize = 32; }},
    {"NoProgramHeaders", "object-segment", [](T& o) { o.file().e_phnum = 0; }},
    {"ManyProgramHeaders", "object-segment", [](T& o) { o.file().e_phnum = 17; }},
    {"ProgramHeadersOutside", "object-truncated", [](T& o) { o.file().e_phoff = o.bytes.size() - 8; }},
    {"ProgramHeadersWrap", "object-truncated", [](T& o) { o.file().e_phoff = UINT64_MAX - 8; }},
    {"SectionsOutside", "object-truncated",
     [](T& o) {
       o.file().e_shnum = 3;
       o.file().e_shentsize = 64;
       o.file().e_shoff = o.bytes.size();
     }},
    // Program headers.
    {"SegmentOutside", "object-truncated", [](T& o) { o.header(T::Data).p_filesz = o.bytes.size() + 1; }},
    {"SegmentOffsetWraps", "object-truncated", [](T& o) { o.header(T::Data).p_offset = UINT64_MAX - 3; }},
    {"WritableCode", "object-writable-code", [](T& o) { o.header(T::Code).p_flags |= PF_W; }},
    {"WritableData", "object-writable-data", [](T& o) { o.header(T::Data).p_flags |= PF_W; }},
    {"ZeroedTail", "object-writable-data", [](T& o) { o.header(T::Data).p_memsz += 8; }},
    {"UnreadableCode", "object-segment", [](T& o) { o.header(T::Code).p_flags = PF_X; }},
    {"UnknownRights", "object-segment", [](T& o) { o.header(T::Data).p_flags |= 1 << 20; }},
    {"EmptySegment", "object-segment", [](T& o) { o.header(T::Data).p_filesz = o.header(T::Data).p_memsz = 0; }},
    {"NoAlignment", "object-segment", [](T& o) { o.header(T::Data).p_align = 0; }},
    {"OddAlignment", "object-segment", [](T& o) { o.header(T::Data).p_align = 24; }},
    {"HugeAlignment", "object-segment", [](T& o) { o.header(T::Data).p_align = 128 << 10; }},
    {"MisalignedSegment", "object-segment", [](T& o) { o.header(T::Code).p_vaddr += 8; }},
    {"AddressOutOfRange", "object-segment", [](T& o) { o.header(T::Code).p_vaddr |= std::uint64_t{1} << 63; }},
    {"AddressWraps", "object-segment", [](T& o) { o.header(T::Code).p_vaddr |= ~std::uint64_t{0xFFFF}; }},
    {"SharedPage", "object-segment", [](T& o) { o.header(T::Code).p_vaddr -= 64 << 10; }},
    {"SegmentsOutOfOrder", "object-segment", [](T& o) { std::swap(o.header(T::Data), o.header(T::Code)); }},
    {"LargeImage", "object-too-large",
     [](T& o) {
       o.header(T::Code).p_vaddr += kMaximumImageBytes;
       o.symbol(T::KernelSymbol).st_value += kMaximumImageBytes;
     }},
    {"NothingToLoad", "object-segment", [](T& o) { o.header(T::Data).p_type = o.header(T::Code).p_type = PT_NULL; }},
    {"ExecutableStack", "object-executable-stack", [](T& o) { o.header(T::Stack).p_flags |= PF_X; }},
    {"StackNotStated", "object-executable-stack", [](T& o) { o.header(T::Stack).p_type = PT_NULL; }},
    addHeader("Interpreter", "object-import", PT_INTERP),
    addHeader("ThreadLocalSegment", "object-thread-local", PT_TLS),
    addHeader("RelocationReadOnly", "object-segment", PT_GNU_RELRO),
    addHeader("UnknownHeader", "object-segment", PT_LOOS + 42),
    addHeader("SecondDynamic", "object-segment", PT_DYNAMIC),
    addHeader("HarmlessNote", "accepted", PT_NOTE),
    addHeader("HarmlessUnwindTable", "accepted", PT_GNU_EH_FRAME),
    addHeader("HarmlessProperty", "accepted", PT_GNU_PROPERTY),
    // The dynamic section.
    {"NoDynamic", "object-dynamic", [](T& o) { o.header(T::Dynamic).p_type = PT_NULL; }},
    {"DynamicUnmapped", "object-truncated", [](T& o) { o.header(T::Dynamic).p_vaddr += 32 << 10; }},
    {"DynamicElsewhere", "object-dynamic",
     [](T& o) {
       o.header(T::Dynamic).p_vaddr -= 64;
       o.header(T::Dynamic).p_filesz -= 64;
     }},
    {"DynamicWithoutEnd", "object-truncated",
     [](T& o) { o.header(T::Dynamic).p_filesz = T::SpareEntry * sizeof(Elf64_Dyn); }},
    {"SymbolTableTwice", "object-dynamic", [](T& o) { o.dynamic(T::SpareEntry) = o.dynamic(T::SymbolTable); }},
    {"NoHash", "object-dynamic", [](T& o) { o.dynamic(T::Hash).d_tag = DT_SONAME; }},
    addEntry("Needed", "object-import", DT_NEEDED, 1),
    addEntry("RunPath", "object-import", DT_RUNPATH, 1),
    addEntry("Filter", "object-import", DT_FILTER, 1),
    addEntry("Init", "object-initialiser", DT_INIT, 0x10000),
    addEntry("Fini", "object-initialiser", DT_FINI, 0x10000),
    addEntry("InitArray", "object-initialiser", DT_INIT_ARRAY, 64),
    addEntry("FiniArray", "object-initialiser", DT_FINI_ARRAY, 64),
    addEntry("PreinitArray", "object-initialiser", DT_PREINIT_ARRAY, 64),
    addEntry("Rela", "object-relocation", DT_RELA, 64),
    addEntry("Rel", "object-relocation", DT_REL, 64),
    addEntry("Relr", "object-relocation", DT_RELR, 64),
    addEntry("ProcedureLinkage", "object-relocation", DT_JMPREL, 64),
    addEntry("TextRelocation", "object-relocation", DT_TEXTREL),
    addEntry("TextRelocationFlag", "object-relocation", DT_FLAGS, DF_TEXTREL),
    addEntry("StaticThreadLocal", "object-thread-local", DT_FLAGS, DF_STATIC_TLS),
    addEntry("UnknownFlag", "object-dynamic", DT_FLAGS, 1 << 20),
    addEntry("UnknownFlag1", "object-dynamic", DT_FLAGS_1, DF_1_GLOBAL),
    addEntry("UnknownEntry", "object-dynamic", DT_DEBUG),
    addEntry("HarmlessFlags", "accepted", DT_FLAGS, DF_SYMBOLIC | DF_BIND_NOW),
    addEntry("HarmlessFlags1", "accepted", DT_FLAGS_1, DF_1_NOW),
    addEntry("HarmlessName", "accepted", DT_SONAME, 1),
    // Symbols.
    {"SymbolSize", "object-dynamic", [](T& o) { o.dynamic(T::SymbolSize).d_un.d_val = 16; }},
    {"StringsOutside", "object-truncated", [](T& o) { o.dynamic(T::StringsSize).d_un.d_val = UINT64_MAX; }},
    {"SymbolsOutside", "object-truncated", [](T& o) { o.dynamic(T::SymbolTable).d_un.d_ptr = UINT64_MAX - 8; }},
    {"HashOutside", "object-truncated", [](T& o) { o.dynamic(T::Hash).d_un.d_ptr = 32 << 10; }},
    {"ManyBuckets", "object-truncated", [](T& o) { o.hashWord(0) = UINT32_MAX; }},
    {"ManySymbols", "object-truncated", [](T& o) { o.hashWord(1) = UINT32_MAX; }},
    {"NameOutside", "object-truncated", [](T& o) { o.symbol(T::AbiSymbol).st_name = 28; }},
    {"UndefinedSymbol", "object-import", [](T& o) { o.symbol(T::AbiSymbol).st_shndx = SHN_UNDEF; }},
    {"ThreadLocalSymbol", "object-thread-local", [](T& o) { o.symbol(T::AbiSymbol).st_info = STT_TLS; }},
    {"IndirectFunction", "object-initialiser", [](T& o) { o.symbol(T::KernelSymbol).st_info = STT_GNU_IFUNC; }},
    {"NoKernel", "object-symbol", [](T& o) { o.strings()[1] = 'J'; }},
    {"NoAbi", "object-symbol", [](T& o) { o.strings()[16] = 'J'; }},
    {"UnterminatedName", "object-symbol", [](T& o) { o.dynamic(T::StringsSize).d_un.d_val = 27; }},
    {"KernelTwice", "object-symbol", [](T& o) { o.symbol(T::AbiSymbol).st_name = 1; }},
    {"KernelIsData", "object-symbol", [](T& o) { o.symbol(T::KernelSymbol).st_info = STT_OBJECT; }},
    {"KernelInData", "object-symbol", [](T& o) { o.symbol(T::KernelSymbol).st_value = 64; }},
    {"KernelUnmapped", "object-symbol", [](T& o) { o.symbol(T::KernelSymbol).st_value = UINT64_MAX; }},
    {"KernelLeavesItsSegment", "object-symbol", [](T& o) { o.symbol(T::KernelSymbol).st_size += 1; }},
    {"KernelEmpty", "object-symbol", [](T& o) { o.symbol(T::KernelSymbol).st_size = 0; }},
    {"AbiIsCode", "object-symbol", [](T& o) { o.symbol(T::AbiSymbol).st_info = STT_FUNC; }},
    {"AbiInCode", "object-symbol", [](T& o) { o.symbol(T::AbiSymbol).st_value = o.symbol(T::KernelSymbol).st_value; }},
    {"AbiSize", "object-symbol", [](T& o) { o.symbol(T::AbiSymbol).st_size = 8; }},
    {"AbiUnmapped", "object-symbol", [](T& o) { o.symbol(T::AbiSymbol).st_value = UINT64_MAX - 1; }},
    {"AbiVersion", "object-abi", [](T& o) { o.abi() = kKernelAbi + 1; }},
};

INSTANTIATE_TEST_SUITE_P(Each, ObjectCheckDamage, testing::ValuesIn(kDamages),
                         [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace jetloop::runtime
