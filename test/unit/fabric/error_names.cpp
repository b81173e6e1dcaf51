// SPDX-License-Identifier: MIT
// Names that are long, not ASCII, full of braces or hold a NUL: they work, and errors show them as they are, save
// control characters, which they escape.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(error_names_tests)

namespace {

template <class Action>
std::string refusal(Action action) {
    try {
        action();
    } catch (const weft::ArgumentError& error) {
        return error.what();
    }
    return {};
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(braces_and_percent_signs_in_names_are_only_text) {
    weft::Fabric fabric;
    const std::string hook{"{} {0} {hook} %s %n {"};
    int seen = 0;
    fabric.connect(
        hook, [&](int x) { seen = x; }, "{x}"_a);
    BOOST_TEST(fabric.call(hook, "{x}"_a = 3) == 1U);
    BOOST_TEST(seen == 3);
    const std::string missing =
        refusal([&] { fabric.call(hook, weft::arg("}{", 1), weft::arg("{:>99999}", 1)); });
    BOOST_TEST(contains(missing, hook));
    BOOST_TEST(contains(missing, "{x}"));
    BOOST_TEST(contains(missing, "}{"));
    BOOST_TEST(contains(missing, "{:>99999}"));
    const std::string wrong = refusal([&] { fabric.call(hook, "{x}"_a = "{}{}"); });
    BOOST_TEST(contains(wrong, hook));
    BOOST_TEST(contains(wrong, "{x}"));
}

BOOST_AUTO_TEST_CASE(names_that_are_not_ascii_work) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "on_büro_ende", [&](int x) { seen = x; }, "größe"_a);
    BOOST_TEST(fabric.call("on_büro_ende", "größe"_a = 3) == 1U);
    BOOST_TEST(fabric.call("on_büro_ende", weft::arg("größe", 4)) == 1U);
    BOOST_TEST(seen == 4);
    BOOST_TEST(fabric.call("on_büro_end", "größe"_a = 5) == 0U);
    const std::string text = refusal([&] { fabric.call("on_büro_ende", weft::arg("損失", 1)); });
    BOOST_TEST(contains(text, "on_büro_ende"));
    BOOST_TEST(contains(text, "größe"));
    BOOST_TEST(contains(text, "損失"));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_do_no_harm) {
    weft::Fabric fabric;
    const std::string name{"\xff\xfe\x80"};
    fabric.connect(
        "h", [](int) {}, "x"_a);
    BOOST_CHECK_THROW(fabric.call("h", weft::arg(name, 1)), weft::ArgumentError);
    BOOST_TEST(fabric.call("h", weft::arg(name, 1), "x"_a = 1) == 1U);
    fabric.connect(
        name, [](int) {}, "x"_a);
    BOOST_CHECK_THROW(fabric.call(name), weft::ArgumentError);
    BOOST_TEST(fabric.call(name, 1) == 1U);
}

BOOST_AUTO_TEST_CASE(very_long_names_work) {
    weft::Fabric fabric;
    const std::string hook(20000, 'h');
    const std::string name(20000, 'n');
    const std::string near = name + "n";
    int seen = 0;
    fabric.connect(
        hook, [&](const weft::Args& args, int x) { seen = x + args.get<int>(name); }, "x"_a);
    BOOST_TEST(fabric.call(hook, weft::arg(name, 3), "x"_a = 1) == 1U);
    BOOST_TEST(seen == 4);
    BOOST_TEST(fabric.call(hook + "h", "x"_a = 1) == 0U);
    BOOST_CHECK_THROW(fabric.call(hook, weft::arg(name, 3), weft::arg(near, 4)), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call(hook, weft::arg(near, 3), "x"_a = 1), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call(hook, weft::arg(name, 3), weft::arg(name, 4), "x"_a = 1),
                      weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(a_name_goes_on_after_a_nul) {
    weft::Fabric fabric;
    const std::string whole{"x\0y", 3};
    const std::string other{"x\0z", 3};
    int seen = 0;
    fabric.connect(
        "h", [&](int x) { seen = x; }, "x"_a);
    fabric.connect("args", [&](const weft::Args& args) {
        seen =
            args.contains(whole) && !args.contains("x") && !args.contains(other) ? args.get<int>(whole) : -1;
    });
    BOOST_CHECK_THROW(fabric.call("h", weft::arg(whole, 1)), weft::ArgumentError);
    BOOST_TEST(fabric.call("h", weft::arg(whole, 1), weft::arg(other, 2), "x"_a = 3) == 1U);
    BOOST_TEST(seen == 3);
    fabric.call("args", weft::arg(whole, 4));
    BOOST_TEST(seen == 4);
}

BOOST_AUTO_TEST_CASE(a_hook_goes_on_after_a_nul) {
    weft::Fabric fabric;
    const std::string whole{"h\0x", 3};
    fabric.connect(
        whole, [](int) {}, "x"_a);
    BOOST_TEST(fabric.call(whole, 1) == 1U);
    BOOST_TEST(fabric.call("h", 1) == 0U);
    BOOST_TEST((fabric.call(std::string{"h\0y", 3}, 1)) == 0U);
    BOOST_CHECK_THROW(fabric.call(whole), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(names_made_of_spaces_and_line_breaks_work) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        " \n", [&](int x) { seen = x; }, "\t "_a);
    BOOST_TEST(fabric.call(" \n", "\t "_a = 3) == 1U);
    BOOST_TEST(seen == 3);
    BOOST_CHECK_THROW(fabric.call(" \n", "\t"_a = 3), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(control_characters_are_shown_escaped_so_that_what_says_it_all) {
    weft::Fabric fabric;
    const std::string hook{"h\0x", 3};
    const std::string near{"\x1b[2J\n\r\t\x7f", 8};
    fabric.connect(
        hook, [](int) {}, "\x1b[2J\n\r\t\b"_a);
    const std::string text = refusal([&] { fabric.call(hook, weft::arg(near, 1)); });
    BOOST_TEST(text.starts_with("h\\x00x: handler at "));
    BOOST_TEST(text.ends_with(
        " takes '\\x1b[2J\\n\\r\\t\\x08' (int), but the call passes no such argument; it passes "
        "{\\x1b[2J\\n\\r\\t\\x7f}: did you mean '\\x1b[2J\\n\\r\\t\\x7f'?"));
}

BOOST_AUTO_TEST_CASE(a_backslash_stays_one) {
    weft::Fabric fabric;
    fabric.connect(
        "a\\n", [](int) {}, "x"_a);
    BOOST_TEST(refusal([&] { fabric.call("a\\n"); }).starts_with("a\\n: "));
}

BOOST_AUTO_TEST_SUITE_END()
