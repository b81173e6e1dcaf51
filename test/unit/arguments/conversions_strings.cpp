// SPDX-License-Identifier: MIT
// The string row of the parameter table: three ways to ask, four kinds of string, and what is no string.
#include "receiver.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

using namespace weft::literals;
using receiving::Receiver;

BOOST_AUTO_TEST_SUITE(conversions_strings_tests)

namespace {

using Strings = std::tuple<std::string, std::string_view>;

const std::string long_text(300, 'w');

}  // namespace

BOOST_AUTO_TEST_CASE_TEMPLATE(a_string_parameter_takes_every_kind_of_string, Parameter, Strings) {
    Receiver<Parameter> receiver;
    const char* pointer = "train";
    const char array[] = "train";
    const std::string string{"train"};
    const std::string_view view{"train"};
    BOOST_TEST(receiver.takes(pointer, Parameter{"train"}));
    BOOST_TEST(receiver.takes(array, Parameter{"train"}));
    BOOST_TEST(receiver.takes("train", Parameter{"train"}));
    BOOST_TEST(receiver.takes(string, Parameter{"train"}));
    BOOST_TEST(receiver.takes(view, Parameter{"train"}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_mutable_array_of_characters_is_a_string, Parameter, Strings) {
    weft::Fabric fabric;
    std::string seen;
    fabric.connect(
        "h", [&](Parameter x) { seen = std::string{x}; }, "x"_a);
    char buffer[16] = "train";
    fabric.call("h", "x"_a = buffer);
    BOOST_TEST(seen == "train");
    buffer[0] = 'b';
    fabric.call("h", buffer);
    BOOST_TEST(seen == "brain");
}

BOOST_AUTO_TEST_CASE_TEMPLATE(empty_and_long_strings_arrive_whole, Parameter, Strings) {
    Receiver<Parameter> receiver;
    BOOST_TEST(receiver.takes("", Parameter{}));
    BOOST_TEST(receiver.takes(std::string{}, Parameter{}));
    BOOST_TEST(receiver.takes(std::string_view{}, Parameter{}));
    BOOST_TEST(receiver.takes(long_text, Parameter{long_text}));
    BOOST_TEST(receiver.takes(std::string_view{long_text}, Parameter{long_text}));
    BOOST_TEST(receiver.takes(long_text.c_str(), Parameter{long_text}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_string_with_its_own_length_keeps_an_embedded_nul, Parameter, Strings) {
    Receiver<Parameter> receiver;
    const std::string string{"a\0b", 3};
    BOOST_TEST(receiver.takes(string, Parameter{string}));
    BOOST_TEST(receiver.takes(std::string_view{string}, Parameter{string}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(an_array_ends_at_its_first_nul_as_a_pointer_does, Parameter, Strings) {
    Receiver<Parameter> receiver;
    BOOST_TEST(receiver.takes("a\0b", Parameter{"a"}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_view_without_a_terminator_arrives_cut_where_it_ends, Parameter, Strings) {
    Receiver<Parameter> receiver;
    BOOST_TEST(receiver.takes(std::string_view{"training"}.substr(0, 5), Parameter{"train"}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_string_parameter_refuses_what_is_no_string, Parameter, Strings) {
    Receiver<Parameter> receiver;
    BOOST_TEST(receiver.refuses('t'));
    BOOST_TEST(receiver.refuses(3));
    BOOST_TEST(receiver.refuses(0.5));
    BOOST_TEST(receiver.refuses(true));
    BOOST_TEST(receiver.refuses(nullptr));
    BOOST_TEST(receiver.refuses(L"train"));
    BOOST_TEST(receiver.refuses(u8"train"));
    BOOST_TEST(receiver.refuses(u"train"));
    BOOST_TEST(receiver.refuses(std::wstring{L"train"}));
    BOOST_TEST(receiver.refuses(std::u8string{u8"train"}));
    BOOST_TEST(receiver.refuses(std::vector<char>{'t', 'r'}));
    BOOST_TEST(receiver.refuses(std::filesystem::path{"train"}));
    BOOST_TEST(receiver.refuses(std::vector<std::string>{"train"}));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_null_pointer_for_a_string_is_refused_or_empty, Parameter, Strings) {
    weft::Fabric fabric;
    bool empty = true;
    fabric.connect(
        "h", [&](Parameter x) { empty = x.empty(); }, "x"_a);
    const char* null = nullptr;
    for (int way = 0; way < 3; ++way) {
        try {
            if (way == 0)
                fabric.call("h", "x"_a = null);
            if (way == 1)
                fabric.call("h", null);
            if (way == 2)
                fabric.call("h", weft::arg("x", null));
        } catch (const weft::ArgumentError&) {
        }
    }
    BOOST_TEST(empty);
}

BOOST_AUTO_TEST_CASE(a_pointer_parameter_takes_pointers_and_arrays_even_null_ones) {
    weft::Fabric fabric;
    const char* seen = "unset";
    fabric.connect(
        "h", [&](const char* x) { seen = x; }, "x"_a);
    const char* null = nullptr;
    BOOST_TEST(fabric.call("h", "x"_a = null) == 1U);
    BOOST_CHECK(seen == nullptr);
    const char array[] = "train";
    fabric.call("h", "x"_a = array);
    BOOST_CHECK(seen == array);
}

BOOST_AUTO_TEST_CASE(a_pointer_parameter_refuses_strings_with_a_length) {
    weft::Fabric fabric;
    bool ran = false;
    fabric.connect(
        "h", [&](const char*) { ran = true; }, "x"_a);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = std::string{"train"}), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = std::string_view{"train"}), weft::ArgumentError);
    BOOST_TEST(!ran);
}

BOOST_AUTO_TEST_CASE(a_string_of_the_exact_type_is_passed_by_reference) {
    weft::Fabric fabric;
    const void* seen = nullptr;
    const char* begin = nullptr;
    fabric.connect(
        "string", [&](const std::string& x) { seen = &x; }, "x"_a);
    fabric.connect(
        "view", [&](std::string_view x) { begin = x.data(); }, "x"_a);
    fabric.connect(
        "view&", [&](const std::string_view& x) { seen = &x; }, "x"_a);
    const std::string string{"train"};
    fabric.call("string", "x"_a = string);
    BOOST_CHECK(seen == &string);
    const std::string_view view{string};
    fabric.call("view&", "x"_a = view);
    BOOST_CHECK(seen == &view);
    fabric.call("view", "x"_a = string);
    BOOST_CHECK(begin == string.data());
    fabric.call("view", "x"_a = view);
    BOOST_CHECK(begin == string.data());
    fabric.call("view", "x"_a = string.c_str());
    BOOST_CHECK(begin == string.data());
}

BOOST_AUTO_TEST_CASE(a_mutable_string_takes_exactly_a_string) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](std::string& x) { x += "!"; }, "x"_a);
    std::string string{"train"};
    fabric.call("h", "x"_a = string);
    BOOST_TEST(string == "train!");
    std::string_view view{"train"};
    const char* pointer = "train";
    char array[] = "train";
    const std::string constant{"train"};
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = view), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = pointer), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = array), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = constant), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = std::string{"train"}), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(several_converted_strings_live_side_by_side_while_the_handler_runs) {
    weft::Fabric fabric;
    std::string seen;
    fabric.connect(
        "h",
        [&](const std::string& a, const std::string& b, std::string c, std::string_view d) {
            seen = a + "|" + b + "|" + c + "|" + std::string{d};
        },
        "a"_a, "b"_a, "c"_a, "d"_a);
    fabric.call("h", "a"_a = "one", "b"_a = std::string_view{"two"}, "c"_a = "three",
                "d"_a = std::string{"four"});
    BOOST_TEST(seen == "one|two|three|four");
}

BOOST_AUTO_TEST_SUITE_END()
