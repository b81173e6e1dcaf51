// SPDX-License-Identifier: MIT
// The registration of a callback, in the form in which it was handed over.
#pragma once

#include <weft/callback.hpp>
#include <weft/detail/engine/registration.hpp>

#include <utility>

namespace weft::detail {

class CallbackRegistration final : public Registration {
public:
    CallbackRegistration(HandlerCount count, KeptObject kept)
        : Registration(sizeof(CallbackRegistration), count), object_(std::move(kept)) {}

    [[nodiscard]] std::shared_ptr<void> lock() const noexcept { return object_.tracked.lock(); }

private:
    void release() noexcept override { object_.owner.reset(); }
    [[nodiscard]] bool expired() const noexcept override {
        return object_.ownership == Ownership::tracked && object_.tracked.expired();
    }

    KeptObject object_;
};

inline RegistrationPointer register_object(std::size_t handlers, KeptObject kept) {
    const HandlerCount count{static_cast<std::uint16_t>(handlers)};
    return {new (count) CallbackRegistration(count, std::move(kept))};
}

}  // namespace weft::detail
