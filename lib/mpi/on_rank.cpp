// SPDX-License-Identifier: MIT
// Runs the handlers of a callback on one rank, and tells the others what came of it.
#include <weft/mpi/on_rank.hpp>

#include "mpi/local_run.hpp"
#include "mpi/ranks.hpp"
#include "mpi/refusals.hpp"
#include "mpi/served.hpp"
#include "mpi/shared_values.hpp"
#include "mpi/stand_in.hpp"

#include <weft/detail/bridge_access.hpp>
#include <weft/detail/text/exception_text.hpp>
#include <weft/fabric.hpp>
#include <weft/mpi/errors.hpp>

#include <cstdint>
#include <exception>
#include <memory>
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
    passing_on,  ///< What its `Next` has thrown goes through it. Only where that has thrown on all ranks.
};

/// What every rank keeps of the callback.
struct Shared {
    std::shared_ptr<detail::Ranks> ranks;
    std::uint32_t number;
    int root;
    std::string name;
    std::unique_ptr<Fabric> fabric;  ///< With the callback itself, on its rank alone.

    [[nodiscard]] bool is_here() const { return fabric != nullptr; }

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
    Run(const Shared& shared, const std::string& hook, const Args& args, const Next* next)
        : shared_(shared), hook_(hook), args_(args), next_(next), values_(args) {}

    /// On the rank of the callback.
    void lead() {
        std::exception_ptr thrown;
        try {
            const detail::LocalRun local;
            call([this] {
                meet(Reached::next, nullptr);
                const detail::LocalRun::Pause together;
                go_on();
                values_ = detail::SharedValues(args_);  // The handler changes what is changed from here on.
                if (thrown_by_next_ != nullptr) {
                    std::rethrow_exception(thrown_by_next_);
                }
            });
        } catch (...) {
            thrown = std::current_exception();
        }
        Reached reached = Reached::end;
        if (thrown != nullptr) {
            reached = thrown == thrown_by_next_ ? Reached::passing_on : Reached::exception;
        }
        end(meet(reached, thrown), thrown);
    }

    /// On the others.
    void follow() {
        Reached reached = meet(Reached::end, nullptr);
        if (reached == Reached::next) {
            go_on();
            reached = meet(Reached::end, thrown_by_next_);
        }
        end(reached, thrown_by_next_);
    }

    /// Where a call is of one rank alone.
    void run_alone() const {
        if (shared_.is_here()) {
            call([this] { (*next_)(); });
        } else if (next_ != nullptr) {
            (*next_)();
        }
    }

private:
    template <class Body>
    void call(const Body& body) const {
        if (next_ == nullptr) {
            shared_.fabric->call(hook_, unpack(args_));
        } else {
            shared_.fabric->around(hook_, unpack(args_), body);
        }
    }

    void go_on() {
        try {
            (*next_)();
        } catch (...) {
            thrown_by_next_ = std::current_exception();
        }
    }

    [[nodiscard]] detail::Position position() const {
        if (thrown_by_next_ != nullptr) {
            detail::Position here = shared_.ranks->position_of_thrown(hook_, thrown_by_next_);
            here.meeting = detail::Meeting::on_rank;
            return here;
        }
        return shared_.position(detail::Meeting::on_rank, hook_);
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
        if (reached == Reached::exception) {
            shared_.throw_together(shared_.is_here() ? mine : nullptr, position());
        }
    }

    const Shared& shared_;
    const std::string& hook_;
    const Args& args_;
    const Next* next_;  // Null for a handler that goes around nothing.
    detail::SharedValues values_;
    std::exception_ptr thrown_by_next_;
};

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
            const Callback callback = factory();
            shared->fabric = std::make_unique<Fabric>();
            shared->fabric->add(callback);
            served = detail::served_by(detail::BridgeAccess::registered(callback));
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
        std::move(served), [shared](const std::string& hook, const Args& args, const Next* next) {
            Run run(*shared, hook, args, next);
            if (detail::LocalRun::is_inside()) {
                run.run_alone();
            } else if (shared->is_here()) {
                run.lead();
            } else {
                run.follow();
            }
        });
}

}  // namespace weft::mpi
