// SPDX-License-Identifier: MIT
// What is refused of a handler in a call. In this order: who, which hook, what was found, what was expected, what to do.
// `type` is the handler's or that of one overload, `parameter` the place among its parameters, `index` among the call's
// arguments.
#pragma once

#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>

#include <cstddef>

namespace weft::detail {

[[noreturn]] void refuse_absent(const HandlerType& type, const Call& call, std::size_t parameter);
[[noreturn]] void refuse_argument(const HandlerType& type, const Call& call, std::size_t parameter,
                                  std::size_t index, Match match);
[[noreturn]] void refuse_both(const HandlerType& type, const Call& call, std::size_t parameter,
                              std::size_t index);
[[noreturn]] void refuse_overloads(const HandlerType& type, const Call& call);
[[noreturn]] void refuse_tie(const Call& call, const HandlerType& one, const HandlerType& other);

}  // namespace weft::detail
