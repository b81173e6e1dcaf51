// SPDX-License-Identifier: MIT
// Tries out in another process whether a library's static initialisers would end this one.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace weft::detail {

/// Runs the library's initialisers in another process and says in words how they end it: by an exception that leaves an
/// initialiser, which nobody can catch, by a signal, by `exit`, or that they do not return within `patience`.
///
/// Empty if they return, or if nobody can tell: in a program that has more rights than its caller or was built with a
/// sanitizer, where such a process ends in the same way without the library, for a file whose name has a space or a colon,
/// or for a library that can be loaded only together with what this program has loaded. The process is started by the system's
/// loader and is no fork of this one, whose threads may hold locks.
std::string ending_by_load(const std::filesystem::path& absolute_path, std::chrono::milliseconds patience);

}  // namespace weft::detail
