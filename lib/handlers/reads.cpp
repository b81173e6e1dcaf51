// SPDX-License-Identifier: MIT
// Asks a callback's class what its methods read.
#include "handlers/reads.hpp"

#include <weft/args.hpp>

#include <algorithm>

namespace weft::detail {

bool HandlerReads::is_number(const ArgType& type) noexcept {
    return type.kind == Kind::float_long || number_conversion(type, Kind::float64) != nullptr;
}

bool HandlerReads::has(const Arg& argument) const {
    return is_anything || std::any_of(reads.begin(), reads.end(), [&argument](const Read& read) {
               switch (read.need) {
                   case Need::all: return true;
                   case Need::numbers: return !argument.name().empty() && is_number(*argument.info_->type);
                   default: return !argument.name().empty() && argument.name() == read.argument;
               }
           });
}

HandlerReads reads_of(const HandlerType& type, const void* object, std::string_view hook) {
    const bool takes_args =
        std::any_of(type.parameters, type.parameters + type.parameter_count,
                    [](const ParameterInfo& parameter) { return parameter.type->takes == Takes::args; });
    if (!takes_args) {
        return {};
    }
    if (type.reads == nullptr) {
        return {true};
    }
    HandlerReads found{false, type.reads(object)};
    std::erase_if(found.reads, [hook](const Read& read) { return read.hook != hook; });
    return found;
}

std::vector<Read> all_reads_of(const HandlerType& type, const void* object, std::string_view hook) {
    std::vector<Read> all = reads_of(type, object, hook).reads;
    for (std::size_t i = 0; i < type.overload_count; ++i) {
        const std::vector<Read> of_one = reads_of(*type.overloads[i], object, hook).reads;
        all.insert(all.end(), of_one.begin(), of_one.end());
    }
    return all;
}

}  // namespace weft::detail
