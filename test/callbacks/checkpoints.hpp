// SPDX-License-Identifier: MIT
// An epoch's validation, after which a Checkpoint writes, and what is then in its folder.
#pragma once

#include <weft/weft.hpp>

#include <filesystem>
#include <set>
#include <string>

using Names = std::set<std::string>;

inline void validate(const weft::Fabric& fabric, int epoch, double val_loss) {
    using namespace weft::literals;
    fabric.call("on_validation_epoch_end", "epoch"_a = epoch, "step"_a = 10 * (epoch + 1),
                "val_loss"_a = val_loss);
}

inline Names names_in(const std::filesystem::path& folder) {
    Names names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.insert(entry.path().filename().string());
    }
    return names;
}
