// SPDX-License-Identifier: MIT
// Arguments that are made when somebody wants them: when their function runs.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <string>
#include <thread>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(lazy_tests)

namespace {

/// A function that counts how often it runs.
auto counted(int& runs, double value = 0.5) {
    return weft::lazy([&runs, value] {
        ++runs;
        return value;
    });
}

/// Whether the handler makes a lazy `x` of 0.5, which it may.
template <class Handler>
bool makes(Handler handler) {
    int runs = 0;
    weft::Fabric fabric;
    fabric.connect("on_step", handler);
    fabric.call("on_step", "x"_a = counted(runs), "y"_a = 1);
    BOOST_TEST(runs <= 1);
    return runs == 1;
}

}  // namespace

BOOST_AUTO_TEST_CASE(nobody_takes_it_and_its_function_never_runs) {
    int runs = 0;
    weft::Fabric fabric;
    fabric.call("on_step", "x"_a = counted(runs));
    fabric.connect(
        "on_step", [](double) {}, "y"_a);
    fabric.connect("on_step", [] {});
    fabric.connect("on_step", [](const weft::Args&) {});
    BOOST_TEST(fabric.call("on_step", "x"_a = counted(runs), "y"_a = 1.0) == 3U);
    BOOST_TEST(fabric.call("on_step", 1.0, counted(runs)) == 3U);
    BOOST_TEST(fabric.call("on_step", weft::arg("x", counted(runs)), "y"_a = 2) == 3U);
    BOOST_TEST(runs == 0);
}

BOOST_AUTO_TEST_CASE(a_parameter_that_it_fills_makes_it) {
    double seen = 0.0;
    int runs = 0;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&seen](double x) { seen += x; }, "x"_a);
    fabric.call("on_step", "x"_a = counted(runs));
    fabric.call("on_step", counted(runs));
    fabric.call("on_step", weft::arg("x", counted(runs)));
    BOOST_TEST(seen == 1.5);
    BOOST_TEST(runs == 3);
}

BOOST_AUTO_TEST_CASE(get_get_or_number_address_and_a_kept_map_make_it) {
    BOOST_TEST(makes([](const weft::Args& args) { BOOST_TEST(args.get<double>("x") == 0.5); }));
    BOOST_TEST(makes([](const weft::Args& args) { BOOST_TEST(args.get<float>(0) == 0.5F); }));
    BOOST_TEST(makes([](const weft::Args& args) { BOOST_TEST(args.get<const double&>("x") == 0.5); }));
    BOOST_TEST(makes([](const weft::Args& args) { BOOST_TEST(args.get_or<double>("x", 1.0) == 0.5); }));
    BOOST_TEST(makes([](const weft::Args& args) { BOOST_TEST((*args.begin()).number().value() == 0.5); }));
    BOOST_TEST(makes([](const weft::Args& args) {
        BOOST_TEST(*static_cast<const double*>((*args.begin()).address()) == 0.5);
    }));
    BOOST_TEST(makes([](const weft::Args& args) {
        const weft::ArgMap kept{args};
        BOOST_TEST(kept.get<double>("x") == 0.5);
    }));
}

BOOST_AUTO_TEST_CASE(what_asks_for_its_name_or_type_or_prints_it_does_not_make_it) {
    BOOST_TEST(!makes([](const weft::Args& args) { BOOST_TEST(args.contains("x")); }));
    BOOST_TEST(!makes([](const weft::Args& args) { BOOST_TEST(args.size() == 2U); }));
    BOOST_TEST(!makes([](const weft::Args& args) { BOOST_TEST((*args.begin()).is<double>()); }));
    BOOST_TEST(
        !makes([](const weft::Args& args) { BOOST_TEST(((*args.begin()).type() == typeid(double))); }));
    BOOST_TEST(!makes([](const weft::Args& args) { BOOST_TEST(!(*args.begin()).is_mutable()); }));
    BOOST_TEST(!makes([](const weft::Args& args) { BOOST_TEST((*args.begin()).name() == "x"); }));
    BOOST_TEST(!makes([](const weft::Args& args) {
        BOOST_TEST(fmt::format("{}", args) == "{x=<not made>, y=1}");
        BOOST_TEST((*args.begin()).value_text() == "<not made>");
    }));
    // Nor does a look for a number among what is none.
    int runs = 0;
    weft::Fabric fabric;
    fabric.connect("on_step",
                   [](const weft::Args& args) { BOOST_TEST(!(*args.begin()).number().has_value()); });
    fabric.call("on_step", weft::lazy([&runs] { return ++runs, std::string("text"); }));
    BOOST_TEST(runs == 0);
}

BOOST_AUTO_TEST_CASE(what_is_made_prints_as_any_value) {
    std::string before;
    std::string after;
    weft::Fabric fabric;
    fabric.connect("on_step", [&](const weft::Args& args) {
        const weft::Arg seen_before = *args.begin();
        before = fmt::format("{}", args);
        BOOST_TEST(args.get<double>(0) == 0.5);
        after = fmt::format("{} {}", args, seen_before);
    });
    int runs = 0;
    fabric.call("on_step", counted(runs), "y"_a = 1);
    BOOST_TEST(before == "{<not made>, y=1}");
    BOOST_TEST(after == "{0.5, y=1} 0.5");
    fabric.call("on_step", counted(runs),
                "text"_a = weft::lazy([] { return static_cast<const char*>(nullptr); }));
    BOOST_TEST(after == "{0.5, text=<not made>} 0.5");
}

BOOST_AUTO_TEST_CASE(it_is_made_once_under_observers_in_predicates_and_in_nested_calls) {
    int runs = 0;
    weft::Fabric fabric;
    fabric.observe([](const weft::Event& event) { BOOST_TEST(event.args().get<double>("x") == 0.5); });
    fabric.connect(
        "on_step", [](double) {}, "x"_a,
        weft::when([](const weft::Args& args) { return args.get<double>("x") > 0.0; }));
    fabric.connect("on_step", [&fabric](const weft::Args& args) {
        fabric.call("on_inner", "x"_a = weft::lazy([&args] { return args.get<double>("x"); }));
    });
    fabric.connect(
        "on_inner", [](double x) { BOOST_TEST(x == 0.5); }, "x"_a);
    fabric.call("on_step", "x"_a = counted(runs));
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(a_variable_is_made_anew_in_each_call) {
    int runs = 0;
    double seen = 0.0;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&seen](double x) { seen = x; }, "x"_a);
    const auto constant = weft::lazy([&runs]() mutable { return ++runs; });
    auto variable = constant;
    const auto kept = "x"_a = constant;
    fabric.call("on_step", "x"_a = constant);
    fabric.call("on_step", "x"_a = variable);
    fabric.call("on_step", variable);
    fabric.call("on_step", weft::arg("x", constant));
    fabric.call("on_step", kept);
    fabric.call("on_step", kept);
    BOOST_TEST(runs == 6);
    BOOST_TEST(seen == 6.0);
}

BOOST_AUTO_TEST_CASE(a_handler_is_called_with_lazy_and_other_arguments_in_turn) {
    double sum = 0.0;
    weft::Fabric fabric;
    for (int i = 0; i < 2; ++i) {
        fabric.connect(
            "on_step", [&sum](double x, int y) { sum += x + y; }, "x"_a, "y"_a);
    }
    for (int round = 0; round < 3; ++round) {
        fabric.call("on_step", "x"_a = 1.0, "y"_a = 2);
        fabric.call("on_step", "x"_a = weft::lazy([] { return 1.0; }), "y"_a = 2);
        fabric.call("on_step", "x"_a = 1, "y"_a = weft::lazy([] { return 2L; }));
        fabric.call("on_step", weft::lazy([] { return 1; }), weft::lazy([] { return 2; }));
    }
    BOOST_TEST(sum == 72.0);
}

BOOST_AUTO_TEST_CASE(answers_may_need_it) {
    weft::Fabric fabric;
    fabric.connect(
        "on_ask", [](double x) { return 2 * x; }, "x"_a);
    fabric.connect(
        "on_ask", [](double x) { return 3 * x; }, "x"_a);
    int runs = 0;
    BOOST_TEST(fabric.collect<double>("on_ask", "x"_a = counted(runs)) == (std::vector<double>{1.0, 1.5}),
               boost::test_tools::per_element());
    BOOST_TEST(fabric.first<double>("on_ask", "x"_a = counted(runs)).value_or(0.0) == 1.0);
    BOOST_TEST(runs == 2);
}

BOOST_AUTO_TEST_CASE(around_makes_it_once_for_those_before_and_after_the_body) {
    int runs = 0;
    std::vector<std::string> seen;
    weft::Fabric fabric;
    fabric.connect("around_step", [&seen](const weft::Next& next, const weft::Args& args) {
        seen.push_back(fmt::format("{}", args));
        next();
        seen.push_back(fmt::format("{}", args));
    });
    fabric.connect(
        "around_step",
        [&seen](double x, const weft::Next& next) {
            seen.push_back(fmt::format("{}", x));
            next();
        },
        "x"_a);
    const auto lazy = counted(runs);
    BOOST_TEST(fabric.around("around_step", "x"_a = lazy, [&seen] { seen.emplace_back("body"); }));
    BOOST_TEST(seen == (std::vector<std::string>{"{x=<not made>}", "0.5", "body", "{x=0.5}"}),
               boost::test_tools::per_element());
    BOOST_TEST(fabric.around("around_step", lazy, [] {}));
    BOOST_TEST(runs == 2);
    BOOST_TEST(fabric.around("around_other", "x"_a = lazy, [] {}));
    BOOST_TEST(runs == 2);
}

BOOST_AUTO_TEST_CASE(a_callback_made_at_run_time_takes_it_when_it_likes) {
    int runs = 0;
    bool takes = false;
    weft::DynamicCallback callback("Script");
    callback.on("on_step", {"x"}, [&takes](const weft::Args& args) {
        if (takes) {
            BOOST_TEST(args.get<double>("x") == 0.5);
        }
    });
    weft::Fabric fabric{std::move(callback)};
    fabric.call("on_step", "x"_a = counted(runs));
    BOOST_TEST(runs == 0);
    takes = true;
    fabric.call("on_step", "x"_a = counted(runs));
    BOOST_TEST(runs == 1);
}

BOOST_AUTO_TEST_CASE(it_runs_in_the_thread_of_the_call) {
    weft::Fabric fabric;
    std::thread::id made_in;
    fabric.connect(
        "on_step", [](double) {}, "x"_a);
    std::thread([&] {
        fabric.call("on_step", "x"_a = weft::lazy([&made_in] {
                                   made_in = std::this_thread::get_id();
                                   return 0.5;
                               }));
        BOOST_TEST((made_in == std::this_thread::get_id()));
    }).join();
    BOOST_TEST((made_in != std::thread::id()));
}

BOOST_AUTO_TEST_CASE(several_are_made_one_by_one) {
    std::vector<std::string> made;
    const auto one = [&made](const char* name) {
        return weft::lazy([&made, name] {
            made.emplace_back(name);
            return std::string(name);
        });
    };
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](const std::string& b) { BOOST_TEST(b == "b"); }, "b"_a);
    fabric.connect("on_step", [](const weft::Args& args) {
        BOOST_TEST(fmt::format("{}", args) == "{a=<not made>, b=b, c=<not made>}");
        BOOST_TEST(args.get<std::string>("c") == "c");
    });
    fabric.call("on_step", "a"_a = one("a"), "b"_a = one("b"), "c"_a = one("c"));
    BOOST_TEST(made == (std::vector<std::string>{"b", "c"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
