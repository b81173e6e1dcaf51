// SPDX-License-Identifier: MIT
// The bytes of a saved map, worked out apart from weft: they are the same on every machine, whatever its byte order and the sizes of
// its types, and each reads what another has saved.
#include "refusal_of.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace weft::literals;
using weft::ArgMap;

BOOST_AUTO_TEST_SUITE(saved_bytes_tests)

namespace {

std::string in_hexadecimal(std::string_view bytes) {
    std::string text;
    for (const char byte : bytes) {
        text += fmt::format("{:02x} ", static_cast<unsigned char>(byte));
    }
    return text;
}

std::string saved(const ArgMap& map) {
    std::ostringstream stream;
    weft::save(map, stream);
    return in_hexadecimal(stream.str());
}

ArgMap loaded(const std::string& hexadecimal) {
    std::string bytes;
    for (const char* at = hexadecimal.c_str(); *at != '\0';) {
        char* end = nullptr;
        bytes += static_cast<char>(std::strtoul(at, &end, 16));
        at = end + 1;
    }
    std::istringstream stream(bytes);
    return weft::load(stream);
}

const std::string magic = "77 65 66 74 6d 61 70 01 ";

const std::string one_of_each = magic +
                                "83 00 00 00 00 00 00 00 "
                                "06 00 00 00 00 00 00 00 "
                                "02 00 00 00 00 00 00 00 6f 6e 00 01 00 00 00 00 00 00 00 "     // on = true
                                "01 00 00 00 00 00 00 00 6c 04 fe ff ff ff ff ff ff ff "        // l = -2L
                                "01 00 00 00 00 00 00 00 66 0b 00 00 c0 3f "                    // f = 1.5F
                                "01 00 00 00 00 00 00 00 64 0c 9a 99 99 99 99 99 b9 bf "        // d = -0.1
                                "01 00 00 00 00 00 00 00 73 0e 02 00 00 00 00 00 00 00 c3 a9 "  // s = "é"
                                "01 00 00 00 00 00 00 00 75 48 02 00 00 00 00 00 00 00 "  // u, two numbers:
                                "01 00 00 00 00 00 00 00 ff ff ff ff 00 00 00 00 "        // 1U, 4294967295U
                                "e9 9b 84 06 ";

}  // namespace

BOOST_AUTO_TEST_CASE(a_map_is_saved_as_the_same_bytes_on_every_machine) {
    ArgMap map{"on"_a = true, "l"_a = -2L, "f"_a = 1.5F, "d"_a = -0.1, "s"_a = "\xc3\xa9"};
    map.set("u", std::vector<unsigned>{1, 4294967295U});
    BOOST_TEST(saved(map) == one_of_each);
}

BOOST_AUTO_TEST_CASE(a_map_of_another_machine_is_read) {
    const ArgMap map = loaded(one_of_each);
    BOOST_TEST(map.size() == 6U);
    BOOST_TEST(map.get<bool>("on"));
    BOOST_TEST(map.get<const long&>("l") == -2L);
    BOOST_TEST(map.get<const float&>("f") == 1.5F);
    BOOST_TEST(map.get<const double&>("d") == -0.1);
    BOOST_TEST(map.get<std::string>("s") == "\xc3\xa9");
    BOOST_TEST((map.get<const std::vector<unsigned>&>("u") == std::vector<unsigned>{1, 4294967295U}));
}

BOOST_AUTO_TEST_CASE(a_long_double_of_another_machine_is_read) {
    const ArgMap map = loaded(magic +
                              "3b 00 00 00 00 00 00 00 "
                              "02 00 00 00 00 00 00 00 "
                              "03 00 00 00 00 00 00 00 78 38 37 0d "        // x87
                              "04 00 00 00 00 00 00 00 63 70 2d 33 "        // cp-3
                              "04 00 00 00 00 00 00 00 71 75 61 64 0d "     // quad
                              "06 00 00 00 00 00 00 00 31 2e 38 70 2b 30 "  // 1.8p+0
                              "b7 b6 39 69 ");
    BOOST_TEST((map.get<const long double&>("x87") == 1.5L));
    BOOST_TEST((map.get<const long double&>("quad") == 1.5L));
}

BOOST_AUTO_TEST_CASE(a_long_is_read_where_it_fits) {
    const std::string five_thousand_million = magic +
                                              "1a 00 00 00 00 00 00 00 "
                                              "01 00 00 00 00 00 00 00 "
                                              "01 00 00 00 00 00 00 00 6c 04 00 f2 05 2a 01 00 00 00 "
                                              "35 f1 75 a1 ";
    constexpr long long number = 5'000'000'000;
    if (number <= std::numeric_limits<long>::max()) {
        BOOST_TEST(loaded(five_thousand_million).get<long long>("l") == number);
    } else {
        BOOST_TEST(
            refusal_of([&] { static_cast<void>(loaded(five_thousand_million)); }) ==
            "load: a number that does not fit its type on this machine found, expected a map that save has "
            "written");
    }
}

BOOST_AUTO_TEST_SUITE_END()
