// SPDX-License-Identifier: MIT
// ProgressBar: makes lines that fit into the terminal, and draws them at most as often as the options say.
#include <weft/callbacks/progress_bar.hpp>
#include <weft/detail/text/escaped.hpp>

#include "callbacks/metrics/chosen_numbers.hpp"
#include "callbacks/metrics/count.hpp"
#include "callbacks/metrics/elapsed.hpp"
#include "callbacks/refusals.hpp"
#include "callbacks/terminal.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <variant>

#include <fmt/format.h>

namespace weft {

namespace {

constexpr std::size_t widest_bar = 20;
constexpr std::size_t narrowest_bar = 5;
constexpr std::size_t usual_columns = 80;

/// As minutes and seconds, `0:42`, or with hours, `1:02:03`.
std::string clock_text(double seconds) {
    constexpr double longest = 1e15;  // Far below what an integer can hold.
    const std::int64_t whole = std::llround(std::clamp(seconds, 0.0, longest));
    const std::int64_t hours = whole / 3600;
    const std::int64_t minutes = whole / 60 % 60;
    return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, whole % 60)
                     : fmt::format("{}:{:02}", minutes, whole % 60);
}

std::string rate_text(double per_second) {
    return per_second < 100.0 ? fmt::format("{:.3g} it/s", per_second)
                              : fmt::format("{:.0f} it/s", per_second);
}

std::string of_total(std::int64_t count, const std::optional<std::int64_t>& total) {
    return total ? fmt::format("{}/{}", count, *total) : fmt::format("{}", count);
}

}  // namespace

ProgressBar::ProgressBar(ProgressBarOptions options)
    : options_(std::move(options)),
      chosen_("ProgressBar", options_.arguments),
      printer_("ProgressBar", options_.file),
      is_terminal_(options_.is_terminal.value_or(detail::is_terminal(options_.file))) {
    if (options_.redraws_per_second < 1) {
        detail::refuse_option(
            "ProgressBar", fmt::format("{} redraws per second", options_.redraws_per_second), "at least 1");
    }
}

std::vector<Read> ProgressBar::weft_reads(const ProgressBar& bar) {
    std::vector<Read> reads;
    for (const std::string_view hook :
         {"on_train_batch_end", "on_train_epoch_end", "on_validation_epoch_end"}) {
        bar.chosen_.add_reads(hook, reads);
    }
    return reads;
}

void ProgressBar::clear() {
    printer_.erase();
}

void ProgressBar::on_fit_start(std::optional<std::int64_t> max_epochs,
                               std::optional<std::int64_t> batches_per_epoch) {
    finish_epoch();  // A loop may not call `on_fit_end`: the epoch of the fit before may be unfinished.
    metrics_.clear();
    is_validating_ = false;
    max_epochs_ = max_epochs;
    batches_per_epoch_ = batches_per_epoch;
    epoch_.reset();
    batches_ = 0;
    validation_batches_ = 0;
    training_ = {};
    last_draw_.reset();
}

void ProgressBar::on_train_epoch_start(std::optional<std::int64_t> epoch) {
    finish_epoch();
    epoch_ = epoch ? epoch : detail::one_more(epoch_.value_or(-1));
    batches_ = 0;
    validation_batches_ = 0;
    is_validating_ = false;
    metrics_.clear();
    training_ = {};
    epoch_start_ = options_.now();
    is_epoch_open_ = true;
}

void ProgressBar::on_train_batch_end(std::optional<std::int64_t> batch_idx, const Args& args) {
    if (!is_epoch_open_) {
        on_train_epoch_start(std::nullopt);
    }
    batches_ = detail::one_more(batch_idx.value_or(batches_));
    draw(&args);
}

void ProgressBar::on_train_epoch_end(const Args& args) {
    clear();
    training_ = detail::elapsed(epoch_start_, options_.now());
    detail::for_each_chosen_metric(
        args, chosen_, [this](std::string_view name, double value) { metrics_.emplace_back(name, value); });
}

void ProgressBar::on_validation_epoch_start() {
    is_validating_ = true;
}

void ProgressBar::on_validation_batch_end() {
    ++validation_batches_;
    draw(nullptr);
}

void ProgressBar::on_validation_epoch_end(const Args& args) {
    detail::for_each_chosen_metric(
        args, chosen_, [this](std::string_view name, double value) { metrics_.emplace_back(name, value); });
    // A validation outside an epoch gets a line, too.
    is_epoch_open_ = true;
    finish_epoch();
}

void ProgressBar::on_fit_end() {
    finish_epoch();
}

void ProgressBar::on_exception() {
    clear();
    // The epoch does not end, and gets no line.
    is_epoch_open_ = false;
    is_validating_ = false;
    metrics_.clear();
}

/// Prints the epoch's line, if it has not been printed yet.
void ProgressBar::finish_epoch() {
    clear();
    if (!is_epoch_open_) {
        return;
    }
    is_epoch_open_ = false;
    is_validating_ = false;
    std::string text = epoch_ ? fmt::format("epoch {}", *epoch_) : "validation";
    std::string_view separator = ": ";
    const auto add = [&text, &separator](const std::string& part) {
        text += separator;
        text += part;
        separator = ", ";
    };
    for (const auto& [name, value] : metrics_) {
        add(fmt::format("{} {:.4g}", detail::escaped(name), value));
    }
    metrics_.clear();
    if (const double seconds = training_.count(); seconds > 0.0) {
        add(rate_text(static_cast<double>(batches_) / seconds));
    }
    if (epoch_) {
        add(fmt::format("{:.3g} s", detail::elapsed(epoch_start_, options_.now()).count()));
    }
    printer_.print(text + '\n');
}

/// Draws the line of the running epoch on a terminal, unless the last drawing is too recent. `args` are the batch's, or null.
void ProgressBar::draw(const Args* args) {
    if (!is_terminal_) {
        return;
    }
    const Clock::time_point now = options_.now();
    if (last_draw_ && detail::elapsed(*last_draw_, now).count() * options_.redraws_per_second < 1.0) {
        return;
    }
    last_draw_ = now;
    // One column stays free: if the last one is filled, a terminal moves the cursor to the next line.
    printer_.draw(line(args, std::max<std::size_t>(columns(), 2) - 1));
}

std::size_t ProgressBar::columns() const {
    if (options_.width) {
        return static_cast<std::size_t>(std::max(*options_.width, 0));
    }
    return detail::terminal_columns(options_.file).value_or(usual_columns);
}

/// The line of the running epoch, of at most that many columns.
std::string ProgressBar::line(const Args* args, std::size_t columns) const {
    // Epochs count from 0, so the last one is max_epochs - 1.
    std::string head =
        fmt::format("epoch {}{}", epoch_.value_or(0),
                    max_epochs_ ? fmt::format("/{}", detail::one_less(*max_epochs_)) : std::string());
    std::vector<std::string> parts;
    if (is_validating_) {
        parts.push_back(fmt::format("validating, batch {}", validation_batches_));
    } else {
        parts.push_back(of_total(batches_, batches_per_epoch_));
        const double seconds = detail::elapsed(epoch_start_, options_.now()).count();
        if (seconds > 0.0) {
            const double rate = static_cast<double>(batches_) / seconds;
            parts.push_back(rate_text(rate));
            if (rate > 0.0 && batches_per_epoch_ && *batches_per_epoch_ >= batches_) {
                const double left = static_cast<double>(*batches_per_epoch_) - static_cast<double>(batches_);
                parts.push_back(clock_text(left / rate) + " left");
            }
        }
    }
    if (args != nullptr) {
        detail::for_each_chosen_metric(*args, chosen_, [&parts](std::string_view name, double value) {
            parts.push_back(fmt::format("{} {:.4g}", detail::escaped(name), value));
        });
    }
    // As many parts as fit, from the left. The bar gets the columns that are left.
    std::string tail;
    for (const std::string& part : parts) {
        if (head.size() + tail.size() + 2 + part.size() > columns) {
            break;
        }
        tail += "  " + part;
    }
    constexpr std::size_t frame = 4;  // Two blanks and two brackets.
    const std::size_t used = head.size() + tail.size() + frame;
    if (!is_validating_ && batches_per_epoch_ && *batches_per_epoch_ > 0 && used + narrowest_bar <= columns) {
        const std::size_t width = std::min(widest_bar, columns - used);
        const auto done = static_cast<double>(std::clamp<std::int64_t>(batches_, 0, *batches_per_epoch_));
        const auto filled = static_cast<std::size_t>(done * static_cast<double>(width) /
                                                     static_cast<double>(*batches_per_epoch_));
        head += fmt::format("  [{}{}]", std::string(filled, '#'), std::string(width - filled, '-'));
    }
    return (head + tail).substr(0, columns);
}

}  // namespace weft
