// SPDX-License-Identifier: MIT
// A call that was made on a fabric, and that outlives it where a handler destroys the fabric.
#pragma once

#include "engine/emission.hpp"
#include "fabric/fabric_state.hpp"

namespace weft::detail {

struct FabricCall : Emission {
    const FabricState& state;
    FabricState* doomed =
        nullptr;  ///< Of a fabric that was destroyed meanwhile; ends with its outermost call.

    FabricCall(const FabricState& of, const View& arguments, Hook* on, Sink* to) noexcept
        : Emission(arguments, on, to), state(of) {
        fabric = &of;
    }

    /// Counts the failure, and leaves the exception to the fabric's `on_error`, if it has one.
    void handle_failure(Handler& handler) override;
};

/// Stands before the frame of a call, so that it is its last act: destroys the fabric that ended inside it.
struct EndDoomed {
    FabricCall& call;

    ~EndDoomed() {
        if (call.doomed != nullptr) [[unlikely]] {
            end(call.doomed);
        }
    }
};

}  // namespace weft::detail
