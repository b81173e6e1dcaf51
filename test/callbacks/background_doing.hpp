// SPDX-License-Identifier: MIT
// A callback that does on its hooks what the test says, for the tests of the background.
#pragma once

#include "hooks.hpp"

#include <functional>
#include <memory>

namespace background {

/// `alive` tells whether it still exists.
struct Doing {
    std::function<void(int)> step;
    std::function<void(int&)> change = nullptr;
    std::shared_ptr<int> alive = std::make_shared<int>();

    void on_step(int number) { step(number); }
    void on_change(int& number) { change(number); }
};
HOOKS(Doing, (on_step, number), (on_change, number))

}  // namespace background
