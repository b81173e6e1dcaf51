// SPDX-License-Identifier: MIT
// The file that sees no Reading, and of Engine only that there is one.
#include "ways.hpp"

namespace known {

void pass_measures_unknowing(const weft::Fabric& fabric, Count& count) {
    pass_measures(fabric, count);
}

void pass_engines_unknowing(const weft::Fabric& fabric, Count& count) {
    pass_engines(fabric, count);
}

std::size_t pass_exactly_unknowing(const weft::Fabric& fabric) {
    return pass_exactly(fabric);
}

void take_exactly_unknowing(weft::Fabric& fabric, int& seen) {
    take_exactly(fabric, seen);
}

void take_parts_unknowing(weft::Fabric& fabric) {
    fabric.connect(
        "on_part", [](const Part* x) { return x->number; }, "x"_a);
    fabric.connect(
        "on_shared_part", [](const std::shared_ptr<Part>& x) { return x->number; }, "x"_a);
}

std::vector<weft::Fabric> bind_results_unknowing() {
    return bind_results();
}

}  // namespace known
