// SPDX-License-Identifier: MIT
// One self-contained page. Its script builds everything from the data, text always as text.
#include "callbacks/report_page.hpp"

#include "callbacks/report_page_parts.hpp"

namespace weft::detail {

std::string report_page(std::string_view data) {
    std::string page(page_before_data);
    for (const char character : data) {
        if (character == '<') {
            page += "\\u003c";
        } else {
            page += character;
        }
    }
    page += page_after_data;
    return page;
}

}  // namespace weft::detail
