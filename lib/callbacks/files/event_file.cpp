// SPDX-License-Identifier: MIT
// Writes events as protobuf messages, and each message as a record with its length and checksums.
#include "callbacks/files/event_file.hpp"

#include "callbacks/files/host.hpp"
#include "callbacks/refusals.hpp"

#include <weft/detail/text/utf8_path.hpp>

#include <atomic>
#include <bit>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <boost/crc.hpp>

namespace weft::detail {

namespace {

// Protobuf's wire format, protobuf.dev/programming-guides/encoding: a key is the field's number and its wire type. The numbers
// of fields below are those of event.proto and summary.proto.
constexpr unsigned varint_type = 0;
constexpr unsigned fixed64_type = 1;
constexpr unsigned bytes_type = 2;
constexpr unsigned fixed32_type = 5;

template <class Unsigned>
void add_little_endian(std::string& bytes, Unsigned value) {
    for (std::size_t byte = 0; byte < sizeof value; ++byte) {
        bytes += static_cast<char>((value >> (8 * byte)) & 0xffU);
    }
}

void add_varint(std::string& bytes, std::uint64_t value) {
    while (value >= 0x80U) {
        bytes += static_cast<char>((value & 0x7fU) | 0x80U);
        value >>= 7U;
    }
    bytes += static_cast<char>(value);
}

void add_key(std::string& bytes, unsigned field, unsigned type) {
    add_varint(bytes, (field << 3U) | type);
}

void add_bytes(std::string& bytes, unsigned field, std::string_view content) {
    add_key(bytes, field, bytes_type);
    add_varint(bytes, content.size());
    bytes += content;
}

void add_double(std::string& bytes, unsigned field, double value) {
    add_key(bytes, field, fixed64_type);
    add_little_endian(bytes, std::bit_cast<std::uint64_t>(value));
}

void add_float(std::string& bytes, unsigned field, float value) {
    add_key(bytes, field, fixed32_type);
    add_little_endian(bytes, std::bit_cast<std::uint32_t>(value));
}

/// CRC-32C (RFC 3720, B.4), changed as the records demand: a checksum of data that contains checksums would be a weak one.
std::uint32_t masked_crc(std::string_view bytes) {
    boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
    crc.process_bytes(bytes.data(), bytes.size());
    constexpr std::uint32_t mask = 0xa282ead8U;
    return std::rotr(static_cast<std::uint32_t>(crc.checksum()), 15) + mask;
}

/// A record: the length and its checksum, then the event and its checksum.
std::string framed(std::string_view event) {
    std::string record;
    add_little_endian(record, static_cast<std::uint64_t>(event.size()));
    add_little_endian(record, masked_crc(record));
    record += event;
    add_little_endian(record, masked_crc(event));
    return record;
}

/// The begin of every event: the time in seconds, `wall_time`.
std::string event_at(std::chrono::system_clock::time_point time) {
    std::string event;
    add_double(event, 1, std::chrono::duration<double>(time.time_since_epoch()).count());
    return event;
}

/// A name as TensorBoard looks for, different at each call in this process.
std::filesystem::path file_name(std::chrono::system_clock::time_point time) {
    static std::atomic<int> files{0};
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
    return utf8_path(
        fmt::format("events.out.tfevents.{:010}.{}.{}.{}", seconds, host_name(), process_number(), files++));
}

/// Makes the folder and a file in it whose name is not taken.
AppendFile open(std::string_view owner, const std::filesystem::path& folder,
                std::chrono::system_clock::time_point time) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        refuse_file(owner, "make the folder", folder, error.message());
    }
    // A name may be taken: containers that share a folder may also share the process's number and the host's name.
    std::optional<AppendFile> file;
    while (!file.has_value()) {
        file = AppendFile::make(owner, folder / file_name(time));
    }
    return std::move(*file);
}

}  // namespace

void EventFile::add_scalar(std::string& summary, std::string_view tag, float value) {
    // A `Summary.Value` with `tag` and `simple_value`, one of the values of a `Summary`.
    std::string scalar;
    add_bytes(scalar, 1, tag);
    add_float(scalar, 2, value);
    add_bytes(summary, 1, scalar);
}

EventFile::EventFile(std::string_view owner, const std::filesystem::path& folder,
                     std::chrono::system_clock::time_point time)
    : file_(open(owner, folder, time)) {
    std::string event = event_at(time);
    // `file_version`, which must come first.
    add_bytes(event, 3, "brain.Event:2");
    file_.add(framed(event));
}

void EventFile::add(std::chrono::system_clock::time_point time, std::int64_t step, std::string_view summary) {
    std::string event = event_at(time);
    // `step` and `summary`.
    add_key(event, 2, varint_type);
    add_varint(event, static_cast<std::uint64_t>(step));
    add_bytes(event, 5, summary);
    file_.add(framed(event));
}

}  // namespace weft::detail
