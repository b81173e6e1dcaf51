// SPDX-License-Identifier: MIT
// A CSV file whose columns may grow.
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

/// RFC 4180, but with line ends of one character. The first row makes the file, or replaces the one that is there. What is no
/// regular file is written to as the rows come: there a column that comes later is begun with another header.
class CsvFile {
public:
    using Cell = std::pair<std::string, std::string>;  // Column and value, which is written as it is.

    CsvFile(std::string_view owner, std::filesystem::path path) : owner_(owner), path_(std::move(path)) {}
    CsvFile(const CsvFile&) = delete;
    CsvFile& operator=(const CsvFile&) = delete;
    // Not inline, like that of AppendFile.
    ~CsvFile();

    /// Throws `Error` where the file cannot be written; the file is as before then.
    void add(const std::vector<Cell>& cells);

    [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }

    /// Takes up the file that is there, with these columns and as many rows; later rows and columns are dropped. Throws
    /// `Error` where there are fewer.
    void resume(const std::vector<std::string>& columns, std::int64_t rows);

private:
    void rewrite(const std::vector<std::string>& columns, const std::vector<std::string>& rows);

    std::string owner_;
    std::filesystem::path path_;
    std::vector<std::string> columns_;
    std::unique_ptr<AppendFile> file_;
};

/// A name as a cell.
[[nodiscard]] std::string csv_cell(std::string_view text);

/// The content of a file as lines without their ends; ends within double quotes do not count. A last line that is not ended is left
/// out. Throws `Error` where the file cannot be read.
[[nodiscard]] std::vector<std::string> read_lines(std::string_view owner, const std::filesystem::path& path);

}  // namespace weft::detail
