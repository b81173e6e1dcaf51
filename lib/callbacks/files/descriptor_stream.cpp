// SPDX-License-Identifier: MIT
// Keeps what is written to a stream until it is worth a call of the system.
#include "callbacks/files/descriptor_stream.hpp"

#include "callbacks/files/descriptor.hpp"

#include <cstddef>
#include <cstdio>

namespace weft::detail {

namespace {

constexpr std::size_t buffer_size = 65'536;

}  // namespace

DescriptorBuffer::DescriptorBuffer(int descriptor) : descriptor_(descriptor), buffer_(buffer_size) {
    setp(buffer_.data(), buffer_.data() + buffer_.size());
}

bool DescriptorBuffer::write(std::string_view text) {
    const int failure = write_all(descriptor_, text);
    if (error_ == 0) {
        error_ = failure;
    }
    return failure == 0;
}

bool DescriptorBuffer::write_buffer() {
    const std::string_view text(pbase(), static_cast<std::size_t>(pptr() - pbase()));
    setp(buffer_.data(), buffer_.data() + buffer_.size());
    return write(text);
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type character) {
    if (!write_buffer()) {
        return traits_type::eof();
    }
    if (!traits_type::eq_int_type(character, traits_type::eof())) {
        sputc(traits_type::to_char_type(character));
    }
    return traits_type::not_eof(character);
}

std::streamsize DescriptorBuffer::xsputn(const char* text, std::streamsize size) {
    if (size < epptr() - pptr()) {
        return std::streambuf::xsputn(text, size);
    }
    return write_buffer() && write({text, static_cast<std::size_t>(size)}) ? size : 0;
}

int DescriptorBuffer::sync() {
    return write_buffer() ? 0 : -1;
}

DescriptorBuffer::pos_type DescriptorBuffer::seekoff(off_type offset, std::ios_base::seekdir from,
                                                     std::ios_base::openmode /*which*/) {
    if (!write_buffer()) {
        return {off_type(-1)};
    }
    const int whence = from == std::ios_base::beg   ? SEEK_SET
                       : from == std::ios_base::cur ? SEEK_CUR
                                                    : SEEK_END;
    return {seek(descriptor_, offset, whence)};
}

DescriptorBuffer::pos_type DescriptorBuffer::seekpos(pos_type position, std::ios_base::openmode which) {
    return seekoff(off_type(position), std::ios_base::beg, which);
}

}  // namespace weft::detail
