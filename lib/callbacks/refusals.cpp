// SPDX-License-Identifier: MIT
// The texts of the errors of the ready-made callbacks.
#include "callbacks/refusals.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/detail/text/type_name.hpp>
#include <weft/error.hpp>

#include <fmt/format.h>

namespace weft::detail {

void refuse_option(std::string_view owner, std::string_view found, std::string_view expected) {
    throw Error(fmt::format("{}: {} found, expected {}", owner, found, expected));
}

void refuse_value_of(std::string_view owner, std::string_view name, std::int64_t value, std::int64_t least) {
    throw Error(fmt::format("{}: {} found for {}, expected at least {}", owner, value, name, least));
}

void refuse_to_keep_nothing(std::string_view owner) {
    throw Error(
        fmt::format("{}: neither a name to monitor nor keep_last found: it would keep nothing", owner));
}

void refuse_to_keep_no_best(std::string_view owner) {
    throw Error(fmt::format("{}: keep_best is 0, expected at least 1, or no name to monitor", owner));
}

void refuse_signal(std::string_view owner, int signal, std::string_view reason) {
    throw Error(fmt::format("{}: the signal {} cannot be handled: {}", owner, signal, reason));
}

void refuse_file(std::string_view owner, std::string_view doing, const std::filesystem::path& path,
                 std::string_view reason) {
    throw Error(fmt::format("{}: cannot {} {}: {}", owner, doing, escaped(path.string()), reason));
}

void refuse_unreadable(std::string_view owner, const std::filesystem::path& path) {
    throw Error(
        fmt::format("{}: cannot read {}, which a resumed fit goes on with", owner, escaped(path.string())));
}

void refuse_lines(std::string_view owner, std::size_t found, const std::filesystem::path& path,
                  std::int64_t expected) {
    throw Error(fmt::format("{}: {} lines found in {}, expected the {} of the fit to resume", owner, found,
                            escaped(path.string()), expected));
}

void refuse_rows(std::string_view owner, std::size_t found, const std::filesystem::path& path,
                 std::int64_t expected, std::string_view columns) {
    throw Error(
        fmt::format("{}: {} rows found in {}, expected the {} of the fit to resume, with the columns {}",
                    owner, found, escaped(path.string()), expected, columns));
}

void refuse_curve(std::string_view owner, std::string_view name) {
    throw Error(fmt::format("{}: the curve '{}' of the state to resume is not whole", owner, escaped(name)));
}

void refuse_rates(std::string_view owner, std::size_t found, std::int64_t step, std::size_t expected) {
    throw Error(fmt::format("{}: {} learning rates found at step {}, expected {} as before", owner, found,
                            step, expected));
}

void refuse_column(std::string_view owner, std::string_view hook, std::string_view column) {
    throw Error(
        fmt::format("{}: {} passes a number '{}', the name of the column that holds the hook: pass it by "
                    "another name",
                    owner, escaped(hook), column));
}

void refuse_unheard(std::string_view owner, std::string_view hook) {
    throw Error(
        fmt::format("{}: told to watch '{}', which a callback of its class does not hear: register it with "
                    "fabric.observe(std::ref(logger)) instead",
                    owner, escaped(hook)));
}

void refuse_silence(std::string_view owner, std::string_view hook, std::string_view other) {
    throw Error(fmt::format("{} waits for {}, which was never called; {} was: set its option 'at'", owner,
                            hook, other));
}

void refuse_to_save(std::string_view name, const std::type_info& type) {
    throw Error(fmt::format("save: '{}' ({}) found, expected a number, a bool, a text or a vector of them",
                            escaped(name), type_name(type)));
}

void refuse_to_save_nameless() {
    throw Error("save: a positional argument found, expected entries that have a name");
}

void refuse_full_stream(std::size_t size) {
    throw Error(fmt::format("save: the stream does not take all of the {} bytes", size));
}

void refuse_short_stream(std::uint64_t found, std::uint64_t expected) {
    throw Error(fmt::format("load: the stream ends after {} of {} bytes: a whole map is expected there",
                            found, expected));
}

void refuse_saved_map(std::string_view found) {
    throw Error(fmt::format("load: {} found, expected a map that save has written", found));
}

}  // namespace weft::detail
