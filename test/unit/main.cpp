// SPDX-License-Identifier: MIT
// The main() of every unit test.
#define BOOST_TEST_MODULE weft
#include <boost/test/unit_test.hpp>
