// SPDX-License-Identifier: MIT
// One run of a handler that takes a `Next`, and the rest of the call that it goes around.
#pragma once

#include "engine/registration_access.hpp"

#include <weft/next.hpp>

#include <exception>
#include <utility>

namespace weft::detail {

/// Lives on the stack while the handler runs. The rest of the call is what the combiner would do next: the slots after that
/// of the handler, then the body. Where the handler runs it, moving on to the next slot makes Signals2 give up the handler's
/// own, so its registration is held until the handler has returned.
class Wrapping : public Next {
public:
    Wrapping(Emission& of, Handler& wrapping) noexcept;
    Wrapping(const Wrapping&) = delete;
    Wrapping& operator=(const Wrapping&) = delete;

    /// Runs the handler, if nothing keeps it from running. Returns whether the call goes on with the next handler: no if it
    /// has run, as whatever is to come has come within it.
    bool run_handler();

    [[nodiscard]] const Registration& registration() const noexcept { return *handler_.registration; }
    /// The wrapping handler, of the same call, that this one runs inside of; null for the outermost.
    [[nodiscard]] const Wrapping* outer() const noexcept { return outer_; }
    /// Called when the handler is given the `Next`: it is about to run.
    void give() noexcept { is_given_ = true; }

    /// What has left the rest of the call, and is no failure of this handler as long as it passes as the same object; or null.
    [[nodiscard]] const std::exception_ptr& passing() const noexcept { return passing_; }
    void let_pass(std::exception_ptr exception) noexcept { passing_ = std::move(exception); }

    /// Runs the handlers after this one. True if the end was reached: none of them has stopped the call or taken the rest.
    virtual bool run_handlers() = 0;

protected:
    ~Wrapping();

    [[nodiscard]] Emission& call() const noexcept { return call_; }

private:
    void run() const final;

    Emission& call_;
    Handler& handler_;
    Wrapping* const outer_;
    const Hold hold_;
    bool is_given_ = false;
    mutable bool has_run_ = false;  // `Next` is const to the handler.
    std::exception_ptr passing_;
};

}  // namespace weft::detail
