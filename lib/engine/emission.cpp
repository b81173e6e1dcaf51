// SPDX-License-Identifier: MIT
// What a call tells of itself, and the run that `once` allows.
#include "engine/emission.hpp"

#include "engine/registration_access.hpp"

#include <weft/detail/text/escaped.hpp>

namespace weft::detail {

std::string Emission::who() const {
    std::string text = hook != nullptr ? escaped(hook->name) : "call";
    if (inside != nullptr) {
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
        return false;
    }
    registration.disconnect();
    return true;
}

}  // namespace weft::detail
