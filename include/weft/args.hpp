// SPDX-License-Identifier: MIT
// The arguments of one call, as a handler sees them when it asks for all.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg.hpp>

#include <cstddef>
#include <iterator>
#include <optional>

namespace weft {

namespace detail {

struct Call;

/// Walks the arguments in the order of the call.
class ArgIterator {
public:
    using iterator_concept = std::forward_iterator_tag;
    using iterator_category = std::input_iterator_tag;
    using value_type = Arg;
    using difference_type = std::ptrdiff_t;
    using reference = Arg;
    using pointer = void;

    ArgIterator() = default;
    ArgIterator(const View& view, std::size_t index) noexcept : view_(view), index_(index) {}

    Arg operator*() const noexcept {
        const ArgInfo& info = view_.shape->infos[index_];
        return {info, view_.values[index_], info.is_mutable && !view_.shape->is_const, view_.asker};
    }
    ArgIterator& operator++() noexcept {
        ++index_;
        return *this;
    }
    ArgIterator operator++(int) noexcept {
        ArgIterator before = *this;
        ++index_;
        return before;
    }
    bool operator==(const ArgIterator& that) const noexcept { return index_ == that.index_; }

private:
    View view_{};
    std::size_t index_ = 0;
};

/// The place of the name, or nothing.
WEFT_API std::optional<std::size_t> find_name(const View& view, std::string_view name) noexcept;

[[noreturn]] WEFT_API void refuse_missing(const View& view, std::string_view name, const Wanted& wanted);
[[noreturn]] WEFT_API void refuse_missing(const View& view, std::size_t index, const Wanted& wanted);

/// What `get<Type>` gives for an argument that is not there: an empty optional, or an error.
template <class Type, class Key>
Type get_missing(const View& view, const Key& key) {
    if constexpr (is_optional<Type>) {
        return Type();
    } else {
        refuse_missing(view, key, wanted<Type>);
    }
}

}  // namespace detail

/// A view, valid during the call; `ArgMap kept{args}` keeps the arguments beyond it.
class Args {
public:
    /// Made by weft, for each call.
    explicit Args(const detail::View& view) noexcept : view_(view) {}
    Args(const Args&) = delete;
    Args& operator=(const Args&) = delete;
    ~Args() = default;

    /// How many arguments the call passes, positional ones too.
    [[nodiscard]] std::size_t size() const noexcept { return view_.shape->count; }
    /// Whether the call passes none.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// Whether the call passes an argument of that name.
    [[nodiscard]] bool contains(std::string_view name) const noexcept {
        return detail::find_name(view_, name).has_value();
    }

    /// The argument of that name, as `Arg::get` gives it. Throws `ArgumentError` where there is none, unless an
    /// optional is asked for: that is empty then.
    template <class Type>
    [[nodiscard]] Type get(std::string_view name) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        const std::optional<std::size_t> index = detail::find_name(view_, name);
        return index.has_value() ? at(*index).template get<Type>() : detail::get_missing<Type>(view_, name);
    }

    /// The argument at that place of the call, named or not, counted from 0.
    template <class Type>
    [[nodiscard]] Type get(std::size_t index) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return index < size() ? at(index).template get<Type>() : detail::get_missing<Type>(view_, index);
    }

    /// The argument, or `fallback` where there is none. One that is there but does not convert throws all the same.
    template <class Type>
    [[nodiscard]] Type get_or(std::string_view name, Type fallback) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        const std::optional<std::size_t> index = detail::find_name(view_, name);
        return index.has_value() ? at(*index).template get<Type>() : std::forward<Type>(fallback);
    }

    /// From the first argument to the last, in the order of the call.
    [[nodiscard]] detail::ArgIterator begin() const noexcept { return {view_, 0}; }
    /// Behind the last argument.
    [[nodiscard]] detail::ArgIterator end() const noexcept { return {view_, size()}; }

private:
    friend class ArgMap;
    friend struct detail::Call;

    [[nodiscard]] Arg at(std::size_t index) const noexcept { return *detail::ArgIterator(view_, index); }

    detail::View view_;
};

}  // namespace weft

/// `{loss=0.25, epoch=3, output=<Tensor>}`
template <>
struct fmt::formatter<weft::Args> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::Args& args, fmt::format_context& context) const;
};
