// SPDX-License-Identifier: MIT
// The state of a fit as a file.
#pragma once

#include <iosfwd>

#include <weft/arg_map.hpp>

namespace demo {

/// Writes CBOR (RFC 8949), in which every number comes back exactly. Values are numbers, `bool`, `std::string` and
/// `std::vector<double>`; throws `std::runtime_error` for any other, naming it.
void write_state(std::ostream& stream, const weft::ArgMap& state);

/// Integers come back as `std::int64_t` or `std::uint64_t`, other numbers as `double`. Throws `std::runtime_error` where
/// the stream holds anything else than what `write_state` writes.
weft::ArgMap read_state(std::istream& stream);

}  // namespace demo
