// SPDX-License-Identifier: MIT
// Replaces a file whole, or leaves the old one as it is.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string_view>

namespace weft::detail {

/// `write` fills a temporary file beside `path`, which is flushed to the disk and then renamed over it; whoever reads
/// `path`, also after a kill or a power cut, finds the old content or the new one. Throws `Error`, naming `who`, the
/// path and the system's reason, if the file cannot be written; what `write` throws passes through. In both cases the
/// old file stands and the temporary one is removed.
void replace_file(std::string_view who, const std::filesystem::path& path,
                  const std::function<void(std::ostream&)>& write);

}  // namespace weft::detail
