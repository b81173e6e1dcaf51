// SPDX-License-Identifier: MIT
// Recursive doubling over messages, in which whoever waits can give up.
#include "mpi/meetings.hpp"

#include "mpi/call_log.hpp"
#include "mpi/doubling.hpp"
#include "mpi/meeting.hpp"
#include "mpi/process.hpp"
#include "mpi/refusals.hpp"

#include <weft/mpi/errors.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace weft::detail {

namespace {

constexpr const char* same_calls =
    "all ranks have to make the same calls, with the same arguments in the same order";

std::string_view name_of(Meeting meeting) {
    switch (meeting) {
        case Meeting::agreement: return "weft::mpi::Agreement";
        case Meeting::mean: return "weft::mpi::Mean";
        case Meeting::on_rank:
        case Meeting::creation: return "weft::mpi::on_rank";
        default: return "weft::mpi::Guard";
    }
}

bool has(const std::vector<Group>& groups, Doing doing) {
    return std::any_of(groups.begin(), groups.end(),
                       [doing](const Group& group) { return group.position.doing == doing; });
}

std::span<const std::byte> bytes_in(const std::vector<std::uint64_t>& words) {
    return std::as_bytes(std::span(words));
}

}  // namespace

void combine_by_or(std::span<std::uint64_t> into, std::span<const std::uint64_t> with) {
    for (std::size_t i = 0; i < into.size(); ++i) {
        into[i] |= with[i];
    }
}

void combine_by_sum(std::span<std::uint64_t> into, std::span<const std::uint64_t> with) {
    for (std::size_t i = 0; i < into.size(); ++i) {
        into[i] =
            std::bit_cast<std::uint64_t>(std::bit_cast<double>(into[i]) + std::bit_cast<double>(with[i]));
    }
}

/// One meeting, by one thread.
class Meetings::Turn {
public:
    Turn(Meetings& of, const Position& here) : of_(of) {
        require_mpi(name_of(here.meeting));
        require_mpi_thread(name_of(here.meeting), here.hook_name());
        if (of.is_busy_.test_and_set(std::memory_order_acquire)) {
            refuse_two_threads(name_of(here.meeting), here.hook_name());
        }
        of.has_met_ = true;
        of.waiting_.begin(Seconds(of.timeout_.load(std::memory_order_relaxed)));
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        of_.waiting_.end();
        of_.is_busy_.clear(std::memory_order_release);
    }

private:
    Meetings& of_;
};

Meetings::Meetings(MPI_Comm comm, Board& board) : waiting_(comm, board) {}

void Meetings::set_timeout(std::optional<Seconds> timeout) noexcept {
    timeout_.store(timeout.value_or(default_timeout).count(), std::memory_order_relaxed);
    is_guarded_.store(timeout.has_value(), std::memory_order_relaxed);
}

void Meetings::compare_by(std::shared_ptr<CallLog> log) {
    const std::lock_guard lock(log_mutex_);
    log_.swap(log);
}

std::shared_ptr<CallLog> Meetings::compared_log() const {
    const std::lock_guard lock(log_mutex_);
    return log_;
}

void Meetings::meet(const Position& here, std::span<std::uint64_t> words, Combine combine) {
    meet(here, words, combine, compared_log().get());
}

void Meetings::meet(const Position& here, std::span<std::uint64_t> words, Combine combine, CallLog* log) {
    const Turn turn(*this, here);
    if (waiting_.divergence().has_value()) {
        throw mpi::Divergence(*waiting_.divergence());
    }
    const std::uint64_t difference =
        combine_all(here, hash_of(here), log != nullptr ? log->hash() : 0, words, combine);
    if (difference != Difference::none) {
        differ(here, difference, log);
    }
    // Who has given up may have sent all that this rank needed before.
    waiting_.look_for_divergence();
    if (log != nullptr) {
        log->clear();
    }
}

std::string Meetings::part(const Position& here) noexcept {
    try {
        const Turn turn(*this, here);
        if (waiting_.divergence().has_value()) {
            return {};
        }
        if (!is_guarded_.load(std::memory_order_relaxed) && here.doing == Doing::thrown) {
            waiting_.begin(patience_with_exception);
        }
        const std::uint64_t difference = combine_all(here, hash_of(here), 0, {}, &combine_by_or);
        if (difference != Difference::none) {
            differ(here, difference, nullptr);
        }
    } catch (const Error& error) {
        return waiting_.divergence().has_value() ? error.what() : std::string();
    } catch (...) {  // The others cannot be told.
    }
    return {};
}

std::string Meetings::broadcast(int root, std::string mine, const Position& here) {
    const Turn turn(*this, here);
    // The mark tells an empty text from none.
    std::string known = rank() == root ? '1' + std::move(mine) : std::string();
    const auto take = [&](int from) {
        const Bytes& text = waiting_.receive(from, Channel::text, here);
        known.assign(reinterpret_cast<const char*>(text.data()), text.size());
    };
    exchange_by_doubling(
        rank(), size(), [&](int to) { waiting_.send(to, Channel::text, std::as_bytes(std::span(known))); },
        [&](int from) {
            const std::string before = known;
            take(from);
            if (!before.empty()) {
                known = before;
            }
        },
        take);
    return known.substr(1);
}

std::uint64_t Meetings::combine_all(const Position& here, std::uint64_t position, std::uint64_t log,
                                    std::span<std::uint64_t> words, Combine combine) {
    packet_.assign({position, log, Difference::none});
    packet_.insert(packet_.end(), words.begin(), words.end());
    const auto receive = [&](int from) { return words_in(waiting_.receive(from, Channel::words, here)); };
    exchange_by_doubling(
        rank(), size(), [&](int to) { waiting_.send(to, Channel::words, bytes_in(packet_)); },
        [&](int from) {
            const std::vector<std::uint64_t> theirs = receive(from);
            std::uint64_t& difference = packet_[Packet::difference];
            difference |= theirs[Packet::difference];
            if (theirs.size() != packet_.size() || theirs[Packet::position] != packet_[Packet::position]) {
                difference |= Difference::positions;
            }
            if (theirs[Packet::log] != packet_[Packet::log]) {
                difference |= Difference::logs;
            }
            if (difference == Difference::none) {
                combine(std::span(packet_).subspan(Packet::words), std::span(theirs).subspan(Packet::words));
            }
        },
        [&](int from) {
            const std::vector<std::uint64_t> result = receive(from);
            if (result[Packet::difference] == Difference::none) {
                packet_ = result;
            } else {
                packet_[Packet::difference] = result[Packet::difference];
            }
        });
    const std::uint64_t difference = packet_[Packet::difference];
    if (difference == Difference::none) {
        std::copy(packet_.begin() + Packet::words, packet_.end(), words.begin());
    }
    return difference;
}

std::vector<Group> Meetings::gather(const Position& here) {
    std::vector<Group> groups;
    add_to_groups(groups, here, {rank()});
    exchange_by_doubling(
        rank(), size(), [&](int to) { waiting_.send(to, Channel::groups, bytes_of(groups)); },
        [&](int from) { add_groups(groups, waiting_.receive(from, Channel::groups, here)); },
        [&](int from) {
            groups.clear();
            add_groups(groups, waiting_.receive(from, Channel::groups, here));
        });
    return groups;
}

void Meetings::differ(const Position& here, std::uint64_t difference, const CallLog* log) {
    waiting_.begin_again();  // All ranks are here: a second time is enough.
    const std::vector<Group> groups = gather(here);
    const bool are_compared = std::all_of(groups.begin(), groups.end(), [](const Group& group) {
        return group.position.meeting == Meeting::check && group.position.doing == Doing::waiting;
    });
    if ((are_compared || difference == Difference::logs) && log != nullptr) {
        waiting_.diverge(first_difference(here, *log));
    }
    waiting_.diverge(fmt::format(
        "{}: {}", describe(groups),
        has(groups, Doing::thrown) ? "an exception on one rank ends the call on all" : same_calls));
}

std::string Meetings::first_difference(const Position& here, const CallLog& log) {
    const std::vector<std::uint64_t> hashes = log.hashes();
    std::vector<std::uint64_t> range(hashes);
    range.insert(range.end(), hashes.begin(), hashes.end());
    // Of what differs only the number of calls has to be the same.
    if (combine_all(here, 0, 0, range, &combine_by_range) != Difference::none) {
        return fmt::format("{}: 'every' is not the same on all ranks", describe(gather(here)));
    }
    std::size_t first = 0;
    while (first + 1 < hashes.size() && range[first] == range[hashes.size() + first]) {
        ++first;
    }
    std::vector<Group> groups = gather(log.position_of(first));
    const bool is_one_hook = std::all_of(groups.begin(), groups.end(), [&groups](const Group& group) {
        return group.position.hook_name() == groups.front().position.hook_name();
    });
    for (Group& group : groups) {
        group.position.is_about_arguments = is_one_hook ? 1 : 0;
        if (!is_one_hook) {
            group.position.set_detail({});
        }
    }
    return fmt::format("{}: {}", describe(groups), same_calls);
}

}  // namespace weft::detail
