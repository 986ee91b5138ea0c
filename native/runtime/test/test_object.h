// A small, valid kernel object with typed access to its parts, so that a test can damage exactly one.
#pragma once

#include <elf.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "runtime/object_check.h"

namespace jetloop::runtime::test {

inline constexpr double kKernelResult = 42.5;

/// Laid out as lld does: read-only data in the first segment, code in the second, one page apart in memory and adjacent
/// in the file. Its kernel ignores its arguments and returns the number kKernelResult.
class TestObject {
 public:
  enum Header { Data, Code, Dynamic, Stack, Spare, headerCount };
  enum Entry { SymbolTable, SymbolSize, Strings, StringsSize, Hash, SpareEntry, SpareEntry2, End, entryCount };
  enum Symbol { Null, KernelSymbol, AbiSymbol, symbolCount };

  explicit TestObject(Machine machine = hostMachine());

  std::vector<std::uint8_t> bytes;

  Elf64_Ehdr& file() { return at<Elf64_Ehdr>(0); }
  Elf64_Phdr& header(Header index) { return at<Elf64_Phdr>(sizeof(Elf64_Ehdr) + index * sizeof(Elf64_Phdr)); }
  Elf64_Dyn& dynamic(Entry index) { return at<Elf64_Dyn>(dynamicOffset_ + index * sizeof(Elf64_Dyn)); }
  Elf64_Sym& symbol(Symbol index) { return at<Elf64_Sym>(symbolsOffset_ + index * sizeof(Elf64_Sym)); }
  std::uint32_t& abi() { return at<std::uint32_t>(abiOffset_); }
  std::uint32_t& hashWord(std::size_t index) { return at<std::uint32_t>(hashOffset_ + index * sizeof(std::uint32_t)); }
  char* strings() { return &at<char>(stringsOffset_); }

 private:
  // All parts lie at multiples of 8 in a vector's storage.
  template <typename T>
  T& at(std::size_t offset) {
    return *reinterpret_cast<T*>(bytes.data() + offset);
  }

  std::size_t append(const void* data, std::size_t size);

  std::size_t dynamicOffset_ = 0;
  std::size_t symbolsOffset_ = 0;
  std::size_t stringsOffset_ = 0;
  std::size_t hashOffset_ = 0;
  std::size_t abiOffset_ = 0;
};

/// The digest in the form the loader wants.
std::string digestOf(const std::vector<std::uint8_t>& bytes);

}  // namespace jetloop::runtime::test
