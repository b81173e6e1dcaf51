// SPDX-License-Identifier: MIT
// Asks for one argument as a Parameter in every way the contract knows, and says what arrives.
#pragma once

#include <weft/weft.hpp>

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace receiving {

enum class Passing { by_name, by_run_time_name, by_position };

struct Way {
    const char* hook;
    Passing passing;
};

inline constexpr Way ways[]{
    {"value", Passing::by_name},
    {"value", Passing::by_run_time_name},
    {"value", Passing::by_position},
    {"reference", Passing::by_name},
    {"reference", Passing::by_run_time_name},
    {"reference", Passing::by_position},
    {"index", Passing::by_name},
    {"index", Passing::by_run_time_name},
    {"index", Passing::by_position},
    {"iteration", Passing::by_name},
    {"iteration", Passing::by_run_time_name},
    {"iteration", Passing::by_position},
    {"name", Passing::by_name},
    {"name", Passing::by_run_time_name},
};

/// Passes a value of one type. Made once a type, whatever the parameters are that it is tried with.
using Pass = std::size_t (*)(const weft::Fabric& fabric, const Way& way, const void* value);

template <class Value>
std::size_t pass(const weft::Fabric& fabric, const Way& way, const void* value) {
    using namespace weft::literals;
    const Value& passed = *static_cast<const Value*>(value);
    if (way.passing == Passing::by_name)
        return fabric.call(way.hook, "x"_a = passed);
    if (way.passing == Passing::by_run_time_name)
        return fabric.call(way.hook, weft::arg(std::string{"x"}, passed));
    return fabric.call(way.hook, passed);
}

/// Which ways of asking a receiver tries: those through Args and Arg cost more to compile than they are worth for each
/// of many types.
enum class Asking { directly, in_every_way };

/// One handler per way of asking: by value, by const reference, and through Args and Arg.
template <class Parameter, Asking asking = Asking::in_every_way>
class Receiver {
public:
    Receiver() {
        using namespace weft::literals;
        fabric_.connect(
            "value", [this](Parameter found) { compare(found); }, "x"_a);
        fabric_.connect(
            "reference", [this](const Parameter& found) { compare(found); }, "x"_a);
        if constexpr (asking == Asking::in_every_way) {
            fabric_.connect("index", [this](const weft::Args& args) { compare(args.get<Parameter>(0)); });
            fabric_.connect("iteration", [this](const weft::Args& args) {
                for (const auto& argument : args)
                    compare(argument.template get<Parameter>());
            });
            fabric_.connect("name", [this](const weft::Args& args) { compare(args.get<Parameter>("x")); });
        }
    }
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    /// True if `value`, passed by name, run-time name and position, arrives everywhere as `expected`.
    template <class Value>
    [[nodiscard]] bool takes(const Value& value, const Parameter& expected) {
        return takes(pass<Value>, std::addressof(value), expected);
    }
    [[nodiscard]] bool takes(Pass passing, const void* value, const Parameter& expected) {
        expected_ = &expected;
        for (const Way& way : tried) {
            matches_ = false;
            try {
                if (passing(fabric_, way, value) != 1U || !matches_)
                    return false;
            } catch (const weft::ArgumentError&) {
                return false;
            }
        }
        return true;
    }

    /// True if `value` throws ArgumentError in every way of passing and asking.
    template <class Value>
    [[nodiscard]] bool refuses(const Value& value) {
        return refuses(pass<Value>, std::addressof(value));
    }
    [[nodiscard]] bool refuses(Pass passing, const void* value) {
        expected_ = nullptr;
        for (const Way& way : tried) {
            try {
                passing(fabric_, way, value);
                return false;
            } catch (const weft::ArgumentError&) {
            }
        }
        return true;
    }

private:
    static constexpr std::span<const Way> tried =
        std::span(ways).first(asking == Asking::directly ? 6 : std::size(ways));

    void compare(const Parameter& found) { matches_ = expected_ != nullptr && found == *expected_; }

    weft::Fabric fabric_;
    const Parameter* expected_ = nullptr;
    bool matches_ = false;
};

}  // namespace receiving
