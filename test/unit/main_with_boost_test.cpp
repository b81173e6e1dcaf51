// SPDX-License-Identifier: MIT
// The main() of every unit test, and Boost.Test itself, where there is no library of it to link.
#define BOOST_TEST_MODULE weft
#include <boost/test/included/unit_test.hpp>
