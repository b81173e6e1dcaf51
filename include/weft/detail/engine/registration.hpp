// SPDX-License-Identifier: MIT
// What one `add`, `connect` or `observe` has registered: its handlers, their object, and the state that a connection shows.
#pragma once

#include <weft/detail/engine/registration_pointer.hpp>
#include <weft/detail/ref_count.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <span>
#include <string>
#include <utility>

namespace weft::detail {

class Conditions;
struct Standing;
struct Slot;
struct RegistrationAccess;

/// How many handlers a registration has room for, and whether also for what `every` and `when` ask, and for what the extras of
/// order ask.
struct HandlerCount {
    std::uint16_t value;
    bool has_conditions = false;
    bool has_standing = false;
};

/// Two counts. `references_` keeps the memory: connections count, and all slots of Signals2 together count once. `held_`
/// counts the slots of Signals2: when it reaches zero, which it does only when no call is inside, `release()` destroys what
/// the user handed over.
///
/// Made by `new (count)`: its handlers, and pointers to their conditions and their standing if there are any, follow it in the
/// same block of memory, as a call goes from one to the other.
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

    /// The name that it was given, `MyCallback`, or `handler at main.cpp:12`.
    [[nodiscard]] std::string name() const;

    static void* operator new(std::size_t size, HandlerCount count) {
        return ::operator new(size_with_slots(size, count));
    }
    static void* operator new(std::size_t size, std::align_val_t alignment, HandlerCount count) {
        return ::operator new(size_with_slots(size, count), alignment);
    }
    static void operator delete(void* memory, HandlerCount) noexcept { ::operator delete(memory); }
    static void operator delete(void* memory, std::align_val_t alignment, HandlerCount) noexcept {
        ::operator delete(memory, alignment);
    }
    // These delete what `operator new` with a count has made.
    static void operator delete(void* memory) noexcept {  // NOLINT(misc-new-delete-overloads): see above
        ::operator delete(memory);
    }
    static void operator delete(void* memory, std::align_val_t alignment) noexcept {
        ::operator delete(memory, alignment);
    }

protected:
    /// `size` is that of the whole object.
    Registration(std::size_t size, HandlerCount count) noexcept;
    virtual ~Registration();

    /// Destroys what the user handed over, or weft's share of it. Called at most once, without any lock, in the thread that let
    /// go last.
    virtual void release() noexcept = 0;
    /// Whether `release` has returned.
    [[nodiscard]] bool is_released() const noexcept;
    /// Whether the object was handed over as a `std::weak_ptr` and is gone.
    [[nodiscard]] virtual bool expired() const noexcept;

private:
    friend struct RegistrationAccess;
    friend void intrusive_ptr_add_ref(Registration* registration) noexcept;
    friend void intrusive_ptr_release(Registration* registration) noexcept;

    static std::size_t size_with_slots(std::size_t size, HandlerCount count) noexcept;
    [[nodiscard]] std::span<Slot> slots() const noexcept;
    [[nodiscard]] std::unique_ptr<Conditions>& conditions() const noexcept;
    [[nodiscard]] std::unique_ptr<Standing>& standing() const noexcept;

    RefCount references_;
    RefCount held_;
    std::atomic<std::uint32_t> state_;
    int line_ = 0;
    union {
        const char* file = nullptr;
        // Links the registrations that wait for their release. By then nobody asks for the name.
        Registration* next_garbage;
    };
    const std::uint32_t slots_offset_;
    const std::uint16_t slot_count_;
    const bool has_conditions_;
    const bool has_standing_;
};

}  // namespace weft::detail
