#include "runtime/test/test_object.h"

#include <array>
#include <bit>
#include <string_view>

#include "base/sha256.h"

namespace jetloop::runtime::test {
namespace {

constexpr std::string_view kStrings{"\0jetloop_kernel\0jetloop_abi\0", 28};
constexpr std::uint64_t kCodePage = 64 << 10;  // far enough for every page size

std::vector<std::uint8_t> machineCode(Machine machine) {
  std::vector<std::uint8_t> code;
  std::size_t constantAt = 0;
  if (machine == Machine::X64) {
    code = {0x48, 0xC7, 0x06, 1, 0, 0, 0,           // mov qword [rsi], 1
            0x48, 0xB8, 0,    0, 0, 0, 0, 0, 0, 0,  // mov rax, constant
            0x48, 0x89, 0x46, 8,                    // mov [rsi + 8], rax
            0xC3};                                  // ret
    constantAt = 9;
  } else {
    code = {0x22, 0x00, 0x80, 0xD2,  // mov x2, #1
            0x22, 0x00, 0x00, 0xF9,  // str x2, [x1]
            0x62, 0x00, 0x00, 0x58,  // ldr x2, constant
            0x22, 0x04, 0x00, 0xF9,  // str x2, [x1, #8]
            0xC0, 0x03, 0x5F, 0xD6,  // ret
            0,    0,    0,    0,    0, 0, 0, 0};
    constantAt = 20;
  }
  const auto constant = std::bit_cast<std::uint64_t>(kKernelResult);
  std::memcpy(code.data() + constantAt, &constant, sizeof constant);
  return code;
}

}  // namespace

std::size_t TestObject::append(const void* data, std::size_t size) {
  bytes.resize((bytes.size() + 7) & ~std::size_t{7});
  const std::size_t offset = bytes.size();
  bytes.resize(offset + size);
  std::memcpy(bytes.data() + offset, data, size);
  return offset;
}

TestObject::TestObject(Machine machine) {
  const std::vector<std::uint8_t> code = machineCode(machine);

  Elf64_Ehdr fileHeader{};
  std::memcpy(fileHeader.e_ident, ELFMAG, SELFMAG);
  fileHeader.e_ident[EI_CLASS] = ELFCLASS64;
  fileHeader.e_ident[EI_DATA] = ELFDATA2LSB;
  fileHeader.e_ident[EI_VERSION] = EV_CURRENT;
  fileHeader.e_type = ET_DYN;
  fileHeader.e_machine = static_cast<std::uint16_t>(machine);
  fileHeader.e_version = EV_CURRENT;
  fileHeader.e_ehsize = sizeof(Elf64_Ehdr);
  fileHeader.e_phoff = sizeof(Elf64_Ehdr);
  fileHeader.e_phentsize = sizeof(Elf64_Phdr);
  fileHeader.e_phnum = headerCount;
  append(&fileHeader, sizeof fileHeader);

  std::array<Elf64_Phdr, headerCount> headers{};
  append(headers.data(), sizeof headers);
  std::array<Elf64_Sym, symbolCount> symbols{};
  symbolsOffset_ = append(symbols.data(), sizeof symbols);
  stringsOffset_ = append(kStrings.data(), kStrings.size());
  const std::array<std::uint32_t, 6> hash = {1, symbolCount, 1, 0, 2, 0};  // one bucket, one chain through both symbols
  hashOffset_ = append(hash.data(), sizeof hash);
  abiOffset_ = append(&kKernelAbi, sizeof kKernelAbi);
  std::array<Elf64_Dyn, entryCount> entries{};
  dynamicOffset_ = append(entries.data(), sizeof entries);
  const std::size_t dataSize = bytes.size();
  const std::size_t codeOffset = append(code.data(), code.size());

  header(Data) = {PT_LOAD, PF_R, 0, 0, 0, dataSize, dataSize, kCodePage};
  header(Code) = {PT_LOAD,     PF_R | PF_X, codeOffset, kCodePage + codeOffset, kCodePage + codeOffset,
                  code.size(), code.size(), kCodePage};
  header(Dynamic) = {PT_DYNAMIC,     PF_R,           dynamicOffset_, dynamicOffset_,
                     dynamicOffset_, sizeof entries, sizeof entries, 8};
  header(Stack) = {PT_GNU_STACK, PF_R | PF_W, 0, 0, 0, 0, 0, 0};

  symbol(KernelSymbol) = {1, ELF64_ST_INFO(STB_GLOBAL, STT_FUNC), STV_DEFAULT, 2, kCodePage + codeOffset, code.size()};
  symbol(AbiSymbol) = {16, ELF64_ST_INFO(STB_GLOBAL, STT_OBJECT), STV_DEFAULT, 1, abiOffset_, sizeof kKernelAbi};

  dynamic(SymbolTable) = {DT_SYMTAB, {symbolsOffset_}};
  dynamic(SymbolSize) = {DT_SYMENT, {sizeof(Elf64_Sym)}};
  dynamic(Strings) = {DT_STRTAB, {stringsOffset_}};
  dynamic(StringsSize) = {DT_STRSZ, {kStrings.size()}};
  dynamic(Hash) = {DT_HASH, {hashOffset_}};
}

std::string digestOf(const std::vector<std::uint8_t>& bytes) { return formatSha256(sha256(bytes)); }

}  // namespace jetloop::runtime::test
