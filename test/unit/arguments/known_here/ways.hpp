// SPDX-License-Identifier: MIT
// What two files of one program do alike, of which one knows more of the same types: it sees their Readings, and that an Engine
// is a Part. All templates are instantiated with the same types in both, so the linker has to tell them apart.
#pragma once

#include "types.hpp"

#include <weft/weft.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace known {

inline Measure measure_of(const weft::Args& /*args*/) {
    return {};
}

inline Measure measure_around(const weft::Args& /*args*/, const weft::Next& next) {
    next();
    return {};
}

inline Measure measure() {
    return {};
}

inline void do_nothing() {}

struct Sensor {
    Measure on_ask() { return {}; }
    std::optional<Measure> on_ask_again() { return Measure{}; }
    Engine* on_ask_part() { return engine(); }
};
WEFT_CALLBACK(Sensor, (on_ask), (on_ask_again), (on_ask_part))

/// How often each way has shown that the file knows its types, and how often that it does not.
struct Count {
    int knows = 0;
    int knows_not = 0;

    void note(bool it_knows) { (it_knows ? knows : knows_not) += 1; }
};

}  // namespace known

namespace {

using namespace weft::literals;

template <class Call>
bool succeeds(Call call) {
    try {
        return call() > 0;
    } catch (const weft::ArgumentError&) {
        return false;
    }
}

/// Passes a `Measure` to the hook in every way; a handler there takes a `double x`.
[[maybe_unused]] void pass_measures(const weft::Fabric& fabric, known::Count& count) {
    const known::Measure measure;
    known::Measure variable;
    const char* const hook = "on_number";
    count.note(succeeds([&] { return fabric.call(hook, "x"_a = measure); }));
    count.note(succeeds([&] { return fabric.call(hook, "x"_a = variable); }));
    count.note(succeeds([&] { return fabric.call(hook, "x"_a = known::Measure()); }));
    count.note(succeeds([&] { return fabric.call(hook, measure); }));
    count.note(succeeds([&] { return fabric.call(hook, weft::arg("x", measure)); }));
    count.note(succeeds([&] { return fabric.call(hook, "x"_a = weft::lazy(&known::measure)); }));
    count.note(succeeds([&] { return fabric.collect<int>(hook, "x"_a = measure).size(); }));
    count.note(succeeds([&] { return fabric.first<int>(hook, "x"_a = measure).has_value() ? 1 : 0; }));
    count.note(succeeds([&] { return fabric.around(hook, "x"_a = measure, &known::do_nothing) ? 1 : 0; }));
    weft::ArgMap map{"x"_a = measure};
    count.note(succeeds([&] { return fabric.call(hook, weft::unpack(map)); }));
    map.set("x", measure);
    count.note(succeeds([&] { return fabric.call(hook, weft::unpack(map)); }));
    const weft::ArgMap copy = map;
    count.note(succeeds([&] { return fabric.call(hook, weft::unpack(copy)); }));
    count.note(fmt::format("{}", map) == "{x=measure}");
}

/// Passes an `Engine` to the hook; a handler there takes a pointer to a `Part`.
[[maybe_unused]] void pass_engines(const weft::Fabric& fabric, known::Count& count) {
    known::Engine* const engine = known::engine();
    const std::shared_ptr<known::Engine> shared = known::shared_engine();
    count.note(succeeds([&] { return fabric.call("on_part", "x"_a = engine); }));
    count.note(succeeds([&] { return fabric.call("on_part", weft::arg("x", engine)); }));
    count.note(succeeds([&] { return fabric.call("on_shared_part", "x"_a = shared); }));
    count.note(succeeds([&] { return fabric.call("on_shared_part", shared); }));
    const weft::ArgMap map{"x"_a = engine};
    count.note(succeeds([&] { return fabric.call("on_part", weft::unpack(map)); }));
}

/// Passes an `Engine` to whoever takes exactly that.
[[maybe_unused]] std::size_t pass_exactly(const weft::Fabric& fabric) {
    return fabric.call("on_engine", "x"_a = known::engine()) +
           fabric.call("on_shared_engine", "x"_a = known::shared_engine());
}

[[maybe_unused]] void take_exactly(weft::Fabric& fabric, int& seen) {
    fabric.connect(
        "on_engine", [&seen](known::Engine* x) { seen += x == known::engine() ? 1 : 100; }, "x"_a);
    fabric.connect(
        "on_shared_engine",
        [&seen](const std::shared_ptr<known::Engine>& x) { seen += x == known::shared_engine() ? 1 : 100; },
        "x"_a);
}

/// Binds what returns a `Measure`; whoever asks for a `double` gets it from a file that knows.
[[maybe_unused]] std::vector<weft::Fabric> bind_results() {
    std::vector<weft::Fabric> fabrics(5);
    fabrics[0].connect("on_ask", &known::measure);
    fabrics[1].add(known::Sensor());
    weft::DynamicCallback dynamic("Script");
    dynamic.on("on_ask", weft::everything, &known::measure_of);
    fabrics[2].add(std::move(dynamic));
    weft::DynamicCallback around("Script");
    around.on("on_ask", weft::everything, &known::measure_around);
    fabrics[3].add(std::move(around));
    fabrics[4] = weft::Fabric{known::Sensor(), known::Sensor()};
    return fabrics;
}

}  // namespace

namespace known {

/// What the file that does not know offers.
void pass_measures_unknowing(const weft::Fabric& fabric, Count& count);
void pass_engines_unknowing(const weft::Fabric& fabric, Count& count);
std::size_t pass_exactly_unknowing(const weft::Fabric& fabric);
void take_exactly_unknowing(weft::Fabric& fabric, int& seen);
/// Handlers there take a `Part` of which it knows all.
void take_parts_unknowing(weft::Fabric& fabric);
std::vector<weft::Fabric> bind_results_unknowing();

}  // namespace known
