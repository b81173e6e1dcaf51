// SPDX-License-Identifier: MIT
// MetricsLogger: makes a row of each call of a watched hook, and writes it to a CSV file, to JSON lines or to both.
#include <weft/callbacks/metrics_logger.hpp>
#include <weft/detail/callbacks/loaded_state.hpp>
#include <weft/detail/text/escaped.hpp>
#include <weft/error.hpp>

#include "callbacks/files/append_file.hpp"
#include "callbacks/files/complete_lines.hpp"
#include "callbacks/files/csv_file.hpp"
#include "callbacks/files/replace_file.hpp"
#include "callbacks/metrics/chosen_numbers.hpp"
#include "callbacks/refusals.hpp"
#include "callbacks/state/state.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <ostream>
#include <utility>

#include <fmt/format.h>

namespace weft {

namespace {

constexpr std::string_view metrics_logger_name = "MetricsLogger";
constexpr std::string_view hook_column = "hook";

/// The hooks that a logger can watch as a callback: it has a method for each. As an observer it can watch any hook.
constexpr std::array<std::string_view, 6> heard_hooks{"on_fit_start",
                                                      "on_train_batch_end",
                                                      "on_train_epoch_end",
                                                      "on_validation_batch_end",
                                                      "on_validation_epoch_end",
                                                      "on_fit_end"};

}  // namespace

/// The files of a logger, and what it knows of a fit. Any thread may call it: a mutex guards all of it, files included.
class MetricsLogger::Files {
public:
    explicit Files(const MetricsLoggerOptions& options)
        : csv_path_(options.csv), json_path_(options.json_lines) {
        begin_afresh();
    }

    /// Refuses paths that cannot be written to before the first row is there.
    void begin_fit() {
        for (const std::filesystem::path& path : {csv_path_, json_path_}) {
            if (!path.empty()) {
                static_cast<void>(detail::is_replaced(metrics_logger_name, path));
            }
        }
        const std::lock_guard lock(mutex_);
        if (loaded_.begins_afresh()) {
            begin_afresh();
        }
    }
    void go_on() {
        const std::lock_guard lock(mutex_);
        loaded_.go_on();
    }

    /// Writes a row to each file. The row is made before the mutex is locked.
    void add(std::string_view hook, const Args& args, const detail::ChosenNumbers& chosen) {
        std::vector<detail::CsvFile::Cell> cells{{std::string(hook_column), detail::csv_cell(hook)}};
        std::string json = fmt::format("{{\"{}\":{}", hook_column, detail::to_json(hook));
        detail::for_each_chosen(args, chosen, [&](std::string_view name, const detail::Numeric& number) {
            if (name == hook_column) {
                detail::refuse_column(metrics_logger_name, hook, hook_column);
            }
            cells.emplace_back(name, detail::to_text(number));
            json += fmt::format(",{}:{}", detail::to_json(name), detail::to_json(number));
        });
        json += "}\n";

        const std::lock_guard lock(mutex_);
        if (csv_) {
            csv_->add(cells);
            ++csv_rows_;
        }
        if (!json_path_.empty()) {
            if (!json_) {
                json_.emplace(metrics_logger_name, json_path_, detail::AppendFile::Begin::empty);
            }
            json_->add(json);
            ++json_rows_;
        }
    }

    void save(ArgMap& map) const {
        const std::lock_guard lock(mutex_);
        auto mine = detail::State::to_save(map, metrics_logger_name, identity_);
        // Two counts, as a call that failed may have written a row to one file only.
        mine.set("csv_rows", csv_rows_);
        mine.set("json_rows", json_rows_);
        if (csv_) {
            mine.set("columns", static_cast<std::int64_t>(csv_->columns().size()));
            std::int64_t place = 0;
            for (const std::string& column : csv_->columns()) {
                mine.set(fmt::format("column.{}", place++), column);
            }
        }
    }

    void load(ArgMap& map) {
        const auto mine = detail::State::to_load(map, metrics_logger_name, identity_);
        if (!mine) {
            return;
        }
        const std::lock_guard lock(mutex_);
        begin_afresh();
        if (csv_ && mine->contains("columns")) {
            csv_rows_ = mine->get<std::int64_t>("csv_rows");
            std::vector<std::string> columns;
            for (std::int64_t place = 0; place < mine->get<std::int64_t>("columns"); ++place) {
                columns.push_back(mine->get<std::string>(fmt::format("column.{}", place)));
            }
            csv_->resume(columns, csv_rows_);
        }
        if (!json_path_.empty() && mine->get<std::int64_t>("json_rows") > 0) {
            json_rows_ = mine->get<std::int64_t>("json_rows");
            resume_json();
        }
        loaded_.load();
    }

private:
    /// Forgets all rows. Files that exist stay as they are until the first row replaces them.
    void begin_afresh() {
        csv_.reset();
        if (!csv_path_.empty()) {
            csv_.emplace(metrics_logger_name, csv_path_);
        }
        csv_rows_ = 0;
        json_.reset();
        json_rows_ = 0;
    }

    /// Cuts the file to the rows of the state that was loaded, and opens it for more.
    void resume_json() {
        if (!detail::is_replaced(metrics_logger_name, json_path_)) {
            return;  // A device or a pipe has no lines to go on from.
        }
        // In JSON, quotes and line ends within names are escaped: every line end ends a line.
        std::vector<std::string> lines =
            detail::complete_lines(metrics_logger_name, json_path_, detail::Quotes::mean_nothing);
        if (lines.size() < static_cast<std::size_t>(json_rows_)) {
            detail::refuse_lines(metrics_logger_name, lines.size(), json_path_, json_rows_);
        }
        lines.resize(static_cast<std::size_t>(json_rows_));
        detail::replace_file(metrics_logger_name, json_path_, [&lines](std::ostream& stream) {
            for (const std::string& line : lines) {
                stream << line << '\n';
            }
        });
        json_.reset();
        json_.emplace(metrics_logger_name, json_path_, detail::AppendFile::Begin::at_end);
    }

    detail::Identity identity_;
    mutable std::mutex mutex_;
    detail::LoadedState loaded_;
    std::filesystem::path csv_path_;
    std::optional<detail::CsvFile> csv_;
    std::int64_t csv_rows_ = 0;
    std::filesystem::path json_path_;
    std::optional<detail::AppendFile> json_;
    std::int64_t json_rows_ = 0;
};

MetricsLogger::MetricsLogger(MetricsLoggerOptions options)
    : hooks_(std::move(options.hooks)),
      chosen_(metrics_logger_name, std::move(options.arguments)),
      files_(std::make_unique<Files>(options)) {
    if (options.csv.empty() && options.json_lines.empty()) {
        detail::refuse_option(metrics_logger_name, "no file", "csv, json_lines or both");
    }
    if (hooks_.empty()) {
        detail::refuse_option(metrics_logger_name, "no hooks", "the names of those to watch");
    }
}

MetricsLogger::MetricsLogger(MetricsLogger&& other) noexcept = default;
MetricsLogger::~MetricsLogger() = default;

std::vector<Read> MetricsLogger::weft_reads(const MetricsLogger& logger) {
    std::vector<Read> reads;
    for (const std::string& hook : logger.hooks_) {
        logger.chosen_.add_reads(hook, reads);
    }
    return reads;
}

void MetricsLogger::log(std::string_view hook, const Args& args) {
    files_->add(hook, args, chosen_);
}

void MetricsLogger::log_if_watched(std::string_view hook, const Args& args) {
    if (std::find(hooks_.begin(), hooks_.end(), hook) != hooks_.end()) {
        log(hook, args);
    }
}

void MetricsLogger::operator()(const Event& event) {
    if (event.kind() == EventKind::call_begin) {
        if (event.hook() == "on_fit_start") {
            files_->begin_fit();
        }
        log_if_watched(event.hook(), event.args());
    }
}

void MetricsLogger::on_fit_start(const Args& args) {
    for (const std::string& hook : hooks_) {
        if (std::find(heard_hooks.begin(), heard_hooks.end(), hook) == heard_hooks.end()) {
            detail::refuse_unheard(metrics_logger_name, hook);
        }
    }
    files_->begin_fit();
    log_if_watched("on_fit_start", args);
}

void MetricsLogger::on_train_batch_end(const Args& args) {
    files_->go_on();
    log_if_watched("on_train_batch_end", args);
}

void MetricsLogger::on_train_epoch_end(const Args& args) {
    files_->go_on();
    log_if_watched("on_train_epoch_end", args);
}

void MetricsLogger::on_validation_batch_end(const Args& args) {
    log_if_watched("on_validation_batch_end", args);
}

void MetricsLogger::on_validation_epoch_end(const Args& args) {
    log_if_watched("on_validation_epoch_end", args);
}

void MetricsLogger::on_fit_end(const Args& args) {
    files_->go_on();
    log_if_watched("on_fit_end", args);
}

void MetricsLogger::on_save_checkpoint(ArgMap& state) const {
    files_->save(state);
}

void MetricsLogger::on_load_checkpoint(ArgMap& state) {
    files_->load(state);
}

}  // namespace weft
