// SPDX-License-Identifier: MIT
// Where a rank is, as the others are told, and the sentence about ranks in several places.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

enum class Doing : std::uint32_t {
    nothing,  ///< It has made no call that a guard has seen.
    outside,  ///< A call has ended.
    inside,   ///< Its handlers run.
    waiting,  ///< In weft, for the others.
    thrown,   ///< A call has ended by an exception.
    ended,    ///< Its last guard has ended.
    finalizing,
    elsewhere,  ///< On another machine, where nobody sees it.
};

/// Who waits. What is told apart here never meets.
enum class Meeting : std::uint32_t { none, check, agreement, mean, on_rank, creation, parting };

/// Sent as it is, and copied to memory that processes share.
struct Position {
    Doing doing = Doing::nothing;
    Meeting meeting = Meeting::none;
    std::uint32_t object = 0;              ///< Which `Agreement`, `Mean`..., counted on all ranks alike.
    std::uint32_t is_about_arguments = 0;  ///< Whether `detail` holds the names of the call's arguments.
    std::uint64_t call = 0;                ///< Its number; 0 where no guard counts.
    std::uint64_t contents = 0;            ///< A hash of what else has to be the same.
    std::array<char, 104> hook{};          ///< Ends with a NUL; a longer name is cut.
    std::array<char, 360> detail{};        ///< Last. What was thrown, or the names of arguments.

    void set_hook(std::string_view name);
    void set_detail(std::string_view text);
    [[nodiscard]] std::string_view hook_name() const { return hook.data(); }
    [[nodiscard]] std::string_view detail_text() const { return detail.data(); }
};

/// The same for ranks that may go on together.
[[nodiscard]] std::uint64_t hash_of(const Position& position);

/// Whether two ranks are shown as in one place.
[[nodiscard]] bool look_alike(const Position& one, const Position& other);

struct Group {
    Position position;
    std::vector<int> ranks;  ///< In order.
};

/// Adds ranks to the group that they look like.
void add_to_groups(std::vector<Group>& groups, const Position& position, const std::vector<int>& ranks);

/// `rank 2 is in 'on_fit_end' (call 8), ranks 0, 1, 3 wait in 'on_step' (call 9)`: the smallest group first.
[[nodiscard]] std::string describe(std::vector<Group> groups);

/// `rank 2`, `ranks 0, 1, 3`, `ranks 0 to 63, 70`.
[[nodiscard]] std::string describe_ranks(const std::vector<int>& ranks);

}  // namespace weft::detail
