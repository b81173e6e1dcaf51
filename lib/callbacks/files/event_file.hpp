// SPDX-License-Identifier: MIT
// A file of events that TensorBoard reads: each event is a protobuf message in a record of its own. The format is that of
// tensorflow/core/lib/io/record_writer.h for the records, and of tensorflow/core/util/event.proto and
// tensorflow/core/framework/summary.proto for what they hold.
#pragma once

#include "callbacks/files/append_file.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace weft::detail {

/// Used by TensorBoardLogger. A process that is killed leaves all events that were added. One thread at a time.
class EventFile {
public:
    /// Appends one value to a summary, which begins as an empty text and is then given to `add`.
    static void add_scalar(std::string& summary, std::string_view tag, float value);

    /// Makes a file in the folder, and the folder if need be. Throws `Error` naming `owner`.
    EventFile(std::string_view owner, const std::filesystem::path& folder,
              std::chrono::system_clock::time_point time);

    /// Appends an event with the summary's values at that step. Throws `Error`.
    void add(std::chrono::system_clock::time_point time, std::int64_t step, std::string_view summary);

private:
    AppendFile file_;
};

}  // namespace weft::detail
