// SPDX-License-Identifier: MIT
// The order of a hook whose handlers ask to be before or after others by name.
#pragma once

#include "engine/arrangement.hpp"
#include "engine/connect_slot.hpp"
#include "engine/emission.hpp"

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace weft::detail {

struct CallOrder;

/// One handler of the hook.
struct Member {
    RegistrationPointer registration;
    Slot* slot;
    /// What it goes by. Found when it comes, as the type of the handler may end with the user's object.
    std::shared_ptr<const std::vector<std::string>> names;
};

/// Knows the handlers of its hook in the order of registration, and keeps arrangements: the one that calls use, and those that
/// calls are still inside of, which keep their order. It is made when the first handler with such a wish is connected, and does
/// nothing as long as the order of registration is what the wishes ask for: calls then emit the hook's own signal, as those of
/// other hooks do. From the first other order on they go by `emit_ordered`, and what is connected from then on is not connected
/// to the hook's own signal: a call that has begun before and is about to emit that is not to run it in the wrong order.
class Order {
public:
    /// `registering` is the mutex of registrations of the fabric.
    Order(Hook& hook, std::mutex& registering) : hook_(hook), registering_(registering) {}
    Order(const Order&) = delete;
    Order& operator=(const Order&) = delete;

    /// A change that has been worked out and waits for the others of a registration. Dropped unless it is made.
    class Change {
    public:
        Change() noexcept = default;
        Change(Change&& other) noexcept;
        Change(const Change&) = delete;
        Change& operator=(Change) = delete;
        ~Change();

        /// Returns the hook, if there was a change: no call hides it from here on, but one may have done so before.
        Hook* make() noexcept;

    private:
        friend class Order;
        Order* order_ = nullptr;  // Null where nothing is to change.
        std::vector<Member> members_;
        Arrangement* arrangement_ = nullptr;
    };

    /// Connects one more handler, which is not published yet, and works out the order with it. Throws `Error` where wishes close
    /// a circle. With the mutex of registrations locked, and a frame on the stack.
    [[nodiscard]] Change connect(Slot& slot, Place place);

    /// Runs the handlers as `emit_signal` does, in the order that is asked for. The call's frame is on the stack.
    bool emit(Emission& call);

    /// The fabric has ended: disconnects all.
    void disconnect() noexcept;

private:
    [[nodiscard]] Arrangement& arrange(const std::vector<Member>& members, const CallOrder& order);
    void use(Arrangement& arrangement) noexcept;

    [[nodiscard]] Arrangement& enter() noexcept;
    void leave(Arrangement& arrangement) noexcept;
    /// Works out the order anew, as some handlers have gone. Keeps the one that it has if memory runs out. Returns those whose
    /// objects have gone, which the caller disconnects.
    [[nodiscard]] std::vector<RegistrationPointer> refresh();

    Hook& hook_;
    std::mutex& registering_;
    /// Never emitted. What is connected while the hook is ordered has its connection here, for the questions of others.
    Signal connected_;
    // All that follow but the atomic ones are guarded by the mutex.
    std::vector<Member> members_;
    std::vector<std::unique_ptr<Arrangement>> arrangements_;
    std::atomic<Arrangement*> current_ = nullptr;
    std::atomic<bool> is_stale_ = false;
    std::atomic<bool> has_ended_ = false;  // Nothing is connected any more.
};

/// Emits what a call of the hook emits: its signal, or the arrangement of its slots.
bool emit_ordered(Hook& hook, Emission& call);
inline bool emit_hook(Hook& hook, Emission& call) {
    if (hook.has(Hook::is_ordered)) [[unlikely]] {
        return emit_ordered(hook, call);
    }
    return emit_signal(hook.signal, call);
}

}  // namespace weft::detail
