// SPDX-License-Identifier: MIT
// Copies arguments with all that they refer to, as far as that is text.
#include <weft/detail/arguments/copied_arguments.hpp>

#include <string_view>
#include <type_traits>
#include <utility>

namespace weft::detail {

namespace {

using Owner = std::unique_ptr<void, void (*)(void*) noexcept>;

/// A `std::string_view` or a pointer to characters, with the characters that it refers to.
template <class View>
struct OwnedText {
    std::string text;
    View view;
};

/// Returns the value as it stands in an argument of that type; the owner destroys all of it.
template <class View>
std::pair<void*, Owner> own_text(std::string_view text) {
    auto* const owned = new OwnedText<View>{std::string(text), {}};
    if constexpr (std::is_same_v<View, std::string_view>) {
        owned->view = owned->text;
    } else {
        owned->view = owned->text.data();
    }
    return {static_cast<void*>(const_cast<std::remove_const_t<View>*>(&owned->view)),
            Owner(owned, &destroy_value<OwnedText<View>>)};
}

bool is_pointer_to_text(Kind kind) {
    return kind == Kind::c_string || kind == Kind::mutable_c_string;
}

}  // namespace

CopiedArguments::CopiedArguments(std::size_t has_room_for, bool are_names_constant)
    : are_names_constant_(are_names_constant) {
    infos_.reserve(has_room_for);
    values_.reserve(has_room_for);
    owned_.reserve(has_room_for);
}

bool CopiedArguments::can_copy(const ArgInfo& info) noexcept {
    return info.type->copy != nullptr && (!info.type->is_view || text_conversion(info.type->kind) != nullptr);
}

std::size_t CopiedArguments::add(const ArgInfo& info, const void* value) {
    const Kind kind = info.type->kind;
    std::string_view text;
    // A null pointer to text is no text, and is copied as it is.
    const bool is_text =
        (kind == Kind::string_view || is_pointer_to_text(kind)) && text_conversion(kind)(value, &text);
    std::pair<void*, Owned> copy{nullptr, Owned(nullptr, nullptr)};
    if (!is_text) {
        copy.second = Owned(info.type->copy(value), info.type->destroy);
        copy.first = copy.second.get();
    } else if (kind == Kind::string_view) {
        copy = own_text<std::string_view>(text);
    } else {
        // One to characters that may be changed is a pointer of the same size.
        copy = kind == Kind::c_string ? own_text<const char*>(text) : own_text<char*>(text);
    }
    std::string_view name = info.name;
    if (!are_names_constant_ && !name.empty()) {
        name = *names_.emplace_back(std::make_unique<const std::string>(name));
    }
    infos_.push_back({name, info.type, false, false});
    values_.push_back(copy.first);
    owned_.push_back(std::move(copy.second));
    return infos_.size() - 1;
}

Shape CopiedArguments::shape() const noexcept {
    std::uint32_t positional = 0;
    while (positional < infos_.size() && infos_[positional].name.empty()) {
        ++positional;
    }
    return {infos_.data(), static_cast<std::uint32_t>(infos_.size()), positional, false, true};
}

}  // namespace weft::detail
