// SPDX-License-Identifier: MIT
// The registration of a callback, in the form in which it was handed over.
#pragma once

#include <weft/callback.hpp>
#include <weft/detail/registration.hpp>

#include <utility>

namespace weft::detail {

class CallbackRegistration final : public Registration {
public:
    CallbackRegistration(HandlerCount count, Target target)
        : Registration(sizeof(CallbackRegistration), count), target_(std::move(target)) {}

    [[nodiscard]] std::shared_ptr<void> lock() const noexcept { return target_.tracked.lock(); }

private:
    void release() noexcept override { target_.owner.reset(); }
    [[nodiscard]] bool expired() const noexcept override {
        return target_.ownership == Ownership::tracked && target_.tracked.expired();
    }

    Target target_;
};

inline RegistrationPointer register_target(std::size_t handlers, Target target) {
    const HandlerCount count{static_cast<std::uint16_t>(handlers)};
    return {new (count) CallbackRegistration(count, std::move(target))};
}

}  // namespace weft::detail
