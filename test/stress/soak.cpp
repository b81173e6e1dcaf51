// SPDX-License-Identifier: MIT
// Many calls from several threads on one fabric with guests: no argument may arrive torn, no handler run out of order,
// twice, or after disconnect_and_wait.
#include "guests.hpp"

#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>

namespace {

constexpr std::uint64_t callers = 3;

using Number = unsigned long long;

bool read_calls(int argc, char** argv, std::uint64_t& calls) {
    if (argc != 3 || std::strcmp(argv[1], "--calls") != 0) {
        return false;
    }
    const char* const end = argv[2] + std::strlen(argv[2]);
    return argv[2] != end && std::from_chars(argv[2], end, calls).ptr == end && calls > 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t calls = 0;
    if (!read_calls(argc, argv, calls)) {
        std::fputs("Usage: soak --calls N\n", stderr);
        return 2;
    }
    stress::Counts counts;
    weft::Fabric fabric;
    stress::connect_all(fabric, counts);
    const auto begin = std::chrono::steady_clock::now();
    stress::Guests guests(fabric, counts);
    {
        std::vector<std::jthread> threads;
        for (std::uint64_t caller = 0; caller < callers; ++caller) {
            threads.emplace_back([&, caller] {
                for (std::uint64_t number = caller; number < calls; number += callers) {
                    guests.keep_up();
                    stress::call(fabric, number, counts);
                }
            });
        }
    }
    guests.stop();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    const bool is_right = counts.calls == calls && counts.runs == calls * stress::handlers &&
                          counts.torn == 0 && counts.misplaced == 0 && counts.too_late == 0;
    std::printf(
        "%llu calls by %llu threads, %llu runs, beside %llu visits, in %.1f s: %llu torn, %llu out of order, "
        "%llu too late\n",
        static_cast<Number>(counts.calls), static_cast<Number>(callers), static_cast<Number>(counts.runs),
        static_cast<Number>(guests.visits()), took.count(), static_cast<Number>(counts.torn),
        static_cast<Number>(counts.misplaced), static_cast<Number>(counts.too_late));
    return is_right ? 0 : 1;
}
