// SPDX-License-Identifier: MIT
// Looks at all handlers of a fabric without running them.
#pragma once

#include "fabric/call.hpp"

#include <vector>

namespace weft::detail {

/// Made by `Fabric::hooks`, `check` and `strict`. Keeps the fabric's state like a call: another thread may disconnect a handler
/// meanwhile, so that this thread releases the handler's object, and with it perhaps the fabric.
class Inspection {
public:
    explicit Inspection(const FabricState& state) noexcept;

    /// Shows all connected handlers, blocked ones too: the hooks that there are at the first visit in order of first use, the
    /// handlers in the order of a call.
    void visit(Visit& visit);

private:
    /// The shape of no arguments.
    static constexpr Shape nothing_{nullptr, 0, 0, false, false};

    std::vector<Hook*> hooks_;
    FabricCall call_;
    EndDoomed end_doomed_{call_};
    FrameScope scope_{call_};
};

}  // namespace weft::detail
