// SPDX-License-Identifier: MIT
// Words an error about a file.
#include "callbacks/files/named_file.hpp"

#include <weft/detail/text/escaped.hpp>
#include <weft/error.hpp>

#include <system_error>

#include <fmt/format.h>

namespace weft::detail {

void NamedFile::refuse(std::string_view doing, std::string_view reason) const {
    throw Error(fmt::format("{}: cannot {} {}: {}", owner, doing, escaped(path.string()), reason));
}

void NamedFile::refuse(std::string_view doing, int error) const {
    refuse(doing, error != 0 ? std::generic_category().message(error) : std::string("output error"));
}

}  // namespace weft::detail
