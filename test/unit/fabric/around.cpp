// SPDX-License-Identifier: MIT
// Fabric::around and Next: what runs inside what, with which arguments and results.
#include "around_step.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <vector>

using namespace around_step;
using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(around_tests)

BOOST_AUTO_TEST_CASE(each_handler_with_next_goes_around_all_after_it_and_the_body) {
    Lines lines;
    const weft::Fabric fabric{Plain{&lines}, Guard{&lines, "outer"}, Plain{&lines}, Guard{&lines, "inner"},
                              Plain{&lines}};
    BOOST_TEST(fabric.around("around_step", "step"_a = 3, noting(lines)));
    BOOST_TEST(lines == (Lines{"plain 3", "outer begins 3", "plain 3", "inner begins 3", "plain 3", "body",
                               "inner ends", "outer ends"}),
               per_element());
}

BOOST_AUTO_TEST_CASE(a_body_without_handlers_runs) {
    Lines lines;
    weft::Fabric fabric;
    BOOST_TEST(fabric.around("around_step", noting(lines)));
    fabric.connect("around_step", [] {}).disconnect();
    BOOST_TEST(fabric.around("around_step", noting(lines)));
    BOOST_TEST(lines == (Lines{"body", "body"}), per_element());
}

BOOST_AUTO_TEST_CASE(handlers_without_next_run_before_the_body) {
    Lines lines;
    const weft::Fabric fabric{Plain{&lines}, Plain{&lines}};
    BOOST_TEST(fabric.around("around_step", "step"_a = 1, noting(lines)));
    BOOST_TEST(lines == (Lines{"plain 1", "plain 1", "body"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_handler_that_does_not_call_next_has_vetoed_the_rest) {
    Lines lines;
    const weft::Fabric fabric{Guard{&lines}, Veto{}, Plain{&lines}};
    BOOST_TEST(!fabric.around("around_step", "step"_a = 1, noting(lines)));
    BOOST_TEST(lines == (Lines{"guard begins 1", "guard ends"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_plain_call_runs_the_handlers_after_a_next_inside_it) {
    Lines lines;
    const weft::Fabric fabric{Guard{&lines}, Plain{&lines}};
    BOOST_TEST(fabric.call("around_step", "step"_a = 2) == 2U);
    BOOST_TEST(lines == (Lines{"guard begins 2", "plain 2", "guard ends"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_veto_ends_a_plain_call) {
    Lines lines;
    const weft::Fabric fabric{Veto{}, Plain{&lines}};
    BOOST_TEST(fabric.call("around_step", "step"_a = 2) == 1U);
    BOOST_TEST(lines.empty());
}

BOOST_AUTO_TEST_CASE(handlers_that_do_not_run_veto_nothing) {
    Lines lines;
    weft::Fabric fabric;
    const weft::Connection blocked = fabric.add(Veto{});
    const weft::Block block = blocked.block();
    fabric.add(Veto{}, weft::every(2));
    fabric.add(Veto{}, weft::when([](const weft::Args&) { return false; }));
    fabric.connect(
        "around_step", [](const weft::Next&) {}, weft::once, weft::every(3));
    fabric.add(Plain{&lines});
    BOOST_TEST(fabric.around("around_step", "step"_a = 1, noting(lines)));
    BOOST_TEST(lines == (Lines{"plain 1", "body"}), per_element());
}

BOOST_AUTO_TEST_CASE(an_expired_callback_vetoes_nothing) {
    Lines lines;
    auto veto = std::make_shared<Veto>();
    weft::Fabric fabric;
    const weft::Connection connection = fabric.add(std::weak_ptr<Veto>(veto));
    veto.reset();
    BOOST_TEST(fabric.around("around_step", noting(lines)));
    BOOST_TEST(!connection.connected());
}

BOOST_AUTO_TEST_CASE(next_takes_up_no_position_and_no_name) {
    int seen = 0;
    weft::Fabric fabric;
    fabric.connect(
        "around_step",
        [&seen](int first, const weft::Next& next, const weft::Args& args, int second, int named) {
            seen = 100 * first + 10 * second + named + static_cast<int>(1000 * args.size());
            next();
        },
        "first"_a, "second"_a, "named"_a);
    bool ran = false;
    BOOST_TEST(fabric.around("around_step", 1, 2, "named"_a = 3, [&ran] { ran = true; }));
    BOOST_TEST(ran);
    BOOST_TEST(seen == 3123);
    BOOST_TEST(fabric.hooks().front().handlers.front().parameters == (Lines{"first", "second", "named"}),
               per_element());
    BOOST_TEST(fabric.hooks().front().handlers.front().around);
}

BOOST_AUTO_TEST_CASE(a_map_can_be_the_arguments_of_around) {
    Lines lines;
    const weft::ArgMap map{"step"_a = 7};
    const weft::Fabric fabric{Guard{&lines}};
    BOOST_TEST(fabric.around("around_step", weft::unpack(map), noting(lines)));
    BOOST_TEST(lines == (Lines{"guard begins 7", "body", "guard ends"}), per_element());
}

BOOST_AUTO_TEST_CASE(names_at_run_time_and_mutable_arguments_work_as_in_a_call) {
    weft::Fabric fabric;
    fabric.connect(
        "around_step",
        [](int& step, const weft::Next& next) {
            ++step;
            next();
            ++step;
        },
        "step"_a);
    int step = 1;
    int inside = 0;
    BOOST_TEST(fabric.around("around_step", weft::arg("step", step), [&] { inside = step; }));
    BOOST_TEST(inside == 2);
    BOOST_TEST(step == 3);
    BOOST_CHECK_THROW(fabric.around("around_step", weft::arg("", step), [] {}), weft::ArgumentError);
}

namespace {

int body_runs = 0;
int free_body() {
    return ++body_runs;
}

struct CountingBody {
    int runs = 0;
    CountingBody() = default;
    CountingBody(const CountingBody&) = delete;
    CountingBody& operator=(const CountingBody&) = delete;
    ~CountingBody() = default;

    bool operator()() {
        ++runs;
        return false;
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_body_is_called_by_reference_and_its_result_is_ignored) {
    const weft::Fabric fabric;
    CountingBody body;
    BOOST_TEST(fabric.around("around_step", body));
    BOOST_TEST(body.runs == 1);
    BOOST_TEST(fabric.around("around_step", CountingBody()));
    BOOST_TEST(fabric.around("around_step", free_body));
    BOOST_TEST(fabric.around("around_step", &free_body));
    BOOST_TEST(fabric.around("around_step", std::function<int()>(free_body)));
    BOOST_TEST(fabric.around("around_step", std::ref(body)));
    BOOST_TEST(body_runs == 3);
    BOOST_TEST(body.runs == 2);
}

BOOST_AUTO_TEST_CASE(results_count_in_the_order_in_which_handlers_return) {
    weft::Fabric fabric;
    fabric.connect("ask", [](const weft::Next& next) {
        next();
        return 1;
    });
    fabric.connect("ask", [](const weft::Next& next) {
        next();
        return 2;
    });
    fabric.connect("ask", [] { return 3; });
    BOOST_TEST(fabric.collect<int>("ask") == (std::vector<int>{3, 2, 1}), per_element());
}

BOOST_AUTO_TEST_CASE(once_first_has_its_answer_no_handler_begins_and_later_results_are_dropped) {
    Lines lines;
    weft::Fabric fabric;
    fabric.connect("ask", [&lines](const weft::Next& next) {
        next();
        lines.emplace_back("outer returns");
        return 1;
    });
    fabric.connect("ask", [] { return 2; });
    fabric.connect("ask", [&lines] { lines.emplace_back("never"); });
    BOOST_TEST(fabric.first<int>("ask").value() == 2);
    BOOST_TEST(lines == (Lines{"outer returns"}), per_element());
    fabric.connect(
        "ask", [](const weft::Next& next) { return next(), 0; }, weft::at_front);
    BOOST_TEST(fabric.first<int>("ask").value() == 2);
}

BOOST_AUTO_TEST_CASE(once_and_every_hold_for_handlers_with_next) {
    Lines lines;
    weft::Fabric fabric;
    fabric.connect(
        "around_step",
        [&lines](const weft::Next& next) {
            lines.emplace_back("once");
            next();
        },
        weft::once);
    fabric.connect(
        "around_step",
        [&lines](const weft::Next& next) {
            lines.emplace_back("second");
            next();
        },
        weft::every(2));
    fabric.add(Plain{&lines});
    for (int step = 1; step <= 2; ++step) {
        BOOST_TEST(fabric.around("around_step", "step"_a = step, noting(lines)));
    }
    BOOST_TEST(lines == (Lines{"once", "plain 1", "body", "second", "plain 2", "body"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_strict_fabric_refuses_an_undeclared_hook_of_around_before_the_body) {
    Lines lines;
    weft::Fabric fabric;
    fabric.declare("around_step", "step"_a);
    fabric.strict();
    fabric.add(Guard{&lines});
    BOOST_TEST(fabric.around("around_step", "step"_a = 1, noting(lines)));
    BOOST_CHECK_THROW(fabric.around("around_stop", noting(lines)), weft::Error);
    BOOST_TEST(lines.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_function_of_a_dynamic_callback_may_take_next) {
    Lines lines;
    weft::DynamicCallback callback{"Scripted"};
    callback.on("around_step", {"step"}, [&lines](const weft::Args& args, const weft::Next& next) {
        lines.push_back(fmt::format("{}", args));
        next();
        lines.emplace_back("ends");
    });
    weft::Fabric fabric;
    fabric.add(std::move(callback));
    fabric.add(Plain{&lines});
    BOOST_TEST(fabric.around("around_step", "step"_a = 1, noting(lines)));
    BOOST_TEST(lines == (Lines{"{step=1}", "plain 1", "body", "ends"}), per_element());
    BOOST_TEST(fmt::format("{}", fabric.hooks().front().handlers.front()) == "Scripted(step) around");
}

BOOST_AUTO_TEST_CASE(many_handlers_that_are_blocked_need_no_room_on_the_stack) {
    constexpr int count = 100'000;
    weft::Fabric fabric;
    weft::DynamicCallback veto("Veto");
    veto.on("around_step", weft::everything, [](const weft::Args&, const weft::Next&) {});
    const auto shared = std::make_shared<weft::DynamicCallback>(std::move(veto));
    std::vector<weft::Block> blocks;
    for (int i = 0; i < count; ++i) {
        blocks.push_back(fabric.add(shared).block());
    }
    bool has_run = false;
    BOOST_TEST(fabric.around("around_step", [&has_run] { has_run = true; }));
    BOOST_TEST(has_run);
}

BOOST_AUTO_TEST_CASE(many_handlers_go_around_each_other) {
    constexpr int depth = 500;
    int inside = 0;
    int deepest = 0;
    weft::Fabric fabric;
    for (int i = 0; i < depth; ++i) {
        fabric.connect("around_step", [&](const weft::Next& next) {
            ++inside;
            next();
            --inside;
        });
    }
    BOOST_TEST(fabric.around("around_step", [&] { deepest = inside; }));
    BOOST_TEST(deepest == depth);
    BOOST_TEST(inside == 0);
}

BOOST_AUTO_TEST_SUITE_END()
