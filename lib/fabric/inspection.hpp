// SPDX-License-Identifier: MIT
// Looks at the handlers of a fabric instead of running them.
#pragma once

#include "fabric/call.hpp"

namespace weft::detail {

/// Ends as a call does: while it lasts, so does the fabric's state, even if another thread lets go of a handler and this
/// one releases what the handler owned, the fabric included.
class Inspection {
public:
    explicit Inspection(const FabricState& state) noexcept;

    /// Shows the visit all handlers: the hooks in order of first use, the handlers in the order of a call.
    void visit(Visit& visit);

private:
    static constexpr Shape nothing_{nullptr, 0, 0, false, false};

    FabricCall call_;
    EndDoomed end_doomed_{call_};
    FrameScope scope_{call_};
};

}  // namespace weft::detail
