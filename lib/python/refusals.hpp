// SPDX-License-Identifier: MIT
// The errors about Python: what it cannot be given, and what it gives that weft cannot use.
#pragma once

#include <weft/detail/arguments/shape.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace weft::python::detail {

[[noreturn]] void refuse_ended();
extern const char* const words_of_interpreter;
[[noreturn]] void refuse_interpreter();
[[noreturn]] void refuse_pybind11(std::string_view of_program, std::string_view of_library);
[[noreturn]] void refuse_module();

/// Throws `ArgumentError`: Python knows no class for the argument.
[[noreturn]] void refuse_type(const weft::detail::View& view, std::size_t index);
/// A handler has kept an argument that was lent to it.
[[noreturn]] void refuse_kept(const weft::detail::View& view, std::size_t index);
/// Throws `ArgumentError`. `wanted` is the type of what the Ref refers to; empty where one is made.
[[noreturn]] void refuse_ref(std::string_view value, std::string_view wanted);

[[noreturn]] void refuse_function(std::string_view hook, std::string_view found);
[[noreturn]] void refuse_collected();
[[noreturn]] void refuse_class(std::string_view name);
[[noreturn]] void refuse_function_as_callback(std::string_view function);
[[noreturn]] void refuse_no_method(std::string_view name);
[[noreturn]] void refuse_asynchronous(std::string_view hook, std::string_view who);
[[noreturn]] void refuse_two_nexts(std::string_view hook, std::string_view who);
[[noreturn]] void refuse_view(std::string_view hook, std::string_view who, std::string_view name);
[[noreturn]] void refuse_view_use(std::string_view found);

[[noreturn]] void refuse_hook(std::string_view method, std::string_view found);
[[noreturn]] void refuse_no_hook_given(std::string_view method);
[[noreturn]] void refuse_both_ends(std::string_view one, std::string_view other);
[[noreturn]] void refuse_every(std::string_view found);
[[noreturn]] void refuse_order(std::string_view callback, std::string_view found);
[[noreturn]] void refuse_order_word(std::string_view callback, std::string_view found);
[[noreturn]] void refuse_order_name(std::string_view who, std::string_view word, std::string_view found);
[[noreturn]] void refuse_no_body(std::string_view hook, std::string_view found);
[[noreturn]] void refuse_fabric();
[[noreturn]] void refuse_observer(std::string_view found);

}  // namespace weft::python::detail
