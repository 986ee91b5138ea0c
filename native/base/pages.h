// Whole pages from the operating system, never writable and executable at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/result.h"

namespace jetloop {

std::size_t pageSize();

/// There is no writable choice on purpose: a region is born writable, and once given up that right does not come back.
enum class PageAccess : std::uint8_t { None, Read, ReadExecute };

/// Owns an anonymous, private, zero-filled mapping.
class PageRegion {
 public:
  /// Reserves `bytes`, rounded up to whole pages, readable and writable.
  static Result<PageRegion> reserve(std::size_t bytes);

  PageRegion(PageRegion&& other) noexcept;
  PageRegion& operator=(PageRegion&& other) noexcept;
  PageRegion(const PageRegion&) = delete;
  PageRegion& operator=(const PageRegion&) = delete;
  ~PageRegion();

  std::uint8_t* data() const { return data_; }
  std::size_t size() const { return size_; }

  /// Sets the final rights of the pages [offset, offset + bytes); both are multiples of the page size. Pages that
  /// become executable are visible to the processor's instruction fetch afterwards.
  std::optional<Error> protect(std::size_t offset, std::size_t bytes, PageAccess access);

 private:
  PageRegion(std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  std::uint8_t* data_;
  std::size_t size_;
};

}  // namespace jetloop
