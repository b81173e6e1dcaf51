// SPDX-License-Identifier: MIT
// The registration of a callback or an observer: it owns, tracks or borrows the object, as the user handed it over.
#pragma once

#include <weft/callback.hpp>
#include <weft/detail/engine/registration.hpp>

#include <utility>

namespace weft::detail {

/// Made by `register_object`. `release` gives up the owned object; a tracked or borrowed one is left alone.
class CallbackRegistration final : public Registration {
public:
    CallbackRegistration(HandlerCount count, KeptObject kept)
        : Registration(sizeof(CallbackRegistration), count), object_(std::move(kept)) {}

    /// Keeps a tracked object alive while its handler runs; null if the object is gone. Called by the engine for each run.
    [[nodiscard]] std::shared_ptr<void> lock() const noexcept { return object_.tracked.lock(); }

private:
    void release() noexcept override { object_.owner.reset(); }
    [[nodiscard]] bool expired() const noexcept override {
        return object_.ownership == Ownership::tracked && object_.tracked.expired();
    }

    KeptObject object_;
};

/// Makes a registration with room for that many handlers, none of which is connected yet.
inline RegistrationPointer register_object(HandlerCount count, KeptObject kept) {
    return {new (count) CallbackRegistration(count, std::move(kept))};
}

}  // namespace weft::detail
