// SPDX-License-Identifier: MIT
// Several callbacks side by side: in which order they run, what each of them takes, how they are handed over.
#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

/// Two hooks; of the arguments it takes what it names.
struct Printer {
    void on_epoch_start(int epoch) { fmt::print("  Printer: epoch {} begins\n", epoch); }
    void on_epoch_end(int epoch, double loss) {
        fmt::print("  Printer: epoch {} ends with loss {}\n", epoch, loss);
    }
};
WEFT_CALLBACK(Printer, (on_epoch_start, epoch), (on_epoch_end, epoch, loss))

/// One hook: the others pass it over.
struct BestLoss {
    double best = 1e9;

    void on_epoch_end(double loss) {
        best = loss < best ? loss : best;
        fmt::print("  BestLoss: {}\n", best);
    }
};
WEFT_CALLBACK(BestLoss, (on_epoch_end, loss))

struct Counter {
    int epochs = 0;

    void on_epoch_end() { ++epochs; }
};
WEFT_CALLBACK(Counter, (on_epoch_end))

struct Banner {
    void on_epoch_start() { fmt::print("  Banner: ---\n"); }
};
WEFT_CALLBACK(Banner, (on_epoch_start))

int main() {
    BestLoss best;                                     // borrowed: it must outlive the fabric
    const auto counter = std::make_shared<Counter>();  // shared

    // The list can be built at run time; it gives the order in which they run.
    std::vector<weft::Callback> callbacks{Printer{}};  // owned
    callbacks.emplace_back(std::ref(best));
    callbacks.emplace_back(counter);

    weft::Fabric fabric{callbacks};
    fabric.add(Banner{}, weft::at_front);

    for (int epoch = 0; epoch < 2; ++epoch) {
        fmt::print("on_epoch_start\n");
        const std::size_t at_start = fabric.call("on_epoch_start", "epoch"_a = epoch);
        fmt::print("{} ran\non_epoch_end\n", at_start);
        const std::size_t at_end =
            fabric.call("on_epoch_end", "epoch"_a = epoch, "loss"_a = 0.5 - 0.25 * epoch);
        fmt::print("{} ran\n", at_end);
    }
    fmt::print("nobody hears on_fit_end: {} ran\n", fabric.call("on_fit_end"));
    fmt::print("best {}, epochs {}\n", best.best, counter->epochs);
}
