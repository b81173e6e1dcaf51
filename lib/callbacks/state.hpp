// SPDX-License-Identifier: MIT
// One callback's entries in the state of a checkpoint, apart from those of its namesakes.
#pragma once

#include <weft/arg_map.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace weft::detail {

/// Entries `NAME.field`, of the second callback of the same name `NAME#2.field`, and so on in the order in which they
/// were registered. Loading counts in `NAME.loaded` who has been served, so that each takes its own; when all have been,
/// the count starts again, and one map can be loaded many times. `name` tells callbacks apart by class and settings.
class State {
public:
    static State to_save(ArgMap& map, std::string_view name);

    /// Empty where nobody of that name has saved anything.
    static std::optional<State> to_load(ArgMap& map, std::string_view name);

    template <class Value>
    void set(std::string_view field, Value&& value) {
        map_->set(key(field), std::forward<Value>(value));
    }
    template <class Value>
    [[nodiscard]] Value get(std::string_view field) const {
        return map_->get<Value>(key(field));
    }
    [[nodiscard]] bool contains(std::string_view field) const { return map_->contains(key(field)); }

private:
    State(ArgMap& map, std::string prefix) : map_(&map), prefix_(std::move(prefix)) {}

    [[nodiscard]] std::string key(std::string_view field) const;

    ArgMap* map_;
    std::string prefix_;
};

}  // namespace weft::detail
