// SPDX-License-Identifier: MIT
// Arguments that are made when somebody wants them: what their function throws, and who is refused.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(lazy_errors_tests)

namespace {

/// A function that counts how often it runs.
auto counted(int& runs, double value = 0.5) {
    return weft::lazy([&runs, value] {
        ++runs;
        return value;
    });
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_handler_that_throws_does_not_have_it_made_again) {
    int runs = 0;
    weft::Fabric fabric;
    fabric.on_error([](const weft::Failure&) {});
    for (int i = 0; i < 3; ++i) {
        fabric.connect(
            "on_step", [](double) { throw std::runtime_error("boom"); }, "x"_a);
    }
    BOOST_TEST(fabric.call("on_step", "x"_a = counted(runs)) == 3U);
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(it_may_have_been_made_for_a_handler_that_is_refused) {
    int runs = 0;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](double, int) {}, "x"_a, "y"_a);
    BOOST_CHECK_THROW(fabric.call("on_step", "x"_a = counted(runs), "y"_a = 3000000000), weft::ArgumentError);
    BOOST_TEST(runs <= 1);
    // Types alone refuse it without a value.
    runs = 0;
    fabric.connect(
        "on_text", [](const std::string&) {}, "x"_a);
    BOOST_CHECK_THROW(fabric.call("on_text", "x"_a = counted(runs)), weft::ArgumentError);
    fabric.connect("on_args", [](const weft::Args& args) { static_cast<void>(args.get<std::string>("x")); });
    BOOST_CHECK_THROW(fabric.call("on_args", "x"_a = counted(runs)), weft::ArgumentError);
    BOOST_TEST(runs == 0);
}

BOOST_AUTO_TEST_CASE(a_value_out_of_range_is_refused_with_the_value) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](signed char) {}, "x"_a);
    BOOST_CHECK_EXCEPTION(fabric.call("on_step", "x"_a = weft::lazy([] { return 500; })), weft::ArgumentError,
                          [](const weft::ArgumentError& error) {
                              return std::string_view(error.what()).find("500 (int)") !=
                                     std::string_view::npos;
                          });
}

BOOST_AUTO_TEST_CASE(what_it_throws_leaves_the_call_and_is_nobodys_failure) {
    struct Broken {
        int code;
    };
    int failures = 0;
    int runs = 0;
    weft::Fabric fabric;
    fabric.on_error([&failures](const weft::Failure&) { ++failures; });
    const auto broken = [&runs]() -> double {
        ++runs;
        throw Broken{3};
    };
    const auto expect_broken = [&](const char* hook) {
        runs = 0;
        BOOST_CHECK_EXCEPTION(fabric.call(hook, "x"_a = weft::lazy(broken)), Broken,
                              [](const Broken& error) { return error.code == 3; });
        BOOST_TEST(runs == 1);
        BOOST_TEST(failures == 0);
    };
    fabric.connect(
        "on_parameter", [](double) { BOOST_ERROR("it runs"); }, "x"_a);
    expect_broken("on_parameter");
    fabric.connect("on_get", [](const weft::Args& args) { static_cast<void>(args.get<double>("x")); });
    expect_broken("on_get");
    fabric.connect("on_map", [](const weft::Args& args) { const weft::ArgMap kept{args}; });
    expect_broken("on_map");
    fabric.connect("on_nested", [&](const weft::Args& args) {
        fabric.call("on_parameter", "x"_a = weft::lazy([&args] { return args.get<double>("x"); }));
    });
    expect_broken("on_nested");
    fabric.connect(
        "on_when", [] {}, weft::when([](const weft::Args& args) { return args.get<double>("x") > 0; }));
    expect_broken("on_when");
    fabric.connect(
        "on_once", [](double) {}, "x"_a, weft::once);
    expect_broken("on_once");
    BOOST_TEST(fabric.call("on_once", "x"_a = 1.0) == 1U);  // It was not used up.
}

BOOST_AUTO_TEST_CASE(what_it_throws_passes_handlers_around_as_nobodys_failure) {
    int failures = 0;
    int caught = 0;
    weft::Fabric fabric;
    fabric.on_error([&failures](const weft::Failure&) { ++failures; });
    fabric.connect("around_step", [&caught](const weft::Next& next) {
        try {
            next();
        } catch (const std::runtime_error&) {
            ++caught;
            throw;
        }
    });
    fabric.connect(
        "around_step", [](double, const weft::Next& next) { next(); }, "x"_a);
    const auto broken = []() -> double { throw std::runtime_error("boom"); };
    BOOST_CHECK_THROW(
        fabric.around("around_step", "x"_a = weft::lazy(broken), [] { BOOST_ERROR("it runs"); }),
        std::runtime_error);
    BOOST_TEST(caught == 1);
    BOOST_TEST(failures == 0);
}

BOOST_AUTO_TEST_CASE(asked_again_it_throws_the_same_exception) {
    int runs = 0;
    std::vector<std::exception_ptr> thrown;
    const auto take = [&thrown](const weft::Args& args) {
        try {
            static_cast<void>(args.get<double>("x"));
        } catch (...) {
            thrown.push_back(std::current_exception());
        }
    };
    weft::Fabric fabric;
    fabric.connect("on_step", [&take](const weft::Args& args) {
        take(args);
        take(args);
        BOOST_TEST(fmt::format("{}", args) == "{x=<not made>}");
    });
    fabric.connect("on_step", take);
    fabric.connect(
        "on_step", [](double) {}, "x"_a);
    try {
        fabric.call("on_step", "x"_a = weft::lazy([&runs]() -> double {
                                   ++runs;
                                   throw std::runtime_error("boom");
                               }));
        BOOST_ERROR("it does not throw");
    } catch (const std::runtime_error&) {
        thrown.push_back(std::current_exception());
    }
    BOOST_TEST(runs == 1);
    BOOST_TEST((thrown == std::vector<std::exception_ptr>(4, thrown.front())));
}

BOOST_AUTO_TEST_CASE(a_handler_that_throws_something_else_instead_has_failed) {
    int failures = 0;
    weft::Fabric fabric;
    fabric.on_error([&failures](const weft::Failure&) { ++failures; });
    fabric.connect("on_step", [](const weft::Args& args) {
        try {
            static_cast<void>(args.get<double>("x"));
        } catch (const std::runtime_error&) {
            throw std::logic_error("instead");
        }
    });
    BOOST_TEST(fabric.call("on_step",
                           "x"_a = weft::lazy([]() -> double { throw std::runtime_error("boom"); })) == 1U);
    BOOST_TEST(failures == 1);
}

BOOST_AUTO_TEST_CASE(another_thread_finds_what_is_made_and_is_refused_before) {
    int runs = 0;
    weft::Fabric fabric;
    const auto in_another_thread = [](const weft::Args& args) {
        std::string result;
        std::thread([&args, &result] {
            try {
                result = fmt::format("{}", args.get<double>("x"));
            } catch (const weft::Error& error) {
                result = error.what();
            }
        }).join();
        return result;
    };
    fabric.connect("on_step", [&](const weft::Args& args) {
        BOOST_TEST(in_another_thread(args) ==
                   "on_step: another thread asks for 'x', which is not made yet, expected the thread of the "
                   "call: take it there first");
        BOOST_TEST(runs == 0);
        BOOST_TEST(args.get<double>("x") == 0.5);
        BOOST_TEST(in_another_thread(args) == "0.5");
    });
    fabric.call("on_step", "x"_a = counted(runs));
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(a_function_that_asks_for_its_own_result_is_refused) {
    weft::Fabric fabric;
    const weft::Args* passed = nullptr;
    fabric.connect("on_step", [&passed](const weft::Args& args) {
        passed = &args;
        static_cast<void>(args.get<double>("x"));
    });
    BOOST_CHECK_THROW(
        fabric.call("on_step", "x"_a = weft::lazy([&passed] { return passed->get<double>("x"); })),
        weft::Error);
}

BOOST_AUTO_TEST_SUITE_END()
