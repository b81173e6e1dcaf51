// SPDX-License-Identifier: MIT
// The state of callbacks goes into a file and comes back: save and load.
#include <filesystem>
#include <fstream>
#include <functional>

#include <fmt/core.h>
#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

using namespace weft::literals;

int main() {
    const std::filesystem::path file = std::filesystem::temp_directory_path() / "weft_saved_state.bin";
    {
        weft::EarlyStopping stopping("val_loss");
        const weft::Fabric fabric{std::ref(stopping)};
        bool should_stop = false;
        fabric.call("on_fit_start");
        fabric.call("on_validation_epoch_end", "epoch"_a = 0, "val_loss"_a = 0.5,
                    "should_stop"_a = should_stop);

        weft::ArgMap state;
        fabric.call("on_save_checkpoint", "state"_a = state);
        std::ofstream stream(file, std::ios::binary);
        weft::save(state, stream);
    }
    weft::EarlyStopping stopping("val_loss");
    const weft::Fabric fabric{std::ref(stopping)};
    std::ifstream stream(file, std::ios::binary);
    weft::ArgMap state = weft::load(stream);
    fabric.call("on_load_checkpoint", "state"_a = state);
    fabric.call("on_fit_start");
    fmt::print("best so far: {}\n", stopping.best().value_or(0.0));
    std::filesystem::remove(file);
}
