// SPDX-License-Identifier: MIT
// The calls since ranks were last compared: what finds the first one that differs.
#pragma once

#include "mpi/position.hpp"

#include <weft/args.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace weft::detail {

class CallLog {
public:
    /// At most so many calls lie between two comparisons. Of more than `most_kept` the last ones are kept.
    explicit CallLog(std::uint64_t every);

    void add(std::string_view hook, const Args& args, std::uint64_t call);
    /// After a comparison: begins afresh.
    void clear();

    /// A hash of all calls since then.
    [[nodiscard]] std::uint64_t hash() const noexcept { return hash_; }
    [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

    /// One hash for each call that is kept, the oldest first.
    [[nodiscard]] std::vector<std::uint64_t> hashes() const;
    /// Of one of these, with its arguments as the detail.
    [[nodiscard]] Position position_of(std::size_t index) const;

    static constexpr std::size_t most_kept = 1024;

private:
    /// Most calls are of a few kinds, whose names are copied once.
    struct Kind {
        std::string hook;
        std::string arguments;  ///< As errors list them.
    };
    struct Entry {
        std::uint64_t hash = 0;  ///< Of names alone, which all ranks compare.
        std::uint64_t kind = 0;
        std::uint64_t call = 0;
    };

    [[nodiscard]] std::size_t kept() const noexcept;
    [[nodiscard]] const Entry& at(std::size_t index) const noexcept;

    /// By a hash of the names, and of the types of arguments without one.
    std::unordered_map<std::uint64_t, Kind> kinds_;
    std::vector<Entry> ring_;
    std::uint64_t count_ = 0;
    std::uint64_t hash_ = 0;
};

}  // namespace weft::detail
