// SPDX-License-Identifier: MIT
// TensorBoardLogger: writes each number that a watched hook passes, but for counters, as a scalar into an event file.
#include <weft/callbacks/tensor_board_logger.hpp>
#include <weft/detail/text/utf8.hpp>

#include "callbacks/files/event_file.hpp"
#include "callbacks/metrics/chosen_numbers.hpp"
#include "callbacks/refusals.hpp"
#include "callbacks/state/state.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace weft {

namespace {

constexpr std::string_view tensor_board_logger_name = "TensorBoardLogger";

/// The hooks that a logger can watch as a callback, and what comes before the names of their scalars.
struct HeardHook {
    std::string_view hook;
    std::string_view group;
};
constexpr std::array<HeardHook, 4> heard_by_callback{{{"on_train_batch_end", "train"},
                                                      {"on_train_epoch_end", "train_epoch"},
                                                      {"on_validation_batch_end", "validation_batch"},
                                                      {"on_validation_epoch_end", "validation"}}};
constexpr std::array<std::string_view, 4> counters{"epoch", "batch_idx", "step", "samples"};

const HeardHook* heard(std::string_view hook) {
    const auto* const one = std::find_if(heard_by_callback.begin(), heard_by_callback.end(),
                                         [hook](const HeardHook& of) { return of.hook == hook; });
    return one != heard_by_callback.end() ? one : nullptr;
}

/// `sample` for `on_sample`.
std::string_view group_of(std::string_view hook) {
    if (const HeardHook* const one = heard(hook)) {
        return one->group;
    }
    if (hook.starts_with("on_")) {
        hook.remove_prefix(3);
    }
    return hook;
}

}  // namespace

TensorBoardLogger::TensorBoardLogger(std::filesystem::path folder, TensorBoardLoggerOptions options)
    : folder_(std::move(folder)),
      options_(std::move(options)),
      chosen_(tensor_board_logger_name, options_.arguments) {
    if (options_.hooks.empty()) {
        detail::refuse_option(tensor_board_logger_name, "no hooks", "the names of those to watch");
    }
}

TensorBoardLogger::TensorBoardLogger(TensorBoardLogger&& other) noexcept = default;
TensorBoardLogger::~TensorBoardLogger() = default;

std::vector<Read> TensorBoardLogger::weft_reads(const TensorBoardLogger& logger) {
    std::vector<Read> reads;
    for (const std::string& hook : logger.options_.hooks) {
        reads.push_back({hook, "step", Need::optional});
        logger.chosen_.add_reads(hook, reads);
    }
    return reads;
}

void TensorBoardLogger::write(std::string_view hook, const Args& args) {
    if (std::find(options_.hooks.begin(), options_.hooks.end(), hook) == options_.hooks.end()) {
        return;
    }
    std::string summary;
    const std::string_view group = group_of(hook);
    detail::for_each_chosen(args, chosen_, [&](std::string_view name, const detail::Numeric& number) {
        if (chosen_.are_all() && std::find(counters.begin(), counters.end(), name) != counters.end()) {
            return;
        }
        if (group == "validation" && name.starts_with("val_")) {
            name.remove_prefix(4);
        }
        detail::EventFile::add_scalar(
            summary, fmt::format("{}/{}", detail::valid_utf8(group), detail::valid_utf8(name)),
            static_cast<float>(detail::to_double(number)));
    });
    std::int64_t step = 0;
    if (const auto passed = args.get<std::optional<std::int64_t>>("step")) {
        step = *passed;
    } else {
        step = ++calls_[std::string(hook)];
    }
    if (summary.empty()) {
        return;
    }
    const auto time = options_.now();
    if (!file_) {
        file_ = std::make_unique<detail::EventFile>(tensor_board_logger_name, folder_, time);
    }
    file_->add(time, step, summary);
}

void TensorBoardLogger::begin_fit() {
    file_.reset();
    if (loaded_.begins_afresh()) {
        calls_.clear();
    }
}

void TensorBoardLogger::operator()(const Event& event) {
    if (event.kind() == EventKind::call_begin) {
        if (event.hook() == "on_fit_start") {
            begin_fit();
        }
        write(event.hook(), event.args());
    }
}

void TensorBoardLogger::on_fit_start() {
    for (const std::string& hook : options_.hooks) {
        if (heard(hook) == nullptr) {
            detail::refuse_unheard(tensor_board_logger_name, hook);
        }
    }
    begin_fit();
}

void TensorBoardLogger::on_train_batch_end(const Args& args) {
    loaded_.go_on();
    write("on_train_batch_end", args);
}

void TensorBoardLogger::on_train_epoch_end(const Args& args) {
    loaded_.go_on();
    write("on_train_epoch_end", args);
}

void TensorBoardLogger::on_validation_batch_end(const Args& args) {
    write("on_validation_batch_end", args);
}

void TensorBoardLogger::on_validation_epoch_end(const Args& args) {
    write("on_validation_epoch_end", args);
}

void TensorBoardLogger::on_save_checkpoint(ArgMap& state) const {
    auto mine = detail::State::to_save(state, tensor_board_logger_name, identity_);
    mine.set("counted", static_cast<std::int64_t>(calls_.size()));
    std::int64_t place = 0;
    for (const auto& [hook, count] : calls_) {
        mine.set(fmt::format("hook.{}", place), hook);
        mine.set(fmt::format("calls.{}", place), count);
        ++place;
    }
}

void TensorBoardLogger::on_load_checkpoint(ArgMap& state) {
    if (const auto mine = detail::State::to_load(state, tensor_board_logger_name, identity_)) {
        calls_.clear();
        for (std::int64_t place = 0; place < mine->get<std::int64_t>("counted"); ++place) {
            calls_[mine->get<std::string>(fmt::format("hook.{}", place))] =
                mine->get<std::int64_t>(fmt::format("calls.{}", place));
        }
        loaded_.load();
    }
}

}  // namespace weft
