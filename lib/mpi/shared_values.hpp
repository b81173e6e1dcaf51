// SPDX-License-Identifier: MIT
// The arguments of a call that become the same on all ranks: those a handler may change that are a bool or a number.
#pragma once

#include <weft/args.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace weft::detail {

class SharedValues {
public:
    /// As they are before the handlers run. Valid during the call.
    explicit SharedValues(const Args& args);

    /// What the handlers have changed, on the rank where they have run; zeros elsewhere. So that of all ranks combined by `or`
    /// remain the words of that rank.
    [[nodiscard]] std::vector<std::uint64_t> words(bool is_source) const;
    /// Writes what was changed. There may be more words behind.
    void take(std::span<const std::uint64_t> words) const;

private:
    struct Value {
        void* at;
        std::size_t size;
        bool is_atomic;  ///< A `std::atomic<bool>`.
        std::uint64_t before[2];
    };

    static void read(const Value& value, std::uint64_t (&words)[2]);

    std::vector<Value> values_;
};

}  // namespace weft::detail
