// SPDX-License-Identifier: MIT
// Handlers of one hook that write their names down when they run.
#pragma once

#include <weft/weft.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <vector>

namespace order_log {

/// A fabric whose handlers say who they are: `scene.add("a", weft::before("b")); scene.run() == "a b"`.
struct Scene {
    weft::Fabric fabric;
    std::vector<std::string> ran;

    /// A function of that name, which `before` and `after` find too.
    template <class... Extras>
    weft::Connection add(const std::string& name, const Extras&... extras) {
        return fabric.connect(
            "on_step", [this, name] { ran.push_back(name); }, weft::named(name), extras...);
    }

    /// The names in the order in which one call has run them.
    std::string run() {
        ran.clear();
        fabric.call("on_step");
        return text();
    }
    [[nodiscard]] std::string text() const { return fmt::format("{}", fmt::join(ran, " ")); }

    /// The names in the order in which `hooks` lists them.
    [[nodiscard]] std::string listed() const {
        std::vector<std::string> names;
        for (const weft::HookInfo& hook : fabric.hooks()) {
            for (const weft::HandlerInfo& handler : hook.handlers) {
                names.push_back(handler.callback);
            }
        }
        return fmt::format("{}", fmt::join(names, " "));
    }
};

}  // namespace order_log
