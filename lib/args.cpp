// SPDX-License-Identifier: MIT
// Arguments by name, and their text.
#include <weft/args.hpp>
#include <weft/detail/shown.hpp>

#include <fmt/format.h>

namespace weft {

std::string Arg::value_text() const {
    const detail::Kind kind = info_->type->kind;
    if (kind == detail::Kind::c_string || kind == detail::Kind::mutable_c_string) {
        std::string_view text;
        const bool is_text = detail::text_conversion(kind)(value_, &text);
        return is_text ? std::string(text) : "null";
    }
    return info_->type->format != nullptr ? info_->type->format(value_)
                                          : fmt::format("<{}>", detail::type_name(*info_->type->id));
}

namespace detail {

std::optional<std::size_t> find_name(const View& view, std::string_view name) noexcept {
    for (std::size_t i = view.shape->positional; i < view.shape->count; ++i) {
        if (view.shape->infos[i].name == name) {
            return i;
        }
    }
    return std::nullopt;
}

}  // namespace detail
}  // namespace weft

fmt::format_context::iterator fmt::formatter<weft::Arg>::format(const weft::Arg& arg,
                                                                fmt::format_context& context) const {
    const std::string value = weft::detail::shown(arg.value_text());
    return formatter<string_view>::format(
        arg.name().empty() ? value : fmt::format("{}={}", weft::detail::shown(arg.name()), value), context);
}

fmt::format_context::iterator fmt::formatter<weft::Args>::format(const weft::Args& args,
                                                                 fmt::format_context& context) const {
    std::string text = "{";
    for (const weft::Arg& arg : args) {
        text += text.size() > 1 ? ", " : "";
        text += fmt::format("{}", arg);
    }
    text += "}";
    return formatter<string_view>::format(text, context);
}
