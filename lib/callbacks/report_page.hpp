// SPDX-License-Identifier: MIT
// The page of a report: one file with markup, style, script and data, which needs no network.
#pragma once

#include <string>
#include <string_view>

namespace weft::detail {

/// The page with this data, the JSON that the page's script draws. No text in it can end the script element that holds it.
[[nodiscard]] std::string report_page(std::string_view data);

}  // namespace weft::detail
