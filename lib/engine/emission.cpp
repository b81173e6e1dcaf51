// SPDX-License-Identifier: MIT
// How a call names itself in errors, and how it takes the single run of a handler that was connected with `once`.
#include "engine/emission.hpp"

#include "engine/registration_access.hpp"

#include <weft/detail/text/escaped.hpp>

#include <algorithm>
#include <new>
#include <utility>

namespace weft::detail {

std::string Emission::who() const {
    std::string text = hook != nullptr ? escaped(hook->name) : "call";
    // Another thread may have been given the arguments: what this one is inside of is not for it to read.
    bool is_of_this_thread = false;
    for (const Frame* frame = innermost_frame(); frame != nullptr; frame = frame->outer) {
        is_of_this_thread = is_of_this_thread || frame == this;
    }
    if (is_of_this_thread && inside != nullptr) {
        text += ": " + inside->name();
    }
    return text;
}

void Emission::let_pass(std::exception_ptr exception) const noexcept {
    if (passes(exception)) {
        return;
    }
    try {
        passing_.push_front(std::move(exception));
    } catch (const std::bad_alloc&) {
        // It then counts as the failure of a handler that it passes.
    }
}

bool Emission::passes(const std::exception_ptr& exception) const noexcept {
    return std::find(passing_.begin(), passing_.end(), exception) != passing_.end();
}

bool Emission::begin_run(Handler& handler) {
    if (!handler.is(Handler::once)) {
        return true;
    }
    Registration& registration = *handler.registration;
    if (!RegistrationAccess::claim(registration)) {
        return false;  // Another call has taken the run, or the handler was disconnected.
    }
    registration.disconnect();
    return true;
}

}  // namespace weft::detail
