// SPDX-License-Identifier: MIT
// Defaults of parameters: used where the argument is missing, copied and converted when connected.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(binding_defaults_tests)

namespace {

struct Big {
    static inline int copies = 0;
    int value = 0;
    explicit Big(int initial) : value{initial} {}
    Big(const Big& other) : value{other.value} { ++copies; }
    Big(Big&&) = default;
    Big& operator=(const Big&) = delete;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_default_is_used_where_the_argument_is_missing) {
    weft::Fabric fabric;
    std::vector<double> seen;
    fabric.connect(
        "h", [&](double lr) { seen.push_back(lr); }, "lr"_a = 0.5);
    fabric.call("h");
    fabric.call("h", "lr"_a = 0.25);
    fabric.call("h", "other"_a = 1);
    fabric.call("h", 2);
    fabric.call("h", weft::arg("lr", 4));
    fabric.call("h");
    BOOST_TEST(seen == (std::vector<double>{0.5, 0.25, 0.5, 2, 4, 0.5}), per_element());
}

BOOST_AUTO_TEST_CASE(a_default_may_stand_before_a_parameter_without_one) {
    weft::Fabric fabric;
    std::vector<int> seen;
    fabric.connect(
        "h",
        [&](int a, int b, int c) {
            seen = {a, b, c};
        },
        "a"_a = 1, "b"_a, "c"_a = 3);
    fabric.call("h", "b"_a = 2);
    BOOST_TEST(seen == (std::vector<int>{1, 2, 3}), per_element());
    fabric.call("h", 7, "b"_a = 8);
    BOOST_TEST(seen == (std::vector<int>{7, 8, 3}), per_element());
    fabric.call("h", "c"_a = 6, "b"_a = 5);
    BOOST_TEST(seen == (std::vector<int>{1, 5, 6}), per_element());
    BOOST_CHECK_THROW(fabric.call("h", 7, "c"_a = 8), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h"), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(a_default_is_converted_when_connected) {
    weft::Fabric fabric;
    double real = 0;
    std::int8_t small = 0;
    std::string text;
    fabric.connect(
        "real", [&](double x) { real = x; }, "x"_a = 3);
    fabric.connect(
        "small", [&](std::int8_t x) { small = x; }, "x"_a = 127);
    fabric.connect(
        "text", [&](const std::string& x) { text = x; }, "x"_a = "train");
    fabric.call("real");
    fabric.call("small");
    fabric.call("text");
    BOOST_TEST(real == 3.0);
    BOOST_TEST(+small == 127);
    BOOST_TEST(text == "train");
}

BOOST_AUTO_TEST_CASE(a_default_that_does_not_fit_throws_when_connected) {
    weft::Fabric fabric;
    BOOST_CHECK_THROW(fabric.connect(
                          "h", [](std::int8_t) {}, "x"_a = 300),
                      weft::Error);
    BOOST_CHECK_THROW(fabric.connect(
                          "h", [](unsigned) {}, "x"_a = -1),
                      weft::Error);
    BOOST_TEST(fabric.call("h") == 0U);
}

BOOST_AUTO_TEST_CASE(a_default_is_a_copy_of_what_was_given) {
    weft::Fabric fabric;
    std::vector<int> given{1, 2};
    std::vector<int> seen;
    fabric.connect(
        "h", [&](const std::vector<int>& x) { seen = x; }, "x"_a = given);
    given.clear();
    fabric.call("h");
    BOOST_TEST(seen == (std::vector<int>{1, 2}), per_element());
}

BOOST_AUTO_TEST_CASE(a_default_string_outlives_what_it_was_made_from) {
    weft::Fabric fabric;
    std::string seen;
    std::string given(100, 'a');
    fabric.connect(
        "string", [&](const std::string& x) { seen = x; }, "x"_a = given.c_str());
    fabric.connect(
        "view", [&](std::string_view x) { seen = x; }, "x"_a = given);
    fabric.connect(
        "temporary", [&](std::string_view x) { seen = x; }, "x"_a = std::string(100, 'b'));
    given.assign(100, 'c');
    fabric.call("string");
    BOOST_TEST(seen == std::string(100, 'a'));
    fabric.call("view");
    BOOST_TEST(seen == std::string(100, 'a'));
    fabric.call("temporary");
    BOOST_TEST(seen == std::string(100, 'b'));
}

BOOST_AUTO_TEST_CASE(an_optional_view_outlives_what_its_default_was_made_from) {
    weft::Fabric fabric;
    std::string seen;
    std::string given(100, 'a');
    const auto see = [&](std::optional<std::string_view> x) { seen = x.value_or("nothing"); };
    fabric.connect("view", see, "x"_a = given);
    fabric.connect("optional", see, "x"_a = std::optional<std::string_view>(given));
    fabric.connect("empty", see, "x"_a = std::nullopt);
    fabric.connect(
        "characters", [&](std::optional<const char*> x) { seen = x.value_or("nothing"); },
        "x"_a = given.c_str());
    given.assign(100, 'c');
    fabric.call("view");
    BOOST_TEST(seen == std::string(100, 'a'));
    seen.clear();
    fabric.call("optional");
    BOOST_TEST(seen == std::string(100, 'a'));
    fabric.call("empty");
    BOOST_TEST(seen == "nothing");
    fabric.call("characters");
    BOOST_TEST(seen == std::string(100, 'a'));
}

BOOST_AUTO_TEST_CASE(a_handler_that_changes_its_parameter_leaves_the_default_alone) {
    weft::Fabric fabric;
    std::vector<std::string> seen;
    fabric.connect(
        "h",
        [&](std::string x) {
            x += "!";
            seen.push_back(x);
        },
        "x"_a = "train");
    fabric.call("h");
    fabric.call("h");
    BOOST_TEST(seen == (std::vector<std::string>{"train!", "train!"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_default_taken_by_reference_is_not_copied_by_calls) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&](const Big& x) { seen = x.value; }, "x"_a = Big{5});
    Big::copies = 0;
    fabric.call("h");
    fabric.call("h");
    BOOST_TEST(seen == 5);
    BOOST_TEST(Big::copies == 0);
}

BOOST_AUTO_TEST_CASE(a_default_of_a_mutable_lambda_is_the_same_in_every_call) {
    weft::Fabric fabric;
    int sum = 0;
    fabric.connect(
        "h",
        [&sum, runs = 0](int step) mutable {
            ++runs;
            sum = runs * step;
        },
        "step"_a = 10);
    for (int i = 0; i < 3; ++i)
        fabric.call("h");
    BOOST_TEST(sum == 30);
}

BOOST_AUTO_TEST_CASE(an_argument_that_does_not_convert_throws_though_there_is_a_default) {
    weft::Fabric fabric;
    bool ran = false;
    fabric.connect(
        "h", [&](int) { ran = true; }, "x"_a = 3);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = "three"), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = 0.5), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = 1LL << 40), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "three"), weft::ArgumentError);
    BOOST_TEST(!ran);
}

BOOST_AUTO_TEST_CASE(an_optional_may_have_a_default) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&](std::optional<int> x) { seen = x.value_or(-1); }, "x"_a = 3);
    fabric.call("h");
    BOOST_TEST(seen == 3);
    fabric.call("h", "x"_a = 4);
    BOOST_TEST(seen == 4);
    fabric.call("h", "x"_a = std::optional<int>{});
    BOOST_TEST(seen == -1);
}

BOOST_AUTO_TEST_CASE(defaults_skip_args_as_names_do) {
    weft::Fabric fabric;
    std::vector<int> seen;
    fabric.connect(
        "h",
        [&](const weft::Args& args, int a, int b) {
            seen = {a, b, static_cast<int>(args.size())};
        },
        "a"_a = 1, "b"_a = 2);
    fabric.call("h");
    BOOST_TEST(seen == (std::vector<int>{1, 2, 0}), per_element());
    fabric.call("h", "b"_a = 5);
    BOOST_TEST(seen == (std::vector<int>{1, 5, 1}), per_element());
}

BOOST_AUTO_TEST_CASE(each_connection_has_its_own_defaults) {
    weft::Fabric fabric;
    std::vector<int> seen;
    for (int i = 0; i < 3; ++i)
        fabric.connect(
            "h", [&](int x) { seen.push_back(x); }, "x"_a = i);
    fabric.call("h");
    BOOST_TEST(seen == (std::vector<int>{0, 1, 2}), per_element());
}

BOOST_AUTO_TEST_SUITE_END()
