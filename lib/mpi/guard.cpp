// SPDX-License-Identifier: MIT
// Compares the calls of all ranks, and says where this one is.
#include <weft/mpi/guard.hpp>

#include "mpi/call_log.hpp"
#include "mpi/local_run.hpp"
#include "mpi/ranks.hpp"
#include "mpi/refusals.hpp"

namespace weft::mpi {

namespace {

const GuardOptions& checked(const GuardOptions& options) {
    if (options.every == 0) {
        detail::refuse_every();
    }
    if (!(options.timeout.count() > 0.0)) {
        detail::refuse_timeout(options.timeout.count());
    }
    return options;
}

}  // namespace

class Guard::State {
public:
    State(MPI_Comm comm, const GuardOptions& options)
        : options_(checked(options)),
          ranks_(detail::Ranks::of(comm, "weft::mpi::Guard")),
          number_(ranks_->next_object()),
          log_(std::make_shared<detail::CallLog>(options.every)) {
        if (ranks_->meetings().compared_log() == nullptr) {
            ranks_->meetings().compare_by(log_);
        }
        ranks_->begin_watch(options_.timeout);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        if (ranks_->meetings().compared_log() == log_) {
            ranks_->meetings().compare_by(nullptr);
        }
        ranks_->end_watch(options_.timeout);
    }

    void observe(const Event& event) {
        switch (event.kind()) {
            case EventKind::call_begin: begin(event); break;
            case EventKind::handler_begin:
                if (ranks_->is_outermost(event.notes())) {
                    ranks_->note_handler(event.registration());
                }
                break;
            case EventKind::handler_end: break;
            case EventKind::call_end: end(event); break;
        }
    }

private:
    void begin(const Event& event) {
        const std::uint64_t call = ranks_->count_call();
        if (ranks_->begin_call(event.notes())) {
            ranks_->show(detail::Doing::inside, event.hook());
        } else {
            ranks_->show_again();
        }
        log_->add(event.hook(), event.args(), call);
        if (log_->count() >= options_.every) {
            ranks_->meetings().meet(ranks_->position(detail::Meeting::check, number_, event.hook()), {},
                                    &detail::combine_by_or, log_.get());
        }
    }

    void end(const Event& event) {
        if (!ranks_->is_outermost(event.notes())) {
            return;
        }
        ranks_->end_call();
        if (event.exception() != nullptr) {
            ranks_->meetings().part(ranks_->position_of_thrown(event.hook(), event.exception()));
        }
        ranks_->show(detail::Doing::outside, event.hook());
    }

    GuardOptions options_;
    std::shared_ptr<detail::Ranks> ranks_;
    std::uint32_t number_;
    std::shared_ptr<detail::CallLog> log_;
};

Guard::Guard(MPI_Comm comm, GuardOptions options) : state_(std::make_shared<State>(comm, options)) {}

void Guard::operator()(const Event& event) const {
    if (event.kind() != EventKind::handler_end && !detail::LocalRun::is_inside()) {
        state_->observe(event);
    }
}

}  // namespace weft::mpi
