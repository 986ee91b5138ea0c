// The iterations of one loop on their way to the threads that run it.
//
// Every thread has a range of its own and takes pieces from its front, a part of what is left at a time; who has
// nothing left takes half of the longest range from its back.  So threads meet only at the end, and a loop that is run
// again finds the same iterations on the same thread, near what that thread touched before.  The scheme is affinity
// scheduling (Markatos and LeBlanc, "Using Processor Affinity in Loop Scheduling on Shared-Memory Multiprocessors",
// IEEE TPDS 5(4), 1994); its pieces shrink as those of guided self-scheduling do (Polychronopoulos and Kuck, IEEE
// Transactions on Computers C-36(12), 1987).
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <optional>

namespace jetloop::runtime {

/// Of one loop at most; more threads have no range of their own to take from.
inline constexpr std::uint32_t kMaximumParticipants = 128;

struct IterationRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

class IterationRanges {
 public:
  /// Divides [begin, end) among `participants`, evenly.  No piece is shorter than `smallestPiece`, but for the last
  /// ones.
  IterationRanges(IterationRange whole, std::uint64_t smallestPiece, std::uint32_t participants)
      : participants_(participants), whole_(whole) {
    const std::uint64_t count = whole.end - whole.begin;
    // Two ends of a range fit one word, so that it changes at once: long loops are counted in units of several
    // iterations. Cheap iterations are too, lest two threads write to one line of the cache.
    unit_ = std::max((count >> kUnitBits) + 1, std::min(std::uint64_t{64}, smallestPiece / 4));
    const std::uint64_t units = (count + unit_ - 1) / unit_;
    smallest_ = static_cast<std::uint32_t>(std::clamp(smallestPiece / unit_, std::uint64_t{1}, units));
    for (std::uint32_t i = 0; i < participants; ++i) {
      slots_[i].range.store(pack(static_cast<std::uint32_t>(units * i / participants),
                                 static_cast<std::uint32_t>(units * (i + 1) / participants)),
                            std::memory_order_relaxed);
    }
    left_.store(static_cast<std::uint32_t>(units), std::memory_order_relaxed);
  }

  /// Whether every iteration has been taken by somebody.
  bool allTaken() const { return left_.load(std::memory_order_relaxed) == 0; }

  /// The next piece for a participant, from its own range or from another one; none when nothing is left, or what is
  /// left is just changing hands.
  std::optional<IterationRange> take(std::uint32_t participant) {
    for (;;) {
      if (const auto piece = takeOwn(slots_[participant].range)) return piece;
      if (!steal(participant)) return std::nullopt;
    }
  }

 private:
  static constexpr unsigned kUnitBits = 31;

  struct alignas(64) Slot {
    std::atomic<std::uint64_t> range{0};
  };

  static std::uint64_t pack(std::uint32_t begin, std::uint32_t end) { return std::uint64_t{end} << 32 | begin; }
  static std::uint32_t beginOf(std::uint64_t range) { return static_cast<std::uint32_t>(range); }
  static std::uint32_t endOf(std::uint64_t range) { return static_cast<std::uint32_t>(range >> 32); }
  static std::uint32_t lengthOf(std::uint64_t range) { return endOf(range) - beginOf(range); }

  // A word says which iterations are not taken yet, and each is in one word at most.  So an exchange that succeeds
  // takes what it meant to take, even where the word has changed and come back in between.

  std::optional<IterationRange> takeOwn(std::atomic<std::uint64_t>& own) {
    std::uint64_t range = own.load(std::memory_order_relaxed);
    for (;;) {
      const std::uint32_t length = lengthOf(range);
      if (length == 0) return std::nullopt;
      const std::uint32_t begin = beginOf(range);
      const std::uint32_t taken = std::min(length, std::max(smallest_, length / 4));
      if (!own.compare_exchange_weak(range, pack(begin + taken, endOf(range)), std::memory_order_relaxed)) continue;
      left_.fetch_sub(taken, std::memory_order_relaxed);
      return IterationRange{whole_.begin + begin * unit_,
                            std::min(whole_.end, whole_.begin + (std::uint64_t{begin} + taken) * unit_)};
    }
  }

  /// Moves half of the longest range to the participant's own, which is empty.
  bool steal(std::uint32_t participant) {
    for (;;) {
      std::uint64_t longest = 0;
      Slot* victim = nullptr;
      for (std::uint32_t i = 0; i < participants_; ++i) {
        const std::uint64_t range = slots_[i].range.load(std::memory_order_relaxed);
        if (lengthOf(range) <= lengthOf(longest)) continue;
        longest = range;
        victim = &slots_[i];
      }
      if (victim == nullptr) return false;
      const std::uint32_t length = lengthOf(longest);
      const std::uint32_t middle = endOf(longest) - (length / 2 < smallest_ ? length : (length + 1) / 2);
      if (victim->range.compare_exchange_strong(longest, pack(beginOf(longest), middle), std::memory_order_relaxed)) {
        slots_[participant].range.store(pack(middle, endOf(longest)), std::memory_order_relaxed);
        return true;
      }
    }
  }

  std::atomic<std::uint32_t> left_{0};  // units that nobody has taken
  std::uint32_t participants_;
  std::uint32_t smallest_ = 1;  // units of a piece
  std::uint64_t unit_ = 1;      // iterations
  IterationRange whole_;
  std::array<Slot, kMaximumParticipants> slots_;
};

}  // namespace jetloop::runtime
