// SPDX-License-Identifier: MIT
// Throws errors about a file.
#include "callbacks/files/named_file.hpp"
#include "callbacks/refusals.hpp"

#include <system_error>

namespace weft::detail {

void NamedFile::refuse(std::string_view doing, std::string_view reason) const {
    refuse_file(owner, doing, path, reason);
}

void NamedFile::refuse(std::string_view doing, int error) const {
    refuse(doing, error != 0 ? std::generic_category().message(error) : std::string("output error"));
}

}  // namespace weft::detail
