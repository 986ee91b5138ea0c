#include "base/pages.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace jetloop {
namespace {

Error describeFailure(const char* call) {
  return {"out-of-pages", std::string(call) + " failed: " + std::strerror(errno)};
}

int protectionOf(PageAccess access) {
  switch (access) {
    case PageAccess::None:
      return PROT_NONE;
    case PageAccess::Read:
      return PROT_READ;
    case PageAccess::ReadExecute:
      return PROT_READ | PROT_EXEC;
  }
  return PROT_NONE;
}

}  // namespace

std::size_t pageSize() {
  static const std::size_t size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return size;
}

Result<PageRegion> PageRegion::reserve(std::size_t bytes) {
  const std::size_t mask = pageSize() - 1;
  if (bytes == 0 || bytes > SIZE_MAX - mask) return Error{"out-of-pages", "a region of this size cannot exist"};
  const std::size_t size = (bytes + mask) & ~mask;
  void* data = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (data == MAP_FAILED) return describeFailure("mmap");
  return PageRegion(static_cast<std::uint8_t*>(data), size);
}

PageRegion::PageRegion(PageRegion&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

PageRegion& PageRegion::operator=(PageRegion&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

PageRegion::~PageRegion() {
  if (data_ != nullptr) munmap(data_, size_);
}

std::optional<Error> PageRegion::protect(std::size_t offset, std::size_t bytes, PageAccess access) {
  if (offset > size_ || bytes > size_ - offset) return Error{"out-of-pages", "the pages are outside of the region"};
  std::uint8_t* begin = data_ + offset;
  if (mprotect(begin, bytes, protectionOf(access)) != 0) return describeFailure("mprotect");
  if (access == PageAccess::ReadExecute) {
    __builtin___clear_cache(reinterpret_cast<char*>(begin), reinterpret_cast<char*>(begin + bytes));
  }
  return std::nullopt;
}

}  // namespace jetloop
