// SPDX-License-Identifier: MIT
// Kept by the system for the thread: the memory of thread_local objects is gone with MinGW when their destructors run.
#include "callbacks/thread_mark.hpp"

#include <atomic>

#include <windows.h>

namespace weft::detail {

namespace {

using ThreadMark = std::shared_ptr<const std::uint32_t>;

void WINAPI delete_mark(void* mark) {
    delete static_cast<ThreadMark*>(mark);
}

}  // namespace

ThreadMark thread_mark() {
    static std::atomic<std::uint32_t> next{1};
    static const DWORD place = ::FlsAlloc(&delete_mark);
    auto* mark = static_cast<ThreadMark*>(::FlsGetValue(place));
    if (mark == nullptr) {
        auto made = std::make_unique<ThreadMark>(std::make_shared<const std::uint32_t>(next++));
        if (::FlsSetValue(place, made.get()) == 0) {
            return *made;
        }
        mark = made.release();
    }
    return *mark;
}

}  // namespace weft::detail
