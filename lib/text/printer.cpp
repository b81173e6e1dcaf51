// SPDX-License-Identifier: MIT
// Writes to streams that may be closed, full, or pipes that nobody reads.
#include <weft/detail/text/printer.hpp>

#include "text/stream.hpp"

#include <atomic>
#include <cerrno>
#include <string>
#include <system_error>

#include <fmt/format.h>

namespace weft::detail {

namespace {

std::string_view name_of(const std::FILE* file) {
    return file == stdout ? "standard output" : file == stderr ? "standard error" : "its file";
}

/// The report of a lost line, which is made once. `error` is what `write` has returned.
std::string spell_lost_line(std::string_view who, std::string_view stream, int error) {
    return fmt::format("{}: a line is lost, {} does not take it: {}; the loop goes on, and this is said once",
                       who, stream, error > 0 ? std::generic_category().message(error) : "output error");
}

}  // namespace

/// Shared by all copies of a printer.
struct Printer::State {
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { forget_line(this); }

    std::atomic<bool> is_loss_said = false;
    std::atomic<bool> is_closed = false;
};

Printer::Printer(std::string_view who, std::FILE* file)
    : who_(who), file_(file), state_(std::make_shared<State>()) {}

void Printer::print(std::string_view text) const noexcept {
    deliver([&] { return write_text(text, file_); });
}

void Printer::draw(std::string_view text) const noexcept {
    deliver([&] { return draw_line(std::string(text), file_, state_.get()); });
}

void Printer::erase() const noexcept {
    deliver([&] { return erase_line(state_.get()); });
}

template <class Write>
void Printer::deliver(Write write) const noexcept {
    if (file_ == nullptr || state_->is_closed) {
        return;
    }
    try {
        const int error = write();
        if (error == 0) {
            return;
        }
        if (error == EBADF) {
            state_->is_closed = true;  // A file that is opened later may get the same descriptor.
        }
        if (state_->is_loss_said.exchange(true)) {
            return;
        }
        const std::string line = spell_lost_line(who_, name_of(file_), error) + '\n';
        if (file_ == stderr || write_text(line, stderr) != 0) {
            if (file_ != stdout) {
                static_cast<void>(write_text(line, stdout));
            }
        }
    } catch (...) {  // There is no memory for the line or for the report, which is lost, too.
        return;
    }
}

}  // namespace weft::detail
