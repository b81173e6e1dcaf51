// SPDX-License-Identifier: MIT
// A program that takes callbacks from shared libraries which it has never seen: WEFT_CALLBACKS=a.so:b.so names them.
#include <fmt/core.h>
#include <weft/plugin.hpp>
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    try {
        const weft::Fabric fabric{weft::load_callbacks_from_environment()};
        for (int epoch = 0; epoch < 2; ++epoch) {
            fabric.call("on_train_epoch_end", "epoch"_a = epoch, "loss"_a = 1.0 / (1 + epoch));
        }
        const auto more = weft::load_callbacks("/nowhere/missing.so", {"below"_a = 0.1});
        fmt::print("{} more\n", more.size());
    } catch (const weft::PluginError& error) {
        fmt::print("{}\n", error.what());
    }
}
