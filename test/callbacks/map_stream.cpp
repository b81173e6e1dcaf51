// SPDX-License-Identifier: MIT
// A map goes through a stream and comes back as it was, or is refused.
#include "refusal_of.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <clocale>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;
using weft::ArgMap;

BOOST_AUTO_TEST_SUITE(map_stream_tests)

namespace {

std::string saved(const ArgMap& map) {
    std::ostringstream stream;
    weft::save(map, stream);
    return stream.str();
}

ArgMap loaded(const std::string& bytes) {
    std::istringstream stream(bytes);
    return weft::load(stream);
}

template <class... Types>
struct List {};

using Numbers = List<signed char, short, int, long, long long, unsigned char, unsigned short, unsigned,
                     unsigned long, unsigned long long, float, double, long double>;

template <class... Types>
ArgMap limits_of(List<Types...> /*types*/) {
    ArgMap map;
    const auto add = [&map]<class Type>(const std::string& name, Type /*of*/) {
        using Limits = std::numeric_limits<Type>;
        map.set(name + ".lowest", Limits::lowest());
        map.set(name + ".max", Limits::max());
        map.set(name + ".all", std::vector<Type>{Limits::lowest(), Type{0}, Type{1}, Limits::max()});
    };
    int number = 0;
    (add(fmt::format("n{}", number++), Types{}), ...);
    return map;
}

template <class... Types>
void check_limits(const ArgMap& map, List<Types...> /*types*/) {
    const auto check = [&map]<class Type>(const std::string& name, Type /*of*/) {
        using Limits = std::numeric_limits<Type>;
        BOOST_TEST((map.get<const Type&>(name + ".lowest") == Limits::lowest()), name);
        BOOST_TEST((map.get<const Type&>(name + ".max") == Limits::max()), name);
        BOOST_TEST((map.get<const std::vector<Type>&>(name + ".all") ==
                    std::vector<Type>{Limits::lowest(), Type{0}, Type{1}, Limits::max()}),
                   name);
    };
    int number = 0;
    (check(fmt::format("n{}", number++), Types{}), ...);
}

struct Tensor {};

}  // namespace

BOOST_AUTO_TEST_CASE(every_type_comes_back_as_it_was) {
    check_limits(loaded(saved(limits_of(Numbers{}))), Numbers{});
    ArgMap map{"on"_a = true, "off"_a = false, "text"_a = std::string("a\0b\n\xff", 5), "empty"_a = ""};
    map.set("bools", std::vector<bool>{true, false, true});
    map.set("texts", std::vector<std::string>{"", "one", std::string(100'000, 'x')});
    map.set("none", std::vector<int>{});
    const ArgMap back = loaded(saved(map));
    BOOST_TEST(back.size() == map.size());
    BOOST_TEST(back.get<bool>("on"));
    BOOST_TEST(!back.get<bool>("off"));
    BOOST_TEST(back.get<std::string>("text") == map.get<std::string>("text"));
    BOOST_TEST(back.get<std::string>("empty").empty());
    BOOST_TEST((back.get<std::vector<bool>>("bools") == std::vector<bool>{true, false, true}));
    BOOST_TEST((back.get<std::vector<std::string>>("texts") == map.get<std::vector<std::string>>("texts")));
    BOOST_TEST(back.get<std::vector<int>>("none").empty());
    BOOST_TEST(saved(back) == saved(map));  // In the same order, too.
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_finite_come_back) {
    using Limits = std::numeric_limits<double>;
    const ArgMap back = loaded(saved(ArgMap{"nan"_a = Limits::quiet_NaN(), "inf"_a = -Limits::infinity(),
                                            "small"_a = Limits::denorm_min(), "zero"_a = -0.0,
                                            "smaller"_a = std::numeric_limits<long double>::denorm_min(),
                                            "long"_a = std::numeric_limits<long double>::quiet_NaN(),
                                            "longer"_a = std::numeric_limits<long double>::infinity()}));
    BOOST_TEST(std::isnan(back.get<double>("nan")));
    BOOST_TEST(back.get<double>("inf") == -Limits::infinity());
    BOOST_TEST(back.get<double>("small") == Limits::denorm_min());
    BOOST_TEST(std::signbit(back.get<double>("zero")));
    BOOST_TEST((back.get<long double>("smaller") == std::numeric_limits<long double>::denorm_min()));
    BOOST_TEST(std::isnan(back.get<long double>("long")));
    BOOST_TEST((back.get<long double>("longer") == std::numeric_limits<long double>::infinity()));
}

BOOST_AUTO_TEST_CASE(the_locale_of_the_program_does_not_matter) {
    const std::string in_c = saved(ArgMap{"a"_a = 1.5L, "b"_a = 1.5});
    const std::string before = std::setlocale(LC_ALL, nullptr);
    // Those that have a decimal comma, as far as they are installed; the text shows that there is none in any case.
    for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "pt_BR.UTF-8"}) {
        std::setlocale(LC_ALL, name);
        BOOST_TEST(saved(ArgMap{"a"_a = 1.5L, "b"_a = 1.5}) == in_c);
        BOOST_TEST((loaded(in_c).get<long double>("a") == 1.5L));
    }
    std::setlocale(LC_ALL, before.c_str());
    BOOST_TEST(in_c.find(',') == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_format_is_the_documented_one) {
    const std::string expected(
        "weftmap\1"
        "\x1a\0\0\0\0\0\0\0"  // 26 bytes follow.
        "\1\0\0\0\0\0\0\0"    // One entry.
        "\1\0\0\0\0\0\0\0"    // Its name has one letter.
        "a"
        "\3"  // int
        "\xfe\xff\xff\xff\xff\xff\xff\xff",
        8 + 8 + 26);
    const std::string bytes = saved(ArgMap{"a"_a = -2});
    BOOST_TEST(bytes.size() == expected.size() + 4);
    BOOST_TEST(bytes.substr(0, expected.size()) == expected);
}

BOOST_AUTO_TEST_CASE(several_maps_may_follow_each_other) {
    std::stringstream stream;
    weft::save(ArgMap{"a"_a = 1}, stream);
    weft::save(ArgMap(), stream);
    weft::save(ArgMap{"b"_a = 2.5}, stream);
    stream << "more";
    BOOST_TEST(weft::load(stream).get<int>("a") == 1);
    BOOST_TEST(weft::load(stream).empty());
    BOOST_TEST(weft::load(stream).get<double>("b") == 2.5);
    std::string more;
    stream >> more;
    BOOST_TEST(more == "more");
}

BOOST_AUTO_TEST_CASE(a_stream_that_ends_anywhere_is_refused) {
    const std::string bytes =
        saved(ArgMap{"a"_a = 1, "text"_a = "some text", "more"_a = std::vector<double>{1, 2, 3}});
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        BOOST_TEST(
            refusal_of([&] { static_cast<void>(loaded(bytes.substr(0, size))); }).starts_with("load: "),
            size);
    }
}

BOOST_AUTO_TEST_CASE(a_byte_that_has_changed_anywhere_is_refused) {
    const std::string bytes =
        saved(ArgMap{"a"_a = 1, "text"_a = "some text", "more"_a = std::vector<bool>{true}});
    for (std::size_t place = 0; place < bytes.size(); ++place) {
        for (const unsigned bit : {0U, 4U, 7U}) {
            std::string changed = bytes;
            changed[place] = static_cast<char>(static_cast<unsigned char>(changed[place]) ^ (1U << bit));
            BOOST_TEST(refusal_of([&] { static_cast<void>(loaded(changed)); }).starts_with("load: "), place);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_saved_or_loaded_says_why) {
    ArgMap other;
    other.set("weights", Tensor());
    std::ostringstream untouched;
    BOOST_TEST(refusal_of([&] { weft::save(other, untouched); }) ==
               "save: 'weights' (map_stream_tests::Tensor) found, expected a number, a bool, a text or a "
               "vector of them");
    BOOST_TEST(untouched.str().empty());
    weft::Fabric fabric;
    fabric.connect("on_step", [](const weft::Args& args) {
        std::ostringstream stream;
        BOOST_TEST(refusal_of([&] { weft::save(ArgMap(args), stream); }) ==
                   "save: a positional argument found, expected entries that have a name");
    });
    fabric.call("on_step", 1);
    std::ofstream closed;
    closed.setstate(std::ios::badbit);
    BOOST_TEST(refusal_of([&] { weft::save(ArgMap(), closed); }) ==
               "save: the stream does not take all of the 28 bytes");
    BOOST_TEST(refusal_of([] { static_cast<void>(loaded("")); }) ==
               "load: the stream ends after 0 of 8 bytes: a whole map is expected there");
    BOOST_TEST(refusal_of([] { static_cast<void>(loaded("something else")); }) ==
               "load: something else found, expected a map that save has written");
}

BOOST_AUTO_TEST_SUITE_END()
