// SPDX-License-Identifier: MIT
// Whether an error says what a test expects.
#pragma once

#include <weft/error.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

/// For BOOST_CHECK_EXCEPTION: whether the text is part of what the error says.
inline auto says(const std::string& text) {
    return [text](const weft::Error& error) {
        BOOST_TEST_INFO(error.what());
        return std::string(error.what()).find(text) != std::string::npos;
    };
}
