// SPDX-License-Identifier: MIT
// Reads the gzip-compressed CSV of demo/data and splits it by class.
#include "digits.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string_view>

#include <fmt/core.h>
#include <zlib.h>

namespace demo {
namespace {

constexpr int darkest = 16;

using Row = std::array<int, pixel_count + 1>;

struct CloseFile {
    void operator()(gzFile file) const { gzclose(file); }
};

std::string read_all(const std::string& path) {
    const std::unique_ptr<gzFile_s, CloseFile> file{gzopen(path.c_str(), "rb")};
    if (!file) {
        throw std::runtime_error(fmt::format("{}: cannot be opened", path));
    }
    std::string text;
    std::array<char, 1 << 14> block{};
    int count = 0;
    while ((count = gzread(file.get(), block.data(), static_cast<unsigned>(block.size()))) > 0) {
        text.append(block.data(), static_cast<std::size_t>(count));
    }
    // A file that ends too early reads like a shorter one: only the error code tells.
    int error = Z_OK;
    const char* message = gzerror(file.get(), &error);
    if (count < 0 || error != Z_OK) {
        throw std::runtime_error(fmt::format("{}: cannot be read: {}", path, message));
    }
    return text;
}

/// Says whether the line is 65 integers in their ranges, and if so leaves them in `row`.
bool parse(std::string_view line, Row& row) {
    const char* at = line.data();
    const char* const end = at + line.size();
    for (std::size_t column = 0; column < row.size(); ++column) {
        const bool is_label = column + 1 == row.size();
        const auto [next, error] = std::from_chars(at, end, row[column]);
        const int largest = is_label ? class_count - 1 : darkest;
        if (error != std::errc{} || row[column] < 0 || row[column] > largest) {
            return false;
        }
        if (is_label) {
            return next == end;
        }
        if (next == end || *next != ',') {
            return false;
        }
        at = next + 1;
    }
    return false;
}

std::vector<Row> parse_all(std::string_view text, const std::string& path) {
    std::vector<Row> rows;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (!parse(line, rows.emplace_back())) {
            throw std::runtime_error(fmt::format(
                "{}:{}: expected {} integers from 0 to {} and a class from 0 to {}, separated by commas",
                path, rows.size(), pixel_count, darkest, class_count - 1));
        }
    }
    return rows;
}

}  // namespace

Digits read_digits(const std::string& path) {
    const std::vector<Row> rows = parse_all(read_all(path), path);
    Digits digits;
    digits.images.resize(pixel_count, static_cast<Eigen::Index>(rows.size()));
    digits.labels.reserve(rows.size());
    for (const Row& row : rows) {
        const Eigen::Map<const Eigen::VectorXi> pixels{row.data(), pixel_count};
        digits.images.col(digits.size()) = pixels.cast<double>() / darkest;
        digits.labels.push_back(row.back());
    }
    return digits;
}

Digits select(const Digits& digits, const std::vector<int>& positions) {
    Digits selected;
    selected.images = digits.images(Eigen::all, positions);
    selected.labels.reserve(positions.size());
    for (const int position : positions) {
        selected.labels.push_back(digits.labels[static_cast<std::size_t>(position)]);
    }
    return selected;
}

Split split(const Digits& digits, double fraction, Random& random) {
    std::array<std::vector<int>, class_count> classes;
    for (int position = 0; position < digits.size(); ++position) {
        const int label = digits.labels[static_cast<std::size_t>(position)];
        classes[static_cast<std::size_t>(label)].push_back(position);
    }
    std::vector<int> train;
    std::vector<int> validation;
    for (std::vector<int>& members : classes) {
        random.shuffle(members);
        const auto border = members.begin() + std::lround(fraction * static_cast<double>(members.size()));
        validation.insert(validation.end(), members.begin(), border);
        train.insert(train.end(), border, members.end());
    }
    if (train.empty() || validation.empty()) {
        throw std::runtime_error(
            fmt::format("{} digits are too few to train and to validate on", digits.size()));
    }
    return {select(digits, train), select(digits, validation)};
}

}  // namespace demo
