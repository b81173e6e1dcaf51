// SPDX-License-Identifier: MIT
// Spells arguments, parameters and their types for errors.
#pragma once

#include <weft/args.hpp>
#include <weft/detail/arguments/spelling.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>

namespace weft::detail {

/// `const std::string&`
std::string spell(const std::type_info& type, Form form);

/// `'loss'`, or `argument 0` for a positional one.
std::string spell_argument(const ArgInfo& info, std::size_t index);

/// `3000000000 (long), expected -2147483648 to 2147483647`: a value that does not fit, although its type converts.
std::string spell_unfit(const ArgInfo& info, const void* value, Kind expected);

/// `: specialize weft::Reading<Price> to have it read as a number`, where the language takes it for one; or an empty text.
std::string suggest_reading(const ArgInfo& info, Kind expected);

/// `{lr=0.1, phase=train}`: each argument with its value.
std::string join(ArgIterator begin, ArgIterator end);

/// `: did you mean 'loss'?`, or an empty text.
std::string suggest(std::optional<std::string_view> near);
/// The same with the argument whose name is nearest to `name`.
std::string suggest(std::string_view name, const View& view);

}  // namespace weft::detail
