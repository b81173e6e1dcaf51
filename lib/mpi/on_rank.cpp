// SPDX-License-Identifier: MIT
// Runs the handlers of a callback on one rank, and tells the others what came of it.
#include <weft/mpi/on_rank.hpp>

#include "mpi/led_call.hpp"
#include "mpi/local_run.hpp"
#include "mpi/ranks.hpp"
#include "mpi/refusals.hpp"
#include "mpi/served.hpp"
#include "mpi/shared_values.hpp"
#include "mpi/stand_in.hpp"

#include <weft/detail/bridge_access.hpp>
#include <weft/detail/handlers/invoke.hpp>
#include <weft/detail/text/exception_text.hpp>
#include <weft/fabric.hpp>
#include <weft/mpi/errors.hpp>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace weft::mpi {

namespace {

constexpr const char* who = "weft::mpi::on_rank";

/// How far a handler has come on its rank when it meets the others.
enum class Reached : std::uint64_t {
    end,         ///< It has returned.
    next,        ///< It has called its `Next`: all ranks go on, and meet again when they have come back.
    exception,   ///< It has thrown.
    refusal,     ///< Nor has it failed: the call was refused to it, or an argument could not be made.
    passing_on,  ///< What its `Next` has thrown goes through it. Only where that has thrown on all ranks.
};

/// What every rank keeps of the callback.
struct Shared {
    std::shared_ptr<detail::Ranks> ranks;
    std::uint32_t number;
    int root;
    std::string name;
    std::optional<detail::RegisteredCallback> callback;  ///< On its rank alone.

    [[nodiscard]] bool is_here() const { return callback.has_value(); }

    [[nodiscard]] detail::Position position(detail::Meeting meeting, std::string_view hook) const {
        detail::Position here = ranks->position(meeting, number, hook);
        here.set_detail(name);
        return here;
    }

    /// What the rank has thrown: its own exception there, or else a `RemoteError`. All ranks ask for the text.
    [[noreturn]] void throw_together(const std::exception_ptr& mine, const detail::Position& here) const {
        const std::string text = ranks->meetings().broadcast(
            root, mine != nullptr ? detail::exception_text(mine) : std::string(), here);
        if (mine != nullptr) {
            std::rethrow_exception(mine);
        }
        throw RemoteError(root, text);
    }
};

/// One run of a handler.
class Run {
public:
    Run(const Shared& shared, const detail::StandIn::Turn& turn)
        : shared_(shared), turn_(turn), values_(turn.call.args) {}

    /// On the rank of the callback.
    void lead() {
        std::exception_ptr thrown;
        {
            const detail::LocalRun local;
            thrown = run([this](const Next& next) {
                meet(Reached::next, nullptr);
                const detail::LocalRun::Pause together;
                go_on(next);
                values_ = detail::SharedValues(
                    turn_.call.args);  // The handler changes what is changed from here on.
                if (thrown_by_next_ != nullptr) {
                    std::rethrow_exception(thrown_by_next_);
                }
            });
        }
        const Reached reached = reached_by(thrown);
        if (reached == Reached::refusal) {
            discount();
        }
        end(meet(reached, thrown), thrown);
    }

    /// On the others.
    void follow() {
        const Next* const next = turn_.hook.takes_next ? &turn_.call.next() : nullptr;
        Reached reached = meet(Reached::end, nullptr);
        if (reached == Reached::next) {
            go_on(*next);
            reached = meet(Reached::end, thrown_by_next_);
        }
        if (reached == Reached::refusal) {
            discount();
        }
        end(reached, thrown_by_next_);
    }

    /// Where a call is of one rank alone.
    void run_alone() {
        if (shared_.is_here()) {
            if (const std::exception_ptr thrown = run([](const Next& next) { next(); })) {
                std::rethrow_exception(thrown);
            }
        } else if (turn_.hook.takes_next) {
            turn_.call.next()();
        }
    }

private:
    /// Runs the handler. Returns what it has thrown.
    std::exception_ptr run(detail::LedCall::GoOn go_on) {
        const detail::KeptObject& object = shared_.callback->object;
        const std::shared_ptr<void> alive = object.tracked.lock();
        detail::LedCall led(turn_.call, std::move(go_on));
        try {
            if (object.ownership != detail::Ownership::tracked || alive != nullptr) {
                const detail::HandlerType& type = *shared_.callback->type->methods[turn_.method].type;
                detail::invoke_behind(turn_.handler, type, object.object, led);
            }
            if (turn_.hook.takes_next) {
                led.run_rest();
            }
        } catch (...) {
            if (led.ran == 0) {
                discount();
            }
            has_failed_ = led.ran > 0 && !turn_.call.passes(std::current_exception());
            return std::current_exception();
        }
        return nullptr;
    }

    /// Nor has it begun, for the call: what is thrown then is nobody's failure.
    void discount() const { turn_.call.ran = turn_.ran_before; }

    void go_on(const Next& next) {
        try {
            next();
        } catch (...) {
            thrown_by_next_ = std::current_exception();
        }
    }

    [[nodiscard]] Reached reached_by(const std::exception_ptr& thrown) const {
        return thrown == nullptr           ? Reached::end
               : thrown == thrown_by_next_ ? Reached::passing_on
               : has_failed_               ? Reached::exception
                                           : Reached::refusal;
    }

    [[nodiscard]] detail::Position position() const {
        if (thrown_by_next_ != nullptr) {
            detail::Position here = shared_.ranks->position_of_thrown(turn_.hook.hook, thrown_by_next_);
            here.meeting = detail::Meeting::on_rank;
            return here;
        }
        return shared_.position(detail::Meeting::on_rank, turn_.hook.hook);
    }

    /// Returns what the rank of the callback has reached. Where the ranks diverge, `mine` goes before that.
    Reached meet(Reached reached, const std::exception_ptr& mine) const {
        std::vector<std::uint64_t> words = values_.words(shared_.is_here());
        words.push_back(static_cast<std::uint64_t>(reached));
        try {
            shared_.ranks->meetings().meet(position(), words, &detail::combine_by_or);
        } catch (...) {
            if (mine != nullptr) {
                std::rethrow_exception(mine);
            }
            throw;
        }
        values_.take(words);
        return static_cast<Reached>(words.back());
    }

    void end(Reached reached, const std::exception_ptr& mine) const {
        if (reached == Reached::passing_on) {
            std::rethrow_exception(mine);
        }
        if (reached == Reached::exception || reached == Reached::refusal) {
            shared_.throw_together(shared_.is_here() ? mine : nullptr, position());
        }
    }

    const Shared& shared_;
    const detail::StandIn::Turn& turn_;
    detail::SharedValues values_;
    std::exception_ptr thrown_by_next_;
    bool has_failed_ = false;  // Whether what the handler has thrown is a failure of it.
};

/// Throws what `add` does where the callback is null or has expired.
detail::RegisteredCallback registered(const Callback& callback) {
    detail::RegisteredCallback made = detail::BridgeAccess::registered(callback);
    if (!made.object.is_alive()) {
        static_cast<void>(Fabric().add(callback));
    }
    return made;
}

}  // namespace

Callback on_rank(MPI_Comm comm, int rank, const std::function<Callback()>& factory) {
    const auto shared = std::make_shared<Shared>();
    shared->ranks = detail::Ranks::of(comm, who);
    detail::Meetings& meetings = shared->ranks->meetings();
    shared->number = shared->ranks->next_object();
    shared->root = rank;
    if (rank < 0 || rank >= meetings.size()) {
        detail::refuse_rank(rank, meetings.size());
    }
    if (factory == nullptr) {
        detail::refuse_empty_factory();
    }
    shared->name = "on_rank";
    std::exception_ptr thrown;
    detail::Served served;
    if (meetings.rank() == rank) {
        try {
            const detail::LocalRun local;
            shared->callback = registered(factory());
            const std::shared_ptr<void> alive = shared->callback->object.tracked.lock();
            served = detail::served_by(*shared->callback);
        } catch (...) {
            thrown = std::current_exception();
        }
    }
    const detail::Position here = shared->position(detail::Meeting::creation, who);
    std::vector<std::uint64_t> word{std::uint64_t{thrown != nullptr}};
    meetings.meet(here, word, &detail::combine_by_or);
    if (word.front() != 0) {
        shared->throw_together(thrown, here);
    }
    served = detail::served_in(meetings.broadcast(rank, detail::text_of(served), here));
    shared->name = served.shown_name();
    return std::make_shared<detail::StandIn>(
        std::move(served),
        [shared](const detail::StandIn::Turn& turn) {
            Run run(*shared, turn);
            if (detail::LocalRun::is_inside()) {
                run.run_alone();
            } else if (shared->is_here()) {
                run.lead();
            } else {
                run.follow();
            }
        },
        shared->is_here() ? &*shared->callback : nullptr);
}

}  // namespace weft::mpi
