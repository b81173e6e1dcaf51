// SPDX-License-Identifier: MIT
// Looks types up once for each shape.
#include "python/route.hpp"

#include <algorithm>
#include <utility>

namespace weft::python::detail {

namespace {

using weft::detail::ArgumentSource;
using weft::detail::Shape;

Step step_of(const MethodParameter& parameter, const Shape& shape, const ArgumentSource* sources) {
    using From = Step::From;
    if (parameter.given == Given::next) {
        return {From::next, false, 0, {}};
    }
    const ArgumentSource& source = sources[parameter.source];
    if (source.index == ArgumentSource::absent) {
        return {From::fallback, false, parameter.fallback, {}};
    }
    const auto place = static_cast<std::size_t>(source.index);
    const weft::detail::ArgInfo& info = shape.infos[place];
    const Way way = way_of(*info.type);
    if (!info.is_lazy && (way.own == Own::object || way.own == Own::text)) {
        return {From::plain, false, place, way};
    }
    if (parameter.given == Given::ref) {
        return {From::ref, false, place, way};
    }
    const bool is_plain = !info.is_lazy && way.own == Own::none && way.plain != nullptr;
    return {is_plain ? From::plain : From::argument, parameter.given == Given::view, place, way};
}

}  // namespace

Route route_of(const std::vector<MethodParameter>& parameters, const Shape& shape,
               const ArgumentSource* sources) {
    Route route{&shape, exposures_made(), true, {}};
    for (const MethodParameter& parameter : parameters) {
        const Step step = step_of(parameter, shape, sources);
        route.is_plain =
            route.is_plain && (step.from == Step::From::plain || step.from == Step::From::fallback);
        route.steps.push_back(step);
    }
    return route;
}

const Route& Routes::add(Route route) {
    last_ = all_.emplace_back(std::make_unique<const Route>(std::move(route))).get();
    return *last_;
}

const Route* Routes::search(const Shape& shape) {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&shape](const auto& one) { return is_for(*one, shape); });
    if (found == all_.end()) {
        return nullptr;
    }
    last_ = found->get();
    return last_;
}

}  // namespace weft::python::detail
