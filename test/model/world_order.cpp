// SPDX-License-Identifier: MIT
// Registers with extras of order. They are chosen by their types: a name that is not asked for is one that nobody has.
#include "world_connect.hpp"

#include "order.hpp"

#include <string>
#include <utility>

using namespace weft::literals;

namespace model {

namespace {

/// A name of nobody, as an extra needs one.
std::string name_of(std::string_view asked) {
    return std::string(asked.empty() ? "nobody else" : asked);
}

/// Registers with the extras of the order, and others.
template <class Register>
weft::Connection with_order(const OrderAsked& order, const Register& with) {
    const auto before = weft::before(name_of(others.at(order.before)[0]));
    const auto before_too = weft::before(name_of(others.at(order.before)[1]));
    const auto after = weft::after(name_of(others.at(order.after)[0]), name_of(others.at(order.after)[1]));
    const auto in_group = [&](const auto&... name) {
        switch (order.group) {
            case Group::first: return with(before, weft::before_all, after, before_too, name...);
            case Group::last: return with(name..., before, before_too, after, weft::after_all);
            default: return with(before, name..., after, before_too);
        }
    };
    return order.name > 0 ? in_group(weft::named(std::string(given_names.at(order.name)))) : in_group();
}

}  // namespace

weft::Connection connect_in_order(weft::Fabric& fabric, std::size_t hook, Shape shape, const Manner& manner,
                                  const Part& part) {
    const auto connect = [&](const auto& function, const auto&... parameters) {
        return with_order(*manner.order, [&](const auto&... order) {
            const auto with = [&](const auto&... extras) {
                return fabric.connect(hook_names.at(hook), function, parameters..., extras..., order...);
            };
            if (manner.at_front) {
                return manner.once ? with(weft::at_front, weft::once) : with(weft::at_front);
            }
            return manner.once ? with(weft::once) : with();
        });
    };
    switch (shape) {
        case Shape::x: return connect([part, hook](int x) { part.ran(hook, {x, 0}); }, "x"_a);
        case Shape::answer:
            return connect(
                [part, hook](int x) {
                    part.ran(hook, {x, 0});
                    return x;
                },
                "x"_a);
        case Shape::around:
            return connect([part, hook](const weft::Next& next) { part.ran(hook, {0, 0}, &next); });
        default: return connect([part, hook] { part.ran(hook, {0, 0}); });
    }
}

weft::Connection add_callback(weft::Fabric& fabric, weft::Callback callback, const Manner& manner,
                              Behaviour& behaviour, Actor actor) {
    const auto add = [&](const auto&... extras) {
        return manner.at_front ? fabric.add(std::move(callback), weft::at_front, extras...)
                               : fabric.add(std::move(callback), extras...);
    };
    const auto predicate = weft::when([&behaviour, actor, when = manner.when](const weft::Args& args) {
        return holds_in_weft(behaviour, actor, when, args);
    });
    if (manner.order.has_value()) {
        return with_order(*manner.order, [&](const auto&... order) {
            return manner.when == When::absent ? add(order...) : add(predicate, order...);
        });
    }
    if (manner.when == When::absent) {
        return manner.every > 0 ? add(weft::every(manner.every)) : add();
    }
    return manner.every > 0 ? add(weft::every(manner.every), predicate) : add(predicate);
}

}  // namespace model
