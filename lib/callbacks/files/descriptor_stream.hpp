// SPDX-License-Identifier: MIT
// A stream buffer that writes to a file descriptor, as the standard library has none.
#pragma once

#include <ostream>
#include <streambuf>
#include <string_view>
#include <vector>

namespace weft::detail {

/// Keeps up to 64 KiB before it writes. A stream on it can be positioned, like a `std::ofstream`, where the descriptor can.
class DescriptorBuffer : public std::streambuf {
public:
    /// Does not own the descriptor, which must stay open as long as the buffer. At the end nothing is written: whoever uses the
    /// stream flushes it.
    explicit DescriptorBuffer(int descriptor);

    /// The system's error at the first write that failed, or 0.
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
