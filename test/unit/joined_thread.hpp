// SPDX-License-Identifier: MIT
// A thread that its destructor joins. std::jthread is not in every C++ library: libc++ has had it since 20.
#pragma once

#include <thread>
#include <utility>

class JoinedThread {
public:
    template <class Function>
    explicit JoinedThread(Function&& function) : thread_(std::forward<Function>(function)) {}
    JoinedThread(JoinedThread&&) noexcept = default;
    JoinedThread& operator=(JoinedThread&&) = delete;
    ~JoinedThread() {
        if (thread_.joinable()) {
            thread_.join();
        }
    }

    void join() { thread_.join(); }

private:
    std::thread thread_;
};
