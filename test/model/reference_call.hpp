// SPDX-License-Identifier: MIT
// One call as the model makes it.
#pragma once

#include "reference_state.hpp"

#include <exception>
#include <memory>
#include <vector>

namespace model {

/// The handlers of a hook in turn, those with a `Next` around all after them, and then the body, if there is one.
class ReferenceCall {
public:
    ReferenceCall(Registry& registry, std::shared_ptr<FabricState> fabric, std::size_t hook, Way way,
                  Passed& passed);

    /// What `Subject::call` returns.
    std::vector<long> make();

private:
    class Run;

    [[nodiscard]] Handlers handlers_in_order() const;
    /// The handlers from that place on, and the body.
    void run_from(std::size_t place);
    /// The handler's turn has come. True where the call goes on with the one after it.
    bool reach(std::size_t place);
    bool is_due(Handler& handler);
    bool fill(const Handler& handler);
    bool announce(const Handler& handler);
    bool run(Handler& handler, Run& run);
    /// In the `catch` block for what the handler has thrown.
    bool fail(Handler& handler, Run& run);
    void answer(long value, std::size_t answers_before);
    void run_body();
    /// Makes the lazy x, if it is lazy and has not been made.
    void make_x();

    [[nodiscard]] bool is_observed() const;
    void tell(Moment moment, bool has_exception, std::size_t count);
    [[nodiscard]] std::size_t count_of_arguments() const;
    [[nodiscard]] bool has(Fault fault) const { return registry_.fault == fault; }

    Registry& registry_;
    const std::shared_ptr<FabricState> fabric_;
    const std::size_t hook_;
    const Way way_;
    Passed& passed_;
    bool is_told_ = false;
    Handlers turn_;
    std::size_t ran_ = 0;
    std::vector<long> answers_;
    bool is_entered_ = false;

    enum class Making : std::uint8_t { not_begun, begun, made, failed };
    Making making_ = Making::not_begun;
    bool y_is_made_ = false;
    /// What making x has thrown: nobody's failure.
    std::exception_ptr not_made_;
};

}  // namespace model
