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

/// Returns how many ran, unless it goes around a body, which says that it ran.
using Call = std::function<std::optional<std::size_t>(const weft::Fabric&, Texts& heard)>;

class Calling {
public:
    Calling(const weft::Fabric& fabric, Texts& heard, bool is_around)
        : fabric_(fabric), heard_(heard), is_around_(is_around) {}

    template <class... Arguments>
    std::optional<std::size_t> operator()(Arguments&&... arguments) const {
        if (!is_around_) {
            return fabric_.call("on_x", std::forward<Arguments>(arguments)...);
        }
        bool is_entered = false;
        const bool says_so = fabric_.around("on_x", std::forward<Arguments>(arguments)..., [&] {
            is_entered = true;
            heard_.emplace_back("body");
        });
        expect(says_so == is_entered, "a body", {}, heard_, "");
        return std::nullopt;
    }

private:
    const weft::Fabric& fabric_;
    Texts& heard_;
    bool is_around_;
};

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
        std::visit(
            [&](const auto& value) {
                if (arguments.front().is_lazy) {
                    fabric.call("on_x", weft::lazy([&value] { return value; }));
                } else {
                    fabric.call("on_x", value);
                }
            },
            arguments.front().value);
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
std::optional<std::size_t> pass(const Calling& calling, std::vector<Argument>& arguments) {
    const auto call = [&](auto& value, const Argument& argument, const auto&... more) {
        if (argument.is_lazy) {
            const auto lazy = weft::lazy([&value] { return value; });
            return argument.name.empty() ? calling(lazy, more...)
                                         : calling(weft::arg(argument.name, lazy), more...);
        }
        if (argument.name.empty()) {
            return argument.is_mutable ? calling(value, more...) : calling(std::as_const(value), more...);
        }
        return argument.is_mutable ? calling(weft::arg(argument.name, value), more...)
                                   : calling(weft::arg(argument.name, std::as_const(value)), more...);
    };
    if (arguments.empty()) {
        return calling();
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
                bool names_are_bad, bool is_around, const Call& call) {
    Texts expected;
    std::size_t runs = 0;
    bool is_refused = names_are_bad;
    bool is_vetoed = false;
    for (const fuzz::HandlerCase& one : cases) {
        if (!is_vetoed) {
            is_refused = is_refused || !one.expect(arguments, expected);
            runs += is_refused ? 0 : 1;
            is_vetoed = !is_refused && one.vetoes;
        }
    }
    if (is_around && !is_refused && !is_vetoed) {
        expected.emplace_back("body");
    }
    Texts heard;
    weft::Fabric fabric;
    for (const fuzz::HandlerCase& one : cases) {
        one.connect(fabric, heard);
    }
    for (int again = 0; again < 2; ++again) {  // The second time it is known how the handler is filled.
        heard.clear();
        try {
            const std::optional<std::size_t> ran = call(fabric, heard);
            expect(!is_refused && ran.value_or(runs) == runs && heard == expected, "a call", expected, heard,
                   "");
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
        const bool is_around = data.ConsumeBool();
        check_call(cases, arguments, false, is_around, [&](const weft::Fabric& fabric, Texts& heard) {
            const Calling calling(fabric, heard, is_around);
            return is_mutable ? calling(weft::unpack(map)) : calling(weft::unpack(std::as_const(map)));
        });
        return 0;
    }
    std::vector<Argument> arguments = read_arguments(data, text, 2);
    if (arguments.size() == 2) {
        arguments[1].is_mutable = false;
        arguments[1].value = data.ConsumeBool() ? Value(data.ConsumeIntegral<int>()) : Value(text);
    }
    const bool is_around = data.ConsumeBool();
    check_call(cases, arguments, has_bad_names(arguments), is_around,
               [&](const weft::Fabric& fabric, Texts& heard) {
                   return pass(Calling(fabric, heard, is_around), arguments);
               });
    return 0;
}
