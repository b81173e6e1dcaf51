// SPDX-License-Identifier: MIT
// One callback's entries in the state of a checkpoint, apart from those of its namesakes.
#pragma once

#include <weft/arg_map.hpp>
#include <weft/detail/callbacks/identity.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace weft::detail {

/// Entries `NAME.field`, of the second callback of the same name `NAME#2.field`, and so on in the order in which they were
/// registered. `name` tells callbacks apart by class and settings.
///
/// Who saves into a map again overwrites its own entries. Who loads takes those that it has saved or loaded itself, else
/// the first that nobody has loaded; where all have been, a new fit begins to load from the same map.
class State {
public:
    static State to_save(ArgMap& map, std::string_view name, const Identity& identity);

    /// Empty where nobody of that name has saved anything.
    static std::optional<State> to_load(ArgMap& map, std::string_view name, const Identity& identity);

    template <class Value>
    void set(std::string_view field, Value&& value) {
        map_->set(key(field), std::forward<Value>(value));
    }
    template <class Value>
    [[nodiscard]] Value get(std::string_view field) const {
        return map_->get<Value>(key(field));
    }
    [[nodiscard]] bool contains(std::string_view field) const { return map_->contains(key(field)); }
    void erase(std::string_view field) { map_->erase(key(field)); }

private:
    State(ArgMap& map, std::string_view name, int number);

    [[nodiscard]] std::string key(std::string_view field) const;
    [[nodiscard]] bool is_of(const Identity& identity, std::string_view role) const;
    [[nodiscard]] bool is_saved() const;

    ArgMap* map_;
    std::string prefix_;
};

}  // namespace weft::detail
