// SPDX-License-Identifier: MIT
// What a handler does that calls its `Next`.
#include "engine/wrapping.hpp"

#include "engine/emission.hpp"
#include "handlers/refusals.hpp"

namespace weft::detail {

Wrapping::Wrapping(Emission& of, Handler& wrapping) noexcept
    : call_(of), handler_(wrapping), outer_(of.wrapping), hold_(*wrapping.registration) {
    call_.wrapping = this;
}

Wrapping::~Wrapping() {
    call_.wrapping = outer_;
}

bool Wrapping::run_handler() {
    const bool goes_on = run_carefully(handler_, call_);
    return goes_on && !is_given_;
}

void Wrapping::run() const {
    if (!call_.is_of_this_thread()) {
        refuse_next_elsewhere(call_.hook->name, registration().name());
    }
    if (has_run_) {
        refuse_next_again(call_.hook->name, registration().name());
    }
    has_run_ = true;
    call_.run_rest(const_cast<Wrapping&>(*this));
}

}  // namespace weft::detail
