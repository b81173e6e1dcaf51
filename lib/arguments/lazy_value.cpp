// SPDX-License-Identifier: MIT
// Makes the value of a lazy argument, once in a call.
#include <weft/detail/arguments/lazy_value.hpp>

#include "arguments/refusals.hpp"
#include "platform.hpp"

namespace weft::detail {

void* LazyValue::take(const ArgInfo& info, const Asker& asker) {
    const State state = state_.load(std::memory_order_acquire);
    if (state == State::made) {
        return value_;
    }
    if (state == State::failed) {
        std::rethrow_exception(thrown_.exception);
    }
    if (!asker.is_of_this_thread() || state == State::begun) {
        refuse_not_made(info, asker, asker.is_of_this_thread());
    }
    state_.store(State::begun, std::memory_order_relaxed);
    try {
        value_ = make_(*this);
    } catch (const ForcedUnwind&) {
        throw;  // The thread is being cancelled: the C library does not allow this exception to be kept.
    } catch (...) {
        thrown_.exception = std::current_exception();
        state_.store(State::failed, std::memory_order_release);
        asker.let_pass(thrown_);
        throw;
    }
    state_.store(State::made, std::memory_order_release);
    return value_;
}

}  // namespace weft::detail
