// SPDX-License-Identifier: MIT
// The names of handlers, and the wishes of a registration.
#include "engine/standing.hpp"

#include "engine/registration_access.hpp"

#include <weft/detail/text/type_name.hpp>

namespace weft::detail {

Standing::Standing(std::span<const Wish> wishes, std::int64_t at) : place(at) {
    for (const Wish& wish : wishes) {
        switch (wish.kind) {
            case Wish::Kind::named: name = wish.name; break;
            case Wish::Kind::before: before.emplace_back(wish.name); break;
            case Wish::Kind::after: after.emplace_back(wish.name); break;
            case Wish::Kind::before_all: group = Group::first; break;
            case Wish::Kind::after_all: group = Group::last; break;
        }
    }
}

namespace {

/// `ns::Class<ns::Other>`, then `Class<ns::Other>`.
std::vector<std::string> names_of_class(std::string_view full) {
    std::vector<std::string> names{std::string(full)};
    int depth = 0;
    for (std::size_t i = 0; i + 1 < full.size(); ++i) {
        const char character = full[i];
        depth += character == '<' || character == '(' || character == '{' ? 1 : 0;
        depth -= character == '>' || character == ')' || character == '}' ? 1 : 0;
        if (depth == 0 && character == ':' && full[i + 1] == ':') {
            names.emplace_back(full.substr(i + 2));
            ++i;
        }
    }
    return names;
}

}  // namespace

std::vector<std::string> names_of(const Handler& handler) {
    const Standing* const standing = RegistrationAccess::standing(*handler.registration);
    if (standing != nullptr && !standing->name.empty()) {
        return {standing->name};
    }
    if (!handler.type->name.empty()) {
        return handler.type->is_named_as_class ? names_of_class(handler.type->name)
                                               : std::vector{std::string(handler.type->name)};
    }
    if (handler.type->callback != nullptr) {
        return names_of_class(type_name(*handler.type->callback));
    }
    return {};
}

}  // namespace weft::detail
