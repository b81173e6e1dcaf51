// SPDX-License-Identifier: MIT
// The handwritten digits: reading them, splitting them, taking some of them.
#pragma once

#include "random.hpp"

#include <string>
#include <vector>

#include <Eigen/Core>

namespace demo {

inline constexpr int pixel_count = 64;
inline constexpr int class_count = 10;

/// Some digits: all of them, or those of one batch.
struct Digits {
    Eigen::MatrixXd images;   // one column of 64 pixels per digit, from 0 to 1
    std::vector<int> labels;  // its class, from 0 to 9

    int size() const { return static_cast<int>(labels.size()); }
};

struct Split {
    Digits train;
    Digits validation;
};

/// Reads a CSV file, compressed with gzip or not. Throws `std::runtime_error` with the file and the line.
Digits read_digits(const std::string& path);

/// The digits at `positions`, in that order.
Digits select(const Digits& digits, const std::vector<int>& positions);

/// Holds back `fraction` of every class for validation. Throws `std::runtime_error` if either part is empty.
Split split(const Digits& digits, double fraction, Random& random);

}  // namespace demo
