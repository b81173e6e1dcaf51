// SPDX-License-Identifier: MIT
// Calls from bytes: what handlers hear, and what is refused, has to be what the table says. Argument maps as well.
#include "handlers.hpp"
#include "maps.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <functional>

namespace {

using fuzz::Argument;
using fuzz::Texts;
using fuzz::Value;

void expect(bool is_right, const char* what, const Texts& expected, const Texts& heard,
            std::string_view error) {
    if (!is_right) {
        fmt::print(stderr, "{}\n  expected {}\n  heard    {}\n  error    {}\n", what,
                   fmt::join(expected, " | "), fmt::join(heard, " | "), error);
        std::abort();
    }
}

using Call = std::function<std::size_t(const weft::Fabric&)>;

/// What a map keeps of a value: its text, if it is any.
Value as_kept(const Value& value) {
    if (const auto* const view = std::get_if<std::string_view>(&value)) {
        return std::string(*view);
    }
    const auto* const pointer = std::get_if<const char*>(&value);
    return pointer != nullptr && *pointer != nullptr ? Value(std::string(*pointer)) : value;
}

bool is_null(const Value& value) {
    const auto* const pointer = std::get_if<const char*>(&value);
    return pointer != nullptr && *pointer == nullptr;
}

/// A map with the arguments that it can hold; they become those.
weft::ArgMap to_map(std::vector<Argument>& arguments, bool is_mutable) {
    std::vector<Argument> kept;
    weft::ArgMap map;
    if (!arguments.empty() && arguments.front().name.empty() && !is_null(arguments.front().value)) {
        weft::Fabric fabric;
        fabric.connect("on_x", [&map](const weft::Args& args) { map = weft::ArgMap(args); });
        std::visit([&](const auto& value) { fabric.call("on_x", value); }, arguments.front().value);
        kept.push_back({"", as_kept(arguments.front().value), is_mutable});
    }
    for (const Argument& argument : arguments) {
        if (argument.name.empty() || is_null(argument.value)) {
            continue;
        }
        std::visit([&](const auto& value) { map.set(argument.name, value); }, argument.value);
        const auto same = std::find_if(kept.begin(), kept.end(),
                                       [&](const Argument& one) { return one.name == argument.name; });
        if (same != kept.end()) {
            same->value = as_kept(argument.value);
        } else {
            kept.push_back({argument.name, as_kept(argument.value), is_mutable});
        }
    }
    arguments = std::move(kept);
    return map;
}

/// A call that passes at most one positional argument and one named one, each as the variable that it is.
std::size_t pass(const weft::Fabric& fabric, std::vector<Argument>& arguments) {
    const auto call = [&](auto& value, const Argument& argument, const auto&... more) {
        if (argument.is_lazy) {
            const auto lazy = weft::lazy([&value] { return value; });
            return argument.name.empty() ? fabric.call("on_x", lazy, more...)
                                         : fabric.call("on_x", weft::arg(argument.name, lazy), more...);
        }
        if (argument.name.empty()) {
            return argument.is_mutable ? fabric.call("on_x", value, more...)
                                       : fabric.call("on_x", std::as_const(value), more...);
        }
        return argument.is_mutable
                   ? fabric.call("on_x", weft::arg(argument.name, value), more...)
                   : fabric.call("on_x", weft::arg(argument.name, std::as_const(value)), more...);
    };
    if (arguments.empty()) {
        return fabric.call("on_x");
    }
    Argument& first = arguments.front();
    return std::visit(
        [&](auto& value) {
            if (arguments.size() == 1) {
                return call(value, first);
            }
            const Argument& second = arguments[1];
            if (const auto* const number = std::get_if<int>(&second.value)) {
                return call(value, first, weft::arg(second.name, *number));
            }
            return call(value, first, weft::arg(second.name, std::get<std::string>(second.value)));
        },
        first.value);
}

std::vector<Argument> read_arguments(FuzzedDataProvider& data, const std::string& text, std::size_t most) {
    std::vector<Argument> arguments;
    const auto count = data.ConsumeIntegralInRange<std::size_t>(0, most);
    for (std::size_t i = 0; i < count; ++i) {
        const bool is_positional = i == 0 && data.ConsumeBool();
        std::string name = is_positional ? std::string() : fuzz::read_name(data);
        arguments.push_back(
            {std::move(name), fuzz::read_value(data, text), data.ConsumeBool(), data.ConsumeBool()});
    }
    return arguments;
}

/// Whether weft has to refuse the names before it looks at any handler. The first argument may be positional.
bool has_bad_names(const std::vector<Argument>& arguments) {
    return arguments.size() == 2 && (arguments[1].name.empty() || arguments[0].name == arguments[1].name);
}

void check_call(const std::vector<fuzz::HandlerCase>& cases, const std::vector<Argument>& arguments,
                bool names_are_bad, const Call& call) {
    Texts expected;
    std::size_t runs = 0;
    bool is_refused = names_are_bad;
    for (const fuzz::HandlerCase& one : cases) {
        is_refused = is_refused || !one.expect(arguments, expected);
        runs += is_refused ? 0 : 1;
    }
    Texts heard;
    weft::Fabric fabric;
    for (const fuzz::HandlerCase& one : cases) {
        one.connect(fabric, heard);
    }
    for (int again = 0; again < 2; ++again) {  // The second time it is known how the handler is filled.
        heard.clear();
        try {
            const std::size_t ran = call(fabric);
            expect(!is_refused && ran == runs && heard == expected, "a call", expected, heard, "");
        } catch (const weft::ArgumentError& error) {
            const std::string_view text = error.what();
            expect(is_refused && heard == expected && text.starts_with("on_x: "), "a refusal", expected,
                   heard, text);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    FuzzedDataProvider data(bytes, size);
    const std::string text = data.ConsumeRandomLengthString(12);
    if (data.ConsumeBool()) {
        fuzz::check_map(data, text);
        return 0;
    }
    std::vector<fuzz::HandlerCase> cases;
    const auto count = data.ConsumeIntegralInRange<std::size_t>(1, 2);
    for (std::size_t i = 0; i < count; ++i) {
        const std::vector<fuzz::HandlerCase>& all = fuzz::all_handlers();
        cases.push_back(all[data.ConsumeIntegralInRange<std::size_t>(0, all.size() - 1)]);
    }
    if (data.ConsumeBool()) {
        std::vector<Argument> arguments = read_arguments(data, text, 4);
        const bool is_mutable = data.ConsumeBool();
        weft::ArgMap map = to_map(arguments, is_mutable);
        check_call(cases, arguments, false, [&](const weft::Fabric& fabric) {
            return is_mutable ? fabric.call("on_x", weft::unpack(map))
                              : fabric.call("on_x", weft::unpack(std::as_const(map)));
        });
        return 0;
    }
    std::vector<Argument> arguments = read_arguments(data, text, 2);
    if (arguments.size() == 2) {
        arguments[1].is_mutable = false;
        arguments[1].value = data.ConsumeBool() ? Value(data.ConsumeIntegral<int>()) : Value(text);
    }
    check_call(cases, arguments, has_bad_names(arguments),
               [&](const weft::Fabric& fabric) { return pass(fabric, arguments); });
    return 0;
}
