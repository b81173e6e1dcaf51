// SPDX-License-Identifier: MIT
// Random numbers that are the same with every standard library.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace demo {

/// The standard fixes the numbers of `std::mt19937_64`, but neither those of its distributions nor the order
/// of `std::shuffle`: both are made here.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_{seed} {}

    /// From 0 to `size - 1`. The remainder favours small numbers by less than `size / 2^64`.
    std::size_t below(std::size_t size) { return static_cast<std::size_t>(engine_() % size); }

    /// From `low` (included) to `high` (excluded), in steps of 2^-53 of the distance.
    double between(double low, double high) {
        const double unit = static_cast<double>(engine_() >> 11U) * 0x1.0p-53;
        return low + (high - low) * unit;
    }

    /// Fisher and Yates, as in Knuth, The Art of Computer Programming, volume 2, algorithm 3.4.2 P.
    void shuffle(std::vector<int>& numbers) {
        for (std::size_t left = numbers.size(); left > 1; --left) {
            std::swap(numbers[left - 1], numbers[below(left)]);
        }
    }

    /// All that the next numbers depend on, as text.
    std::string state() const {
        std::ostringstream text;
        text << engine_;
        return text.str();
    }
    void set_state(const std::string& state) {
        std::istringstream text{state};
        text >> engine_;
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace demo
