// SPDX-License-Identifier: MIT
// A callback in place of one that another rank has.
#pragma once

#include "mpi/served.hpp"

#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/dynamic_method.hpp>
#include <weft/detail/handlers/hooks_of.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace weft::detail {

/// Handed over by a `std::shared_ptr`.
class StandIn {
public:
    /// One run of a handler, which was announced and is counted. No argument was refused.
    struct Turn {
        const ServedHook& hook;
        std::size_t method;  ///< Its place among the hooks that are served.
        Handler& handler;
        Call& call;
        std::size_t ran_before;  ///< How many handlers of the call had begun to run before.
    };
    using Run = std::function<void(const Turn& turn)>;

    /// `callback` is what it stands for, and outlives it; null on ranks that do not have that.
    StandIn(Served served, const Run& run, const RegisteredCallback* callback);

    /// What makes it a callback.
    static const CallbackType& weft_run_time_type() noexcept;

private:
    /// What a `StandIn` reads.
    static std::vector<Read> list_reads(const void* object);
    static RegisteredCallback register_it(KeptObject kept);
    static void adopt(void* object, const Fabric& fabric);

    Served served_;
    const RegisteredCallback* callback_;
    std::vector<Wish> wishes_;
    std::vector<std::unique_ptr<DynamicMethod>> methods_;
    std::vector<MethodEntry> entries_;
    CallbackType type_;
};

}  // namespace weft::detail
