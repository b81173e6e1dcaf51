// SPDX-License-Identifier: MIT
// What a library's initialisers would do to this process, tried out in another one.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace weft::detail {

/// How the library ends a process that loads it, in words: by an exception that an initialiser lets out, which no
/// process can catch, by a signal, by `exit`, or not at all within `patience`. Empty if it does none of these, or if
/// nobody can tell: in a program with more rights than its caller or with a sanitizer, or where the library loads only
/// beside what this program holds. Runs the initialisers, in a process that the system's own loader makes: no fork of
/// this one, whose threads may hold locks.
std::string ending_by_load(const std::filesystem::path& absolute_path, std::chrono::milliseconds patience);

}  // namespace weft::detail
