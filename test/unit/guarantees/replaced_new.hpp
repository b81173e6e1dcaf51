// SPDX-License-Identifier: MIT
// Replaces operator new for a whole program. Included once in a program, which says what happens at each allocation.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

/// Runs before each allocation, in its thread. What it throws is thrown in place of it.
void before_allocation();

inline void* allocate(std::size_t size) {
    before_allocation();
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) {
        return memory;
    }
    throw std::bad_alloc{};
}

void* operator new(std::size_t size) {
    return allocate(size);
}
void* operator new[](std::size_t size) {
    return allocate(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}
