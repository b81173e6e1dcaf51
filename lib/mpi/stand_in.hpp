// SPDX-License-Identifier: MIT
// A callback with the hooks, the names and the place in the order of one that another rank has.
#pragma once

#include "mpi/served.hpp"

#include <weft/args.hpp>
#include <weft/detail/handlers/dynamic_method.hpp>
#include <weft/detail/handlers/hooks_of.hpp>
#include <weft/next.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace weft::detail {

/// Handed over by a `std::shared_ptr`.
class StandIn {
public:
    /// In place of a handler. `next` is null for one that goes around nothing.
    using Run = std::function<void(const std::string& hook, const Args& args, const Next* next)>;

    StandIn(Served served, const Run& run);

    /// What makes it a callback.
    static const CallbackType& weft_run_time_type() noexcept;

private:
    /// What a `StandIn` reads.
    static std::vector<Read> list_reads(const void* object);
    static RegisteredCallback register_it(KeptObject kept);

    Served served_;
    std::vector<Wish> wishes_;
    std::vector<std::shared_ptr<DynamicMethod>> methods_;
    std::vector<MethodEntry> entries_;
    CallbackType type_;
};

}  // namespace weft::detail
