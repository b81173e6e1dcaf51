// SPDX-License-Identifier: MIT
// Finds a callback's own entries in the state of a checkpoint.
#include "callbacks/state/state.hpp"

#include <fmt/format.h>

namespace weft::detail {

namespace {

// Fields beside the callback's own: the identities of the callback that saved the entries and of the one that loaded them last.
constexpr std::string_view saved_by = "saved_by";
constexpr std::string_view loaded_by = "loaded_by";

}  // namespace

State::State(ArgMap& map, std::string_view name, int number)
    : map_(&map), prefix_(number == 1 ? std::string(name) : fmt::format("{}#{}", name, number)) {}

std::string State::key(std::string_view field) const {
    return fmt::format("{}.{}", prefix_, field);
}

bool State::is_saved() const {
    return contains(saved_by);
}

bool State::is_of(const Identity& identity, std::string_view role) const {
    return contains(role) && get<std::int64_t>(role) == identity.value();
}

State State::to_save(ArgMap& map, std::string_view name, const Identity& identity) {
    // The first place that is free or the callback's own.
    for (int number = 1;; ++number) {
        State state(map, name, number);
        if (!state.is_saved() || state.is_of(identity, saved_by) || state.is_of(identity, loaded_by)) {
            state.set(saved_by, identity.value());
            return state;
        }
    }
}

std::optional<State> State::to_load(ArgMap& map, std::string_view name, const Identity& identity) {
    std::optional<State> unloaded;
    int number = 1;
    for (State state(map, name, number); state.is_saved(); state = State(map, name, ++number)) {
        if (state.is_of(identity, saved_by) || state.is_of(identity, loaded_by)) {
            return state;
        }
        if (!unloaded && !state.contains(loaded_by)) {
            unloaded = state;
        }
    }
    // All have been loaded by others: a further fit begins to load, in the order of registration again.
    if (!unloaded && number > 1) {
        for (int loaded = 1; loaded < number; ++loaded) {
            State(map, name, loaded).erase(loaded_by);
        }
        unloaded = State(map, name, 1);
    }
    if (unloaded) {
        unloaded->set(loaded_by, identity.value());
    }
    return unloaded;
}

}  // namespace weft::detail
