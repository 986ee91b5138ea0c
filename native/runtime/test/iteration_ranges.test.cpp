#include "runtime/iteration_ranges.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace jetloop::runtime {
namespace {

/// Takes everything, the participants in turn or the first alone, and counts how often each iteration came.
std::vector<int> drain(IterationRanges& ranges, IterationRange whole, std::uint32_t participants) {
  std::vector<int> times(whole.end - whole.begin);
  for (std::uint32_t turn = 0; !ranges.allTaken(); ++turn) {
    const auto piece = ranges.take(turn % participants);
    EXPECT_TRUE(piece);
    if (!piece) break;
    EXPECT_LT(piece->begin, piece->end);
    for (std::uint64_t i = piece->begin; i < piece->end; ++i) ++times.at(i - whole.begin);
  }
  return times;
}

TEST(IterationRanges, GiveEachIterationOnce) {
  for (const std::uint64_t count : {1U, 2U, 3U, 7U, 63U, 64U, 65U, 1000U, 4097U}) {
    for (const std::uint32_t participants : {1U, 2U, 3U, 7U, kMaximumParticipants}) {
      for (const std::uint64_t smallest : {1U, 5U, 256U, 100000U}) {
        SCOPED_TRACE(testing::Message() << count << " iterations, " << participants << " threads, " << smallest);
        const IterationRange whole{11, 11 + count};
        const auto ranges = std::make_unique<IterationRanges>(whole, smallest, participants);
        EXPECT_EQ(drain(*ranges, whole, participants), std::vector<int>(count, 1));
        EXPECT_FALSE(ranges->take(0));
      }
    }
  }
}

TEST(IterationRanges, LetOneThreadFinishWhatOthersNeverStart) {
  const IterationRange whole{0, 1000};
  const auto ranges = std::make_unique<IterationRanges>(whole, 1, 7);
  EXPECT_EQ(drain(*ranges, whole, 1), std::vector<int>(1000, 1));
}

TEST(IterationRanges, StartEachThreadAtItsOwnPlace) {
  const auto ranges = std::make_unique<IterationRanges>(IterationRange{0, 700}, 1, 7);
  for (std::uint32_t i = 0; i < 7; ++i) EXPECT_EQ(ranges->take(i)->begin, std::uint64_t{100} * i);
}

TEST(IterationRanges, CutPiecesAsLongAsAsked) {
  const auto ranges = std::make_unique<IterationRanges>(IterationRange{0, 1000}, 100, 2);
  int pieces = 0;
  int shorter = 0;  // the ends of ranges
  while (const auto piece = ranges->take(0)) {
    ++pieces;
    if (piece->end - piece->begin < 100) ++shorter;
  }
  EXPECT_LE(pieces, 12);
  EXPECT_LE(shorter, 4);
}

/// Longer than the units of one iteration can count: the pieces must still meet.
TEST(IterationRanges, CoverLoopsBeyondAWord) {
  const IterationRange whole{5, 5 + (std::uint64_t{1} << 40) + 3};
  const auto ranges = std::make_unique<IterationRanges>(whole, std::uint64_t{1} << 34, 3);
  std::uint64_t covered = 0;
  std::uint64_t last = 0;
  for (std::uint32_t turn = 0; !ranges->allTaken(); ++turn) {
    const auto piece = ranges->take(turn % 3);
    ASSERT_TRUE(piece);
    covered += piece->end - piece->begin;
    last = std::max(last, piece->end);
  }
  EXPECT_EQ(covered, whole.end - whole.begin);
  EXPECT_EQ(last, whole.end);
}

}  // namespace
}  // namespace jetloop::runtime
