// SPDX-License-Identifier: MIT
// Runs the handlers of a callback on one rank, and tells the others what came of it.
#include <weft/mpi/on_rank.hpp>

#include "mpi/local_run.hpp"
#include "mpi/ranks.hpp"
#include "mpi/refusals.hpp"
#include "mpi/served_hooks.hpp"
#include "mpi/shared_values.hpp"
#include "mpi/thrown.hpp"

#include <weft/dynamic_callback.hpp>
#include <weft/fabric.hpp>
#include <weft/mpi/errors.hpp>

#include <exception>
#include <memory>
#include <utility>
#include <vector>

namespace weft::mpi {

namespace {

constexpr const char* who = "weft::mpi::on_rank";

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
    void throw_together(const std::exception_ptr& mine, const detail::Position& here) const {
        const std::string text = ranks->meetings().broadcast(
            root, mine != nullptr ? detail::thrown_text(mine) : std::string(), here);
        if (mine != nullptr) {
            std::rethrow_exception(mine);
        }
        throw RemoteError(root, text);
    }

    void run(const std::string& hook, const Args& args) const {
        if (detail::LocalRun::is_inside()) {
            if (is_here()) {
                fabric->call(hook, unpack(args));
            }
            return;
        }
        detail::SharedValues values(args);
        std::exception_ptr thrown;
        if (is_here()) {
            const detail::LocalRun local;
            try {
                fabric->call(hook, unpack(args));
            } catch (...) {
                thrown = std::current_exception();
            }
        }
        const detail::Position here = position(detail::Meeting::on_rank, hook);
        std::vector<std::uint64_t> words = values.words(is_here());
        words.push_back(std::uint64_t{thrown != nullptr});
        try {
            ranks->meetings().meet(here, words, &detail::combine_by_or);
        } catch (...) {
            if (thrown != nullptr) {
                std::rethrow_exception(thrown);
            }
            throw;
        }
        values.take(words);
        if (words.back() != 0) {
            throw_together(thrown, here);
        }
    }
};

/// The callback as each rank adds it.
Callback made_of(const std::shared_ptr<Shared>& shared, const std::vector<detail::ServedHook>& hooks) {
    DynamicCallback callback(shared->name);
    for (const detail::ServedHook& served : hooks) {
        const auto run = [shared, hook = served.hook](const Args& args) { shared->run(hook, args); };
        if (served.takes_all) {
            callback.on(served.hook, everything, run);
        } else {
            std::vector<DynamicParameter> parameters;
            for (const std::string& name : served.parameters) {
                parameters.push_back(optional(name));
            }
            callback.on(served.hook, std::move(parameters), run);
        }
    }
    return callback;
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
            shared->fabric = std::make_unique<Fabric>();
            shared->fabric->add(factory());
            served = detail::served_by(*shared->fabric);
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
    shared->name = served.callback;
    return made_of(shared, served.hooks);
}

}  // namespace weft::mpi
