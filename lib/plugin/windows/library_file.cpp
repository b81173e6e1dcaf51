// SPDX-License-Identifier: MIT
// Reads the identity from a DLL's file; refuses one that is damaged, for another machine or no plug-in.
#include "plugin/library_file.hpp"

#include "plugin/refusals.hpp"
#include "plugin/windows/portable_executable.hpp"

#include <cstring>
#include <optional>
#include <string_view>

namespace weft::detail {

PluginIdentity identity_in(const std::filesystem::path& path) {
    const PortableExecutable file(path);
    const std::optional<std::string_view> found = file.exported(exported_name, sizeof(PluginIdentity));
    if (!found) {
        refuse_no_identity(path);
    }
    if (found->empty()) {
        refuse_no_plugin(path);
    }
    PluginIdentity identity{};
    std::memcpy(&identity, found->data(), sizeof identity);
    return identity;
}

}  // namespace weft::detail
