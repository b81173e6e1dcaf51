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

struct BridgeAccess;
struct Call;
struct Unpacked;

/// Goes from argument to argument, in the order of the call. Gives each `Arg` by value.
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
        return {info, view_.at(index_), info.is_mutable && !view_.shape->is_const, view_.asker};
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

/// The index of the argument of that name; empty where there is none. Positional arguments have no name.
WEFT_API std::optional<std::size_t> find_name(const View& view, std::string_view name) noexcept;

/// Throws the `ArgumentError` of a `get` that asks for an argument which is missing.
[[noreturn]] WEFT_API void refuse_missing(const View& view, std::string_view name, const Wanted& wanted);
[[noreturn]] WEFT_API void refuse_missing(const View& view, std::size_t index, const Wanted& wanted);

/// The result of `get<Type>` for an argument that is missing: an empty optional, or else an `ArgumentError`.
template <class Type, class Key>
WEFT_DETAIL_HIDDEN Type get_missing(const View& view, const Key& key) {
    if constexpr (is_optional<Type>) {
        return Type();
    } else {
        refuse_missing(view, key, wanted<Type>);
    }
}

}  // namespace detail

/// The arguments of one call. A handler that takes a `const weft::Args&` gets all of them, whatever they are called:
///
/// `void on_step(const weft::Args& args) { const auto loss = args.get_or<double>("loss", 0.0); }`
///
/// It is a view, valid until the call returns, and cannot be copied. `weft::ArgMap kept{args};` copies the values, to keep
/// them longer. fmt prints it. A look-up compares the names one after the other.
class Args {
public:
    /// For weft's own use; a program gets one as a parameter of a handler, or from an `Event`.
    explicit Args(const detail::View& view) noexcept : view_(view) {}
    Args(const Args&) = delete;
    Args& operator=(const Args&) = delete;
    ~Args() = default;

    /// How many arguments the call passes, positional ones too.
    [[nodiscard]] std::size_t size() const noexcept { return view_.shape->count; }
    /// Whether the call passes none.
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    /// Whether the call passes an argument of that name. Whether a positional argument is there, `size` says.
    [[nodiscard]] bool contains(std::string_view name) const noexcept {
        return detail::find_name(view_, name).has_value();
    }

    /// The argument of that name, converted as by `Arg::get`.
    ///
    /// Where the call passes no such argument, a `std::optional` is empty; any other type throws an `ArgumentError`,
    /// which names the nearest argument if one is near. Throws `ArgumentError` also where `Arg::get` does.
    template <class Type>
    [[nodiscard]] Type get(std::string_view name) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        const std::optional<std::size_t> index = detail::find_name(view_, name);
        return index.has_value() ? at(*index).template get<Type>() : detail::get_missing<Type>(view_, name);
    }

    /// The argument at that place of the call, counted from 0, be it positional or named. The rest is as for names.
    template <class Type>
    [[nodiscard]] Type get(std::size_t index) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return index < size() ? at(index).template get<Type>() : detail::get_missing<Type>(view_, index);
    }

    /// The argument, or `fallback` where the call passes none of that name. One that is there and does not convert still
    /// throws `ArgumentError`.
    template <class Type>
    [[nodiscard]] Type get_or(std::string_view name, Type fallback) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        const std::optional<std::size_t> index = detail::find_name(view_, name);
        return index.has_value() ? at(*index).template get<Type>() : std::forward<Type>(fallback);
    }

    /// An iterator to the first argument; they come in the order of the call.
    [[nodiscard]] detail::ArgIterator begin() const noexcept { return {view_, 0}; }
    /// The iterator behind the last argument.
    [[nodiscard]] detail::ArgIterator end() const noexcept { return {view_, size()}; }

private:
    friend class ArgMap;
    friend struct detail::BridgeAccess;
    friend struct detail::Call;
    friend detail::Unpacked unpack(const Args& args) noexcept;

    [[nodiscard]] Arg at(std::size_t index) const noexcept { return *detail::ArgIterator(view_, index); }

    detail::View view_;
};

}  // namespace weft

/// Prints `{loss=0.25, epoch=3, output=<Tensor>}`: a type that fmt cannot format as its name, control characters escaped.
template <>
struct fmt::formatter<weft::Args> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::Args& args, fmt::format_context& context) const;
};
