// SPDX-License-Identifier: MIT
// An action at the end of a handler's life.
#pragma once

#include <functional>
#include <memory>
#include <utility>

/// Runs an action when it is destroyed, unless it was moved from.
class AtEnd {
public:
    explicit AtEnd(std::function<void()> action)
        : action_{std::make_unique<std::function<void()>>(std::move(action))} {}
    AtEnd(AtEnd&&) = default;
    AtEnd& operator=(AtEnd&&) = delete;
    ~AtEnd() {
        if (action_) {
            (*action_)();
        }
    }

private:
    std::unique_ptr<std::function<void()>> action_;
};
