// SPDX-License-Identifier: MIT
// Keeps one exception and throws it on.
#include <weft/courier.hpp>

#include "platform.hpp"

namespace weft {

void Courier::keep() {
    try {
        throw;
    } catch (const detail::ForcedUnwind&) {
        throw;  // The thread is being cancelled.
    } catch (...) {
        if (exception_ == nullptr) {
            exception_ = std::current_exception();
        }
    }
}

void Courier::deliver() {
    if (exception_ != nullptr) {
        std::rethrow_exception(std::exchange(exception_, nullptr));
    }
}

}  // namespace weft
