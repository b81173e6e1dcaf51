// SPDX-License-Identifier: MIT
// Tells threads apart by a thread_local object, which expires with its thread.
#include "callbacks/thread_mark.hpp"

#include <atomic>

namespace weft::detail {

std::shared_ptr<const std::uint32_t> thread_mark() {
    static std::atomic<std::uint32_t> next{1};
    static thread_local bool has_ended = false;
    struct Holder {
        std::shared_ptr<const std::uint32_t> mark = std::make_shared<const std::uint32_t>(next++);
        ~Holder() { has_ended = true; }
    };
    if (has_ended) {
        // The thread is ending, and another of its thread-local objects makes this call.
        return std::make_shared<const std::uint32_t>(next++);
    }
    static thread_local const Holder holder;
    return holder.mark;
}

}  // namespace weft::detail
