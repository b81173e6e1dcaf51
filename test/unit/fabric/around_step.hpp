// SPDX-License-Identifier: MIT
// Callbacks that go around a step, or do not, for the tests of Fabric::around.
#pragma once

#include "hooks.hpp"

#include <weft/weft.hpp>

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace around_step {

using Lines = std::vector<std::string>;

struct Boom : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Goes around what comes after it.
struct Guard {
    Lines* lines;
    std::string name = "guard";

    void around_step(const weft::Next& next, int step) const {
        lines->push_back(fmt::format("{} begins {}", name, step));
        next();
        lines->push_back(name + " ends");
    }
};
HOOKS(Guard, (around_step, step))

struct Plain {
    Lines* lines;

    void around_step(int step) const { lines->push_back(fmt::format("plain {}", step)); }
};
HOOKS(Plain, (around_step, step))

/// Never calls it.
struct Veto {
    void around_step(const weft::Next& /*next*/) const {}
};
HOOKS(Veto, (around_step))

/// A body that notes that it ran.
inline auto noting(Lines& lines) {
    return [&lines] { lines.emplace_back("body"); };
}

}  // namespace around_step
