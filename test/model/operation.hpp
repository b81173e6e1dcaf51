// SPDX-License-Identifier: MIT
// What can be done to a fabric, as data: a sequence of operations can be made from bytes, printed, read back and cut.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace model {

enum class Kind : std::uint8_t {
    connect,
    connect_in_order,
    add,
    add_in_order,
    add_again,
    build,
    call,
    call_lazily,
    around,
    next,
    take,
    disconnect,
    disconnect_and_wait,
    block,
    unblock,
    scope,
    end_scope,
    release_scope,
    expire,
    move,
    destroy,
    on_error,
    observe,
    fail,
    look,
    inspect
};

inline constexpr std::size_t field_count = 8;

struct Operation {
    Kind kind{};
    std::array<std::uint8_t, field_count> fields{};
    /// What the handlers that it connects do each time they run, or what is done to make its lazy argument or in its body.
    std::vector<Operation> script;
};

using Sequence = std::vector<Operation>;

struct Field {
    std::string_view name;
    std::uint8_t range = 0;  ///< One more than its largest value; 0 where there is no such field.
};

struct KindInfo {
    std::string_view name;
    std::uint8_t weight;  ///< How often it occurs among others.
    bool has_script;
    std::array<Field, field_count> fields;
};

const KindInfo& info_of(Kind kind);

/// Every string of bytes is a sequence. Who changes what bytes mean makes the corpus of test/fuzz anew, from its printed
/// sequences, or it loses its worth.
Sequence decode(std::span<const std::uint8_t> bytes);

/// The sequence with that number out of those that a seed stands for.
Sequence random_sequence(std::uint64_t seed, std::uint64_t number);

/// A line for each operation, those of a script indented below it. `parse` reads it back, and throws
/// `std::invalid_argument` for anything else.
std::string print(const Sequence& sequence);
Sequence parse(std::string_view text);

}  // namespace model
