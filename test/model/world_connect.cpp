// SPDX-License-Identifier: MIT
// Extras are chosen by their types: each manner is an instance of its own.
#include "world_connect.hpp"

#include "arguments.hpp"

#include <cmath>
#include <optional>
#include <string>
#include <utility>

using namespace weft::literals;

namespace model {

namespace {

/// Connects a function by its names in each manner. What a predicate holds ends with its handler, like what that holds.
class Connecting {
public:
    Connecting(weft::Fabric& fabric, std::size_t hook, const Manner& manner, const Part& part)
        : fabric_(fabric), hook_(hook_names.at(hook)), manner_(manner), part_(part) {}

    template <class Function, class... Names>
    weft::Connection as(Function function, const Names&... names) const {
        const auto with = [&](const auto&... extras) {
            return connect(std::move(function), extras..., names...);
        };
        if (manner_.at_front) {
            return manner_.once ? with(weft::at_front, weft::once) : with(weft::at_front);
        }
        return manner_.once ? with(weft::once) : with();
    }

private:
    template <class Function, class... Extras>
    weft::Connection connect(Function function, const Extras&... extras) const {
        if (manner_.when != When::absent) {
            const auto predicate = [part = part_, when = manner_.when](const weft::Args& args) {
                part.token->expect_alive();
                return holds_in_weft(*part.behaviour, part.actor, when, args);
            };
            if (manner_.every > 0) {
                return fabric_.connect(hook_, std::move(function), weft::when(predicate), extras...,
                                       weft::every(manner_.every));
            }
            return fabric_.connect(hook_, std::move(function), extras..., weft::when(predicate));
        }
        if (manner_.every > 0) {
            return fabric_.connect(hook_, std::move(function), extras..., weft::every(manner_.every));
        }
        return fabric_.connect(hook_, std::move(function), extras...);
    }

    weft::Fabric& fabric_;
    const char* hook_;
    const Manner& manner_;
    const Part& part_;
};

weft::Connection connect_around(const Connecting& connect, std::size_t hook, Shape shape, const Part& part) {
    switch (shape) {
        case Shape::around_x:
            return connect.as(
                [part, hook](int x, const weft::Next& next) {
                    part.ran(hook, {x, 0}, &next);
                },
                "x"_a);
        case Shape::around_all:
            return connect.as([part, hook](const weft::Next& next, const weft::Args& args) {
                part.ran_with_all(hook, args, &next);
            });
        case Shape::around_answer:
            return connect.as(
                [part, hook](const weft::Next& next, int x) {
                    part.ran(hook, {x, 0}, &next);
                    return x;
                },
                "x"_a);
        default: return connect.as([part, hook](const weft::Next& next) { part.ran(hook, {0, 0}, &next); });
    }
}

}  // namespace

weft::Connection connect_handler(weft::Fabric& fabric, std::size_t hook, Shape shape, const Manner& manner,
                                 const Part& part) {
    if (manner.order.has_value()) {
        return connect_in_order(fabric, hook, shape, manner, part);
    }
    const Connecting connect(fabric, hook, manner, part);
    switch (shape) {
        case Shape::x: return connect.as([part, hook](int x) { part.ran(hook, {x, 0}); }, "x"_a);
        case Shape::x_and_y:
            return connect.as(
                [part, hook](int x, double& y) {
                    part.ran(hook, {x, std::lround(2 * y++)});
                },
                "x"_a, "y"_a);
        case Shape::x_with_default:
            return connect.as([part, hook](int x) { part.ran(hook, {x, 0}); }, "x"_a = default_x);
        case Shape::optional_x:
            return connect.as(
                [part, hook](std::optional<int> x) {
                    part.ran(hook, {x.has_value() ? *x : not_passed, 0});
                },
                "x"_a);
        case Shape::all:
            return connect.as([part, hook](const weft::Args& args) { part.ran_with_all(hook, args); });
        case Shape::answer:
            return connect.as(
                [part, hook](int x) {
                    part.ran(hook, {x, 0});
                    return x;
                },
                "x"_a);
        case Shape::text:
            return connect.as([part, hook] {
                part.ran(hook, {0, 0});
                return std::string("text");
            });
        case Shape::nothing: return connect.as([part, hook] { part.ran(hook, {0, 0}); });
        default: return connect_around(connect, hook, shape, part);
    }
}

}  // namespace model
