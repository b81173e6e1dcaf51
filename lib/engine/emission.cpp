// SPDX-License-Identifier: MIT
// How a call names itself in errors, and how it takes the single run of a handler that was connected with `once`.
#include "engine/emission.hpp"

#include "engine/registration_access.hpp"

#include <weft/detail/text/escaped.hpp>

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
