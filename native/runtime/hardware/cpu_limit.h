// How many processors this process may keep busy.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace jetloop::runtime {

/// Processors that the calling thread may run on.
std::uint32_t processorsOfAffinity();

/// Processors' worth of time that the control groups of this process grant, the tightest of a group and those around
/// it; none where there is no limit.  `root` stands in front of every path: tests have trees of their own.
std::optional<double> processorsOfControlGroups(const std::string& root = "");

/// Both together, rounded up, at least one.
std::uint32_t usableProcessors();

}  // namespace jetloop::runtime
