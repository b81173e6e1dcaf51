// SPDX-License-Identifier: MIT
// A solver in C calls back; what a handler throws goes past it.
#include <stdexcept>

#include <fmt/core.h>
#include <weft/weft.hpp>

using namespace weft::literals;

/// Stands for a library of C: an exception must not cross it. It ends when `on_iteration` returns other than 0.
extern "C" int solve(int most, int (*on_iteration)(int, void*), void* data) {
    int iteration = 0;
    while (iteration < most && on_iteration(iteration, data) == 0) {
        ++iteration;
    }
    return iteration;
}

struct Loop {
    weft::Fabric fabric;
    weft::Courier courier;
};

extern "C" int call_hook(int iteration, void* data) {
    Loop& loop = *static_cast<Loop*>(data);
    const bool goes_on =
        loop.courier.run([&] { loop.fabric.call("on_iteration", "iteration"_a = iteration); });
    return goes_on ? 0 : 1;
}

int main() {
    Loop loop;
    loop.fabric.connect(
        "on_iteration",
        [](int iteration) {
            if (iteration == 2) {
                throw std::runtime_error("the residual grows");
            }
        },
        "iteration"_a);
    try {
        fmt::print("{} iterations\n", solve(10, call_hook, &loop));
        loop.courier.deliver();
    } catch (const std::runtime_error& error) {
        fmt::print("stopped: {}\n", error.what());
    }
}
