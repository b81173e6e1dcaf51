// SPDX-License-Identifier: MIT
// Many calls from several threads through one queue into the background: nothing may be lost, torn or out of order, and no two
// handlers may run at once.
#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <array>
#include <atomic>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

using namespace weft::literals;

namespace {

constexpr std::size_t callers = 3;

/// What the thread of the background has seen. Only `inside` is for several threads.
struct Counts {
    std::atomic<int> inside = 0;
    std::array<std::uint64_t, callers> next{};
    std::uint64_t changes = 0;
    std::uint64_t torn = 0;
    std::uint64_t misplaced = 0;
    std::uint64_t together = 0;
};

struct Counting {
    Counts& counts;

    void on_step(std::size_t caller, std::uint64_t number, const std::string& text) {
        counts.together += counts.inside.fetch_add(1) != 0 ? 1U : 0U;
        counts.misplaced += counts.next[caller]++ != number ? 1U : 0U;
        counts.torn += text != std::to_string(number) ? 1U : 0U;
        counts.inside.fetch_sub(1);
    }
    // All that this thread has queued before has run.
    void on_change(std::size_t caller, std::uint64_t number, bool& is_right) {
        counts.together += counts.inside.fetch_add(1) != 0 ? 1U : 0U;
        is_right = counts.next[caller] == number;
        ++counts.changes;
        counts.inside.fetch_sub(1);
    }
};
WEFT_CALLBACK(Counting, (on_step, caller, number, text), (on_change, caller, number, is_right))

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t calls = 0;
    const bool is_number =
        argc == 3 && std::strcmp(argv[1], "--calls") == 0 &&
        std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), calls).ptr == argv[2] + std::strlen(argv[2]);
    if (!is_number || calls == 0) {
        std::fputs("Usage: background --calls N\n", stderr);
        return 2;
    }
    constexpr std::uint64_t between_changes = 100;
    const std::uint64_t each = calls / callers;
    Counts counts;
    std::atomic<std::uint64_t> early = 0;
    {
        weft::Fabric fabric{weft::in_background(Counting{counts})};
        std::vector<std::jthread> threads;
        for (std::size_t caller = 0; caller < callers; ++caller) {
            threads.emplace_back([&, caller] {
                for (std::uint64_t number = 0; number < each; ++number) {
                    fabric.call("on_step", "caller"_a = caller, "number"_a = number,
                                "text"_a = std::to_string(number).c_str());
                    if (number % between_changes == 0) {
                        bool is_right = false;
                        fabric.call("on_change", "caller"_a = caller, "number"_a = number + 1,
                                    "is_right"_a = is_right);
                        early += is_right ? 0U : 1U;
                    }
                }
            });
        }
        threads.clear();
    }
    std::uint64_t ran = 0;
    for (const std::uint64_t of_one : counts.next) {
        ran += of_one;
    }
    std::printf(
        "%llu calls, %llu runs and %llu in the call: %llu torn, %llu out of order, %llu at once, %llu too "
        "early\n",
        static_cast<unsigned long long>(each * callers), static_cast<unsigned long long>(ran),
        static_cast<unsigned long long>(counts.changes), static_cast<unsigned long long>(counts.torn),
        static_cast<unsigned long long>(counts.misplaced), static_cast<unsigned long long>(counts.together),
        static_cast<unsigned long long>(early.load()));
    return ran == each * callers && counts.torn + counts.misplaced + counts.together + early == 0 ? 0 : 1;
}
