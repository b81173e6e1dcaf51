// SPDX-License-Identifier: MIT
// A stream onto a file descriptor, which the standard library does not have.
#pragma once

#include <ostream>
#include <streambuf>
#include <string_view>
#include <vector>

namespace weft::detail {

/// Writes all of the text, also after interruptions and where the descriptor does not block. Returns the error of the
/// system, or 0. A pipe whose reader has gone is such an error (`EPIPE`) and does not end the process by a signal.
[[nodiscard]] int write_all(int descriptor, std::string_view text);

/// Can be positioned where the descriptor can, as that of a `std::ofstream`.
class DescriptorBuffer : public std::streambuf {
public:
    /// The descriptor must stay open; it is not closed, and what has not been flushed is dropped at the end.
    explicit DescriptorBuffer(int descriptor);

    /// That of the first write that failed, or 0.
    [[nodiscard]] int error() const noexcept { return error_; }

protected:
    int_type overflow(int_type character) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    int sync() override;
    pos_type seekoff(off_type offset, std::ios_base::seekdir from, std::ios_base::openmode which) override;
    pos_type seekpos(pos_type position, std::ios_base::openmode which) override;

private:
    bool write(std::string_view text);
    bool write_buffer();

    int descriptor_;
    int error_ = 0;
    std::vector<char> buffer_;
};

}  // namespace weft::detail
