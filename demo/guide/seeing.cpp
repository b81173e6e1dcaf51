// SPDX-License-Identifier: MIT
// Who listens, what is called, what ran: the fabric printed, an observer, a trace.
#include <functional>
#include <regex>
#include <string>
#include <string_view>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

struct Logger {
    void on_step(int step, double loss) { last = loss / step; }
    void on_end() {}

    double last = 0.0;
};
WEFT_CALLBACK(Logger, (on_step, step, loss), (on_end))

struct Saver {
    void on_end() {}
};
WEFT_CALLBACK(Saver, (on_end))

/// Counts calls, and of those the ones that nobody hears.
struct Counter {
    int calls = 0;
    int unheard = 0;

    void operator()(const weft::Event& event) {
        if (event.kind() == weft::EventKind::call_end) {
            ++calls;
            unheard += event.ran() == 0 ? 1 : 0;
        }
    }
};

void run(const weft::Fabric& fabric) {
    fabric.call("on_start");
    for (int step = 1; step <= 2; ++step) {
        fabric.call("on_step", "step"_a = step, "loss"_a = 1.0 / step);
    }
    fabric.call("on_end");
}

/// Durations differ from run to run.
void print_without_durations(std::string_view line) {
    static const std::regex duration("[0-9.]+ us");
    fmt::print("{}\n", std::regex_replace(std::string(line), duration, "? us"));
}

int main() {
    weft::Fabric fabric{Logger{}};
    const weft::Connection saver = fabric.add(Saver{}, weft::at_front);
    const weft::Block block = saver.block();

    fmt::print("{}\n\n", fabric);

    for (const weft::HookInfo& hook : fabric.hooks()) {
        fmt::print("{}: {} handlers\n", hook.name, hook.handlers.size());
    }

    Counter counter;
    {
        const weft::ScopedConnection counting = fabric.observe(std::ref(counter));
        run(fabric);
    }
    fmt::print("\n{} calls, {} of them heard by nobody\n\n", counter.calls, counter.unheard);

    fabric.observe(weft::Trace(print_without_durations));
    run(fabric);
}
