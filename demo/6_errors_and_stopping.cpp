// SPDX-License-Identifier: MIT
// What goes wrong is said at once, with who, where, found and expected; what a handler throws is yours to judge.
#include <exception>
#include <stdexcept>
#include <string>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

struct Monitor {
    void on_step(int step, double loss) { fmt::print("  Monitor: step {}, loss {}\n", step, loss); }
};
WEFT_CALLBACK(Monitor, (on_step, step, loss))

struct Uploader {
    void on_step(int step) { throw std::runtime_error(fmt::format("no network at step {}", step)); }
};
WEFT_CALLBACK(Uploader, (on_step, step))

/// Any handler can end a loop that looks at its own variable.
struct StopAtThree {
    void on_step(int step, bool& should_stop) { should_stop = should_stop || step == 3; }
};
WEFT_CALLBACK(StopAtThree, (on_step, step, should_stop))

template <class Call>
void show_error(Call call) {
    try {
        call();
    } catch (const weft::ArgumentError& error) {
        fmt::print("  ArgumentError: {}\n", error.what());
    } catch (const std::exception& error) {
        fmt::print("  {}\n", error.what());
    }
}

int main() {
    weft::Fabric fabric{Monitor{}};

    fmt::print("A name that is not quite right, a value that does not fit, a type that is another:\n");
    show_error([&] { fabric.call("on_step", "step"_a = 1, "los"_a = 0.5); });
    show_error([&] { fabric.call("on_step", "step"_a = 5'000'000'000, "loss"_a = 0.5); });
    show_error([&] { fabric.call("on_step", "step"_a = 1, "loss"_a = "low"); });

    fmt::print("What a handler throws leaves the call, and those after it do not run:\n");
    weft::Connection uploader = fabric.add(Uploader{}, weft::at_front);
    show_error([&] { fabric.call("on_step", "step"_a = 1, "loss"_a = 0.5); });

    // The failure above counts, so the first one it sees is the second in a row.
    fmt::print("Unless on_error decides otherwise:\n");
    fabric.on_error([](const weft::Failure& failure) {
        try {
            std::rethrow_exception(failure.exception());
        } catch (const std::exception& error) {
            fmt::print("  {}: {} failed, {} in a row: {}\n", failure.hook(), failure.callback(),
                       failure.consecutive(), error.what());
        }
        if (failure.consecutive() == 3) {
            failure.connection().disconnect();
            fmt::print("  disconnected\n");
        }
    });
    fabric.add(StopAtThree{});
    bool should_stop = false;
    for (int step = 1; !should_stop; ++step) {
        fabric.call("on_step", "step"_a = step, "loss"_a = 1.0 / step, "should_stop"_a = should_stop);
    }
    fmt::print("the uploader is {}\n", uploader.connected() ? "connected" : "disconnected");

    fmt::print("Quarantine blocks who fails that often in a row:\n");
    const weft::Quarantine failed =
        weft::quarantine(2, [](const weft::Quarantined& one) { fmt::print("  {}\n", one); });
    fabric.on_error(failed);
    fabric.add(Uploader{});
    for (int step = 4; step <= 6; ++step) {
        fabric.call("on_step", "step"_a = step, "loss"_a = 1.0 / step, "should_stop"_a = should_stop);
    }
    fmt::print("{} released\n", failed.release());
}
