#include "runtime/object_check.h"

#include <elf.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace jetloop::runtime {
namespace {

constexpr std::string_view kKernelSymbol = "jetloop_kernel";
constexpr std::string_view kAbiSymbol = "jetloop_abi";
constexpr std::uint16_t kMaximumSegments = 16;
constexpr std::uint64_t kMaximumAlignment = 64 << 10;  // the largest page size in use on the machines we know

using Bytes = std::span<const std::uint8_t>;
using Refusal = std::optional<Error>;

/// True when [offset, offset + length) lies inside [0, size); nothing here can overflow.
bool contains(std::uint64_t size, std::uint64_t offset, std::uint64_t length) {
  return offset <= size && length <= size - offset;
}

/// The caller has checked that the range lies inside the object.
template <typename T>
T readAt(Bytes object, std::uint64_t offset) {
  T value;
  std::memcpy(&value, object.data() + offset, sizeof value);
  return value;
}

Error truncated(std::string what) { return {"object-truncated", std::move(what) + " lies outside of the object"}; }

// ---- File header ----

Result<Elf64_Ehdr> readHeader(Bytes object, Machine machine) {
  if (object.size() > kMaximumImageBytes) return Error{"object-too-large", "the object is larger than 64 MiB"};
  if (object.size() < sizeof(Elf64_Ehdr)) return truncated("the ELF header");
  const auto header = readAt<Elf64_Ehdr>(object, 0);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return Error{"object-format", "not an ELF file"};
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != ELFDATA2LSB ||
      header.e_ident[EI_VERSION] != EV_CURRENT || header.e_ident[EI_OSABI] != ELFOSABI_NONE ||
      header.e_version != EV_CURRENT || header.e_ehsize != sizeof(Elf64_Ehdr)) {
    return Error{"object-format", "not a 64-bit little-endian ELF file of the common ABI"};
  }
  if (header.e_type != ET_DYN) return Error{"object-format", "not a shared object"};
  if (header.e_machine != static_cast<std::uint16_t>(machine)) {
    return Error{"object-machine", "the object is for ELF machine " + std::to_string(header.e_machine) + ", this is " +
                                       std::to_string(static_cast<std::uint16_t>(machine))};
  }
  if (header.e_phentsize != sizeof(Elf64_Phdr)) return Error{"object-format", "program headers of unknown size"};
  if (header.e_phnum == 0 || header.e_phnum > kMaximumSegments) {
    return Error{"object-segment", "between 1 and 16 program headers are accepted"};
  }
  if (!contains(object.size(), header.e_phoff, std::uint64_t{header.e_phnum} * sizeof(Elf64_Phdr))) {
    return truncated("the program header table");
  }
  // The loader never reads sections; a table that points outside is still a damaged file.
  if (header.e_shnum != 0 &&
      !contains(object.size(), header.e_shoff, std::uint64_t{header.e_shnum} * header.e_shentsize)) {
    return truncated("the section header table");
  }
  return header;
}

// ---- Program headers ----

struct ProgramHeaders {
  std::vector<Elf64_Phdr> loads;
  Elf64_Phdr dynamic{};
};

Refusal checkLoad(const Elf64_Phdr& load, const std::vector<Elf64_Phdr>& before, std::uint64_t pageBytes) {
  const bool writable = (load.p_flags & PF_W) != 0;
  const bool executable = (load.p_flags & PF_X) != 0;
  if (writable && executable) return Error{"object-writable-code", "a segment is writable and executable"};
  if (writable) return Error{"object-writable-data", "a segment is writable"};
  if (load.p_flags != PF_R && load.p_flags != (PF_R | PF_X)) {
    return Error{"object-segment", "a segment is neither read-only data nor readable code"};
  }
  if (load.p_memsz != load.p_filesz) {
    return Error{"object-writable-data", "a segment is larger in memory than in the file"};
  }
  if (load.p_filesz == 0) return Error{"object-segment", "a segment is empty"};
  if (!std::has_single_bit(load.p_align) || load.p_align > kMaximumAlignment ||
      (load.p_vaddr - load.p_offset) % load.p_align != 0) {
    return Error{"object-segment", "a segment is misaligned"};
  }
  // Address arithmetic below stays far from 2^64 from here on.
  constexpr std::uint64_t kAddressLimit = std::uint64_t{1} << 47;
  if (!contains(kAddressLimit, load.p_vaddr, load.p_memsz)) {
    return Error{"object-segment", "a segment's address is out of range"};
  }
  if (!before.empty()) {
    const Elf64_Phdr& previous = before.back();
    const std::uint64_t lastPageOfPrevious = (previous.p_vaddr + previous.p_memsz - 1) / pageBytes;
    if (load.p_vaddr / pageBytes <= lastPageOfPrevious) {
      return Error{"object-segment", "segments overlap, share a page, or are out of order"};
    }
  }
  return std::nullopt;
}

Result<ProgramHeaders> readProgramHeaders(Bytes object, const Elf64_Ehdr& header, std::uint64_t pageBytes) {
  ProgramHeaders result;
  bool dynamicStated = false;
  bool stackStated = false;
  for (std::uint16_t i = 0; i < header.e_phnum; ++i) {
    const auto entry = readAt<Elf64_Phdr>(object, header.e_phoff + std::uint64_t{i} * sizeof(Elf64_Phdr));
    if (!contains(object.size(), entry.p_offset, entry.p_filesz)) return truncated("segment " + std::to_string(i));
    switch (entry.p_type) {
      case PT_LOAD:
        if (Refusal refusal = checkLoad(entry, result.loads, pageBytes)) return *refusal;
        result.loads.push_back(entry);
        break;
      case PT_DYNAMIC:
        if (dynamicStated) return Error{"object-segment", "two dynamic segments"};
        result.dynamic = entry;
        dynamicStated = true;
        break;
      case PT_GNU_STACK:
        if ((entry.p_flags & PF_X) != 0) return Error{"object-executable-stack", "an executable stack is asked for"};
        stackStated = true;
        break;
      case PT_NULL:
      case PT_PHDR:
      case PT_NOTE:
      case PT_GNU_EH_FRAME:
      case PT_GNU_PROPERTY:
        break;
      case PT_TLS:
        return Error{"object-thread-local", "thread-local storage is not supported"};
      case PT_INTERP:
        return Error{"object-import", "the object asks for a program interpreter"};
      default:
        return Error{"object-segment", "program header of unknown type " + std::to_string(entry.p_type)};
    }
  }
  // An object that says nothing about the stack asks for an executable one, by convention.
  if (!stackStated) return Error{"object-executable-stack", "the object does not state a non-executable stack"};
  if (result.loads.empty()) return Error{"object-segment", "nothing to load"};
  if (!dynamicStated) return Error{"object-dynamic", "no dynamic segment"};
  return result;
}

// ---- Addresses ----

/// The read-only image, seen through its load segments.
class Image {
 public:
  Image(Bytes object, std::span<const Elf64_Phdr> loads) : object_(object), loads_(loads) {}

  /// The segment that holds all of [address, address + length).
  const Elf64_Phdr* segmentAt(std::uint64_t address, std::uint64_t length) const {
    for (const Elf64_Phdr& load : loads_) {
      if (address >= load.p_vaddr && contains(load.p_filesz, address - load.p_vaddr, length)) return &load;
    }
    return nullptr;
  }

  std::optional<Bytes> view(std::uint64_t address, std::uint64_t length) const {
    const Elf64_Phdr* segment = segmentAt(address, length);
    if (segment == nullptr) return std::nullopt;
    return object_.subspan(segment->p_offset + (address - segment->p_vaddr), length);
  }

 private:
  Bytes object_;
  std::span<const Elf64_Phdr> loads_;
};

// ---- Dynamic section ----

struct DynamicTable {
  std::optional<std::uint64_t> symbols, symbolSize, strings, stringsSize, hash;
};

Refusal refuseFlags(std::uint64_t flags, std::uint64_t accepted) {
  if ((flags & DF_TEXTREL) != 0) return Error{"object-relocation", "the code needs relocation"};
  if ((flags & DF_STATIC_TLS) != 0) return Error{"object-thread-local", "thread-local storage is not supported"};
  if ((flags & ~accepted) != 0) return Error{"object-dynamic", "unknown flags in the dynamic section"};
  return std::nullopt;
}

/// Takes one entry of the dynamic section; whatever is not understood and harmless is refused.
Refusal takeDynamicEntry(const Elf64_Dyn& entry, DynamicTable& table) {
  const auto take = [&](std::optional<std::uint64_t>& field) -> Refusal {
    if (field) return Error{"object-dynamic", "an entry of the dynamic section appears twice"};
    field = entry.d_un.d_val;
    return std::nullopt;
  };
  switch (entry.d_tag) {
    case DT_SYMTAB:
      return take(table.symbols);
    case DT_SYMENT:
      return take(table.symbolSize);
    case DT_STRTAB:
      return take(table.strings);
    case DT_STRSZ:
      return take(table.stringsSize);
    case DT_HASH:
      return take(table.hash);
    case DT_GNU_HASH:  // symbols are found by reading the table, never by hash
    case DT_SONAME:
    case DT_SYMBOLIC:
    case DT_BIND_NOW:
      return std::nullopt;
    case DT_FLAGS:
      return refuseFlags(entry.d_un.d_val, DF_SYMBOLIC | DF_BIND_NOW);
    case DT_FLAGS_1:
      return (entry.d_un.d_val & ~std::uint64_t{DF_1_NOW}) == 0
                 ? std::nullopt
                 : Refusal(Error{"object-dynamic", "unknown flags in the dynamic section"});
    case DT_NEEDED:
    case DT_AUXILIARY:
    case DT_FILTER:
    case DT_RPATH:
    case DT_RUNPATH:
      return Error{"object-import", "the object asks for another library"};
    case DT_INIT:
    case DT_FINI:
    case DT_INIT_ARRAY:
    case DT_FINI_ARRAY:
    case DT_INIT_ARRAYSZ:
    case DT_FINI_ARRAYSZ:
    case DT_PREINIT_ARRAY:
    case DT_PREINIT_ARRAYSZ:
      return Error{"object-initialiser", "the object has initialisers or finalisers"};
    case DT_REL:
    case DT_RELSZ:
    case DT_RELENT:
    case DT_RELCOUNT:
    case DT_RELA:
    case DT_RELASZ:
    case DT_RELAENT:
    case DT_RELACOUNT:
    case DT_RELR:
    case DT_RELRSZ:
    case DT_RELRENT:
    case DT_JMPREL:
    case DT_PLTREL:
    case DT_PLTRELSZ:
    case DT_PLTGOT:
    case DT_TEXTREL:
      return Error{"object-relocation", "the object has relocations"};
    default:
      return Error{"object-dynamic", "unknown entry " + std::to_string(entry.d_tag) + " in the dynamic section"};
  }
}

Result<DynamicTable> readDynamicTable(const Image& image, const Elf64_Phdr& segment) {
  // The mapped address decides; an offset that disagrees with it would show other readers another table.
  const Elf64_Phdr* load = image.segmentAt(segment.p_vaddr, segment.p_filesz);
  const auto section = image.view(segment.p_vaddr, segment.p_filesz);
  if (load == nullptr || !section) return truncated("the dynamic section");
  if (segment.p_vaddr - load->p_vaddr != segment.p_offset - load->p_offset) {
    return Error{"object-dynamic", "the dynamic section's address and offset disagree"};
  }
  DynamicTable table;
  for (std::uint64_t offset = 0; contains(section->size(), offset, sizeof(Elf64_Dyn)); offset += sizeof(Elf64_Dyn)) {
    const auto entry = readAt<Elf64_Dyn>(*section, offset);
    if (entry.d_tag == DT_NULL) return table;
    if (Refusal refusal = takeDynamicEntry(entry, table)) return *refusal;
  }
  return truncated("the end of the dynamic section");
}

// ---- Symbols ----

struct Exports {
  std::optional<Elf64_Sym> kernel, abi;
};

bool nameEquals(Bytes strings, std::uint64_t offset, std::string_view name) {
  return contains(strings.size(), offset, name.size() + 1) &&
         std::memcmp(strings.data() + offset, name.data(), name.size()) == 0 && strings[offset + name.size()] == 0;
}

Result<Exports> readExports(const Image& image, const DynamicTable& table) {
  if (!table.symbols || !table.symbolSize || !table.strings || !table.stringsSize || !table.hash) {
    return Error{"object-dynamic", "the dynamic section lacks symbols, strings or the hash table"};
  }
  if (*table.symbolSize != sizeof(Elf64_Sym)) return Error{"object-dynamic", "symbols of unknown size"};
  const auto strings = image.view(*table.strings, *table.stringsSize);
  if (!strings) return truncated("the string table");

  // The hash table is the only place that tells the number of symbols.
  const auto counts = image.view(*table.hash, 2 * sizeof(std::uint32_t));
  if (!counts) return truncated("the symbol hash table");
  const std::uint64_t buckets = readAt<std::uint32_t>(*counts, 0);
  const std::uint64_t symbolCount = readAt<std::uint32_t>(*counts, sizeof(std::uint32_t));
  if (!image.view(*table.hash, (2 + buckets + symbolCount) * sizeof(std::uint32_t))) {
    return truncated("the symbol hash table");
  }
  const auto symbols = image.view(*table.symbols, symbolCount * sizeof(Elf64_Sym));
  if (!symbols) return truncated("the symbol table");

  Exports exports;
  for (std::uint64_t i = 1; i < symbolCount; ++i) {  // symbol 0 is the null symbol
    const auto symbol = readAt<Elf64_Sym>(*symbols, i * sizeof(Elf64_Sym));
    if (symbol.st_name >= strings->size()) return truncated("a symbol's name");
    if (symbol.st_shndx == SHN_UNDEF) return Error{"object-import", "a symbol is undefined"};
    const unsigned type = ELF64_ST_TYPE(symbol.st_info);
    if (type == STT_TLS) return Error{"object-thread-local", "a symbol is thread-local"};
    if (type == STT_GNU_IFUNC) return Error{"object-initialiser", "a symbol is resolved by running code"};
    for (auto [name, found] : {std::pair{kKernelSymbol, &exports.kernel}, std::pair{kAbiSymbol, &exports.abi}}) {
      if (!nameEquals(*strings, symbol.st_name, name)) continue;
      if (*found) return Error{"object-symbol", std::string(name) + " is exported twice"};
      *found = symbol;
    }
  }
  return exports;
}

Refusal checkAbi(const Image& image, const std::optional<Elf64_Sym>& symbol) {
  if (!symbol || ELF64_ST_TYPE(symbol->st_info) != STT_OBJECT || symbol->st_size != sizeof(std::uint32_t)) {
    return Error{"object-symbol", "the constant jetloop_abi is not exported"};
  }
  const Elf64_Phdr* segment = image.segmentAt(symbol->st_value, symbol->st_size);
  const auto constant = image.view(symbol->st_value, symbol->st_size);
  if (segment == nullptr || !constant || (segment->p_flags & PF_X) != 0) {
    return Error{"object-symbol", "jetloop_abi is not in read-only data"};
  }
  const auto abi = readAt<std::uint32_t>(*constant, 0);
  if (abi != kKernelAbi) {
    return Error{"object-abi", "the object follows kernel ABI " + std::to_string(abi) + ", this loader " +
                                   std::to_string(kKernelAbi)};
  }
  return std::nullopt;
}

/// Gives the kernel's address.
Result<std::uint64_t> checkKernel(const Image& image, const std::optional<Elf64_Sym>& symbol) {
  if (!symbol || ELF64_ST_TYPE(symbol->st_info) != STT_FUNC || symbol->st_size == 0) {
    return Error{"object-symbol", "the function jetloop_kernel is not exported"};
  }
  const Elf64_Phdr* segment = image.segmentAt(symbol->st_value, symbol->st_size);
  if (segment == nullptr || (segment->p_flags & PF_X) == 0) {
    return Error{"object-symbol", "jetloop_kernel is not in an executable segment"};
  }
  return symbol->st_value;
}

// ---- Plan ----

Result<ImagePlan> planImage(std::span<const Elf64_Phdr> loads, std::uint64_t kernelAddress, std::uint64_t pageBytes) {
  const std::uint64_t start = loads.front().p_vaddr & ~(pageBytes - 1);
  ImagePlan plan;
  plan.imageSize = loads.back().p_vaddr + loads.back().p_memsz - start;
  if (plan.imageSize > kMaximumImageBytes) return Error{"object-too-large", "the image is larger than 64 MiB"};
  plan.kernelOffset = kernelAddress - start;
  plan.segments.reserve(loads.size());
  for (const Elf64_Phdr& load : loads) {
    plan.segments.push_back({load.p_offset, load.p_vaddr - start, load.p_filesz, (load.p_flags & PF_X) != 0});
  }
  return plan;
}

}  // namespace

Machine hostMachine() {
#if defined(__x86_64__)
  return Machine::X64;
#elif defined(__aarch64__)
  return Machine::Arm64;
#else
#error "the loader knows x86-64 and aarch64"
#endif
}

Result<ImagePlan> checkObject(Bytes object, Machine machine, std::uint64_t pageBytes) {
  const auto header = readHeader(object, machine);
  if (!header) return header.error();
  const auto headers = readProgramHeaders(object, *header, pageBytes);
  if (!headers) return headers.error();

  const Image image(object, headers->loads);
  const auto table = readDynamicTable(image, headers->dynamic);
  if (!table) return table.error();
  const auto exports = readExports(image, *table);
  if (!exports) return exports.error();
  if (Refusal refusal = checkAbi(image, exports->abi)) return *refusal;
  const auto kernelAddress = checkKernel(image, exports->kernel);
  if (!kernelAddress) return kernelAddress.error();
  return planImage(headers->loads, *kernelAddress, pageBytes);
}

}  // namespace jetloop::runtime
