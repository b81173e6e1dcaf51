// SPDX-License-Identifier: MIT
// Describes an exception by its type and its `what()`.
#include "platform.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/detail/text/exception_text.hpp>
#include <weft/detail/text/type_name.hpp>

#include <fmt/format.h>

namespace weft::detail {

std::string exception_text(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const std::exception& error) {
        return fmt::format("{}: {}", type_name(typeid(error)), escaped(error.what()));
    } catch (...) {
        const std::type_info* const type = current_exception_type();
        return type != nullptr ? type_name(*type) : "an exception of unknown type";
    }
}

}  // namespace weft::detail
