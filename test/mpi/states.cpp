// SPDX-License-Identifier: MIT
// A plug-in for the trainer: leaves the state after each epoch in a file of its own, FOLDER/EPOCHS.state. Its setting is `folder`.
#include <filesystem>
#include <fstream>
#include <utility>

#include <fmt/core.h>
#include <weft/callbacks/map_stream.hpp>
#include <weft/plugin.hpp>

namespace {

class States {
public:
    explicit States(std::filesystem::path folder) : folder_(std::move(folder)) {
        std::filesystem::create_directories(folder_);
    }

    void on_save_checkpoint(const weft::ArgMap& state) const {
        if (state.get<int>("trainer.next_batch") == 0) {
            std::ofstream file(folder_ / fmt::format("{}.state", state.get<int>("trainer.epochs_done")),
                               std::ios::binary);
            weft::save(state, file);
        }
    }

    /// What the other callbacks save is in it, too.
    static constexpr auto weft_order = weft::after_all;

private:
    std::filesystem::path folder_;

    WEFT_CALLBACK_INSIDE(States, (on_save_checkpoint, state))
};

States make(const weft::ArgMap& settings) {
    return States(settings.get<std::string>("folder"));
}

}  // namespace

WEFT_EXPORT_CALLBACK_FACTORY(make);
