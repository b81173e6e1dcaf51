// SPDX-License-Identifier: MIT
// Two slips of the finger, silent by nature, and the two ways to hear of them: after a run and before it.
#include <functional>
#include <optional>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

/// Its hook is called on_train_batch_end.
struct Progress {
    void on_train_bach_end(double loss) { fmt::print("loss {:.2f}\n", loss); }
};
WEFT_CALLBACK(Progress, (on_train_bach_end, loss))

/// Its argument is called step. It is optional, so that nothing is missed.
struct Checkpoint {
    void on_train_batch_end(std::optional<int> stepp) {
        if (stepp.has_value()) {
            fmt::print("saved after step {}\n", *stepp);
        }
    }
};
WEFT_CALLBACK(Checkpoint, (on_train_batch_end, stepp))

void train(const weft::Fabric& fabric) {
    for (int step = 1; step <= 3; ++step) {
        fabric.call("on_train_batch_end", "loss"_a = 1.0 / step, "step"_a = step);
    }
}

int main() {
    weft::Fabric fabric{Progress{}, Checkpoint{}};

    fmt::print("After a run, an observer has seen what was in vain:\n");
    weft::Unused unused;
    fabric.observe(std::ref(unused));
    train(fabric);
    fmt::print("{}\n", unused.report(fabric));

    fmt::print("\nWhere the loop declares its hooks, a check says so before the run:\n");
    fabric.declare("on_train_batch_end", "loss"_a, "step"_a);
    try {
        fabric.check();
    } catch (const weft::Error& error) {
        fmt::print("{}\n", error.what());
    }

    fmt::print("\nA strict fabric does not even take such a callback:\n");
    weft::Fabric strict;
    strict.declare("on_train_batch_end", "loss"_a, "step"_a);
    strict.strict();
    try {
        strict.add(Progress{});
    } catch (const weft::Error& error) {
        fmt::print("{}\n", error.what());
    }
}
