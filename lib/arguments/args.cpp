// SPDX-License-Identifier: MIT
// Finds an argument by its name, and formats all arguments of a call.
#include <weft/args.hpp>

#include "arguments/spelling.hpp"

#include <fmt/format.h>

namespace weft::detail {

std::optional<std::size_t> find_name(const View& view, std::string_view name) noexcept {
    for (std::size_t i = view.shape->positional; i < view.shape->count; ++i) {
        if (view.shape->infos[i].name == name) {
            return i;
        }
    }
    return std::nullopt;
}

}  // namespace weft::detail

fmt::format_context::iterator fmt::formatter<weft::Args>::format(const weft::Args& args,
                                                                 fmt::format_context& context) const {
    return formatter<string_view>::format(weft::detail::join(args.begin(), args.end()), context);
}
