// SPDX-License-Identifier: MIT
// The texts of quarantine: its errors, and what it says of a handler that it has blocked.
#include "observers/refusals.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/error.hpp>

#include <fmt/format.h>

namespace weft::detail {

std::string spell_quarantined(const Quarantined& handler) {
    if (handler.failures == 1) {
        return fmt::format("{}: {} has failed and is blocked: {}", escaped(handler.hook), handler.callback,
                           handler.error);
    }
    return fmt::format("{}: {} has failed {} times in a row and is blocked, the last time with {}",
                       escaped(handler.hook), handler.callback, handler.failures, handler.error);
}

void refuse_quarantine() {
    throw Error(
        "quarantine(0) would block handlers that never failed, expected quarantine(n) with n of at least 1");
}

void refuse_report() {
    throw Error("quarantine: the function that reports is empty, expected one that can be called");
}

}  // namespace weft::detail
