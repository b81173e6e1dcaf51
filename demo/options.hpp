// SPDX-License-Identifier: MIT
// The options of `train`.
#pragma once

#include "trainer.hpp"

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <weft/arg_map.hpp>

namespace demo {

/// `FILE,key=value`
struct PluginChoice {
    std::string file;
    weft::ArgMap settings;
};

struct Options {
    Recipe recipe;
    int ranks = 1;
    std::string data = WEFT_DEMO_DATA;
    std::vector<std::string> callbacks;
    std::vector<PluginChoice> plugins;
    std::vector<std::string> python;  ///< `FILE:CLASS`
    std::string checkpoints = WEFT_DEMO_CHECKPOINTS;
    bool resume = false;
    std::string report;
    std::string trace;
    std::string csv;
    std::string tensor_board;
    bool foreground = false;
    bool hooks = false;
    bool unused = false;
    bool trace_calls = false;
    bool spectrum = false;
};

/// What was typed cannot be used; the text names the option.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Callbacks are the names that --callbacks takes. Prints the help and returns nothing
/// where it was asked for; throws `UsageError`.
std::optional<Options> parse_options(int argc, const char* const* argv,
                                     const std::vector<std::string>& known_callbacks,
                                     const std::vector<std::string>& default_callbacks);

}  // namespace demo
