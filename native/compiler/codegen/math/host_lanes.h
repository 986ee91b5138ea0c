// One lane on this machine: the numbers that the algorithms of this folder compute with when they run in C++ rather
// than become LLVM IR.  Same vocabulary as ir_lanes.h; the tests compare the two, and this one with the engine.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

namespace jetloop::codegen::math {

class HostMask {
 public:
  HostMask(bool value) : value_(value) {}
  bool value() const { return value_; }
  friend HostMask operator&(HostMask a, HostMask b) { return a.value_ && b.value_; }
  friend HostMask operator|(HostMask a, HostMask b) { return a.value_ || b.value_; }
  friend HostMask operator!(HostMask a) { return !a.value_; }
  friend HostMask operator==(HostMask a, HostMask b) { return a.value_ == b.value_; }

 private:
  bool value_;
};

/// 64 bits; arithmetic is modulo 2^64, comparisons are signed.
class HostWord {
 public:
  HostWord(std::uint64_t value) : value_(value) {}
  std::uint64_t value() const { return value_; }
  friend HostWord operator+(HostWord a, HostWord b) { return a.value_ + b.value_; }
  friend HostWord operator-(HostWord a, HostWord b) { return a.value_ - b.value_; }
  friend HostWord operator*(HostWord a, HostWord b) { return a.value_ * b.value_; }
  friend HostWord operator&(HostWord a, HostWord b) { return a.value_ & b.value_; }
  friend HostWord operator|(HostWord a, HostWord b) { return a.value_ | b.value_; }
  friend HostWord operator^(HostWord a, HostWord b) { return a.value_ ^ b.value_; }
  friend HostWord operator<<(HostWord a, HostWord b) { return a.value_ << b.value_; }
  friend HostWord operator>>(HostWord a, HostWord b) { return a.value_ >> b.value_; }
  friend HostMask operator==(HostWord a, HostWord b) { return a.value_ == b.value_; }
  friend HostMask operator<(HostWord a, HostWord b) {
    return static_cast<std::int64_t>(a.value_) < static_cast<std::int64_t>(b.value_);
  }
  friend HostWord select(HostMask mask, HostWord a, HostWord b) { return mask.value() ? a : b; }

 private:
  std::uint64_t value_;
};

class HostReal {
 public:
  using Word = HostWord;
  using Mask = HostMask;

  HostReal(double value) : value_(value) {}
  double value() const { return value_; }
  friend HostReal operator+(HostReal a, HostReal b) { return a.value_ + b.value_; }
  friend HostReal operator-(HostReal a, HostReal b) { return a.value_ - b.value_; }
  friend HostReal operator*(HostReal a, HostReal b) { return a.value_ * b.value_; }
  friend HostReal operator/(HostReal a, HostReal b) { return a.value_ / b.value_; }
  friend HostReal operator-(HostReal a) { return -a.value_; }
  friend HostMask operator<(HostReal a, HostReal b) { return a.value_ < b.value_; }
  friend HostMask operator<=(HostReal a, HostReal b) { return a.value_ <= b.value_; }
  friend HostMask operator>(HostReal a, HostReal b) { return a.value_ > b.value_; }
  friend HostMask operator>=(HostReal a, HostReal b) { return a.value_ >= b.value_; }
  friend HostMask operator==(HostReal a, HostReal b) { return a.value_ == b.value_; }
  friend HostReal select(HostMask mask, HostReal a, HostReal b) { return mask.value() ? a : b; }
  friend HostReal absolute(HostReal a) { return std::fabs(a.value_); }
  friend HostReal squareRoot(HostReal a) { return std::sqrt(a.value_); }
  friend HostReal fusedMultiplyAdd(HostReal a, HostReal b, HostReal c) {
    return std::fma(a.value_, b.value_, c.value_);
  }
  friend HostReal truncated(HostReal a) { return std::trunc(a.value_); }
  friend HostReal withSignOf(HostReal magnitude, HostReal sign) { return std::copysign(magnitude.value_, sign.value_); }
  friend HostMask isNan(HostReal a) { return std::isnan(a.value_); }
  friend HostWord bitsOf(HostReal a) { return std::bit_cast<std::uint64_t>(a.value_); }

 private:
  double value_;
};

inline HostReal fromBits(HostWord bits) { return std::bit_cast<double>(bits.value()); }

/// A row of a table, column by column.
template <std::size_t rows, std::size_t columns>
std::array<HostReal, columns> lookUp(const std::array<std::array<double, columns>, rows>& table, HostWord index) {
  return [&]<std::size_t... column>(std::index_sequence<column...>) {
    return std::array<HostReal, columns>{table[index.value()][column]...};
  }(std::make_index_sequence<columns>());
}

}  // namespace jetloop::codegen::math
