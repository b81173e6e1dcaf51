// SPDX-License-Identifier: MIT
// Averages arguments over the ranks.
#include <weft/mpi/mean.hpp>

#include "mpi/local_run.hpp"
#include "mpi/ranks.hpp"
#include "mpi/refusals.hpp"

#include <weft/args.hpp>
#include <weft/detail/name_hash.hpp>

#include <fmt/ranges.h>  // fmt 11 keeps join here

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

namespace weft::mpi {

Mean::Mean(MPI_Comm comm, std::vector<std::string> names)
    : ranks_(detail::Ranks::of(comm, "weft::mpi::Mean")),
      number_(ranks_->next_object()),
      names_(std::move(names)) {
    if (names_.empty()) {
        detail::refuse_no_names();
    }
    for (auto name = names_.begin(); name != names_.end(); ++name) {
        if (name->empty() || std::find(names_.begin(), name, *name) != name) {
            detail::refuse_mean_name(*name);
        }
    }
}

void Mean::operator()(const Event& event) const {
    const bool is_for_us = event.kind() == EventKind::call_begin && !detail::LocalRun::is_inside() &&
                           std::any_of(names_.begin(), names_.end(), [&event](const std::string& name) {
                               return event.args().contains(name);
                           });
    if (is_for_us) {
        average(event);
    }
}

void Mean::average(const Event& event) const {
    std::vector<double*> values;
    detail::NameHash contents{names_.size()};
    double weight = 0.0;
    try {
        for (const std::string& name : names_) {
            const bool is_passed = event.args().contains(name);
            contents.mix(detail::NameHash::of(name));
            contents.mix(std::uint64_t{is_passed});
            if (is_passed) {
                values.push_back(&event.args().get<double&>(name));
            }
        }
        weight = event.args().get_or<double>("samples", 1.0);
    } catch (...) {
        // The others would wait for this rank.
        ranks_->meetings().part(ranks_->position_of_thrown(event.hook(), std::current_exception()));
        throw;
    }
    std::vector<std::uint64_t> words;
    words.reserve(values.size() + 1);
    for (const double* const value : values) {
        words.push_back(std::bit_cast<std::uint64_t>(weight == 0.0 ? 0.0 : weight * *value));
    }
    words.push_back(std::bit_cast<std::uint64_t>(weight));
    detail::Position here = ranks_->position(detail::Meeting::mean, number_, event.hook());
    here.set_detail(fmt::format("a Mean of {}", fmt::join(names_, ", ")));
    here.contents = contents.value;
    ranks_->meetings().meet(here, words, &detail::combine_by_sum);
    const auto total = std::bit_cast<double>(words.back());
    for (std::size_t i = 0; i < values.size(); ++i) {
        *values[i] =
            total == 0.0 ? std::numeric_limits<double>::quiet_NaN() : std::bit_cast<double>(words[i]) / total;
    }
}

}  // namespace weft::mpi
