// SPDX-License-Identifier: MIT
// A map of arguments that owns copies of their values.
#include <weft/arg_map.hpp>

#include "arguments/refusals.hpp"
#include "arguments/spelling.hpp"

#include <fmt/format.h>

namespace weft {

namespace {

/// A copy of a value that stays valid without the original: every kind of text is copied to a `std::string`.
struct Copy {
    detail::OwnedValue value;
    const detail::ArgType* type;
};

/// `at` is what `View::at` gives.
Copy copy_of(const detail::ArgInfo& info, void* at, const detail::Asker* asker) {
    if (const detail::Convert as_view = detail::text_conversion(info.type->kind); as_view != nullptr) {
        std::string_view text;
        if (!as_view(detail::taken(info, at, asker), &text)) {
            detail::refuse_null_text(info.name);
        }
        return {{new std::string(text), &detail::destroy_value<std::string>}, &detail::arg_type<std::string>};
    }
    if (info.type->copy == nullptr) {
        detail::refuse_copy(info);
    }
    return {{info.type->copy(detail::taken(info, at, asker)), info.type->destroy}, info.type};
}

}  // namespace

ArgMap::ArgMap() noexcept {
    renew_shapes();
}

ArgMap::ArgMap(const Args& args) : ArgMap() {
    const detail::View& from = args.view_;
    for (std::size_t i = 0; i < from.shape->count; ++i) {
        const detail::ArgInfo& info = from.shape->infos[i];
        Copy copy = copy_of(info, from.at(i), from.asker);
        append(info.name, std::move(copy.value), copy.type);
    }
}

ArgMap::ArgMap(const ArgMap& other) : ArgMap(Args(other.const_view_)) {}

ArgMap::ArgMap(ArgMap&& other) noexcept : ArgMap() {
    swap(other);
}

ArgMap& ArgMap::operator=(ArgMap other) noexcept {
    swap(other);
    return *this;
}

ArgMap::~ArgMap() = default;

bool ArgMap::contains(std::string_view name) const noexcept {
    return detail::find_name(const_view_, name).has_value();
}

bool ArgMap::erase(std::string_view name) {
    const std::optional<std::size_t> index = detail::find_name(const_view_, name);
    if (!index.has_value()) {
        return false;
    }
    const auto at = static_cast<std::ptrdiff_t>(*index);
    // Destroyed at the end, as the value's destructor may use the map: by then the map is without it.
    const detail::OwnedValue ended = std::move(owned_[*index]);
    const std::unique_ptr<std::string> name_ended = std::move(names_[*index]);
    names_.erase(names_.begin() + at);
    infos_.erase(infos_.begin() + at);
    owned_.erase(owned_.begin() + at);
    values_.erase(values_.begin() + at);
    renew_shapes();
    return true;
}

void ArgMap::put(std::string_view name, detail::OwnedValue value, const detail::ArgType* type,
                 bool may_replace) {
    if (name.empty()) {
        detail::refuse_name("ArgMap", name);
    }
    const std::optional<std::size_t> index = detail::find_name(const_view_, name);
    if (!index.has_value()) {
        append(name, std::move(value), type);
        return;
    }
    if (!may_replace) {
        detail::refuse_name("ArgMap", name);
    }
    infos_[*index].type = type;
    values_[*index] = value.get();
    owned_[*index].swap(value);
}

void ArgMap::append(std::string_view name, detail::OwnedValue value, const detail::ArgType* type) {
    // Renews the shapes in a destructor, so that it does so even where memory runs out: the infos may have moved before.
    struct Renewing {
        ArgMap& map;
        ~Renewing() { map.renew_shapes(); }
    };
    const std::size_t size = infos_.size() + 1;
    const Renewing renewing{*this};
    auto owned_name = std::make_unique<std::string>(name);
    names_.reserve(size);
    infos_.reserve(size);
    owned_.reserve(size);
    values_.reserve(size);
    infos_.push_back({*owned_name, type, true});
    values_.push_back(value.get());
    owned_.push_back(std::move(value));
    names_.push_back(std::move(owned_name));
}

void ArgMap::renew_shapes() noexcept {
    std::uint32_t positional = 0;
    while (positional < infos_.size() && infos_[positional].name.empty()) {
        ++positional;
    }
    shape_ = {infos_.data(), static_cast<std::uint32_t>(infos_.size()), positional, false, false};
    const_shape_ = shape_;
    const_shape_.is_const = true;
    view_ = {&shape_, values_.data()};
    const_view_ = {&const_shape_, values_.data()};
}

void ArgMap::swap(ArgMap& other) noexcept {
    names_.swap(other.names_);
    infos_.swap(other.infos_);
    owned_.swap(other.owned_);
    values_.swap(other.values_);
    renew_shapes();
    other.renew_shapes();
}

}  // namespace weft

fmt::format_context::iterator fmt::formatter<weft::ArgMap>::format(const weft::ArgMap& map,
                                                                   fmt::format_context& context) const {
    return formatter<string_view>::format(weft::detail::join(map.begin(), map.end()), context);
}
