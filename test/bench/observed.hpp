// SPDX-License-Identifier: MIT
// A call that is observed, and observers that do nothing with what they are told.
#pragma once

#include "weft_call.hpp"

namespace bench {

struct Empty {
    void operator()(const weft::Event& /*event*/) const {}
};

struct EmptyWithoutDurations : Empty {
    static constexpr bool needs_durations = false;
};

/// As many times the same observer as `observers` says.
template <class Observer, int observers = 1>
class Observed : public WeftCall<2> {
public:
    explicit Observed(std::size_t count) : WeftCall(count) {
        for (int i = 0; i < observers; ++i) {
            fabric().observe(Observer());
        }
    }
};

}  // namespace bench
