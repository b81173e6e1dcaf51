// SPDX-License-Identifier: MIT
// Prints beside a progress bar, which stays whole.
#pragma once

#include <weft/detail/export.hpp>

#include <fmt/core.h>

#include <cstdio>
#include <string_view>
#include <utility>

namespace weft {

namespace detail {

/// Writes the text to the stream; a line that is drawn on its terminal is cleared before and drawn again behind it.
WEFT_API void print_beside_lines(std::FILE* file, std::string_view text) noexcept;

}  // namespace detail

/// As `fmt::print`, but where a `ProgressBar` is drawn on the same terminal, that is cleared first and drawn again below the
/// text. All ready-made callbacks print like this. The stream is flushed; what it does not take is lost, which is no error.
template <class... Values>
void print(std::FILE* file, fmt::format_string<Values...> format, Values&&... values) {
    detail::print_beside_lines(file, fmt::format(format, std::forward<Values>(values)...));
}
/// The same to standard output: `weft::print("step {}\n", step);`
template <class... Values>
void print(fmt::format_string<Values...> format, Values&&... values) {
    detail::print_beside_lines(stdout, fmt::format(format, std::forward<Values>(values)...));
}

/// Removes what is drawn on the terminal, until it is drawn again: before something else prints there, also where a fabric owns
/// the `ProgressBar`.
WEFT_API void clear_lines() noexcept;

}  // namespace weft
