// SPDX-License-Identifier: MIT
// The life of what is kept for a communicator, and what guards say of this rank.
#include "mpi/ranks.hpp"

#include "mpi/process.hpp"
#include "mpi/refusals.hpp"
#include "mpi/watch.hpp"

#include <weft/detail/engine/registration.hpp>
#include <weft/detail/name_hash.hpp>
#include <weft/detail/text/exception_text.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <list>
#include <utility>

namespace weft::detail {

namespace {

/// All that were made, the last one first, until MPI_Finalize and beyond: observers that outlive it keep theirs.
std::list<std::shared_ptr<Ranks>>& all_ranks() {
    static auto& all = *new std::list<std::shared_ptr<Ranks>>;
    return all;
}

/// Under which a communicator keeps what was made for it.
int cache_keyval() {
    static const int keyval = [] {
        int made = MPI_KEYVAL_INVALID;
        check_mpi(MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, MPI_COMM_NULL_DELETE_FN, &made, nullptr),
                  "MPI_Comm_create_keyval");
        return made;
    }();
    return keyval;
}

MPI_Comm duplicate(MPI_Comm comm) {
    MPI_Comm made = MPI_COMM_NULL;
    check_mpi(MPI_Comm_dup(comm, &made), "MPI_Comm_dup");
    check_mpi(MPI_Comm_set_errhandler(made, MPI_ERRORS_RETURN), "MPI_Comm_set_errhandler");
    return made;
}

}  // namespace

std::shared_ptr<Ranks> Ranks::of(MPI_Comm comm, std::string_view who) {
    require_mpi(who);
    if (comm == MPI_COMM_NULL) {
        refuse_null_communicator(who);
    }
    int is_between = 0;
    check_mpi(MPI_Comm_test_inter(comm, &is_between), "MPI_Comm_test_inter");
    if (is_between != 0) {
        refuse_intercommunicator(who);
    }
    require_mpi_thread(who, "MPI_Comm_dup");
    void* cached = nullptr;
    int is_cached = 0;
    check_mpi(MPI_Comm_get_attr(comm, cache_keyval(), static_cast<void*>(&cached), &is_cached),
              "MPI_Comm_get_attr");
    auto& all = all_ranks();
    if (is_cached != 0) {
        return *std::find_if(all.begin(), all.end(),
                             [cached](const auto& one) { return one.get() == cached; });
    }
    all.push_front(std::shared_ptr<Ranks>(new Ranks(comm)));
    [[maybe_unused]] static const bool is_told_of_the_end = (at_finalize(&Ranks::end_all), true);
    check_mpi(MPI_Comm_set_attr(comm, cache_keyval(), all.front().get()), "MPI_Comm_set_attr");
    return all.front();
}

Ranks::Ranks(MPI_Comm comm) : comm_(duplicate(comm)), board_(comm_), meetings_(comm_, board_) {}

Ranks::~Ranks() = default;

void Ranks::end_all() {
    for (const std::shared_ptr<Ranks>& one : all_ranks()) {
        one->end();
    }
}

void Ranks::end() noexcept {
    if (meetings_.has_met()) {
        Position here = position(Meeting::parting, 0, meetings_.last_hook());
        here.doing = Doing::finalizing;
        if (const std::string text = meetings_.part(here); !text.empty()) {
            // There is no call that could throw it.
            fmt::print(stderr, "weft::mpi::Guard: at MPI_Finalize of rank {}: {}\n", meetings_.rank(), text);
        }
    }
    std::unique_ptr<Watch> watch;
    {
        const std::lock_guard lock(mutex_);
        is_over_ = true;
        watch = std::move(watch_);
    }
    watch.reset();
    forget_handlers();
    board_.free();
    MPI_Comm_free(&comm_);
}

Position Ranks::position(Meeting meeting, std::uint32_t object, std::string_view hook) const {
    Position here;
    here.doing = Doing::waiting;
    here.meeting = meeting;
    here.object = object;
    here.call = calls_;
    here.set_hook(hook);
    return here;
}

Position Ranks::position_of_thrown(std::string_view hook, const std::exception_ptr& exception) const {
    Position here = position(Meeting::parting, 0, hook);
    here.doing = Doing::thrown;
    here.set_detail(exception_text(exception));
    return here;
}

bool Ranks::begin_call(const CallNotes* notes) noexcept {
    const CallNotes* outer = notes != nullptr ? notes->outer() : nullptr;
    while (outer != nullptr && outer != outermost_) {
        outer = outer->outer();
    }
    if (outer != nullptr) {
        return false;
    }
    outermost_ = notes;
    return true;
}

void Ranks::show(Doing doing, std::string_view hook) {
    if (doing == Doing::inside) {
        outermost_call_ = calls_;
    }
    if (!is_over_.load(std::memory_order_relaxed)) {
        meetings_.show(doing, outermost_call_, hook);
    }
}

void Ranks::show_again() {
    if (!is_over_.load(std::memory_order_relaxed)) {
        meetings_.show_again();
    }
}

void Ranks::begin_watch(Meetings::Seconds timeout) {
    const std::lock_guard lock(mutex_);
    timeouts_.insert(timeout);
    meetings_.set_timeout(*timeouts_.begin());
    if (watch_ == nullptr) {
        watch_ = std::make_unique<Watch>(*this, timeouts_.begin()->count());
    } else {
        watch_->set_timeout(timeouts_.begin()->count());
    }
}

void Ranks::end_watch(Meetings::Seconds timeout) noexcept {
    std::unique_ptr<Watch> watch;  // Ended without the lock, which others may want.
    const std::lock_guard lock(mutex_);
    timeouts_.erase(timeouts_.find(timeout));
    if (is_over_) {
        return;
    }
    if (!timeouts_.empty()) {
        meetings_.set_timeout(*timeouts_.begin());
        watch_->set_timeout(timeouts_.begin()->count());
        return;
    }
    watch = std::move(watch_);
    forget_handlers();
    meetings_.set_timeout({});
    meetings_.show(Doing::ended, outermost_call_, meetings_.last_hook());
}

void Ranks::note_handler(Registration* handler) noexcept {
    const std::uint64_t hash = reinterpret_cast<std::uintptr_t>(handler) * NameHash::odd;
    RegistrationPointer& kept = handlers_[hash >> 58U];
    if (kept.get() != handler) {
        const std::lock_guard lock(handler_mutex_);
        handler_.store(nullptr, std::memory_order_relaxed);  // It may be the one that goes.
        kept = handler;
    }
    handler_call_.store(outermost_call_, std::memory_order_relaxed);
    handler_.store(handler, std::memory_order_release);
}

std::string Ranks::handler_name(std::uint64_t call) {
    const std::lock_guard lock(handler_mutex_);
    const Registration* const handler = handler_.load(std::memory_order_acquire);
    const bool is_known =
        handler != nullptr && handler->connected() && handler_call_.load(std::memory_order_relaxed) == call;
    return is_known ? handler->name() : std::string();
}

void Ranks::forget_handlers() noexcept {
    const std::lock_guard lock(handler_mutex_);
    handler_.store(nullptr, std::memory_order_relaxed);
    handlers_.fill(nullptr);
}

}  // namespace weft::detail
