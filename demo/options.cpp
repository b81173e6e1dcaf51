// SPDX-License-Identifier: MIT
// Declares the options to CLI11 and checks what it leaves open.
#include "options.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <limits>
#include <string_view>
#include <system_error>

#include <fmt/core.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

namespace demo {
namespace {

constexpr const char* no_callbacks = "none";

/// CLI11 alone takes -1 for an unsigned number, and the largest one for what is larger still.
CLI::Validator whole_number(std::uint64_t smallest, std::uint64_t largest) {
    const auto complain = [=](const std::string& text) -> std::string {
        std::uint64_t number = 0;
        const char* const end = text.data() + text.size();
        const auto [rest, error] = std::from_chars(text.data(), end, number);
        if (error == std::errc{} && rest == end && number >= smallest && number <= largest) {
            return {};
        }
        return fmt::format("'{}' found, expected a whole number from {} to {}", text, smallest, largest);
    };
    return {complain, std::string{}};
}

/// `none` stands alone; otherwise every name must be known.
void check_callbacks(std::vector<std::string>& chosen, const std::vector<std::string>& known) {
    if (chosen == std::vector<std::string>{no_callbacks}) {
        chosen.clear();
        return;
    }
    for (const std::string& name : chosen) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            throw UsageError(fmt::format("--callbacks: '{}' found, expected some of {}, or {} alone", name,
                                         fmt::join(known, ","), no_callbacks));
        }
    }
}

template <class Number>
bool set_number(weft::ArgMap& settings, std::string_view key, std::string_view text) {
    Number number{};
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || rest != end) {
        return false;
    }
    settings.set(key, number);
    return true;
}

/// A whole number, a number, true or false; else text, as are the words inf and nan, and what stands in quotes.
void set_value(weft::ArgMap& settings, std::string_view key, std::string_view text) {
    const bool is_quoted = text.size() > 1 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
    if (is_quoted) {
        settings.set(key, text.substr(1, text.size() - 2));
    } else if (text == "true" || text == "false") {
        settings.set(key, text == "true");
    } else if (text.find_first_of("0123456789") == std::string_view::npos ||
               !(set_number<std::int64_t>(settings, key, text) || set_number<double>(settings, key, text))) {
        settings.set(key, text);
    }
}

PluginChoice parse_plugin(std::string_view text) {
    PluginChoice choice{std::string(text.substr(0, text.find(','))), {}};
    text.remove_prefix(choice.file.size());
    while (!text.empty()) {
        text.remove_prefix(1);
        const std::string_view setting = text.substr(0, text.find(','));
        text.remove_prefix(setting.size());
        const std::size_t equals = setting.find('=');
        if (equals == std::string_view::npos || equals == 0) {
            throw UsageError(
                fmt::format("--plugin: '{}' found behind {}, expected key=value", setting, choice.file));
        }
        const std::string_view key = setting.substr(0, equals);
        if (choice.settings.contains(key)) {
            throw UsageError(fmt::format("--plugin: '{}' found twice behind {}", key, choice.file));
        }
        set_value(choice.settings, key, setting.substr(equals + 1));
    }
    return choice;
}

void check(Options& options, const std::vector<std::string>& known) {
    check_callbacks(options.callbacks, known);
    const double learning_rate = options.recipe.learning_rate;
    if (!(learning_rate > 0.0 && std::isfinite(learning_rate))) {
        throw UsageError(
            fmt::format("--learning-rate: '{}' found, expected a number above 0", learning_rate));
    }
    if (!std::filesystem::is_regular_file(options.data)) {
        throw UsageError(fmt::format("--data: '{}' found, expected an existing file", options.data));
    }
}

}  // namespace

std::optional<Options> parse_options(int argc, const char* const* argv,
                                     const std::vector<std::string>& known_callbacks,
                                     const std::vector<std::string>& default_callbacks) {
    Options options;
    options.callbacks = default_callbacks;
    Recipe& recipe = options.recipe;
    const CLI::Validator count = whole_number(1, 1'000'000);
    const CLI::Validator seed = whole_number(0, std::numeric_limits<std::uint64_t>::max());

    CLI::App app{"Trains a network with one hidden layer on handwritten digits.", "train"};
    app.option_defaults()->always_capture_default();
    app.add_option("--epochs", recipe.epochs, "How often to go through the training digits")->check(count);
    app.add_option("--batch-size", recipe.batch_size, "How many digits a step takes")->check(count);
    app.add_option("--learning-rate", recipe.learning_rate, "The highest learning rate, after the warm-up");
    app.add_option("--seed", recipe.seed, "Fixes the split, the first weights and the order")->check(seed);
    app.add_option(
           "--ranks", options.ranks,
           "How many processes train together, each with a part of every batch; ./demo/run starts them")
        ->check(count);
    app.add_option("--callbacks", options.callbacks,
                   fmt::format("Which callbacks run, in this order: some of {}; or none",
                               fmt::join(known_callbacks, ",")))
        ->delimiter(',')
        ->allow_extra_args(false);
    std::vector<std::string> plugins;
    app.add_option(
           "--plugin", plugins,
           "Also run the callbacks of this shared library, made with these settings; may be repeated, "
           "and WEFT_CALLBACKS=a.so:b.so in the environment names more")
        ->type_name("FILE[,KEY=VALUE...]")
        ->allow_extra_args(false);
    app.add_option("--python", options.python,
                   "Also run an object of this class, made without arguments; may be repeated")
        ->type_name("FILE:CLASS")
        ->allow_extra_args(false);
    app.add_option("--checkpoints", options.checkpoints,
                   "The folder for the last checkpoint and the best one");
    app.add_flag("--resume", options.resume, "Go on from the last checkpoint in that folder");
    app.add_option("--report", options.report,
                   "At the end, write curves, profile and settings to this HTML file");
    app.add_option("--trace", options.trace, "At the end, write a Chrome trace of the calls to this file");
    app.add_option("--csv", options.csv, "Write the metrics of every epoch to this CSV file");
    app.add_option("--tensorboard", options.tensor_board,
                   "Write the metrics for TensorBoard into this folder");
    app.add_option("--data", options.data, "The digits, as CSV or CSV compressed with gzip");
    app.add_flag("--foreground", options.foreground,
                 "Log and save in the thread of the loop, which then waits for the disk");
    app.add_flag("--hooks", options.hooks, "Show who listens to what, and train nothing");
    app.add_flag("--unused", options.unused,
                 "At the end, show what never ran, was never heard or never read");
    app.add_flag("--trace-calls", options.trace_calls, "Show every call on the error stream");
    app.add_flag("--spectrum", options.spectrum,
                 "Show the singular values of the first layer's gradient, at every 50th step");

    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        fmt::print("{}", app.help());
        return std::nullopt;
    } catch (const CLI::ParseError& error) {
        throw UsageError(error.what());
    }
    std::transform(plugins.begin(), plugins.end(), std::back_inserter(options.plugins), parse_plugin);
    check(options, known_callbacks);
    return options;
}

}  // namespace demo
