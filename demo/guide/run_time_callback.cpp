// SPDX-License-Identifier: MIT
// A callback that a settings file describes: which hooks it hears, and what it prints of them.
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

/// One line for each hook: its name, and the arguments to print.
weft::DynamicCallback printer(const std::string& settings) {
    weft::DynamicCallback callback{"Printer"};
    std::istringstream lines(settings);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string hook;
        words >> hook;
        std::vector<weft::DynamicParameter> parameters;
        for (std::string name; words >> name;) {
            parameters.emplace_back(name);
        }
        callback.on(hook, parameters, [hook](const weft::Args& args) { fmt::print("{} {}\n", hook, args); });
    }
    return callback;
}

int main() {
    weft::Fabric fabric;
    fabric.add(printer("on_step loss\non_end\n"));
    fmt::print("{}\n", fabric);

    fabric.call("on_step", "step"_a = 1, "loss"_a = 0.5);
    fabric.call("on_end");
    try {
        fabric.call("on_step", "step"_a = 2, "los"_a = 0.25);
    } catch (const weft::ArgumentError& error) {
        fmt::print("{}\n", error.what());
    }
}
