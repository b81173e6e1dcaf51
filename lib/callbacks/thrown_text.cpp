// SPDX-License-Identifier: MIT
// Catches an exception to read its text.
#include "callbacks/thrown_text.hpp"

namespace weft::detail {

std::string thrown_text(const std::exception_ptr& exception) {
    try {
        if (exception != nullptr) {
            std::rethrow_exception(exception);
        }
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "an exception that is no std::exception";
    }
    return "an exception";
}

}  // namespace weft::detail
