// SPDX-License-Identifier: MIT
// The types of which one file of the program knows more than the other.
#pragma once

#include <memory>

namespace known {

struct Measure {
    double value = 0.5;
};

struct Part {
    int number = 3;
};

struct Engine;

/// Where one is made both know nothing of it.
Engine* engine();
std::shared_ptr<Engine> shared_engine();

}  // namespace known
