// SPDX-License-Identifier: MIT
// An optional lasts no longer than what it holds.
// expect: weft: collect and first keep answers beyond the call: ask for a value, not for a reference or a view
#include <weft/weft.hpp>

#include <optional>
#include <string>
#include <string_view>

int main() {
    weft::Fabric fabric;
#ifdef WEFT_CONTROL
    static_cast<void>(fabric.collect<std::optional<std::string>>("h"));
#else
    static_cast<void>(fabric.collect<std::optional<std::string_view>>("h"));
#endif
}
