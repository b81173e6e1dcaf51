// SPDX-License-Identifier: MIT
// Delta debugging over a tree of operations, counted from the top, each before its script.
#include "shrink.hpp"

#include <algorithm>
#include <utility>

namespace model {

namespace {

/// The sequence without those whose place `leaves_out`; what stood in their scripts goes with them.
template <class LeavesOut>
Sequence without(const Sequence& sequence, const LeavesOut& leaves_out, std::size_t& at) {
    Sequence kept;
    for (const Operation& operation : sequence) {
        const std::size_t here = at++;
        Operation copy{operation.kind, operation.fields, without(operation.script, leaves_out, at)};
        if (!leaves_out(here)) {
            kept.push_back(std::move(copy));
        }
    }
    return kept;
}
template <class LeavesOut>
Sequence without(const Sequence& sequence, const LeavesOut& leaves_out) {
    std::size_t at = 0;
    return without(sequence, leaves_out, at);
}

void gather(Sequence& sequence, std::vector<Operation*>& all) {
    for (Operation& operation : sequence) {
        all.push_back(&operation);
        gather(operation.script, all);
    }
}

using Fails = std::function<bool(const Sequence&)>;

bool leave_out(Sequence& sequence, const Fails& fails) {
    bool has_changed = false;
    for (std::size_t group = std::max<std::size_t>(1, size_of(sequence) / 2); group > 0; group /= 2) {
        for (std::size_t begin = 0; begin < size_of(sequence);) {
            Sequence smaller =
                without(sequence, [&](std::size_t place) { return place >= begin && place < begin + group; });
            if (fails(smaller)) {
                sequence = std::move(smaller);
                has_changed = true;
            } else {
                begin += group;
            }
        }
    }
    return has_changed;
}

/// Two that need each other, such as one that moves the fabric and one that moves it back.
bool leave_out_pairs(Sequence& sequence, const Fails& fails) {
    constexpr std::size_t largest = 16;
    if (size_of(sequence) > largest) {
        return false;
    }
    for (std::size_t one = 0; one < size_of(sequence); ++one) {
        for (std::size_t other = one + 1; other < size_of(sequence); ++other) {
            Sequence smaller =
                without(sequence, [&](std::size_t place) { return place == one || place == other; });
            if (fails(smaller)) {
                sequence = std::move(smaller);
                return true;
            }
        }
    }
    return false;
}

/// One that registers something: what is registered later is called by a lower number then.
bool leave_out_and_renumber(Sequence& sequence, const Fails& fails) {
    for (std::size_t one = 0; one < size_of(sequence); ++one) {
        Sequence smaller = without(sequence, [&](std::size_t place) { return place == one; });
        std::vector<Operation*> all;
        gather(smaller, all);
        for (Operation* const operation : all) {
            for (std::size_t i = 0; i < field_count; ++i) {
                const bool is_number = info_of(operation->kind).fields[i].name == "which";
                if (is_number && operation->fields[i] > 0) {
                    --operation->fields[i];
                }
            }
        }
        if (fails(smaller)) {
            sequence = std::move(smaller);
            return true;
        }
    }
    return false;
}

bool lower_fields(Sequence& sequence, const Fails& fails) {
    bool has_changed = false;
    std::vector<Operation*> all;
    gather(sequence, all);
    for (Operation* const operation : all) {
        for (std::uint8_t& field : operation->fields) {
            const std::uint8_t before = field;
            for (std::uint8_t lower = 0; lower < before && field == before; ++lower) {
                field = lower;
                if (!fails(sequence)) {
                    field = before;
                }
            }
            has_changed = has_changed || field != before;
        }
    }
    return has_changed;
}

}  // namespace

Sequence shrink(Sequence sequence, const Fails& fails) {
    bool has_changed = true;
    while (has_changed) {
        has_changed = leave_out(sequence, fails);
        has_changed = lower_fields(sequence, fails) || has_changed;
        has_changed = leave_out_and_renumber(sequence, fails) || has_changed;
        has_changed = leave_out_pairs(sequence, fails) || has_changed;
    }
    return sequence;
}

std::size_t size_of(const Sequence& sequence) {
    std::size_t size = sequence.size();
    for (const Operation& operation : sequence) {
        size += size_of(operation.script);
    }
    return size;
}

}  // namespace model
