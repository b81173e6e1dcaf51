// SPDX-License-Identifier: MIT
// Arguments that own their values: settings, the state of a checkpoint, a call kept for later.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/args.hpp>

#include <memory>
#include <string>
#include <vector>

namespace weft {

class ArgMap;

namespace detail {

using OwnedValue = std::unique_ptr<void, void (*)(void*) noexcept>;

/// What an `ArgMap` keeps of a value: a copy that does not depend on the caller, so text becomes a `std::string`.
template <class Value>
struct KeptAs {
    using type = Value;
};
template <class Value>
    requires(kind_of<Value>() == Kind::string_view || kind_of<Value>() == Kind::c_string ||
             kind_of<Value>() == Kind::mutable_c_string)
struct KeptAs<Value> {
    using type = std::string;
};

template <class Argument>
concept NamedArgument =
    is_named<std::remove_cvref_t<Argument>> || is_runtime_named<std::remove_cvref_t<Argument>>;

[[noreturn]] WEFT_API void refuse_null_text(std::string_view name);

template <class Value>
inline constexpr bool can_be_kept_in_map =
    std::is_copy_constructible_v<typename KeptAs<std::decay_t<Value>>::type>;

/// A map's entries on their way into a call.
struct Unpacked {
    View view;
};

}  // namespace detail

// Stands in each function that a value is given to, as GCC tells of every function that is between.
#define WEFT_DETAIL_REFUSE_UNCOPYABLE(is_copyable) \
    static_assert(is_copyable,                     \
                  "weft: an ArgMap keeps values that can be copied: keep a std::shared_ptr to this one")

/// Names with values of any copyable type, in the order in which they were first set. Copying copies the values. Not
/// for use from several threads at once. Views and references into it end with the entry.
class WEFT_API ArgMap {
public:
    ArgMap() noexcept;

    /// `ArgMap map{"loss"_a = 0.5, "phase"_a = "train"}`. Throws `ArgumentError` for an empty or repeated run-time name.
    template <detail::NamedArgument... Arguments>
        requires(sizeof...(Arguments) > 0)
    ArgMap(Arguments&&... arguments) : ArgMap() {
        constexpr bool can_be_kept = (detail::can_be_kept_in_map<decltype(arguments.held.forward())> && ...);
        static_assert(detail::names_differ<std::remove_cvref_t<Arguments>...>(),
                      "weft: an argument name is given twice");
        WEFT_DETAIL_REFUSE_UNCOPYABLE(can_be_kept);
        if constexpr (can_be_kept) {
            (add(arguments.name, arguments.held.forward()), ...);
        }
    }

    /// Copies a call's arguments, positional ones too. Throws `ArgumentError` for one that cannot be copied.
    explicit ArgMap(const Args& args);

    ArgMap(const ArgMap& other);
    ArgMap(ArgMap&& other) noexcept;
    ArgMap& operator=(ArgMap other) noexcept;
    ~ArgMap();

    /// How many entries there are.
    [[nodiscard]] std::size_t size() const noexcept { return infos_.size(); }
    /// Whether there is none.
    [[nodiscard]] bool empty() const noexcept { return infos_.empty(); }
    /// Whether there is an entry of that name.
    [[nodiscard]] bool contains(std::string_view name) const noexcept;

    /// Adds the entry at the end, or replaces its value where it stands. Arrays, C strings and views are kept as
    /// `std::string`. Throws `ArgumentError` for an empty name and for a null C string.
    template <class Value>
    void set(std::string_view name, Value&& value) {
        constexpr bool can_be_kept = detail::can_be_kept_in_map<Value>;
        WEFT_DETAIL_REFUSE_UNCOPYABLE(can_be_kept);
        if constexpr (can_be_kept) {
            put(name, keep(name, std::forward<Value>(value)), type_of<Value>(), true);
        }
    }

    /// False where there was none.
    bool erase(std::string_view name);

    /// As `Args::get`; `get<T&>()` of a map that is not const changes the entry in place.
    template <class Type>
    [[nodiscard]] Type get(std::string_view name) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return Args(view()).get<Type>(name);
    }
    /// The same for a map that may be changed: `get<T&>()` gives the entry itself.
    template <class Type>
    [[nodiscard]] Type get(std::string_view name) {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return Args(view()).get<Type>(name);
    }
    /// The entry at that place, counted from 0.
    template <class Type>
    [[nodiscard]] Type get(std::size_t index) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return Args(view()).get<Type>(index);
    }
    /// The same for a map that may be changed.
    template <class Type>
    [[nodiscard]] Type get(std::size_t index) {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return Args(view()).get<Type>(index);
    }
    /// The entry, or `fallback` where there is none. One that is there but does not convert throws `ArgumentError`.
    template <class Type>
    [[nodiscard]] Type get_or(std::string_view name, Type fallback) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return Args(view()).get_or<Type>(name, std::forward<Type>(fallback));
    }

    /// From the first entry to the last; the values may be changed.
    [[nodiscard]] detail::ArgIterator begin() noexcept { return {view(), 0}; }
    /// Behind the last entry.
    [[nodiscard]] detail::ArgIterator end() noexcept { return {view(), size()}; }
    /// From the first entry to the last; the values are const.
    [[nodiscard]] detail::ArgIterator begin() const noexcept { return {view(), 0}; }
    /// Behind the last entry.
    [[nodiscard]] detail::ArgIterator end() const noexcept { return {view(), size()}; }

private:
    friend detail::Unpacked unpack(ArgMap& map) noexcept;
    friend detail::Unpacked unpack(const ArgMap& map) noexcept;

    template <class Value>
    using Kept = typename detail::KeptAs<std::decay_t<Value>>::type;

    template <class Value>
    static const detail::ArgType* type_of() {
        return &detail::arg_type<Kept<Value>>;
    }
    template <class Value>
    static detail::OwnedValue keep([[maybe_unused]] std::string_view name, Value&& value) {
        if constexpr (std::is_pointer_v<std::remove_reference_t<Value>> &&
                      std::is_same_v<Kept<Value>, std::string>) {
            if (static_cast<const char*>(value) == nullptr) {
                detail::refuse_null_text(name);
            }
        }
        return {new Kept<Value>(std::forward<Value>(value)), &detail::destroy_value<Kept<Value>>};
    }
    template <class Value>
    void add(std::string_view name, Value&& value) {
        put(name, keep(name, std::forward<Value>(value)), type_of<Value>(), false);
    }
    void put(std::string_view name, detail::OwnedValue value, const detail::ArgType* type, bool may_replace);
    void append(std::string_view name, detail::OwnedValue value, const detail::ArgType* type);
    void renew_shapes() noexcept;
    void swap(ArgMap& other) noexcept;

    [[nodiscard]] const detail::View& view() noexcept { return view_; }
    [[nodiscard]] const detail::View& view() const noexcept { return const_view_; }

    std::vector<std::unique_ptr<std::string>> names_;  // On the heap, as the infos refer to them.
    std::vector<detail::ArgInfo> infos_;
    std::vector<detail::OwnedValue> owned_;
    std::vector<void*> values_;
    detail::Shape shape_{};
    detail::Shape const_shape_{};
    detail::View view_{};
    detail::View const_view_{};
};

/// Passes the entries of a map as the arguments of a call, like `**map` in Python; the only argument of that call. The
/// values of a const map are const. The map must keep its entries until the call returns.
[[nodiscard]] inline detail::Unpacked unpack(ArgMap& map) noexcept {
    return {map.view()};
}
/// The same for a const map, whose values handlers cannot change.
[[nodiscard]] inline detail::Unpacked unpack(const ArgMap& map) noexcept {
    return {map.view()};
}

}  // namespace weft

/// `{lr=0.1, phase=train}`
template <>
struct fmt::formatter<weft::ArgMap> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::ArgMap& map,
                                                  fmt::format_context& context) const;
};
