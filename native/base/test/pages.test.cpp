#include "base/pages.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>

namespace jetloop {
namespace {

/// The rights of the page at `address` as the kernel shows them ("r-xp"), or "" where nothing is mapped.
std::string rightsAt(const void* address) {
  const auto wanted = reinterpret_cast<std::uintptr_t>(address);
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream fields(line);
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    char dash = 0;
    std::string rights;
    fields >> std::hex >> begin >> dash >> end >> rights;
    if (begin <= wanted && wanted < end) return rights;
  }
  return "";
}

TEST(PageRegion, IsWritableUntilProtected) {
  auto region = PageRegion::reserve(pageSize() + 1);
  ASSERT_TRUE(region);
  EXPECT_EQ(region->size(), 2 * pageSize());
  EXPECT_EQ(rightsAt(region->data()), "rw-p");
  EXPECT_EQ(region->data()[pageSize()], 0);
  region->data()[0] = 1;

  ASSERT_FALSE(region->protect(0, pageSize(), PageAccess::Read));
  EXPECT_EQ(rightsAt(region->data()), "r--p");
  EXPECT_EQ(rightsAt(region->data() + pageSize()), "rw-p");
  ASSERT_FALSE(region->protect(pageSize(), pageSize(), PageAccess::ReadExecute));
  EXPECT_EQ(rightsAt(region->data() + pageSize()), "r-xp");
  ASSERT_FALSE(region->protect(0, 2 * pageSize(), PageAccess::None));
  EXPECT_EQ(rightsAt(region->data()), "---p");
}

TEST(PageRegion, RefusesPagesOutsideOfIt) {
  auto region = PageRegion::reserve(pageSize());
  ASSERT_TRUE(region);
  EXPECT_TRUE(region->protect(0, 2 * pageSize(), PageAccess::Read));
  EXPECT_TRUE(region->protect(2 * pageSize(), pageSize(), PageAccess::Read));
  EXPECT_TRUE(region->protect(pageSize(), SIZE_MAX - pageSize() + 1, PageAccess::Read));
  EXPECT_EQ(rightsAt(region->data()), "rw-p");
}

TEST(PageRegion, RefusesSizesThatCannotExist) {
  EXPECT_FALSE(PageRegion::reserve(0));
  EXPECT_FALSE(PageRegion::reserve(SIZE_MAX));
  EXPECT_FALSE(PageRegion::reserve(SIZE_MAX / 2));
}

TEST(PageRegion, UnmapsOnceWhenItsOwnerGoes) {
  const std::uint8_t* address = nullptr;
  {
    auto region = PageRegion::reserve(pageSize());
    ASSERT_TRUE(region);
    address = region->data();
    PageRegion moved = std::move(*region);
    EXPECT_EQ(moved.data(), address);
    EXPECT_EQ(region->data(), nullptr);
    EXPECT_EQ(rightsAt(address), "rw-p");
  }
  EXPECT_NE(rightsAt(address), "rw-p");
}

}  // namespace
}  // namespace jetloop
