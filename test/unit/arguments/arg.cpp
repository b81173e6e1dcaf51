// SPDX-License-Identifier: MIT
// weft::Arg, one argument of a call: its name, type, value and print.
#include <weft/weft.hpp>

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <typeinfo>
#include <utility>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(arg_tests)

namespace {

struct Opaque {
    int value = 5;
};
struct Base {
    int base = 1;
};
struct Other {
    int other = 2;
};
struct Derived : Base, Other {};
enum class Colour { red, green };

/// Shows the only argument of a call to `look`.
template <class Argument>
void shown(const std::function<void(const weft::Arg&)>& look, Argument&& argument) {
    weft::Fabric fabric;
    fabric.connect("h", [&](const weft::Args& args) {
        BOOST_TEST(args.size() == 1U);
        for (const auto& each : args)
            look(each);
    });
    BOOST_TEST(fabric.call("h", std::forward<Argument>(argument)) == 1U);
}

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_argument_has_the_name_it_was_given) {
    shown([](const weft::Arg& argument) { BOOST_TEST(std::string{argument.name()} == "loss"); },
          "loss"_a = 1);
    shown([](const weft::Arg& argument) { BOOST_TEST(std::string{argument.name()} == "loss"); },
          weft::arg(std::string{"loss"}, 1));
    const std::string with_nul{"a\0b", 3};
    shown([&](const weft::Arg& argument) { BOOST_CHECK(argument.name() == with_nul); },
          weft::arg(with_nul, 1));
}

BOOST_AUTO_TEST_CASE(a_positional_argument_has_an_empty_name) {
    shown(
        [](const weft::Arg& argument) {
            BOOST_TEST(std::string{argument.name()}.empty());
            BOOST_TEST(argument.get<int>() == 1);
        },
        1);
}

BOOST_AUTO_TEST_CASE(an_argument_has_the_type_of_its_value) {
    double real = 0.5;
    const double constant = 0.5;
    shown([](const weft::Arg& argument) { BOOST_CHECK(argument.type() == typeid(double)); }, "x"_a = real);
    shown([](const weft::Arg& argument) { BOOST_CHECK(argument.type() == typeid(double)); },
          "x"_a = constant);
    shown([](const weft::Arg& argument) { BOOST_CHECK(argument.type() == typeid(double)); }, 0.5);
    shown([](const weft::Arg& argument) { BOOST_CHECK(argument.type() == typeid(Opaque)); },
          "x"_a = Opaque{});
    shown([](const weft::Arg& argument) { BOOST_CHECK(argument.type() == typeid(Colour)); },
          "x"_a = Colour::red);
    shown([](const weft::Arg& argument) { BOOST_CHECK(argument.type() == typeid(const char*)); },
          "x"_a = "text");
    shown([](const weft::Arg& argument) { BOOST_CHECK(argument.type() == typeid(std::string)); },
          "x"_a = std::string{"text"});
}

BOOST_AUTO_TEST_CASE(an_argument_is_of_its_own_type_and_of_no_stranger) {
    shown(
        [](const weft::Arg& argument) {
            BOOST_TEST(argument.is<int>());
            BOOST_TEST(!argument.is<std::string>());
            BOOST_TEST(!argument.is<bool>());
            BOOST_TEST(!argument.is<Opaque>());
        },
        "x"_a = 3);
    shown(
        [](const weft::Arg& argument) {
            BOOST_TEST(argument.is<Opaque>());
            BOOST_TEST(!argument.is<int>());
            BOOST_TEST(!argument.is<Base>());
        },
        "x"_a = Opaque{});
    const std::string text{"text"};
    shown(
        [](const weft::Arg& argument) {
            BOOST_TEST(argument.is<std::string>());
            BOOST_TEST(!argument.is<double>());
        },
        "x"_a = text);
    shown([](const weft::Arg& argument) { BOOST_TEST(argument.is<const char*>()); }, "x"_a = "text");
    shown([](const weft::Arg& argument) { BOOST_TEST(argument.is<std::unique_ptr<int>>()); },
          "x"_a = std::make_unique<int>(1));
}

BOOST_AUTO_TEST_CASE(a_value_is_got_with_the_conversions_of_the_table) {
    shown(
        [](const weft::Arg& argument) {
            BOOST_TEST(argument.get<int>() == 3);
            BOOST_TEST(argument.get<double>() == 3.0);
            BOOST_TEST(argument.get<unsigned long>() == 3UL);
            BOOST_CHECK_THROW(static_cast<void>(argument.get<bool>()), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(argument.get<char>()), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(argument.get<std::string>()), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(argument.get<Opaque>()), weft::ArgumentError);
        },
        "x"_a = 3);
    shown(
        [](const weft::Arg& argument) {
            BOOST_TEST(argument.get<std::string>() == "text");
            BOOST_CHECK_THROW(static_cast<void>(argument.get<int>()), weft::ArgumentError);
        },
        "text");
}

BOOST_AUTO_TEST_CASE(a_reference_is_to_the_callers_own_object_or_its_base) {
    Derived derived;
    shown(
        [&](const weft::Arg& argument) {
            BOOST_CHECK(&argument.get<Derived&>() == &derived);
            BOOST_CHECK(&argument.get<const Derived&>() == &derived);
            BOOST_CHECK(&argument.get<Other&>() == &derived);
            BOOST_CHECK(&argument.get<const Other&>() == &derived);
            BOOST_CHECK_THROW(static_cast<void>(argument.get<Opaque&>()), weft::ArgumentError);
        },
        "x"_a = derived);
    const Derived constant;
    shown(
        [&](const weft::Arg& argument) {
            BOOST_CHECK(&argument.get<const Other&>() == &constant);
            BOOST_CHECK_THROW(static_cast<void>(argument.get<Other&>()), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(argument.get<Derived&>()), weft::ArgumentError);
        },
        constant);
}

BOOST_AUTO_TEST_CASE(a_reference_throws_where_a_conversion_would_be_needed) {
    int number = 3;
    shown(
        [&](const weft::Arg& argument) {
            BOOST_CHECK(&argument.get<int&>() == &number);
            BOOST_CHECK_THROW(static_cast<void>(argument.get<const double&>()), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(argument.get<const long&>()), weft::ArgumentError);
            BOOST_CHECK_THROW(static_cast<void>(argument.get<long&>()), weft::ArgumentError);
        },
        "x"_a = number);
}

BOOST_AUTO_TEST_CASE(an_argument_prints_with_its_name_and_value) {
    shown(
        [](const weft::Arg& argument) {
            const std::string text = fmt::format("{}", argument);
            BOOST_TEST(contains(text, "loss"));
            BOOST_TEST(contains(text, "0.25"));
        },
        "loss"_a = 0.25);
    shown([](const weft::Arg& argument) { BOOST_TEST(contains(fmt::format("{}", argument), "17")); }, 17);
}

BOOST_AUTO_TEST_CASE(a_type_fmt_cannot_format_prints_as_its_name) {
    shown(
        [](const weft::Arg& argument) {
            const std::string text = fmt::format("{}", argument);
            BOOST_TEST(contains(text, "<"));
            BOOST_TEST(contains(text, "Opaque>"));
        },
        "x"_a = Opaque{});
    shown([](const weft::Arg& argument) { BOOST_TEST(contains(fmt::format("{}", argument), "Colour>")); },
          Colour::green);
}

BOOST_AUTO_TEST_CASE(a_bridge_reads_where_a_value_is_and_what_number_it_is) {
    int epoch = 3;
    const long double loss = 0.25L;
    weft::Fabric fabric;
    fabric.connect("on_step", [&](const weft::Args& args) {
        auto arg = args.begin();
        BOOST_TEST((*arg).number().value() == 3.0);
        BOOST_TEST((*arg).is_mutable());
        BOOST_TEST((*arg).address() == static_cast<const void*>(&epoch));
        ++arg;
        BOOST_TEST((*arg).number().value() == 0.25);
        BOOST_TEST(!(*arg).is_mutable());
        BOOST_TEST((*arg).address() == static_cast<const void*>(&loss));
        for (++arg; arg != args.end(); ++arg) {
            BOOST_TEST(!(*arg).number().has_value());
        }
    });
    fabric.call("on_step", "epoch"_a = epoch, "loss"_a = loss, "flag"_a = true, "letter"_a = 'x',
                "text"_a = "1");
    const weft::ArgMap map{"small"_a = static_cast<signed char>(-1), "large"_a = ~0ULL,
                           "beyond"_a = std::numeric_limits<long double>::max()};
    auto arg = map.begin();
    BOOST_TEST((*arg).number().value() == -1.0);
    BOOST_TEST(!(*arg).is_mutable());
    BOOST_TEST((*++arg).number().value() == 18446744073709551616.0);
    BOOST_TEST((*++arg).number().has_value());
}

BOOST_AUTO_TEST_CASE(another_thread_may_ask_for_what_is_not_there) {
    std::string said;
    weft::Fabric fabric;
    fabric.connect("on_step", [&said](const weft::Args& args) {
        std::thread([&said, &args] {
            try {
                static_cast<void>(args.get<int>("missing"));
            } catch (const weft::ArgumentError& error) {
                said = error.what();
            }
        }).join();
    });
    fabric.call("on_step", "loss"_a = 1);
    BOOST_TEST(said ==
               "on_step asks for 'missing' (int), but the call passes no such argument; it passes {loss}");
}

BOOST_AUTO_TEST_SUITE_END()
