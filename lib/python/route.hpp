// SPDX-License-Identifier: MIT
// How the arguments of calls of one shape reach the parameters of one Python function.
#pragma once

#include "python/signature.hpp"
#include "python/to_python.hpp"

#include <weft/detail/arguments/argument_source.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace weft::python::detail {

/// A parameter that an argument may fill.
struct MethodParameter {
    Given given;
    std::size_t source;    ///< Its place among those of the handler type; none for a `Next`.
    std::size_t fallback;  ///< Where its default is kept.
};

/// What fills one parameter.
struct Step {
    enum class From : std::uint8_t { fallback, next, ref, plain, argument };

    From from;
    bool is_view;
    std::size_t place;  ///< Of the argument or, for a default, of that.
    Way way;
};

/// What fills all parameters. Found by the first call of a shape.
struct Route {
    const weft::detail::Shape* shape = nullptr;
    std::uint32_t exposures = 0;  ///< What `exposures_made` said.
    /// Whether each parameter is filled by a default, by what Python has passed, or by a number, a bool or a text.
    bool is_plain = false;
    std::vector<Step> steps;
};

/// Where an exposure changes meanwhile, the next call finds another route.
[[nodiscard]] Route route_of(const std::vector<MethodParameter>& parameters, const weft::detail::Shape& shape,
                             const weft::detail::ArgumentSource* sources);

/// The routes of one function for fixed shapes, which stay as long as this object. Used with the GIL.
class Routes {
public:
    /// Null where the shape has none yet.
    [[nodiscard]] const Route* find(const weft::detail::Shape& shape) {
        return last_ != nullptr && is_for(*last_, shape) ? last_ : search(shape);
    }
    const Route& add(Route route);

private:
    static bool is_for(const Route& route, const weft::detail::Shape& shape) noexcept {
        return route.shape == &shape && route.exposures == exposures_made();
    }
    const Route* search(const weft::detail::Shape& shape);

    const Route* last_ = nullptr;
    std::vector<std::unique_ptr<const Route>> all_;
};

}  // namespace weft::python::detail
