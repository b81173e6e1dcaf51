// SPDX-License-Identifier: MIT
// A map as bytes, with their number before them and their checksum behind.
#include <weft/callbacks/map_stream.hpp>

#include "callbacks/refusals.hpp"
#include "callbacks/state/hexadecimal.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <istream>
#include <limits>
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <boost/crc.hpp>

namespace weft {

namespace {

constexpr std::string_view map_magic("weftmap\1", 8);
constexpr std::uint8_t vector_flag = 64;

template <class... Types>
struct Scalars {};

/// In the order of their numbers in the format.
using AllScalars =
    Scalars<bool, signed char, short, int, long, long long, unsigned char, unsigned short, unsigned,
            unsigned long, unsigned long long, float, double, long double, std::string>;

class MapWriter {
public:
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

    template <class Unsigned>
    void add_unsigned(Unsigned value) {
        for (std::size_t byte = 0; byte < sizeof value; ++byte) {
            bytes_ += static_cast<char>((value >> (8 * byte)) & 0xffU);
        }
    }
    void add(std::string_view text) {
        add_unsigned(std::uint64_t{text.size()});
        bytes_ += text;
    }
    template <class Value>
        requires std::is_arithmetic_v<Value>
    void add(Value value) {
        if constexpr (std::is_same_v<Value, float>) {
            add_unsigned(std::bit_cast<std::uint32_t>(value));
        } else if constexpr (std::is_same_v<Value, double>) {
            add_unsigned(std::bit_cast<std::uint64_t>(value));
        } else if constexpr (std::is_same_v<Value, long double>) {
            add(std::string_view(detail::hexadecimal(value)));
        } else {
            add_unsigned(static_cast<std::uint64_t>(value));
        }
    }

    /// False for a value of another type.
    template <class... Types>
    bool add_value(const Arg& arg, Scalars<Types...> /*all*/) {
        std::uint8_t number = 0;
        return ((add_if<Types>(arg, number++)) || ...);
    }

private:
    template <class Type>
    bool add_if(const Arg& arg, std::uint8_t number) {
        if (arg.is<Type>()) {
            add_unsigned(number);
            add(arg.get<const Type&>());
        } else if (arg.is<std::vector<Type>>()) {
            const auto& values = arg.get<const std::vector<Type>&>();
            add_unsigned(static_cast<std::uint8_t>(number + vector_flag));
            add_unsigned(std::uint64_t{values.size()});
            for (const auto& value : values) {
                add(static_cast<const Type&>(value));
            }
        } else {
            return false;
        }
        return true;
    }

    std::string bytes_;
};

class MapReader {
public:
    explicit MapReader(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] bool is_at_end() const { return bytes_.empty(); }

    template <class Unsigned>
    Unsigned take_unsigned() {
        const std::string_view bytes = take_bytes(sizeof(Unsigned));
        Unsigned value = 0;
        for (std::size_t byte = 0; byte < sizeof value; ++byte) {
            value |= static_cast<Unsigned>(static_cast<Unsigned>(static_cast<unsigned char>(bytes[byte]))
                                           << (8 * byte));
        }
        return value;
    }
    std::string_view take_text() { return take_bytes(take_unsigned<std::uint64_t>()); }

    template <class Value>
    Value take() {
        if constexpr (std::is_same_v<Value, std::string>) {
            return std::string(take_text());
        } else if constexpr (std::is_same_v<Value, float>) {
            return std::bit_cast<float>(take_unsigned<std::uint32_t>());
        } else if constexpr (std::is_same_v<Value, double>) {
            return std::bit_cast<double>(take_unsigned<std::uint64_t>());
        } else if constexpr (std::is_same_v<Value, long double>) {
            return take_long_double();
        } else {
            const auto bits = take_unsigned<std::uint64_t>();
            const auto value = static_cast<Value>(bits);
            if (static_cast<std::uint64_t>(value) != bits) {
                detail::refuse_saved_map("a number that does not fit its type on this machine");
            }
            return value;
        }
    }

    template <class... Types>
    void take_value(ArgMap& map, const std::string& name, Scalars<Types...> /*all*/) {
        const auto type = take_unsigned<std::uint8_t>();
        std::uint8_t number = 0;
        if (!((take_if<Types>(map, name, type, number++)) || ...)) {
            detail::refuse_saved_map(fmt::format("a value of the unknown type {}", type));
        }
    }

private:
    long double take_long_double() {
        long double value = 0.0L;
        if (!detail::read_hexadecimal(take_text(), value)) {
            detail::refuse_saved_map("a number that does not fit its type on this machine");
        }
        return value;
    }

    std::string_view take_bytes(std::uint64_t size) {
        if (size > bytes_.size()) {
            detail::refuse_saved_map("content that contradicts itself");
        }
        const std::string_view bytes = bytes_.substr(0, static_cast<std::size_t>(size));
        bytes_.remove_prefix(bytes.size());
        return bytes;
    }

    template <class Type>
    bool take_if(ArgMap& map, const std::string& name, std::uint8_t type, std::uint8_t number) {
        if (type == number) {
            map.set(name, take<Type>());
        } else if (type == number + vector_flag) {
            const auto size = take_unsigned<std::uint64_t>();
            std::vector<Type> values;
            // No more than can be there: each value takes four bytes at least.
            values.reserve(
                static_cast<std::size_t>(std::min<std::uint64_t>(size, bytes_.size() / sizeof(float))));
            for (std::uint64_t place = 0; place < size; ++place) {
                values.push_back(take<Type>());
            }
            map.set(name, std::move(values));
        } else {
            return false;
        }
        return true;
    }

    std::string_view bytes_;
};

std::uint32_t checksum(std::string_view bytes) {
    boost::crc_32_type crc;
    crc.process_bytes(bytes.data(), bytes.size());
    return crc.checksum();
}

/// In blocks, as the size may be wrong.
std::string read_bytes(std::istream& stream, std::uint64_t size) {
    constexpr std::uint64_t block = 65536;
    std::string bytes;
    while (bytes.size() < size) {
        const std::size_t before = bytes.size();
        const auto wanted = static_cast<std::size_t>(std::min(block, size - before));
        bytes.resize(before + wanted);
        const std::streamsize got =
            stream.rdbuf()->sgetn(bytes.data() + before, static_cast<std::streamsize>(wanted));
        if (got < static_cast<std::streamsize>(wanted)) {
            detail::refuse_short_stream(
                before + static_cast<std::uint64_t>(std::max<std::streamsize>(got, 0)), size);
        }
    }
    return bytes;
}

}  // namespace

void save(const ArgMap& map, std::ostream& stream) {
    MapWriter content;
    content.add_unsigned(std::uint64_t{map.size()});
    for (const Arg& arg : map) {
        if (arg.name().empty()) {
            detail::refuse_to_save_nameless();
        }
        content.add(arg.name());
        if (!content.add_value(arg, AllScalars{})) {
            detail::refuse_to_save(arg.name(), arg.type());
        }
    }
    MapWriter all;
    all.add_unsigned(std::uint64_t{content.bytes().size()});
    std::string bytes(map_magic);
    bytes += all.bytes();
    bytes += content.bytes();
    MapWriter end;
    end.add_unsigned(checksum(content.bytes()));
    bytes += end.bytes();
    if (!stream.good() || stream.rdbuf()->sputn(bytes.data(), static_cast<std::streamsize>(bytes.size())) !=
                              static_cast<std::streamsize>(bytes.size())) {
        detail::refuse_full_stream(bytes.size());
    }
}

ArgMap load(std::istream& stream) {
    if (stream.rdbuf() == nullptr || read_bytes(stream, map_magic.size()) != map_magic) {
        detail::refuse_saved_map("something else");
    }
    const std::string head = read_bytes(stream, sizeof(std::uint64_t));
    const std::string content = read_bytes(stream, MapReader(head).take_unsigned<std::uint64_t>());
    const std::string end = read_bytes(stream, sizeof(std::uint32_t));
    if (MapReader(end).take_unsigned<std::uint32_t>() != checksum(content)) {
        detail::refuse_saved_map("content that its checksum does not fit");
    }
    MapReader reader(content);
    ArgMap map;
    for (auto left = reader.take_unsigned<std::uint64_t>(); left > 0; --left) {
        const std::string name(reader.take_text());
        if (name.empty() || map.contains(name)) {
            detail::refuse_saved_map("a name that is empty or given twice");
        }
        reader.take_value(map, name, AllScalars{});
    }
    if (!reader.is_at_end()) {
        detail::refuse_saved_map("content that contradicts itself");
    }
    return map;
}

}  // namespace weft
