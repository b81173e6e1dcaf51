// SPDX-License-Identifier: MIT
// One side of the border. It is compiled into two shared objects, and each finds in the other a stranger.
#include "both_sides.hpp"

#include <array>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

using namespace weft::literals;
using namespace shared_objects;

#ifndef SHARED_OBJECTS_OTHER_SIDE
template <>
struct weft::Reading<Measure> {
    static std::optional<double> number(const Measure& measure) { return measure.value; }
};
#endif

namespace {

// Of the same name in both objects, and two types nevertheless: these differ in what they hold.
struct Private {
#ifdef SHARED_OBJECTS_OTHER_SIDE
    std::string text = "other";
#endif
    int value = 1;
};

struct PrivateBase {
    int value = 2;
};

struct PrivateDerived : PrivateBase {};

// What is local to a static function has no anonymous namespace in its name.
[[maybe_unused]] static auto local_of_function() {
    struct Local {
#ifdef SHARED_OBJECTS_OTHER_SIDE
        std::string text = "other";
#endif
        int value = 3;
    };
    return Local();
}

template <class Type>
[[maybe_unused]] static auto local_of_template() {
    struct Local {
        std::array<Type, sizeof(Private)> values{};
    };
    return Local();
}

static int static_number = 0;

template <auto* object>
struct Of {};

[[maybe_unused]] static const auto closure = [](int) { return sizeof(Private); };

using Local = decltype(local_of_function());
using Locals =
    std::tuple<Local, Local*, std::vector<Local>, std::array<Local, 12>, std::optional<Local>,
               void (*)(Local), int Local::*, Held<Local, Hand::right>, decltype(local_of_template<int>()),
               Of<&static_number>, decltype(closure)*, std::vector<Private>, Private*>;

template <class Action>
void for_each_local(Action action) {
    [&]<std::size_t... index>(std::index_sequence<index...>) {
        (action(fmt::format("on_local_{}", index), std::tuple_element_t<index, Locals>()), ...);
    }(std::make_index_sequence<std::tuple_size_v<Locals>>());
}

template <class Action>
Caught caught_from(Action action, int& code) {
    try {
        action();
    } catch (const weft::ArgumentError&) {
        return Caught::argument_error;
    } catch (const Stop& stop) {
        code = stop.code;
        return Caught::stop;
    } catch (...) {
        return Caught::other;
    }
    return Caught::nothing;
}

template <class Action>
Caught caught_from(Action action) {
    int code = 0;
    return caught_from(action, code);
}

void add_recorder(weft::Fabric& fabric, const std::shared_ptr<Recorder>& recorder) {
    fabric.add(recorder);
}

void connect_stop(weft::Fabric& fabric, int code) {
    fabric.connect("on_stop", [code] { throw Stop(code); });
}

void connect_private(weft::Fabric& fabric, int& seen) {
    fabric.connect(
        "on_private", [&seen](const Private& one) { seen = one.value; }, "one"_a);
}

void connect_private_base(weft::Fabric& fabric, int& seen) {
    fabric.connect(
        "on_private", [&seen](const PrivateBase& one) { seen = one.value; }, "one"_a);
}

void connect_locals(weft::Fabric& fabric, int& runs) {
    for_each_local([&]<class Type>(const std::string& hook, const Type&) {
        fabric.connect(
            hook, [&runs](const Type&) { ++runs; }, "one"_a);
    });
}

void connect_held(weft::Fabric& fabric, int& runs) {
    fabric.connect(
        "on_held", [&runs](const Held<Item, Hand::left>&) { ++runs; }, "one"_a);
}

void connect_item_change(weft::Fabric& fabric) {
    fabric.connect(
        "on_item", [](Item& item) { ++item.value; }, "item"_a, weft::at_front);
}

Caught call(const weft::Fabric& fabric, const char* hook, int& code) {
    return caught_from([&] { fabric.call(hook, "surplus"_a = 1); }, code);
}

std::size_t pass_item(const weft::Fabric& fabric, Item& item) {
    const char* const phase = "train";
    return fabric.call("on_item", "item"_a = item, "loss"_a = 1, "phase"_a = phase);
}

std::size_t pass_shapes(const weft::Fabric& fabric) {
    const Square square;
    Triangle triangle;
    return fabric.call("on_shape", "shape"_a = square) + fabric.call("on_shape", "shape"_a = triangle);
}

Caught pass_private(const weft::Fabric& fabric) {
    const Private one;
    return caught_from([&] { fabric.call("on_private", "one"_a = one); });
}

Caught pass_private_derived(const weft::Fabric& fabric) {
    const PrivateDerived one;
    return caught_from([&] { fabric.call("on_private", "one"_a = one); });
}

int pass_locals(const weft::Fabric& fabric) {
    int refused = 0;
    for_each_local([&](const std::string& hook, const auto& one) {
        refused += caught_from([&] { fabric.call(hook, "one"_a = one); }) == Caught::argument_error ? 1 : 0;
    });
    return refused;
}

Caught pass_held(const weft::Fabric& fabric) {
    const Held<Item, Hand::left> one;
    return caught_from([&] { fabric.call("on_held", "one"_a = one); });
}

Caught pass_map(const weft::Fabric& fabric, const weft::ArgMap& map) {
    return caught_from([&] { fabric.call("on_private", weft::unpack(map)); });
}

int ask(const weft::Fabric& fabric, int value) {
    const std::optional<Item> answer = fabric.first<Item>("on_ask", value);
    return answer ? answer->value : -1;
}

void fill(weft::ArgMap& map) {
    map.set("item", Item{5, "five"});
    map.set("one", Private());
}

int read(const weft::ArgMap& map) {
    return map.get<const Item&>("item").value + (map.get<std::optional<Item>>("item") ? 1 : 0);
}

bool holds_private(const weft::ArgMap& map) {
    for (const weft::Arg& arg : map) {
        if (arg.name() == "one") {
            return arg.is<Private>();
        }
    }
    return false;
}

Caught pass_measure(const weft::Fabric& fabric) {
    return caught_from([&] { fabric.call("on_number", "x"_a = Measure()); });
}

void add_sensor(weft::Fabric& fabric) {
    fabric.add(Sensor());
}

void fill_with_measure(weft::ArgMap& map) {
    map.set("x", Measure());
}

}  // namespace

SHARED_OBJECTS_EXPORT Side shared_objects_side() {
    return {&add_recorder,
            &connect_stop,
            &connect_private,
            &connect_private_base,
            &connect_item_change,
            &connect_locals,
            &connect_held,
            &call,
            &pass_item,
            &pass_shapes,
            &pass_private,
            &pass_private_derived,
            &pass_locals,
            &pass_held,
            &pass_map,
            &ask,
            &fill,
            &read,
            &holds_private,
            &pass_measure,
            &add_sensor,
            &fill_with_measure,
            &typeid(Shape),
            &typeid(Stop)};
}
