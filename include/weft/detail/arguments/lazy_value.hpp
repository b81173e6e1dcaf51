// SPDX-License-Identifier: MIT
// Room for the value of one lazy argument during one call.
#pragma once

#include <weft/detail/arguments/held.hpp>
#include <weft/lazy.hpp>

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <type_traits>

namespace weft::detail {

struct ArgInfo;
class Asker;

/// An exception that is nobody's failure, in the list that a call keeps of them.
struct PassingException {
    std::exception_ptr exception;
    const PassingException* next = nullptr;
};

/// Lives on the stack beside the other arguments. The thread of the call makes the value; others may read it.
class WEFT_API LazyValue {
public:
    LazyValue(const LazyValue&) = delete;
    LazyValue& operator=(const LazyValue&) = delete;

    /// The address of the value, which is made if nobody has taken it before. Throws what the function throws, each time the
    /// same exception, and tells `asker` that it is nobody's failure. Throws `Error` where the value is not made and another
    /// thread than that of the call, or the function itself, asks for it. `asker` is the call.
    [[nodiscard]] void* take(const ArgInfo& info, const Asker& asker);

    [[nodiscard]] bool is_made() const noexcept {
        return state_.load(std::memory_order_acquire) == State::made;
    }
    /// Its address where it is made.
    [[nodiscard]] const void* value() const noexcept { return value_; }

protected:
    using Make = void* (*)(LazyValue& self);

    explicit LazyValue(Make make) noexcept : make_(make) {}
    ~LazyValue() = default;

private:
    enum class State : std::uint8_t { none, begun, made, failed };

    const Make make_;
    void* value_ = nullptr;
    PassingException thrown_;
    std::atomic<State> state_ = State::none;  ///< Written last.
};

/// Keeps what the function returns, or the address of what it returns a reference to.
template <class Function>
class LazyValueOf final : public LazyValue {
    using Result = std::invoke_result_t<Function&>;
    using Value = typename Held<Result>::Value;

public:
    explicit LazyValueOf(const Lazy<Function>& lazy) noexcept : LazyValue(&make), function_(lazy.function) {}
    LazyValueOf(const LazyValueOf&) = delete;
    LazyValueOf& operator=(const LazyValueOf&) = delete;
    ~LazyValueOf() {
        if constexpr (is_kept && !std::is_trivially_destructible_v<Value>) {
            if (is_made()) {
                std::destroy_at(std::addressof(room_.value));
            }
        }
    }

private:
    static constexpr bool is_kept = !std::is_reference_v<Result> || decaying<Result>;

    union Room {
        // NOLINTNEXTLINE(modernize-use-equals-default): a defaulted one is deleted for many values.
        Room() noexcept {}
        // NOLINTNEXTLINE(modernize-use-equals-default): the same.
        ~Room() {}
        Value value;
    };
    struct Nothing {};

    static void* make(LazyValue& self) {
        auto& own = static_cast<LazyValueOf&>(self);
        if constexpr (is_kept) {
            void* const room = const_cast<void*>(static_cast<const void*>(std::addressof(own.room_.value)));
            ::new (room) Value(std::invoke(own.function_));
            return room;
        } else {
            auto&& result = std::invoke(own.function_);
            return const_cast<void*>(static_cast<const void*>(std::addressof(result)));
        }
    }

    Function& function_;
    [[no_unique_address]] std::conditional_t<is_kept, Room, Nothing> room_;
};

/// What an argument is to whoever takes it: for a lazy one, what its function returns.
template <class Held>
struct TakenAs {
    using Value = typename Held::Value;
    static constexpr bool is_mutable = Held::is_mutable;
    static constexpr bool is_lazy = false;
};
template <class Passed>
    requires is_lazy<std::remove_cvref_t<Passed>>
struct TakenAs<Held<Passed>> {
    using Function = decltype(std::remove_cvref_t<Passed>::function);
    using Result = Held<std::invoke_result_t<Function&>>;
    using Value = typename Result::Value;
    static constexpr bool is_mutable = Result::is_mutable;
    static constexpr bool is_lazy = true;
};

}  // namespace weft::detail
