// SPDX-License-Identifier: MIT
// Puts a report's data into the page, whose script builds everything from the data and shows texts as text, not as markup.
#include "callbacks/report_page.hpp"

#include "callbacks/report_page_parts.hpp"

namespace weft::detail {

std::string report_page(std::string_view data) {
    std::string page(page_before_data);
    for (const char character : data) {
        // Written so within the JSON, it cannot begin a tag that would end the script.
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
