// SPDX-License-Identifier: MIT
// Writes rows of a CSV file, adds columns to it, and cuts it back to the rows of a checkpoint.
#include "callbacks/files/csv_file.hpp"

#include "callbacks/files/complete_lines.hpp"
#include "callbacks/files/replace_file.hpp"
#include "callbacks/refusals.hpp"

#include <algorithm>
#include <ostream>

namespace weft::detail {

namespace {

/// The first line of the file, without its line end.
std::string header(const std::vector<std::string>& columns) {
    std::string line;
    for (const std::string& column : columns) {
        if (!line.empty()) {
            line += ',';
        }
        line += csv_cell(column);
    }
    return line;
}

/// How many commas separate cells; one inside a quoted cell does not.
std::size_t count_commas(std::string_view line) {
    std::size_t commas = 0;
    bool is_quoted = false;
    for (const char character : line) {
        is_quoted = is_quoted != (character == '"');
        commas += character == ',' && !is_quoted ? 1 : 0;
    }
    return commas;
}

}  // namespace

std::string csv_cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos && !text.empty()) {
        return std::string(text);
    }
    std::string cell = "\"";
    for (const char character : text) {
        cell += character;
        if (character == '"') {
            cell += '"';
        }
    }
    cell += '"';
    return cell;
}

CsvFile::~CsvFile() = default;

void CsvFile::add(const std::vector<Cell>& cells) {
    std::vector<std::string> all_columns = columns_;
    for (const Cell& cell : cells) {
        if (std::find(all_columns.begin(), all_columns.end(), cell.first) == all_columns.end()) {
            all_columns.push_back(cell.first);
        }
    }
    std::string row;
    for (const std::string& column : all_columns) {
        const auto cell = std::find_if(cells.begin(), cells.end(),
                                       [&column](const Cell& one) { return one.first == column; });
        row += cell != cells.end() ? cell->second : std::string();
        row += ',';
    }
    row.back() = '\n';
    if (columns_.size() != all_columns.size()) {
        std::vector<std::string> rows;
        if (!columns_.empty() && is_replaced(owner_, path_)) {
            rows = complete_lines(owner_, path_, Quotes::join_lines);
            if (!rows.empty()) {
                rows.erase(rows.begin());  // The header.
            }
            for (std::string& shorter : rows) {
                shorter.append(all_columns.size() - columns_.size(), ',');
            }
        }
        rewrite(all_columns, rows);
    }
    append(row);
}

void CsvFile::resume(const std::vector<std::string>& columns, std::int64_t rows) {
    // A device or a pipe has no rows to go on from; the next row is preceded by a header.
    if (columns.empty() || !is_replaced(owner_, path_)) {
        return;
    }
    std::vector<std::string> lines = complete_lines(owner_, path_, Quotes::join_lines);
    const auto wanted = static_cast<std::size_t>(rows) + 1;
    const std::string begin = header(columns);
    if (lines.size() < wanted || !(lines.front() + ',').starts_with(begin + ',')) {
        refuse_rows(owner_, lines.empty() ? 0 : lines.size() - 1, path_, rows, begin);
    }
    // Columns may have been added after the checkpoint. In the rows that are kept their cells are empty: commas at the end.
    const std::size_t more_cells = count_commas(std::string_view(lines.front()).substr(begin.size()));
    lines.resize(wanted);
    lines.erase(lines.begin());
    for (std::string& line : lines) {
        line.resize(line.size() - std::min(line.size(), more_cells));
    }
    rewrite(columns, lines);
}

void CsvFile::append(const std::string& text) {
    if (!file_) {
        file_ = std::make_unique<AppendFile>(owner_, path_, AppendFile::Begin::at_end);
    }
    file_->add(text);
}

void CsvFile::rewrite(const std::vector<std::string>& columns, const std::vector<std::string>& rows) {
    if (is_replaced(owner_, path_)) {
        Replacement replacement(owner_, path_);
        replacement.stream() << header(columns) << '\n';
        for (const std::string& row : rows) {
            replacement.stream() << row << '\n';
        }
        replacement.finish();
        file_.reset();  // Windows replaces no file that is open.
        replacement.rename();
        columns_ = columns;  // Also where the disk fails from here on. The next row opens the file.
        replacement.flush_folder();
    } else {
        // Stays open: for the reader of a pipe, closing it would be the end of the data.
        append(header(columns) + '\n');
        columns_ = columns;
    }
}

}  // namespace weft::detail
