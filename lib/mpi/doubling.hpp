// SPDX-License-Identifier: MIT
// Who sends to whom, so that after log2(ranks) rounds each rank knows what all have said.
#pragma once

#include <bit>

namespace weft::detail {

/// Recursive doubling (Thakur, Rabenseifner and Gropp 2005, doi:10.1177/1094342005051521, section 4.1). Of ranks beyond the largest
/// power of two, each hands what it has to its neighbour before, and takes the result from it afterwards.
///
/// `send(to)` sends what this rank knows; `merge(from)` adds what that rank knows; `take(from)` replaces it by that. Where `merge` is
/// commutative, all ranks end with the same bits: in each round both partners merge the same two.
template <class Send, class Merge, class Take>
void exchange_by_doubling(int rank, int size, const Send& send, const Merge& merge, const Take& take) {
    const int power = static_cast<int>(std::bit_floor(static_cast<unsigned>(size)));
    const int surplus = size - power;
    const bool is_paired = rank < 2 * surplus;
    const bool is_first = rank % 2 == 0;
    if (is_paired && is_first) {
        send(rank + 1);
        take(rank + 1);
        return;
    }
    if (is_paired) {
        merge(rank - 1);
    }
    const int place = is_paired ? rank / 2 : rank - surplus;
    for (int distance = 1; distance < power; distance *= 2) {
        const int other = place ^ distance;
        const int partner = other < surplus ? 2 * other + 1 : other + surplus;
        send(partner);
        merge(partner);
    }
    if (is_paired) {
        send(rank - 1);
    }
}

}  // namespace weft::detail
