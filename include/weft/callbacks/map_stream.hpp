// SPDX-License-Identifier: MIT
// Writes an `ArgMap` to a stream and reads it back: the state of callbacks in a checkpoint.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>

#include <iosfwd>

namespace weft {

/// Writes the map, whose values are numbers, `bool`, `std::string` and `std::vector`s of these:
/// `std::ofstream file("state.bin", std::ios::binary); weft::save(state, file);`
///
/// Throws `Error` for a value of another type and for an entry without a name, before anything is written, and where the stream
/// does not take all of it. The stream is not flushed; open it as binary.
///
/// The format, all integers with the lowest byte first:
/// - 8 bytes `weftmap` and the version, 1;
/// - 8 bytes: how many bytes of content follow;
/// - the content: 8 bytes, how many entries; for each its name, 1 byte for the type, its value;
/// - 4 bytes: CRC-32 of the content (ISO 3309, as in zip files).
///
/// A text is 8 bytes for its length, and its bytes. The types, from 0: `bool`, `signed char`, `short`, `int`, `long`,
/// `long long`, `unsigned char`, `unsigned short`, `unsigned`, `unsigned long`, `unsigned long long`, `float`, `double`,
/// `long double`, `std::string`; 64 more for a vector, which is 8 bytes for its size, and its values. Integers and `bool` take 8
/// bytes, `float` and `double` the bytes of IEEE 754, a `long double` is a text in hexadecimal
/// without `0x`, as `std::to_chars` writes it.
///
/// So a map that was saved on one machine is read on any other, whatever its byte order and the sizes of its types. A number
/// that does not fit its type there, such as a large `long` where that has 32 bits, is refused; a `long double` is rounded to
/// the digits that it has there.
WEFT_API void save(const ArgMap& map, std::ostream& stream);

/// Reads a map that `save` has written, with the same types, and leaves the stream behind it: several may follow each other.
/// Throws `Error` for a stream that ends too early, whose checksum is wrong, or that holds something else.
[[nodiscard]] WEFT_API ArgMap load(std::istream& stream);

}  // namespace weft
