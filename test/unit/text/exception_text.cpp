// SPDX-License-Identifier: MIT
// What is said of an exception where the compiler's ABI does not tell its type.
#define WEFT_WITHOUT_CXXABI
#include "text/exception_text.cpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

BOOST_AUTO_TEST_SUITE(exception_text_tests)

BOOST_AUTO_TEST_CASE(an_exception_of_the_standard_is_named_without_the_abi) {
    const auto exception = std::make_exception_ptr(std::runtime_error("lost\n"));
    BOOST_TEST(weft::detail::exception_text(exception) == "std::runtime_error: lost\\n");
}

BOOST_AUTO_TEST_CASE(another_one_has_no_name_without_the_abi) {
    BOOST_TEST(weft::detail::exception_text(std::make_exception_ptr(3)) == "an exception of unknown type");
}

BOOST_AUTO_TEST_SUITE_END()
