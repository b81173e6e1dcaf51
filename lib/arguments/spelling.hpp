// SPDX-License-Identifier: MIT
// How errors spell arguments, parameters and their types.
#pragma once

#include <weft/args.hpp>

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

/// `3000000000 (long), expected -2147483648 to 2147483647`: a value of a type that is taken, in itself not taken.
std::string spell_unfit(const ArgInfo& info, const void* value, Kind expected);

/// `{loss, <double>}`: the names, and the types of what has none.
std::string list_names(const View& view);

/// `{lr=0.1, phase=train}`
std::string join(ArgIterator begin, ArgIterator end);

/// `: did you mean 'loss'?`, or nothing.
std::string suggest(std::optional<std::string_view> near);
std::string suggest(std::string_view name, const View& view);

}  // namespace weft::detail
