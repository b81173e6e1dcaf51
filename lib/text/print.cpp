// SPDX-License-Identifier: MIT
// Prints beside what is drawn on a terminal.
#include <weft/print.hpp>

#include "text/stream.hpp"

namespace weft {

void detail::print_beside_lines(std::FILE* file, std::string_view text) noexcept {
    try {
        if (file != nullptr) {
            static_cast<void>(write_text(text, file));
        }
    } catch (...) {  // There is no memory: the text is lost.
        return;
    }
}

void clear_lines() noexcept {
    detail::erase_lines();
}

}  // namespace weft
