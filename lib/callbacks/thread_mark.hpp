// SPDX-License-Identifier: MIT
// The number of a thread: posix/thread_mark.cpp or windows/thread_mark.cpp.
#pragma once

#include <cstdint>
#include <memory>

namespace weft::detail {

/// Of the calling thread: made at its first call, different from that of every other thread, and expiring with the thread. A call
/// that one of its thread-local objects makes at its end may get a number of its own.
[[nodiscard]] std::shared_ptr<const std::uint32_t> thread_mark();

}  // namespace weft::detail
