// SPDX-License-Identifier: MIT
// What one `add` or `connect` has registered: its handlers, what they run on, and the state that a connection shows.
#pragma once

#include <weft/detail/handler.hpp>
#include <weft/hook_name.hpp>

#include <boost/smart_ptr/intrusive_ptr.hpp>

#include <memory>
#include <string>

namespace weft::detail {

struct Slot;
struct RegistrationAccess;

/// Counted twice. References (of connections, and one for all engine slots together) keep its memory; engine slots
/// keep what the user handed over: when the engine has let go of the last slot, which it does only when no call is
/// inside, `release` ends it.
class WEFT_API Registration {
public:
    Registration(const Registration&) = delete;
    Registration& operator=(const Registration&) = delete;

    [[nodiscard]] bool connected() const noexcept;
    [[nodiscard]] bool blocked() const noexcept;
    void block() noexcept;
    void unblock() noexcept;
    void disconnect();
    void disconnect_and_wait();

    /// `MyCallback`, or `handler at main.cpp:12`.
    [[nodiscard]] std::string name() const;

protected:
    Registration() noexcept;
    virtual ~Registration();

    /// Ends what the user handed over. Runs once, without any lock, in the thread that let go last.
    virtual void release() noexcept = 0;
    /// Whether an object that is only tracked has gone.
    [[nodiscard]] virtual bool expired() const noexcept;

private:
    friend struct RegistrationAccess;
    friend void intrusive_ptr_add_ref(Registration* registration) noexcept {
        registration->references_.fetch_add(1, std::memory_order_relaxed);
    }
    friend void intrusive_ptr_release(Registration* registration) noexcept {
        if (registration->references_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
            delete registration;
        }
    }

    struct DeleteSlots {
        void operator()(Slot* slots) const noexcept;
    };

    std::atomic<std::uint32_t> references_ = 0;
    std::atomic<std::uint32_t> held_ = 0;
    std::atomic<std::uint32_t> state_;
    std::atomic<bool> is_released_ = false;
    std::uint32_t slot_count_ = 0;
    std::unique_ptr<Slot[], DeleteSlots> slots_;
    Registration* next_garbage_ = nullptr;
    const char* file_ = nullptr;
    int line_ = 0;
};

using RegistrationPointer = boost::intrusive_ptr<Registration>;

/// How a handler is connected: the extras of `connect` that are not names.
struct Manner {
    bool at_front = false;
    bool once = false;
    bool is_periodic = false;
    std::uint64_t period = 1;
};

}  // namespace weft::detail
