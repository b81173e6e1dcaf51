// SPDX-License-Identifier: MIT
// Converts one value by the table of conversions, without a plan: for `get`, and for what handlers return.
#pragma once

#include <weft/detail/arguments/parameter.hpp>

namespace weft::detail {

/// How a value is read as a `Type`: like a parameter of that type. But every reference, const or not, refers to the object
/// itself or to a base of it, and nothing is converted.
template <class Type>
struct AccessOf {
    using type = ParameterOf<Type>;
};
template <class Object>
struct AccessOf<Object&> {
    using type = ObjectParameter<Object>;
};

/// Converts in its constructor. Neither it nor the value may go while the result of `get` is in use, which may refer to either.
template <class Type>
class WEFT_DETAIL_HIDDEN ConvertOne {
    using Access = typename AccessOf<Type>::type;

public:
    /// Takes the value only if the type converts. `at` is what `View::at` gives.
    ConvertOne(const ArgInfo& info, void* at, bool is_mutable, const Asker* asker)
        : match_(Access::resolve(info, is_mutable, source_)),
          fits_(match_ == Match::yes && Access::load(stored_, source_, Shape{&info, 1, 0, false, !is_mutable},
                                                     taken(info, at, asker))) {}
    ConvertOne(const ConvertOne&) = delete;  // What is stored may point to its own other half.
    ConvertOne& operator=(const ConvertOne&) = delete;
    ~ConvertOne() = default;

    /// Whether values of this type convert to `Type`.
    [[nodiscard]] Match match() const noexcept { return match_; }
    /// Whether the type converts and this value fits.
    [[nodiscard]] bool fits() const noexcept { return fits_; }
    /// The converted value. Only where it fits.
    [[nodiscard]] decltype(auto) get() const { return Access::pass(stored_); }

private:
    ArgumentSource source_{.index = 0};
    typename Access::Stored stored_;
    Match match_;
    bool fits_;
};

}  // namespace weft::detail
