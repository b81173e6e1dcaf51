// SPDX-License-Identifier: MIT
// The numbers that a callback was asked for, and what is said of those that are none.
#include "callbacks/metrics/chosen_numbers.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/detail/text/printer.hpp>
#include <weft/detail/text/type_name.hpp>

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <set>
#include <utility>

#include <fmt/format.h>

namespace weft::detail {

/// Shared by copies of a callback.
struct ChosenNumbers::Said {
    std::mutex mutex;
    std::set<std::string, std::less<>> names;
};

ChosenNumbers::ChosenNumbers(std::string_view owner, std::vector<std::string> names)
    : owner_(owner), names_(std::move(names)), said_(std::make_shared<Said>()) {}

bool ChosenNumbers::has(std::string_view name) const noexcept {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
}

void ChosenNumbers::add_reads(std::string_view hook, std::vector<Read>& reads) const {
    if (are_all()) {
        reads.push_back({hook, {}, Need::numbers});
    }
    for (const std::string& name : names_) {
        reads.push_back({hook, name, Need::optional});
    }
}

void ChosenNumbers::say_no_number(const Arg& argument) const noexcept {
    try {
        {
            const std::lock_guard lock(said_->mutex);
            if (!said_->names.emplace(argument.name()).second) {
                return;
            }
        }
        Printer(owner_, stderr)
            .print(
                fmt::format("{}: '{}' was asked for by name, but it is passed as {}, which is no number: it "
                            "is left out, and this is said once\n",
                            owner_, escaped(argument.name()), type_name(argument.type())));
    } catch (...) {  // There is no memory to say so.
        return;
    }
}

}  // namespace weft::detail
