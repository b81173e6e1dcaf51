// SPDX-License-Identifier: MIT
// A method of a callback whose runs another one decides on: a handler type of its own, with the parameters of the method.
#pragma once

#include "handlers/reads.hpp"

#include <weft/detail/engine/deferring.hpp>
#include <weft/detail/handlers/handler.hpp>

#include <atomic>
#include <memory>
#include <string_view>
#include <vector>

namespace weft::detail {

/// The callback as it was handed over, the methods that stand for its own, and who decides on their runs. Kept by the
/// registration, and by each run that is put off.
struct DeferredCallback;

class DeferredMethod final : public HandlerType {
public:
    /// `type` is that of the method itself, or of one of several overloads.
    DeferredMethod(const HandlerType& type, std::string_view hook, const DeferredCallback& of);
    DeferredMethod(const DeferredMethod&) = delete;
    DeferredMethod& operator=(const DeferredMethod&) = delete;
    ~DeferredMethod();

private:
    static void put_off(const HandlerType& type, Handler& handler, Call& call, const ArgumentSource* sources);
    void put_off(Handler& handler, Call& call, const ArgumentSource* sources) const;
    void run_now(Handler& handler, Call& call, const ArgumentSource* sources) const;

    const HandlerType& type_;
    std::string_view hook_;
    const DeferredCallback& of_;
    bool runs_in_call_ = false;  // It may write to an argument, so no copy will do.
    HandlerReads reads_;         // Of its `const Args&`, where it has one.
    std::vector<std::unique_ptr<DeferredMethod>> overloads_;
    std::vector<const HandlerType*> overload_types_;
    std::atomic<const Plan*> first_plan_ = nullptr;
};

struct DeferredCallback final : Ending, std::enable_shared_from_this<DeferredCallback> {
    std::shared_ptr<Deferring> by;
    std::shared_ptr<void> owner;  ///< Of what was handed to the fabric, if that is not tracked or borrowed.
    KeptObject wrapped;
    std::vector<std::unique_ptr<DeferredMethod>> methods;
    std::vector<MethodEntry> entries;
    CallbackType type{};

    /// Of a wrapped callback whose runs somebody else puts off again.
    std::weak_ptr<Ending> inner;

    void finish() noexcept override {
        by->finish();
        if (const std::shared_ptr<Ending> ending = inner.lock()) {
            ending->finish();
        }
    }
};

}  // namespace weft::detail
