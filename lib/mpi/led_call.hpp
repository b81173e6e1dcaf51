// SPDX-License-Identifier: MIT
// A call as the callback of one rank sees it there: that of the fabric, but for what comes after the handler.
#pragma once

#include <weft/detail/handlers/call.hpp>
#include <weft/detail/handlers/handler.hpp>
#include <weft/next.hpp>

#include <functional>

namespace weft::detail {

/// Who is refused, and what is nobody's failure, is what the call of the fabric says. Results do not count.
class LedCall final : public Call, public Next {
public:
    /// Runs what comes after the handler.
    using GoOn = std::function<void(const Next& next)>;

    /// `go_on` is called at most once, with the `Next` of the call.
    LedCall(Call& of, GoOn go_on);

    /// The end of a handler that goes around what comes after it: if it was not given its `Next`, as it was not to run, runs that.
    void run_rest();

    [[nodiscard]] std::string who() const override { return of_.who(); }
    void let_pass(PassingException& one) const noexcept override { of_.let_pass(one); }
    [[nodiscard]] bool passes(const std::exception_ptr& exception) const noexcept override {
        return of_.passes(exception);
    }
    [[nodiscard]] bool is_of_this_thread() const noexcept override { return of_.is_of_this_thread(); }
    /// Called where a lazy argument was made, whose function may have kept the handler from running.
    bool begin_run(Handler& handler) override;
    [[nodiscard]] const Next& next() const noexcept override;

private:
    void run() const override;

    Call& of_;
    GoOn go_on_;
    // `next` is const to the handler, and so is its `Next`.
    mutable const Next* next_ = nullptr;
    mutable bool has_gone_on_ = false;
};

}  // namespace weft::detail
