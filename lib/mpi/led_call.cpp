// SPDX-License-Identifier: MIT
// Goes on, once, with what comes after the handler.
#include "mpi/led_call.hpp"

#include <weft/detail/engine/registration.hpp>

#include <utility>

namespace weft::detail {

LedCall::LedCall(Call& of, GoOn go_on) : Call(of.view(), nullptr), of_(of), go_on_(std::move(go_on)) {}

bool LedCall::begin_run(Handler& handler) {
    return handler.registration->connected() && !handler.registration->blocked();
}

void LedCall::run_rest() {
    if (next_ == nullptr) {
        next()();
    }
}

const Next& LedCall::next() const noexcept {
    next_ = &of_.next();
    return *this;
}

void LedCall::run() const {
    if (has_gone_on_ || !of_.is_of_this_thread()) {
        (*next_)();  // Refuses that.
        return;
    }
    has_gone_on_ = true;
    go_on_(*next_);
}

}  // namespace weft::detail
