// SPDX-License-Identifier: MIT
// What both shared objects of this test know: types in a header, compiled into each, and what the two offer.
#pragma once

#include <weft/weft.hpp>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <typeinfo>
#include <vector>

#define SHARED_OBJECTS_EXPORT extern "C" WEFT_DETAIL_EXPORTED

namespace shared_objects {

struct Item {
    int value = 0;
    std::string text;
};

struct Shape {
    virtual ~Shape() = default;
    [[nodiscard]] virtual int corners() const { return 0; }
    int colour = 7;
};

struct Padding {
    virtual ~Padding() = default;
    long bytes = 99;
};

/// The base is not at the begin.
struct Square : Padding, Shape {
    [[nodiscard]] int corners() const override { return 4; }
};

struct Triangle : Padding, virtual Shape {
    [[nodiscard]] int corners() const override { return 3; }
};

enum class Hand { left, right };

/// Both sides mean the same by it where they mean the same by `Type`.
template <class Type, Hand hand>
struct Held {
    Type value{};
};

/// Known by its type alone: nobody exports it.
struct Stop : std::runtime_error {
    explicit Stop(int its_code) : std::runtime_error("stop"), code(its_code) {}
    int code;
};

struct Recorder {
    std::vector<std::string> seen;

    void on_item(const Item& item, double loss, const std::string& phase) {
        seen.push_back(fmt::format("{} {} {} {}", item.value, item.text, loss, phase));
    }
    void on_shape(const Shape& shape) {
        seen.push_back(fmt::format("{} corners, colour {}", shape.corners(), shape.colour));
    }
    [[nodiscard]] Item on_ask(int value) const { return {value, "answer"}; }
};
WEFT_CALLBACK(Recorder, (on_item, item, loss, phase), (on_shape, shape), (on_ask, value))

/// One side sees a `Reading` of it.
struct Measure {
    double value = 0.5;
};

struct Sensor {
    Measure on_measure() { return {}; }
};
WEFT_CALLBACK(Sensor, (on_measure))

/// What a function that calls caught, by its type.
enum class Caught : std::uint8_t { nothing, argument_error, stop, other };

/// The two shared objects offer the same, each from its own code.
struct Side {
    void (*add_recorder)(weft::Fabric& fabric, const std::shared_ptr<Recorder>& recorder);
    void (*connect_stop)(weft::Fabric& fabric, int code);
    void (*connect_private)(weft::Fabric& fabric, int& seen);
    void (*connect_private_base)(weft::Fabric& fabric, int& seen);
    void (*connect_item_change)(weft::Fabric& fabric);
    /// A handler for each of several types that are local to the side, on a hook of its own.
    void (*connect_locals)(weft::Fabric& fabric, int& runs);
    void (*connect_held)(weft::Fabric& fabric, int& runs);

    Caught (*call)(const weft::Fabric& fabric, const char* hook, int& code);
    std::size_t (*pass_item)(const weft::Fabric& fabric, Item& item);
    std::size_t (*pass_shapes)(const weft::Fabric& fabric);
    Caught (*pass_private)(const weft::Fabric& fabric);
    Caught (*pass_private_derived)(const weft::Fabric& fabric);
    /// How many of the side's own local types are refused.
    int (*pass_locals)(const weft::Fabric& fabric);
    Caught (*pass_held)(const weft::Fabric& fabric);
    Caught (*pass_map)(const weft::Fabric& fabric, const weft::ArgMap& map);
    int (*ask)(const weft::Fabric& fabric, int value);
    void (*fill)(weft::ArgMap& map);
    int (*read)(const weft::ArgMap& map);
    bool (*holds_private)(const weft::ArgMap& map);
    Caught (*pass_measure)(const weft::Fabric& fabric);
    void (*add_sensor)(weft::Fabric& fabric);
    void (*fill_with_measure)(weft::ArgMap& map);

    // For libc++ a type that two sides have each for themselves is two: `catch` takes none for the other.
    const std::type_info* shape;
    const std::type_info* stop;
};

}  // namespace shared_objects
