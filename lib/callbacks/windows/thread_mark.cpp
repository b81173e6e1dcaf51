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

/// Where a thread keeps its mark; out of range if the system has no place, and when this library is at its end.
std::atomic<DWORD> place_of_marks = FLS_OUT_OF_INDEXES;

/// Gives the place back, as what is at the end of a thread would else call `delete_mark` in a library that is not there any more.
class TakenPlace {
public:
    TakenPlace() { place_of_marks = ::FlsAlloc(&delete_mark); }
    TakenPlace(const TakenPlace&) = delete;
    TakenPlace& operator=(const TakenPlace&) = delete;
    ~TakenPlace() { ::FlsFree(place_of_marks.exchange(FLS_OUT_OF_INDEXES)); }
};

}  // namespace

ThreadMark thread_mark() {
    static std::atomic<std::uint32_t> next{1};
    static const TakenPlace taken;
    auto* mark = static_cast<ThreadMark*>(::FlsGetValue(place_of_marks));
    if (mark == nullptr) {
        auto made = std::make_unique<ThreadMark>(std::make_shared<const std::uint32_t>(next++));
        if (::FlsSetValue(place_of_marks, made.get()) == 0) {
            return *made;
        }
        mark = made.release();
    }
    return *mark;
}

}  // namespace weft::detail
