// SPDX-License-Identifier: MIT
// The page of a report: markup, style and script around its data.
#pragma once

#include <string>
#include <string_view>

namespace weft::detail {

/// `data` is the JSON that the page's script draws; nothing in it can end the script it stands in.
[[nodiscard]] std::string report_page(std::string_view data);

}  // namespace weft::detail
