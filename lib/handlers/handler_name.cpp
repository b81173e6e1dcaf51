// SPDX-License-Identifier: MIT
// Names a handler by its callback's class, or by the place in the source that connected it.
#include "handlers/handler_name.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/detail/text/type_name.hpp>

#include <fmt/format.h>

namespace weft::detail {

std::string handler_name(const HandlerType* type, const char* file, int line) {
    if (type != nullptr && !type->name.empty()) {
        return escaped(type->name);
    }
    return type != nullptr && type->callback != nullptr
               ? type_name(*type->callback)
               : fmt::format("handler at {}:{}", escaped(file), line);
}

std::string callback_name(const CallbackType& type) {
    return type.name.empty() ? type_name(*type.type) : escaped(type.name);
}

}  // namespace weft::detail
