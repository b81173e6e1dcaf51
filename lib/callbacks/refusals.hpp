// SPDX-License-Identifier: MIT
// Errors of the ready-made callbacks: about options, files, the state of a fit to be resumed, and calls. Each text says, in
// this order: who, what was found, what was expected, what to do. All functions throw `Error`; `owner` is the callback's class.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string_view>
#include <typeinfo>

namespace weft::detail {

/// `OWNER: FOUND found, expected EXPECTED`
[[noreturn]] void refuse_option(std::string_view owner, std::string_view found, std::string_view expected);
/// `OWNER: VALUE found for NAME, expected at least LEAST`
[[noreturn]] void refuse_value_of(std::string_view owner, std::string_view name, std::int64_t value,
                                  std::int64_t least);
// Options of Checkpoint.
[[noreturn]] void refuse_to_keep_nothing(std::string_view owner);
[[noreturn]] void refuse_to_keep_no_best(std::string_view owner);

/// A signal that cannot be handled.
[[noreturn]] void refuse_signal(std::string_view owner, int signal, std::string_view reason);

/// `OWNER: cannot DOING PATH: REASON`
[[noreturn]] void refuse_file(std::string_view owner, std::string_view doing,
                              const std::filesystem::path& path, std::string_view reason);

// When a fit is resumed: a file or a curve is not what the state says.
[[noreturn]] void refuse_unreadable(std::string_view owner, const std::filesystem::path& path);
[[noreturn]] void refuse_lines(std::string_view owner, std::size_t found, const std::filesystem::path& path,
                               std::int64_t expected);
[[noreturn]] void refuse_rows(std::string_view owner, std::size_t found, const std::filesystem::path& path,
                              std::int64_t expected, std::string_view columns);
[[noreturn]] void refuse_curve(std::string_view owner, std::string_view name);

// In a call: a number of learning rates that has changed, an argument with the name of the logger's own column.
[[noreturn]] void refuse_rates(std::string_view owner, std::size_t found, std::int64_t step,
                               std::size_t expected);
[[noreturn]] void refuse_column(std::string_view owner, std::string_view hook, std::string_view column);

// A logger was told to watch a hook that it cannot hear.
[[noreturn]] void refuse_unheard(std::string_view owner, std::string_view hook);
/// At the end of a fit: the hook that a callback waits for was never called, but the other one was.
[[noreturn]] void refuse_silence(std::string_view owner, std::string_view hook, std::string_view other);

// Of maps in streams.
[[noreturn]] void refuse_to_save(std::string_view name, const std::type_info& type);
[[noreturn]] void refuse_to_save_nameless();
[[noreturn]] void refuse_full_stream(std::size_t size);
[[noreturn]] void refuse_short_stream(std::uint64_t found, std::uint64_t expected);
/// `found` is what stands where a saved map is expected.
[[noreturn]] void refuse_saved_map(std::string_view found);

}  // namespace weft::detail
