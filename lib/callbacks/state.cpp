// SPDX-License-Identifier: MIT
// Numbers the callbacks of one name.
#include "state.hpp"

#include <fmt/format.h>

namespace weft::detail {

namespace {

/// Every callback leaves one such entry.
constexpr std::string_view saved = "saved";

std::string prefix_of(std::string_view name, int number) {
    return number == 1 ? std::string(name) : fmt::format("{}#{}", name, number);
}

std::string key_of(std::string_view prefix, std::string_view field) {
    return fmt::format("{}.{}", prefix, field);
}

bool has_saved(const ArgMap& map, std::string_view name, int number) {
    return map.contains(key_of(prefix_of(name, number), saved));
}

}  // namespace

State State::to_save(ArgMap& map, std::string_view name) {
    int number = 1;
    while (has_saved(map, name, number)) {
        ++number;
    }
    State state(map, prefix_of(name, number));
    state.set(saved, true);
    return state;
}

std::optional<State> State::to_load(ArgMap& map, std::string_view name) {
    if (!has_saved(map, name, 1)) {
        return std::nullopt;
    }
    const std::string served = key_of(name, "loaded");
    const int last = map.get_or<int>(served, 0);
    const int number = has_saved(map, name, last + 1) ? last + 1 : 1;
    map.set(served, number);
    return State(map, prefix_of(name, number));
}

std::string State::key(std::string_view field) const {
    return key_of(prefix_, field);
}

}  // namespace weft::detail
