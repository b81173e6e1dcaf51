// SPDX-License-Identifier: MIT
// TensorBoardLogger: writes each number that a watched hook passes, but for counters, as a scalar into an event file.
#include <weft/callbacks/tensor_board_logger.hpp>
#include <weft/detail/text/utf8.hpp>

#include "callbacks/files/event_file.hpp"
#include "callbacks/metrics/numbers.hpp"
#include "callbacks/refusals.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace weft {

namespace {

constexpr std::string_view tensor_board_logger_name = "TensorBoardLogger";
constexpr std::array<std::string_view, 3> events_hooks{"on_train_batch_end", "on_train_epoch_end",
                                                       "on_validation_epoch_end"};
constexpr std::array<std::string_view, 4> counters{"epoch", "batch_idx", "step", "samples"};

}  // namespace

TensorBoardLogger::TensorBoardLogger(std::filesystem::path folder, TensorBoardLoggerOptions options)
    : folder_(std::move(folder)), options_(std::move(options)) {
    for (const std::string& hook : options_.hooks) {
        if (std::find(events_hooks.begin(), events_hooks.end(), hook) == events_hooks.end()) {
            detail::refuse_unknown(tensor_board_logger_name, hook, events_hooks);
        }
    }
}

TensorBoardLogger::TensorBoardLogger(TensorBoardLogger&& other) noexcept = default;
TensorBoardLogger::~TensorBoardLogger() = default;

/// Does nothing for a hook that is not watched. `group` comes before the names of the scalars.
void TensorBoardLogger::write(std::string_view hook, std::string_view group, const Args& args) {
    if (std::find(options_.hooks.begin(), options_.hooks.end(), hook) == options_.hooks.end()) {
        return;
    }
    const auto step = args.get<std::int64_t>("step");
    std::string summary;
    detail::for_each_number(args, [&](std::string_view name, const detail::Numeric& number) {
        if (std::find(counters.begin(), counters.end(), name) != counters.end()) {
            return;
        }
        if (group == "validation" && name.starts_with("val_")) {
            name.remove_prefix(4);
        }
        detail::EventFile::add_scalar(summary, fmt::format("{}/{}", group, detail::valid_utf8(name)),
                                      static_cast<float>(detail::to_double(number)));
    });
    if (summary.empty()) {
        return;
    }
    const auto time = options_.now();
    if (!file_) {
        file_ = std::make_unique<detail::EventFile>(tensor_board_logger_name, folder_, time);
    }
    file_->add(time, step, summary);
}

void TensorBoardLogger::on_fit_start() {
    file_.reset();
}

void TensorBoardLogger::on_train_batch_end(const Args& args) {
    write("on_train_batch_end", "train", args);
}

void TensorBoardLogger::on_train_epoch_end(const Args& args) {
    write("on_train_epoch_end", "train_epoch", args);
}

void TensorBoardLogger::on_validation_epoch_end(const Args& args) {
    write("on_validation_epoch_end", "validation", args);
}

}  // namespace weft
