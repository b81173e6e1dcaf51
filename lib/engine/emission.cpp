// SPDX-License-Identifier: MIT
// How a call names itself in errors, and how it takes the single run of a handler that was connected with `once`.
#include "engine/emission.hpp"

#include "engine/registration_access.hpp"
#include "engine/wrapping.hpp"
#include "platform.hpp"

#include <weft/detail/text/escaped.hpp>

#include <utility>

namespace weft::detail {

std::string Emission::who() const {
    std::string text = hook != nullptr ? escaped(hook->name) : "call";
    // Another thread may have been given the arguments: what this one is inside of is not for it to read.
    if (is_of_this_thread() && inside != nullptr) {
        text += ": " + inside->name();
    }
    return text;
}

bool Emission::is_of_this_thread() const noexcept {
    const Frame* frame = innermost_frame();
    while (frame != nullptr && frame != this) {
        frame = frame->outer;
    }
    return frame != nullptr;
}

const Next& Emission::next() const noexcept {
    wrapping->give();
    return *wrapping;
}

bool Emission::run_observed(Handler& handler) {
    return run_carefully(handler, *this);
}

void Emission::run_rest(Wrapping& around) {
    // While the body runs this call is inside no handler but the wrapping ones, whom `wrapping` names.
    struct Restore {
        Emission& call;
        const Registration* const inside;
        ~Restore() { call.inside = inside; }
    } const restore{*this, std::exchange(inside, nullptr)};
    is_announced = false;
    try {
        if (around.run_handlers()) {
            run_body();
        }
    } catch (const ForcedUnwind&) {
        throw;  // The thread is being cancelled.
    } catch (...) {
        around.let_pass(std::current_exception());
        throw;
    }
}

void Emission::run_body() {
    if (body != nullptr) {
        body->is_entered = true;
        body->run(body->function);
    }
}

void Emission::let_pass(PassingException& one) const noexcept {
    one.next = std::exchange(passing, &one);
}

bool Emission::passes(const std::exception_ptr& exception) const noexcept {
    if (wrapping != nullptr && wrapping->passing() == exception) {
        return true;
    }
    const PassingException* one = passing;
    while (one != nullptr && one->exception != exception) {
        one = one->next;
    }
    return one != nullptr;
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
