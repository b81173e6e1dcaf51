// SPDX-License-Identifier: MIT
// A file of events as TensorBoard reads it: protobuf messages, framed as records. The format: tensorflow/core/lib/io/
// record_writer.h for the records, tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto for what is in
// them.
#pragma once

#include "callbacks/files/append_file.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace weft::detail {

class EventFile {
public:
    /// Adds the value to a summary, which is made so one by one.
    static void add_scalar(std::string& summary, std::string_view tag, float value);

    /// A new file in the folder, which is made if need be. Throws `Error`.
    EventFile(std::string_view owner, const std::filesystem::path& folder,
              std::chrono::system_clock::time_point time);

    /// Appends an event with the summary. Throws `Error`.
    void add(std::chrono::system_clock::time_point time, std::int64_t step, std::string_view summary);

private:
    AppendFile file_;
};

}  // namespace weft::detail
