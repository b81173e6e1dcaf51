// SPDX-License-Identifier: MIT
// A plug-in that says to be of the version WEFT_TEST_VERSION. Where that is not ours, nothing behind it can be read.
#include <weft/plugin.hpp>

namespace {

std::vector<weft::Callback> make(const weft::ArgMap& /*settings*/) {
    return {};
}

}  // namespace

extern "C" {
WEFT_API extern const weft::detail::Plugin weft_plugin;
const weft::detail::Plugin weft_plugin{weft::detail::identity_of(WEFT_TEST_VERSION), &weft::detail::type_name,
                                       false, &make};
}
