// SPDX-License-Identifier: MIT
// What the ready-made callbacks refuse: options, files, and what a fit to be resumed does not find. In this order: who, what
// was found, what was expected, what to do. `owner` is the class of the callback.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>

namespace weft::detail {

/// `OWNER: FOUND found, expected EXPECTED`
[[noreturn]] void refuse_option(std::string_view owner, std::string_view found, std::string_view expected);
/// `OWNER: VALUE found for NAME, expected at least LEAST`
[[noreturn]] void refuse_value_of(std::string_view owner, std::string_view name, std::int64_t value,
                                  std::int64_t least);
[[noreturn]] void refuse_to_keep_nothing(std::string_view owner);
[[noreturn]] void refuse_to_keep_no_best(std::string_view owner);

/// `OWNER: cannot DOING PATH: REASON`
[[noreturn]] void refuse_file(std::string_view owner, std::string_view doing,
                              const std::filesystem::path& path, std::string_view reason);

// Of a fit to be resumed.
[[noreturn]] void refuse_unreadable(std::string_view owner, const std::filesystem::path& path);
[[noreturn]] void refuse_lines(std::string_view owner, std::size_t found, const std::filesystem::path& path,
                               std::int64_t expected);
[[noreturn]] void refuse_rows(std::string_view owner, std::size_t found, const std::filesystem::path& path,
                              std::int64_t expected, std::string_view columns);
[[noreturn]] void refuse_curve(std::string_view owner, std::string_view name);

// In a call.
[[noreturn]] void refuse_rates(std::string_view owner, std::size_t found, std::int64_t step,
                               std::size_t expected);
[[noreturn]] void refuse_column(std::string_view owner, std::string_view hook, std::string_view column);

// Of hooks that are watched.
[[noreturn]] void refuse_unheard(std::string_view owner, std::string_view hook);
[[noreturn]] void refuse_unknown(std::string_view owner, std::string_view hook,
                                 const std::array<std::string_view, 3>& known);
/// The one that a callback waits for was never called; the other one was.
[[noreturn]] void refuse_silence(std::string_view owner, std::string_view hook, std::string_view other);

}  // namespace weft::detail
