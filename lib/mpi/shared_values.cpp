// SPDX-License-Identifier: MIT
// Reads and writes numbers as they lie in memory: all ranks run the same program.
#include "mpi/shared_values.hpp"

#include <atomic>
#include <cstring>
#include <limits>

namespace weft::detail {

namespace {

/// Where the argument is, if it is a `Type` that handlers may change.
template <class Type>
void* find(const Arg& arg) {
    return arg.is<Type>() && arg.is_mutable() ? &arg.get<Type&>() : nullptr;
}

struct Found {
    void* at = nullptr;
    std::size_t size = 0;
};

template <class Type>
void look_for(const Arg& arg, Found& found) {
    if (void* const at = find<Type>(arg); at != nullptr) {
        found = {at, sizeof(Type)};
    }
}

template <class... Types>
Found find_one_of(const Arg& arg) {
    Found found;
    (look_for<Types>(arg, found), ...);
    return found;
}

/// Of 16 bytes with a `long double` of x87 ten hold its value, and the others anything. All bytes of other formats count.
constexpr std::size_t bytes_of_long_double =
    std::numeric_limits<long double>::digits == 64 ? 10 : sizeof(long double);

}  // namespace

SharedValues::SharedValues(const Args& args) {
    for (const Arg& arg : args) {
        if (void* const atomic = find<std::atomic<bool>>(arg); atomic != nullptr) {
            values_.push_back({atomic, sizeof(bool), true, {}});
        } else if (void* const number = find<long double>(arg); number != nullptr) {
            values_.push_back({number, bytes_of_long_double, false, {}});
        } else if (const Found found =
                       find_one_of<bool, signed char, unsigned char, short, unsigned short, int, unsigned,
                                   long, unsigned long, long long, unsigned long long, float, double>(arg);
                   found.at != nullptr) {
            values_.push_back({found.at, found.size, false, {}});
        } else {
            continue;
        }
        read(values_.back(), values_.back().before);
    }
}

void SharedValues::read(const Value& value, std::uint64_t (&words)[2]) {
    words[0] = words[1] = 0;
    if (value.is_atomic) {
        words[0] = static_cast<std::atomic<bool>*>(value.at)->load() ? 1 : 0;
    } else {
        std::memcpy(static_cast<void*>(words), value.at, value.size);
    }
}

std::vector<std::uint64_t> SharedValues::words(bool is_source) const {
    std::vector<std::uint64_t> all;
    for (const Value& value : values_) {
        std::uint64_t now[2]{};
        read(value, now);
        const bool is_changed =
            is_source && std::memcmp(static_cast<const void*>(now), static_cast<const void*>(value.before),
                                     sizeof(now)) != 0;
        for (const std::uint64_t word :
             {std::uint64_t{is_changed}, is_changed ? now[0] : 0, is_changed ? now[1] : 0}) {
            all.push_back(word);
        }
    }
    return all;
}

void SharedValues::take(std::span<const std::uint64_t> words) const {
    for (const Value& value : values_) {
        if (words[0] != 0 && value.is_atomic) {
            static_cast<std::atomic<bool>*>(value.at)->store(words[1] != 0);
        } else if (words[0] != 0) {
            std::memcpy(value.at, words.subspan(1).data(), value.size);
        }
        words = words.subspan(3);
    }
}

}  // namespace weft::detail
