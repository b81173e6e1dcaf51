// SPDX-License-Identifier: MIT
// Converts one value by the table, where there is no plan: for `get`, and for what handlers return.
#pragma once

#include <weft/detail/arguments/parameter.hpp>

namespace weft::detail {

/// A reference stands for the object itself or a base of it: nothing is converted.
template <class Type>
struct AccessOf {
    using type = ParameterOf<Type>;
};
template <class Object>
struct AccessOf<Object&> {
    using type = ObjectParameter<Object>;
};

template <class Type>
class ConvertOne {
    using Access = typename AccessOf<Type>::type;

public:
    ConvertOne(const ArgInfo& info, void* value, bool is_mutable)
        : match_(Access::resolve(info, is_mutable, value, source_)),
          fits_(match_ == Match::yes &&
                Access::load(stored_, source_, Shape{&info, 1, 0, false, !is_mutable}, value)) {}

    /// Whether values of the argument's type convert.
    [[nodiscard]] Match match() const noexcept { return match_; }
    /// Whether this value does.
    [[nodiscard]] bool fits() const noexcept { return fits_; }
    /// The converted value, of one that fits.
    [[nodiscard]] decltype(auto) get() const { return Access::pass(stored_); }

private:
    ArgumentSource source_{.index = 0};
    typename Access::Stored stored_;
    Match match_;
    bool fits_;
};

}  // namespace weft::detail
