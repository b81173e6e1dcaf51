// SPDX-License-Identifier: MIT
// A handler that goes around what comes after it: it sets something up, runs the rest, and puts it back, also after an exception.
#include <stdexcept>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

bool keeps_gradients = true;

struct NoGradient {
    void around_validation(const weft::Next& next) {
        const Off off;
        next();
    }

    struct Off {
        Off() { keeps_gradients = false; }
        Off(const Off&) = delete;
        Off& operator=(const Off&) = delete;
        ~Off() { keeps_gradients = true; }
    };
};
WEFT_CALLBACK(NoGradient, (around_validation))

struct EverySecondEpoch {
    void around_validation(int epoch, const weft::Next& next) {
        if (epoch % 2 == 0) {
            next();  // Without it, nothing after this handler runs.
        }
    }
};
WEFT_CALLBACK(EverySecondEpoch, (around_validation, epoch))

void validate(int epoch) {
    fmt::print("epoch {}, gradients {}\n", epoch, keeps_gradients);
    if (epoch == 2) {
        throw std::runtime_error("no data");
    }
}

int main() {
    const weft::Fabric fabric{NoGradient{}, EverySecondEpoch{}};
    for (int epoch = 0; epoch <= 2; ++epoch) {
        try {
            const bool has_run =
                fabric.around("around_validation", "epoch"_a = epoch, [&] { validate(epoch); });
            fmt::print("validated: {}, gradients {}\n", has_run, keeps_gradients);
        } catch (const std::runtime_error& error) {
            fmt::print("{}, gradients {}\n", error.what(), keeps_gradients);
        }
    }
}
