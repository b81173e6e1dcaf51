// SPDX-License-Identifier: MIT
// A CSV file that gets a column for each name as it first appears.
#pragma once

#include "callbacks/files/append_file.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft::detail {

/// Written as RFC 4180 says, but with line ends of one character. The first row makes the file, or replaces the one that is
/// there; a row with a further column replaces the file by one with that column. A device or a pipe is written to as the rows
/// come: there, a further column leads to another header. One thread at a time.
class CsvFile {
public:
    /// The column's name and the value. The value is written as it is: see `csv_cell`.
    using Cell = std::pair<std::string, std::string>;

    CsvFile(std::string_view owner, std::filesystem::path path) : owner_(owner), path_(std::move(path)) {}
    CsvFile(const CsvFile&) = delete;
    CsvFile& operator=(const CsvFile&) = delete;
    // Not inline, for the reason given at `AppendFile`.
    ~CsvFile();

    /// Appends a row, with an empty cell for each column that is not among `cells`. Throws `Error` if the file cannot be
    /// written; it then has its rows of before.
    void add(const std::vector<Cell>& cells);

    [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }

    /// Called when a fit is resumed: goes on with the file that is there. Its first `rows` rows and these columns are kept, and
    /// later ones removed. Throws `Error` if the file does not have them.
    void resume(const std::vector<std::string>& columns, std::int64_t rows);

private:
    /// Opens the file if it is not open.
    void append(const std::string& text);
    /// Replaces the file by these columns and rows; on a device or a pipe writes the header. Then rows can be appended.
    void rewrite(const std::vector<std::string>& columns, const std::vector<std::string>& rows);

    std::string owner_;
    std::filesystem::path path_;
    std::vector<std::string> columns_;
    std::unique_ptr<AppendFile> file_;
};

/// The text as a cell, in double quotes where it needs them.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace weft::detail
