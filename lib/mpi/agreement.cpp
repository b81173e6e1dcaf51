// SPDX-License-Identifier: MIT
// Makes `should_stop` the same on all ranks.
#include <weft/mpi/agreement.hpp>

#include "mpi/local_run.hpp"
#include "mpi/ranks.hpp"

#include <weft/args.hpp>

#include <array>
#include <atomic>
#include <exception>
#include <string_view>

namespace weft::mpi {

namespace {

constexpr std::string_view should_stop_name = "should_stop";

/// The `std::atomic<bool>` of that name; null where it is none.
std::atomic<bool>* atomic_flag_in(const Args& args) {
    for (const Arg& arg : args) {
        if (arg.name() == should_stop_name && arg.is<std::atomic<bool>>()) {
            return &arg.get<std::atomic<bool>&>();
        }
    }
    return nullptr;
}

}  // namespace

Agreement::Agreement(MPI_Comm comm, StopIf stop_if)
    : ranks_(detail::Ranks::of(comm, "weft::mpi::Agreement")),
      number_(ranks_->next_object()),
      stop_if_(stop_if) {}

void Agreement::operator()(const Event& event) const {
    if (event.kind() != EventKind::call_end || !event.args().contains(should_stop_name) ||
        detail::LocalRun::is_inside()) {
        return;
    }
    if (event.exception() != nullptr) {
        ranks_->meetings().part(ranks_->position_of_thrown(event.hook(), event.exception()));
        return;
    }
    std::atomic<bool>* atomic = nullptr;
    bool* plain = nullptr;
    try {
        atomic = atomic_flag_in(event.args());
        plain = atomic == nullptr ? &event.args().get<bool&>(should_stop_name) : nullptr;
    } catch (...) {
        // The others would wait for this rank.
        ranks_->meetings().part(ranks_->position_of_thrown(event.hook(), std::current_exception()));
        throw;
    }
    const bool mine = atomic != nullptr ? atomic->load() : *plain;
    // That all want it is that nobody does not.
    const bool is_any = stop_if_ == StopIf::any;
    detail::Position here = ranks_->position(detail::Meeting::agreement, number_, event.hook());
    here.set_detail("an Agreement");
    here.contents = is_any ? 1 : 2;
    std::array<std::uint64_t, 1> word{std::uint64_t{mine == is_any}};
    ranks_->meetings().meet(here, word, &detail::combine_by_or);
    const bool all = (word[0] != 0) == is_any;
    if (atomic != nullptr) {
        atomic->store(all);
    } else {
        *plain = all;
    }
}

}  // namespace weft::mpi
