// SPDX-License-Identifier: MIT
// Compares and spells positions.
#include "mpi/position.hpp"

#include <weft/detail/name_hash.hpp>
#include <weft/detail/text/escaped.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>  // fmt 11 keeps join here

#include <algorithm>
#include <iterator>
#include <tuple>

namespace weft::detail {

namespace {

template <std::size_t size>
void set(std::array<char, size>& to, std::string_view text) {
    text = text.substr(0, size - 1);
    std::copy(text.begin(), text.end(), to.begin());
    std::fill(to.begin() + static_cast<std::ptrdiff_t>(text.size()), to.end(), '\0');
}

auto shown(const Position& position) {
    return std::make_tuple(position.doing, position.call, position.hook_name(), position.detail_text());
}

/// `is in 'on_step' (call 9)`
std::string describe(const Position& position, bool is_one, bool is_largest) {
    const auto verb = [is_one](const char* one, const char* several) { return is_one ? one : several; };
    std::string where = fmt::format("'{}'", escaped(position.hook_name()));
    if (position.call > 0) {
        where += fmt::format(" (call {})", position.call);
    }
    const std::string detail = escaped(position.detail_text());
    switch (position.doing) {
        case Doing::nothing: return fmt::format("{} made no call yet", verb("has", "have"));
        case Doing::outside: return fmt::format("{} left {}", verb("has", "have"), where);
        case Doing::inside:
            return fmt::format("{} in {} of {}", verb("is", "are"), detail.empty() ? "a handler" : detail,
                               where);
        case Doing::thrown: return fmt::format("{} thrown {} in {}", verb("has", "have"), detail, where);
        case Doing::ended: return fmt::format("{} ended after {}", verb("has", "have"), where);
        case Doing::finalizing:
            return fmt::format("{} called MPI_Finalize after {}", verb("has", "have"), where);
        case Doing::elsewhere: return fmt::format("{} on another machine", verb("is", "are"));
        case Doing::waiting: break;
    }
    if (position.is_about_arguments != 0) {
        return fmt::format("{} {} to {}", verb("passes", "pass"), detail, where);
    }
    return fmt::format("{} in {}{}{}", is_largest ? verb("waits", "wait") : verb("is", "are"), where,
                       detail.empty() ? "" : " for ", detail);
}

}  // namespace

void Position::set_hook(std::string_view name) {
    set(hook, name);
}
void Position::set_detail(std::string_view text) {
    set(detail, text);
}

std::uint64_t hash_of(const Position& position) {
    NameHash hash{NameHash::of(position.hook_name())};
    for (const std::uint64_t one : {std::uint64_t{static_cast<std::uint32_t>(position.doing)},
                                    std::uint64_t{static_cast<std::uint32_t>(position.meeting)},
                                    std::uint64_t{position.object}, position.call, position.contents}) {
        hash.mix(one);
    }
    return hash.value;
}

bool look_alike(const Position& one, const Position& other) {
    return shown(one) == shown(other);
}

void add_to_groups(std::vector<Group>& groups, const Position& position, const std::vector<int>& ranks) {
    auto same = std::find_if(groups.begin(), groups.end(), [&position](const Group& group) {
        return look_alike(group.position, position);
    });
    if (same == groups.end()) {
        same = groups.insert(groups.end(), Group{position, {}});
    }
    std::vector<int> merged;
    std::merge(same->ranks.begin(), same->ranks.end(), ranks.begin(), ranks.end(),
               std::back_inserter(merged));
    same->ranks = std::move(merged);
}

std::string describe_ranks(const std::vector<int>& ranks) {
    constexpr std::size_t most_parts = 16;
    std::vector<std::string> parts;
    for (std::size_t first = 0; first < ranks.size();) {
        std::size_t last = first;
        while (last + 1 < ranks.size() && ranks[last + 1] == ranks[last] + 1) {
            ++last;
        }
        if (parts.size() == most_parts) {
            parts.push_back(fmt::format("and {} others", ranks.size() - first));
            break;
        }
        if (last >= first + 3) {
            parts.push_back(fmt::format("{} to {}", ranks[first], ranks[last]));
            first = last + 1;
        } else {
            parts.push_back(fmt::format("{}", ranks[first]));
            ++first;
        }
    }
    return fmt::format("rank{} {}", ranks.size() == 1 ? "" : "s", fmt::join(parts, ", "));
}

std::string describe(std::vector<Group> groups) {
    std::sort(groups.begin(), groups.end(), [](const Group& one, const Group& other) {
        return std::make_tuple(one.ranks.size(), one.ranks.front()) <
               std::make_tuple(other.ranks.size(), other.ranks.front());
    });
    std::vector<std::string> parts;
    for (const Group& group : groups) {
        const bool is_largest = &group == &groups.back();
        parts.push_back(fmt::format("{} {}", describe_ranks(group.ranks),
                                    describe(group.position, group.ranks.size() == 1, is_largest)));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace weft::detail
