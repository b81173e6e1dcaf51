// SPDX-License-Identifier: MIT
// Prints reports to a stream that may be closed, full or a pipe without a reader.
#pragma once

#include <weft/detail/export.hpp>

#include <cstdio>
#include <memory>
#include <string_view>

namespace weft::detail {

/// Never throws, and keeps SIGPIPE and SIGXFSZ from ending the process: a report must not break the loop. A text that the
/// stream does not take (it is full, or a pipe that nobody reads) is lost, and the next one is tried again. The first loss is
/// reported, once for all copies of the printer: on standard error, or on standard output where standard error is what fails,
/// or nowhere.
///
/// After a closed stream was found closed, nothing more is written to it. Standard output and standard error that were closed
/// when weft was loaded are never written to, even if a file that is opened later gets their descriptor. A program that opens
/// one of them again passes a stream of its own instead.
class WEFT_API Printer {
public:
    /// `who` begins the report of a loss; it is not copied, so it must be a literal. A null `file` prints nothing.
    Printer(std::string_view who, std::FILE* file);
    // Declared so that a move is a copy, too: a moved-from printer would have no state.
    Printer(const Printer&) = default;
    Printer& operator=(const Printer&) = default;
    ~Printer() = default;

    /// Writes the text at once and flushes the stream. Several threads may print at once.
    void print(std::string_view text) const noexcept;

    /// Draws the text as the last line of a terminal, in place of the line that is drawn there. It stays whole when something is
    /// printed by a printer or by `weft::print`, and is gone with the last copy of the printer.
    void draw(std::string_view text) const noexcept;
    /// Removes the line that it has drawn, if that is still there.
    void erase() const noexcept;

private:
    struct State;

    template <class Write>
    void deliver(Write write) const noexcept;

    std::string_view who_;
    std::FILE* file_;
    std::shared_ptr<State> state_;
};

}  // namespace weft::detail
