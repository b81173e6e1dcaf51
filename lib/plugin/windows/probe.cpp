// SPDX-License-Identifier: MIT
// Windows has no program that loads a library and does nothing else: what initialisers do, they do in this process.
#include "plugin/probe.hpp"

namespace weft::detail {

std::string ending_by_load(const std::filesystem::path& /*absolute_path*/,
                           std::chrono::milliseconds /*patience*/) {
    return {};
}

}  // namespace weft::detail
