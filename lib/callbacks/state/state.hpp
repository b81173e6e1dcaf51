// SPDX-License-Identifier: MIT
// One callback's entries in the state of a checkpoint, kept apart from those of other callbacks of the same name.
#pragma once

#include <weft/arg_map.hpp>
#include <weft/detail/callbacks/identity.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace weft::detail {

/// Entries are named `NAME.field`, those of the second callback of the same name `NAME#2.field`, and so on in the order in
/// which the callbacks save. `name` is made of a callback's class and settings.
///
/// A callback that saves into a map again overwrites its own entries. One that loads takes the entries that it has saved or
/// loaded itself, else the first that no callback has loaded. If all have been loaded, another fit is being resumed from the
/// same map: loading begins again with the first.
class State {
public:
    /// Where the callback with that identity saves; marks the entries as its own.
    static State to_save(ArgMap& map, std::string_view name, const Identity& identity);

    /// Where the callback with that identity loads from. Empty if no callback of that name has saved anything.
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
