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

/// The routes of one function. Used with the GIL.
class Routes {
public:
    /// A fixed shape's route stays as long as this object, `room` takes that of any other.
    const Route& find(const std::vector<MethodParameter>& parameters, const weft::detail::Shape& shape,
                      const weft::detail::ArgumentSource* sources, Route& room) {
        const bool is_last =
            last_ != nullptr && last_->shape == &shape && last_->exposures == exposures_made();
        return is_last ? *last_ : search(parameters, shape, sources, room);
    }

private:
    const Route& search(const std::vector<MethodParameter>& parameters, const weft::detail::Shape& shape,
                        const weft::detail::ArgumentSource* sources, Route& room);

    const Route* last_ = nullptr;
    std::vector<std::unique_ptr<const Route>> all_;
};

}  // namespace weft::python::detail
