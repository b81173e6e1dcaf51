// SPDX-License-Identifier: MIT
// Identity: drawn anew by each callback.
#include <weft/detail/callbacks/identity.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <utility>

using weft::detail::Identity;

BOOST_AUTO_TEST_SUITE(identity_tests)

BOOST_AUTO_TEST_CASE(a_copy_is_another_and_what_is_moved_stays_the_same) {
    Identity identity;
    const std::int64_t value = identity.value();
    const Identity copy(identity);
    BOOST_TEST(copy.value() != value);
    const Identity moved(std::move(identity));
    BOOST_TEST(moved.value() == value);
}

BOOST_AUTO_TEST_SUITE_END()
