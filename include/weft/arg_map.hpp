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

/// The type as which an `ArgMap` keeps a value. Text becomes a `std::string`, so that the copy does not depend on
/// characters of the caller.
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

template <class... Kept>
consteval ReadingFault fault_of_readings_in_map() {
    ReadingFault first = ReadingFault::none;
    ((first = first == ReadingFault::none ? fault_of_reading<Kept>() : first), ...);
    return first;
}

/// The entries of a map, or the arguments of a call, on their way into a call: what `unpack` makes.
struct Unpacked {
    View view;
};

}  // namespace detail

// A macro, so that the assertion stands in the function that the user calls: GCC lists each function on the way from there
// to an assertion that fails.
#define WEFT_DETAIL_REFUSE_UNCOPYABLE(is_copyable) \
    static_assert(is_copyable,                     \
                  "weft: an ArgMap keeps values that can be copied: keep a std::shared_ptr to this one")
#define WEFT_DETAIL_REFUSE_LAZY(is_lazy) \
    static_assert(!is_lazy, "weft: an ArgMap keeps values, so it cannot keep a lazy one: give the value")

/// Named values of any copyable type that the map owns, in the order in which the names were first set.
///
/// `weft::ArgMap map{"loss"_a = 0.5, "phase"_a = "train"}; map.set("epoch", 3); map.get<int>("epoch");`
///
/// Copying the map copies the values. Character arrays, C strings and `std::string_view` are kept as `std::string`; any
/// other pointer or array is kept as a pointer, and the caller keeps alive what it points to.
///
/// A reference or view got from an entry is valid until that entry is replaced or erased; an `Arg` and an iterator are valid
/// until the map is changed in any way. One thread at a time. A look-up compares the names one after the other.
class WEFT_API ArgMap {
public:
    ArgMap() noexcept;

    /// Copies or moves each value in. A name that is given twice does not compile; for names at run time (`weft::arg`) an
    /// empty or repeated one throws `ArgumentError`, as does a null C string.
    template <detail::NamedArgument... Arguments>
        requires(sizeof...(Arguments) > 0)
    WEFT_DETAIL_ALWAYS_INLINE ArgMap(Arguments&&... arguments) : ArgMap() {
        constexpr bool can_be_kept = (detail::can_be_kept_in_map<decltype(arguments.held.forward())> && ...);
        static_assert(detail::names_differ<std::remove_cvref_t<Arguments>...>(),
                      "weft: an argument name is given twice");
        constexpr bool is_lazy =
            (detail::is_lazy<std::remove_cvref_t<decltype(arguments.held.forward())>> || ...);
        constexpr detail::ReadingFault reading =
            detail::fault_of_readings_in_map<Kept<decltype(arguments.held.forward())>...>();
        WEFT_DETAIL_REFUSE_LAZY(is_lazy);
        WEFT_DETAIL_REFUSE_READING(reading);
        WEFT_DETAIL_REFUSE_UNCOPYABLE(can_be_kept);
        if constexpr (can_be_kept && !is_lazy && reading == detail::ReadingFault::none) {
            (add(arguments.name, arguments.held.forward()), ...);
        }
    }

    /// Copies the arguments of a call, to keep them when it has returned. Positional ones come too, and are reached by
    /// their index. Throws `ArgumentError` for an argument that cannot be copied and for a null C string.
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

    /// Adds the entry at the end, or replaces the value of the one that is there, which keeps its place and may change its
    /// type. Throws `ArgumentError` for an empty name and for a null C string; the map is unchanged then.
    template <class Value>
    WEFT_DETAIL_ALWAYS_INLINE void set(std::string_view name, Value&& value) {
        constexpr bool can_be_kept = detail::can_be_kept_in_map<Value>;
        constexpr bool is_lazy = detail::is_lazy<std::remove_cvref_t<Value>>;
        constexpr detail::ReadingFault reading = detail::fault_of_readings_in_map<Kept<Value>>();
        WEFT_DETAIL_REFUSE_LAZY(is_lazy);
        WEFT_DETAIL_REFUSE_READING(reading);
        WEFT_DETAIL_REFUSE_UNCOPYABLE(can_be_kept);
        if constexpr (can_be_kept && !is_lazy && reading == detail::ReadingFault::none) {
            put(name, keep(name, std::forward<Value>(value)), type_of<Value>(), true);
        }
    }

    /// Removes the entry. Returns false where there is none of that name.
    bool erase(std::string_view name);

    /// The entry of that name, converted as by `Args::get`, and with the same errors. The values of a const map are const:
    /// `get<T&>` throws `ArgumentError`.
    template <class Type>
    [[nodiscard]] Type get(std::string_view name) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return Args(view()).get<Type>(name);
    }
    /// The same for a map that is not const: `map.get<int&>("epoch") = 4` changes the entry.
    template <class Type>
    [[nodiscard]] Type get(std::string_view name) {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return Args(view()).get<Type>(name);
    }
    /// The entry at that place, counted from 0. The rest is as for names.
    template <class Type>
    [[nodiscard]] Type get(std::size_t index) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return Args(view()).get<Type>(index);
    }
    /// The same for a map that is not const, whose entries `get<T&>` may change.
    template <class Type>
    [[nodiscard]] Type get(std::size_t index) {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return Args(view()).get<Type>(index);
    }
    /// The entry, or `fallback` where there is none of that name. One that is there and does not convert still throws
    /// `ArgumentError`.
    template <class Type>
    [[nodiscard]] Type get_or(std::string_view name, Type fallback) const {
        WEFT_DETAIL_REFUSE_RVALUE(Type);
        return Args(view()).get_or<Type>(name, std::forward<Type>(fallback));
    }

    /// An iterator to the first entry, as an `Arg` whose `get<T&>()` may change the value.
    [[nodiscard]] detail::ArgIterator begin() noexcept { return {view(), 0}; }
    /// The iterator behind the last entry.
    [[nodiscard]] detail::ArgIterator end() noexcept { return {view(), size()}; }
    /// An iterator to the first entry of a const map, whose values are const.
    [[nodiscard]] detail::ArgIterator begin() const noexcept { return {view(), 0}; }
    /// The iterator behind the last entry of a const map.
    [[nodiscard]] detail::ArgIterator end() const noexcept { return {view(), size()}; }

private:
    friend struct detail::BridgeAccess;
    friend detail::Unpacked unpack(ArgMap& map) noexcept;
    friend detail::Unpacked unpack(const ArgMap& map) noexcept;

    template <class Value>
    using Kept = typename detail::KeptAs<std::decay_t<Value>>::type;

    template <class Value>
    WEFT_DETAIL_ALWAYS_INLINE static const detail::ArgType* type_of() {
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
    WEFT_DETAIL_ALWAYS_INLINE void add(std::string_view name, Value&& value) {
        put(name, keep(name, std::forward<Value>(value)), type_of<Value>(), false);
    }
    void put(std::string_view name, detail::OwnedValue value, const detail::ArgType* type, bool may_replace);
    void append(std::string_view name, detail::OwnedValue value, const detail::ArgType* type);
    void renew_shapes() noexcept;
    void swap(ArgMap& other) noexcept;

    [[nodiscard]] const detail::View& view() noexcept { return view_; }
    [[nodiscard]] const detail::View& view() const noexcept { return const_view_; }

    std::vector<std::unique_ptr<std::string>> names_;  // Each on the heap, as infos_ keeps views of them.
    std::vector<detail::ArgInfo> infos_;
    std::vector<detail::OwnedValue> owned_;
    std::vector<void*> values_;
    detail::Shape shape_{};
    detail::Shape const_shape_{};
    detail::View view_{};
    detail::View const_view_{};
};

/// Passes the entries of a map as the arguments of a call, like `**map` in Python:
/// `fabric.call("on_epoch_end", weft::unpack(map))`. It must be the only argument of that call.
///
/// Handlers may change the values through a `T&`. Until the call returns, nobody may add, replace or erase an entry, or
/// move or destroy the map: the call refers to them.
[[nodiscard]] inline detail::Unpacked unpack(ArgMap& map) noexcept {
    return {map.view()};
}
/// The same for a const map, whose values handlers cannot change.
[[nodiscard]] inline detail::Unpacked unpack(const ArgMap& map) noexcept {
    return {map.view()};
}
/// Passes the arguments of a call on to another one, as they are, positional ones too, for a handler that hands over to a fabric of
/// its own: `inner.call("on_step", weft::unpack(args))`. What a handler may change there it may change here.
[[nodiscard]] inline detail::Unpacked unpack(const Args& args) noexcept {
    return {args.view_};
}

}  // namespace weft

/// Prints `{lr=0.1, phase=train}`: a type that fmt cannot format as its name, control characters escaped.
template <>
struct fmt::formatter<weft::ArgMap> : fmt::formatter<fmt::string_view> {
    WEFT_API fmt::format_context::iterator format(const weft::ArgMap& map,
                                                  fmt::format_context& context) const;
};
