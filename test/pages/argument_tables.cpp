// SPDX-License-Identifier: MIT
// Prints the tables of the guide that say which arguments each ready-made callback takes, a section for each: from what
// `hooks` says of it, that is from its parameters and from what its class says it reads. Fails where a callback refuses a call
// for another argument than it says, or does not refuse it.
#include <algorithm>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/core.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>
#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

namespace {

using namespace weft::literals;
namespace fs = std::filesystem;

using Names = std::vector<std::string>;

/// A way to make a callback. Where several differ in what they take, the table says which takes what.
struct Way {
    std::string when;
    std::function<weft::Callback()> make;
};

/// One cell: the arguments of which the same is true, by when.
using Cell = std::vector<std::pair<std::string, Names>>;

struct Row {
    std::string hook;
    Cell required;
    Cell optional;
};

/// All that a loop may pass, whichever hook it is.
weft::ArgMap all_arguments() {
    return weft::ArgMap{"epoch"_a = 0,
                        "step"_a = 1,
                        "batch_idx"_a = 0,
                        "loss"_a = 0.5,
                        "val_loss"_a = 0.5,
                        "val_accuracy"_a = 0.5,
                        "lr"_a = 0.1,
                        "samples"_a = 16,
                        "should_stop"_a = false,
                        "learning_rate"_a = 0.1,
                        "max_epochs"_a = 2,
                        "batches_per_epoch"_a = 4,
                        "settings"_a = weft::ArgMap{},
                        "exception"_a = std::exception_ptr{}};
}

bool is_refused(const weft::Callback& callback, const std::string& hook, weft::ArgMap& arguments) {
    const weft::Fabric fabric{callback};
    try {
        fabric.call(hook, weft::unpack(arguments));
        return false;
    } catch (const weft::ArgumentError&) {
        return true;
    }
}

/// The arguments whose absence a new callback refuses.
Names refused_without(const Way& way, const std::string& hook) {
    Names names;
    for (const weft::Arg& argument : all_arguments()) {
        weft::ArgMap others = all_arguments();
        others.erase(argument.name());
        if (is_refused(way.make(), hook, others)) {
            names.emplace_back(argument.name());
        }
    }
    return names;
}

std::string spelled(const weft::ReadInfo& read) {
    switch (read.need) {
        case weft::Need::numbers: return "all numbers";
        case weft::Need::all: return "all";
        default:
            return read.argument == "val_loss" ? "the monitored one" : fmt::format("`{}`", read.argument);
    }
}

/// What one way takes on one hook: the required and the optional ones.
std::pair<Names, Names> taken(const Way& way, const weft::HookInfo& hook, bool& is_right) {
    Names refused = refused_without(way, hook.name);
    Names required;
    Names optional;
    const weft::HandlerInfo& handler = hook.handlers.at(0);
    for (const std::string& parameter : handler.parameters) {
        const bool is_required = std::erase(refused, parameter) > 0;
        (is_required ? required : optional).push_back(fmt::format("`{}`", parameter));
    }
    for (const weft::ReadInfo& read : handler.reads) {
        if (read.need != weft::Need::required) {
            optional.push_back(spelled(read));
        } else if (std::erase(refused, read.argument) > 0) {
            required.push_back(spelled(read));
        } else {
            fmt::print(stderr, "{}: {} says that it needs '{}', but takes a call without it\n", hook.name,
                       handler.callback, read.argument);
            is_right = false;
        }
    }
    for (const std::string& argument : refused) {
        fmt::print(stderr, "{}: {} refuses a call without '{}', but does not say so\n", hook.name,
                   handler.callback, argument);
        is_right = false;
    }
    return {required, optional};
}

/// Adds what a way takes; `ways` are all of them.
Cell merged(const std::vector<Way>& ways, const std::vector<Names>& of_ways) {
    Cell cell;
    for (const Names& names : of_ways) {
        for (const std::string& name : names) {
            Names when;
            for (std::size_t way = 0; way < ways.size(); ++way) {
                if (std::find(of_ways[way].begin(), of_ways[way].end(), name) != of_ways[way].end()) {
                    when.push_back(ways[way].when);
                }
            }
            const std::string note =
                when.size() == ways.size() ? std::string() : fmt::format("{}", fmt::join(when, " or "));
            auto group = std::find_if(cell.begin(), cell.end(),
                                      [&note](const auto& one) { return one.first == note; });
            if (group == cell.end()) {
                group = cell.insert(cell.end(), {note, {}});
            }
            if (std::find(group->second.begin(), group->second.end(), name) == group->second.end()) {
                group->second.push_back(name);
            }
        }
    }
    return cell;
}

std::string text_of(const Cell& cell) {
    Names groups;
    for (const auto& [note, names] : cell) {
        groups.push_back(fmt::format("{}{}", fmt::join(names, ", "), note.empty() ? "" : " (" + note + ")"));
    }
    return fmt::format("{}", fmt::join(groups, ", "));
}

bool print_table(std::string_view name, const std::vector<Way>& ways) {
    bool is_right = true;
    std::vector<Row> rows;
    const std::vector<weft::HookInfo> hooks = weft::Fabric{ways.front().make()}.hooks();
    for (std::size_t place = 0; place < hooks.size(); ++place) {
        if (hooks[place].name.ends_with("_checkpoint")) {
            continue;  // Their state has a sentence of its own.
        }
        std::vector<Names> required;
        std::vector<Names> optional;
        for (const Way& way : ways) {
            auto [needed, used] = taken(way, weft::Fabric{way.make()}.hooks().at(place), is_right);
            required.push_back(std::move(needed));
            optional.push_back(std::move(used));
        }
        rows.push_back({hooks[place].name, merged(ways, required), merged(ways, optional)});
    }
    fmt::print("## {}\n| hook | required | optional |\n| --- | --- | --- |\n", name);
    while (!rows.empty()) {
        const Row first = rows.front();
        Names same;
        std::erase_if(rows, [&](const Row& row) {
            const bool is_same = row.required == first.required && row.optional == first.optional;
            if (is_same) {
                same.push_back(fmt::format("`{}`", row.hook));
            }
            return is_same;
        });
        const std::string required = text_of(first.required);
        const std::string optional = text_of(first.optional);
        fmt::print("| {} |{} |{} |\n", fmt::join(same, ", "), required.empty() ? "" : " " + required,
                   optional.empty() ? "" : " " + optional);
    }
    return is_right;
}

}  // namespace

int main() {
    const fs::path folder = fs::temp_directory_path() / fmt::format("weft-tables-{}", ::getpid());
    const auto write = [](std::ostream& stream) { stream << "state"; };
    std::FILE* const nowhere = std::tmpfile();
    const std::string at_train = "with `MonitorAt::train_epoch_end`";
    const std::string by_default = "by default";
    constexpr auto train = weft::MonitorAt::train_epoch_end;

    bool is_right = print_table("IterationTimer", {{"", [] { return weft::IterationTimer(); }}});
    is_right &= print_table("ThroughputMonitor", {{"", [] { return weft::ThroughputMonitor(); }}});
    is_right &= print_table(
        "LearningRateMonitor",
        {{by_default, [] { return weft::LearningRateMonitor(); }},
         {"without `record_steps`", [] { return weft::LearningRateMonitor({.record_steps = false}); }}});
    is_right &= print_table("ProgressBar", {{"", [=] { return weft::ProgressBar({.file = nowhere}); }}});
    is_right &= print_table("EarlyStopping",
                            {{by_default, [] { return weft::EarlyStopping("val_loss"); }},
                             {at_train, [] { return weft::EarlyStopping("val_loss", {.at = train}); }}});
    is_right &= print_table("ReduceOnPlateau", {{"", [] { return weft::ReduceOnPlateau("val_loss"); }}});
    is_right &= print_table("StopOnSignal", {{"", [] { return weft::StopOnSignal(); }}});
    is_right &= print_table(
        "StopAfter",
        {{"with `steps`", [] { return weft::StopAfter({.steps = 9}); }},
         {"with `epochs`", [] { return weft::StopAfter({.epochs = 9}); }},
         {"with `duration`", [] { return weft::StopAfter({.duration = std::chrono::hours(9)}); }}});
    is_right &= print_table(
        "Checkpoint",
        {{"with `monitor`", [=] { return weft::Checkpoint(folder, write, {.monitor = "val_loss"}); }},
         {"with `monitor` and `MonitorAt::train_epoch_end`",
          [=] { return weft::Checkpoint(folder, write, {.monitor = "val_loss", .at = train}); }},
         {"without `monitor`", [=] { return weft::Checkpoint(folder, write); }}});
    is_right &= print_table(
        "MetricsLogger",
        {{by_default, [=] { return weft::MetricsLogger({.csv = folder / "metrics.csv"}); }},
         {"where they are watched", [=] {
              return weft::MetricsLogger(
                  {.csv = folder / "metrics.csv",
                   .hooks = {"on_fit_start", "on_train_batch_end", "on_train_epoch_end",
                             "on_validation_batch_end", "on_validation_epoch_end", "on_fit_end"}});
          }}});
    is_right &= print_table("TensorBoardLogger",
                            {{by_default, [=] { return weft::TensorBoardLogger(folder / "runs"); }},
                             {"where it is watched", [=] {
                                  return weft::TensorBoardLogger(
                                      folder / "runs",
                                      {.hooks = {"on_train_batch_end", "on_train_epoch_end",
                                                 "on_validation_batch_end", "on_validation_epoch_end"}});
                              }}});
    is_right &=
        print_table("Report", {{by_default, [=] { return weft::Report(folder / "report.html"); }},
                               {"where it is watched", [=] {
                                    return weft::Report(
                                        folder / "report.html",
                                        {.hooks = {"on_train_batch_end", "on_train_epoch_end",
                                                   "on_validation_batch_end", "on_validation_epoch_end"}});
                                }}});
    fs::remove_all(folder);
    return is_right ? 0 : 1;
}
