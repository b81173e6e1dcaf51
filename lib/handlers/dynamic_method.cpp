// SPDX-License-Identifier: MIT
// Names and plans of a function that was given at run time.
#include <weft/detail/handlers/dynamic_method.hpp>

#include "handlers/plan.hpp"

namespace weft::detail {

namespace {

/// Only names count: the function reads from the arguments what it likes.
Match take_anything(const ArgInfo& /*info*/, bool /*is_mutable*/, ArgumentSource& /*source*/) {
    return Match::yes;
}

constexpr ParameterType anything{nullptr, Kind::other,     Form::const_reference,
                                 0,       Takes::argument, &take_anything};
constexpr ParameterType optional_anything{nullptr, Kind::other,     Form::const_reference,
                                          1,       Takes::argument, &take_anything};

}  // namespace

DynamicMethod::DynamicMethod(Invoke invoke, bool with_next) noexcept
    : HandlerType{nullptr, nullptr, 0, invoke, invoke, &first_plan_, false, with_next} {}

DynamicMethod::~DynamicMethod() {
    delete_plans(first_plan_.load(std::memory_order_acquire));
}

const ParameterType& DynamicMethod::any_type(bool is_optional) noexcept {
    return is_optional ? optional_anything : anything;
}

void DynamicMethod::describe(std::string of, std::string on, std::vector<std::string> parameter_names,
                             const std::vector<bool>& optional, bool takes_all) {
    std::vector<ParameterInfo> parameter_infos;
    parameter_infos.reserve(optional.size());
    for (const bool is_optional : optional) {
        parameter_infos.push_back({{}, &any_type(is_optional), false});
    }
    describe(std::move(of), std::move(on), std::move(parameter_names), std::move(parameter_infos), takes_all);
}

void DynamicMethod::describe(std::string of, std::string on, std::vector<std::string> parameter_names,
                             std::vector<ParameterInfo> parameter_infos, bool takes_all) {
    of_ = std::move(of);
    name = of_;
    hook_ = std::move(on);
    names_ = std::move(parameter_names);
    infos_ = std::move(parameter_infos);
    for (std::size_t i = 0; i < names_.size(); ++i) {
        infos_[i].name = names_[i];
    }
    if (takes_all) {
        infos_.push_back({{}, &parameter_type<const Args&>, false});
    }
    parameters = infos_.data();
    parameter_count = static_cast<std::uint32_t>(infos_.size());
}

}  // namespace weft::detail
