// SPDX-License-Identifier: MIT
// Prints lines of weft's own, whatever has become of the stream.
#pragma once

#include <weft/detail/export.hpp>

#include <cstdio>
#include <memory>
#include <string_view>

namespace weft::detail {

/// Never throws, and ends the process by no signal: reporting does not break the loop. What a stream does not take (it is
/// closed, full, a pipe that nobody reads) is lost and later lines are tried again; the first loss is said once, for all copies,
/// on standard error, or on standard output where that is the one that is lost, or nowhere.
///
/// A closed stream stays closed. Standard output and error that were closed when weft was loaded get nothing even if a file
/// that is opened later has taken their number; a program that opens one again hands over a stream of its own instead.
class WEFT_API Printer {
public:
    /// `who` is a literal. A null `file` is nowhere.
    Printer(std::string_view who, std::FILE* file);
    // Copied where others would be moved: none is ever without its state.
    Printer(const Printer&) = default;
    Printer& operator=(const Printer&) = default;
    ~Printer() = default;

    /// Writes all of it at once and flushes. Usable from several threads at once.
    void print(std::string_view text) const noexcept;

private:
    struct State;

    std::string_view who_;
    std::FILE* file_;
    std::shared_ptr<State> state_;
};

}  // namespace weft::detail
