// SPDX-License-Identifier: MIT
// Identity: drawn anew in each process.
#include <weft/detail/callbacks/identity.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>

#include <sys/wait.h>
#include <unistd.h>

using weft::detail::Identity;

BOOST_AUTO_TEST_SUITE(identity_forked_tests)

namespace {

constexpr std::size_t count = 100;
using Values = std::array<std::int64_t, count>;

Values draw() {
    Values values{};
    for (std::int64_t& value : values) {
        value = Identity().value();
    }
    return values;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_forked_process_draws_other_numbers) {
    const std::int64_t before = Identity().value();
    std::array<int, 2> ends{};
    BOOST_REQUIRE(::pipe(ends.data()) == 0);
    const pid_t child = ::fork();
    BOOST_REQUIRE(child >= 0);
    if (child == 0) {
        const Values values = draw();
        const bool is_told = ::write(ends[1], values.data(), sizeof values) == sizeof values;
        ::_exit(is_told ? 0 : 1);
    }
    const Values mine = draw();
    Values others{};
    BOOST_TEST(::read(ends[0], others.data(), sizeof others) == static_cast<ssize_t>(sizeof others));
    int status = 1;
    BOOST_TEST(::waitpid(child, &status, 0) == child);
    BOOST_TEST(status == 0);
    ::close(ends[0]);
    ::close(ends[1]);
    std::set<std::int64_t> all(mine.begin(), mine.end());
    all.insert(others.begin(), others.end());
    all.insert(before);
    BOOST_TEST(all.size() == 2 * count + 1);
}

BOOST_AUTO_TEST_SUITE_END()
