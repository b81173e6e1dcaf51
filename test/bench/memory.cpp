// SPDX-License-Identifier: MIT
// Allocations of a call, and bytes of a connected handler, as JSON: operator new is replaced for this program.
#include "weft_call.hpp"

#include <cstdio>
#include <cstdlib>
#include <new>

#include <malloc.h>

namespace {

long allocations = 0;

}  // namespace

// Not inlined, or the compiler would take malloc and delete for a pair.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) {
        return memory;
    }
    throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

namespace bench {
namespace {

constexpr std::size_t many = 10000;

template <class Scenario>
double allocations_of_call(std::size_t count) {
    constexpr int calls = 1000;
    Scenario scenario(count);
    scenario.call();
    const long before = allocations;
    for (int i = 0; i < calls; ++i) {
        scenario.call();
    }
    return static_cast<double>(allocations - before) / calls;
}

/// Of the heap, with what it gets from the system piece by piece.
std::size_t bytes_in_use() {
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

/// What the heap holds for each handler, the listener not counted.
template <class Scenario>
double bytes_of_handler() {
    const std::size_t before = bytes_in_use();
    const Scenario scenario(many);
    return static_cast<double>(bytes_in_use() - before) / many - sizeof(Listener);
}

}  // namespace
}  // namespace bench

int main() {
    using namespace bench;
    std::printf("{\"weft_allocations_2\": %g, \"weft_allocations_4\": %g, ",
                allocations_of_call<WeftCall<2>>(16), allocations_of_call<WeftCall<4>>(16));
    std::printf("\"weft_bytes\": %g, \"signals2_bytes\": %g}\n", bytes_of_handler<WeftCall<2>>(),
                bytes_of_handler<SignalCall<2>>());
}
