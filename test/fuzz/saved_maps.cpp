// SPDX-License-Identifier: MIT
// Streams that save may or may not have written: load gives a map, or refuses the stream with weft::Error. What it gives can be
// saved and loaded again, and is the same.
#include <weft/callbacks/map_stream.hpp>
#include <weft/weft.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <sstream>
#include <string>

#include <boost/crc.hpp>

namespace {

void append(std::string& bytes, std::uint64_t number, int size) {
    for (int byte = 0; byte < size; ++byte) {
        bytes += static_cast<char>((number >> (8 * byte)) & 0xffU);
    }
}

/// The content with the head and the checksum that belong to it, so that the loader reads on.
std::string framed(const std::string& content) {
    std::string bytes("weftmap\1", 8);
    append(bytes, content.size(), 8);
    bytes += content;
    boost::crc_32_type crc;
    crc.process_bytes(content.data(), content.size());
    append(bytes, crc.checksum(), 4);
    return bytes;
}

std::string saved(const weft::ArgMap& map) {
    std::ostringstream stream;
    weft::save(map, stream);
    return stream.str();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string content(reinterpret_cast<const char*>(bytes) + 1, size - 1);
    std::istringstream stream(bytes[0] % 2 == 0 ? content : framed(content));
    try {
        const weft::ArgMap map = weft::load(stream);
        const std::string once = saved(map);
        std::istringstream again(once);
        if (saved(weft::load(again)) != once) {
            std::puts("a map that was loaded is not the same when it is saved and loaded again");
            std::abort();
        }
    } catch (const weft::Error&) {
        return 0;
    }
    return 0;
}
