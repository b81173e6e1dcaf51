// SPDX-License-Identifier: MIT
// Formats one argument of a call.
#include <weft/arg.hpp>

#include <weft/detail/text/escaped.hpp>

#include <fmt/format.h>

namespace weft {

std::optional<double> Arg::number() const {
    const detail::Kind kind = info_->type->kind;
    if (kind == detail::Kind::float_long) {
        return static_cast<double>(*static_cast<const long double*>(value()));
    }
    const detail::Convert convert = detail::number_conversion(*info_->type, detail::Kind::float64);
    double number = 0.0;
    return convert != nullptr && convert(value(), &number) ? std::optional(number) : std::nullopt;
}

std::string Arg::value_text() const {
    const void* value = value_;
    if (info_->is_lazy) {
        const auto& lazy = *static_cast<const detail::LazyValue*>(value_);
        if (!lazy.is_made()) {
            return "<not made>";
        }
        value = lazy.value();
    }
    const detail::Kind kind = info_->type->kind;
    if (kind == detail::Kind::c_string || kind == detail::Kind::mutable_c_string) {
        std::string_view text;
        const bool is_text = detail::text_conversion(kind)(value, &text);
        return is_text ? std::string(text) : "null";
    }
    return info_->type->format != nullptr ? info_->type->format(value)
                                          : fmt::format("<{}>", detail::type_name(*info_->type->id));
}

}  // namespace weft

fmt::format_context::iterator fmt::formatter<weft::Arg>::format(const weft::Arg& arg,
                                                                fmt::format_context& context) const {
    const std::string value = weft::detail::escaped(arg.value_text());
    return formatter<string_view>::format(
        arg.name().empty() ? value : fmt::format("{}={}", weft::detail::escaped(arg.name()), value), context);
}
