// SPDX-License-Identifier: MIT
// Unused: what never ran, what nobody heard and what nobody read, as data and as text.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(unused_tests)

namespace {

struct Fits {
    void on_train_batch_end([[maybe_unused]] double loss) {}
};
HOOKS(Fits, (on_train_batch_end, loss))

struct Misspelt {
    void on_train_bach_end([[maybe_unused]] double loss) {}
};
HOOKS(Misspelt, (on_train_bach_end, loss))

/// A fabric that is watched.
struct Watched {
    weft::Unused unused;
    weft::Fabric fabric;
    weft::Connection connection = fabric.observe(std::ref(unused));

    weft::UnusedReport report() const { return unused.report(fabric); }
    std::string text() const { return fmt::format("{}", report()); }
};

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_unused_is_said_to_be_so) {
    const Watched watched;
    BOOST_TEST(watched.report().empty());
    BOOST_TEST(watched.text() == "nothing unused");
}

BOOST_AUTO_TEST_CASE(what_ran_was_heard_and_was_read_is_not_reported) {
    Watched watched;
    watched.fabric.add(Fits{});
    watched.fabric.call("on_train_batch_end", "loss"_a = 1.0);
    BOOST_TEST(watched.report().empty());
    BOOST_TEST(watched.text() == "nothing unused");
}

BOOST_AUTO_TEST_CASE(a_misspelt_hook_shows_on_both_sides) {
    Watched watched;
    watched.fabric.add(Misspelt{});
    watched.fabric.call("on_train_batch_end", "loss"_a = 1.0);
    const weft::UnusedReport report = watched.report();
    BOOST_REQUIRE(report.handlers.size() == 1U);
    BOOST_TEST(report.handlers[0].hook == "on_train_bach_end");
    BOOST_TEST(report.handlers[0].callback == "unused_tests::Misspelt");
    BOOST_TEST(report.handlers[0].nearest == "on_train_batch_end");
    BOOST_REQUIRE(report.hooks.size() == 1U);
    BOOST_TEST(report.hooks[0].hook == "on_train_batch_end");
    BOOST_TEST(report.hooks[0].nearest == "on_train_bach_end");
    BOOST_TEST(report.arguments.empty());
    BOOST_TEST(!report.empty());
    BOOST_TEST(watched.text() ==
               "on_train_bach_end: unused_tests::Misspelt never ran: did you mean 'on_train_batch_end'?\n"
               "on_train_batch_end: nobody heard this hook: did you mean 'on_train_bach_end'?");
}

BOOST_AUTO_TEST_CASE(a_misspelt_argument_with_a_default_shows) {
    Watched watched;
    watched.fabric.connect(
        "on_step", [](double, std::optional<int>) {}, "loss"_a, "stepp"_a);
    watched.fabric.call("on_step", "loss"_a = 1.0, "step"_a = 1, "output"_a = 2);
    const weft::UnusedReport report = watched.report();
    BOOST_REQUIRE(report.arguments.size() == 2U);
    BOOST_TEST(report.arguments[0].hook == "on_step");
    BOOST_TEST(report.arguments[0].argument == "output");
    BOOST_TEST(report.arguments[0].nearest.empty());
    BOOST_TEST(report.arguments[1].argument == "step");
    BOOST_TEST(report.arguments[1].nearest == "stepp");
    BOOST_TEST(watched.text() ==
               "on_step: nobody read 'output'\n"
               "on_step: nobody read 'step': did you mean 'stepp'?");
}

BOOST_AUTO_TEST_CASE(a_name_that_is_called_and_listened_to_is_no_suggestion) {
    Watched watched;
    watched.fabric.connect("on_train_batch_start", [] {});
    const auto handler = [] {};
    const int line = __LINE__ + 1;
    watched.fabric.connect("on_train_epoch_end", handler, weft::every(10));
    watched.fabric.connect(
        "on_step", [](double) {}, "loss"_a);
    watched.fabric.call("on_train_batch_start");
    watched.fabric.call("on_train_batch_end");
    watched.fabric.call("on_train_epoch_end");
    watched.fabric.call("on_step", "loss"_a = 1.0, "lost"_a = 2.0);
    BOOST_TEST(watched.text() == fmt::format("on_train_epoch_end: handler at {}:{} never ran\n"
                                             "on_train_batch_end: nobody heard this hook\n"
                                             "on_train_epoch_end: nobody heard this hook\n"
                                             "on_step: nobody read 'lost'",
                                             __FILE__, line));
}

BOOST_AUTO_TEST_CASE(what_was_silent_at_first_may_be_heard_later) {
    Watched watched;
    watched.fabric.add(Fits{});
    BOOST_TEST(watched.text() == "on_train_batch_end: unused_tests::Fits never ran");
    watched.fabric.call("on_train_batch_end", "loss"_a = 1.0, "step"_a = 1);
    BOOST_TEST(watched.text() == "on_train_batch_end: nobody read 'step'");
    watched.fabric.connect(
        "on_train_batch_end", [](int) {}, "step"_a);
    watched.fabric.call("on_train_batch_end", "loss"_a = 1.0, "step"_a = 1);
    BOOST_TEST(watched.text() == "nothing unused");
}

BOOST_AUTO_TEST_CASE(one_reader_of_several_handlers_is_enough) {
    Watched watched;
    watched.fabric.connect("on_step", [] {});
    watched.fabric.connect(
        "on_step", [](int) {}, "step"_a);
    watched.fabric.connect("on_step", [] {});
    watched.fabric.call("on_step", "step"_a = 1);
    BOOST_TEST(watched.text() == "nothing unused");
}

BOOST_AUTO_TEST_CASE(who_takes_all_arguments_reads_them_all) {
    Watched watched;
    watched.fabric.connect("on_step", [](const weft::Args&) {});
    watched.fabric.call("on_step", 1, "step"_a = 1, weft::arg("run_time", 2));
    BOOST_TEST(watched.text() == "nothing unused");
}

BOOST_AUTO_TEST_CASE(positional_arguments_are_not_reported) {
    Watched watched;
    watched.fabric.connect("on_step", [] {});
    watched.fabric.call("on_step", 1, "step"_a = 1);
    BOOST_TEST(watched.text() == "on_step: nobody read 'step'");
}

BOOST_AUTO_TEST_CASE(an_argument_filled_by_position_does_not_read_the_name_of_another_hook) {
    Watched watched;
    watched.fabric.connect(
        "on_step", [](int) {}, "step"_a);
    watched.fabric.connect("on_other", [] {});
    watched.fabric.call("on_step", 1);
    watched.fabric.call("on_other", "step"_a = 1);
    BOOST_TEST(watched.text() == "on_other: nobody read 'step'");
}

BOOST_AUTO_TEST_CASE(the_arguments_of_a_hook_that_nobody_heard_are_not_reported) {
    Watched watched;
    watched.fabric.call("on_step", "step"_a = 1);
    BOOST_TEST(watched.text() == "on_step: nobody heard this hook");
}

BOOST_AUTO_TEST_CASE(unpacked_maps_are_watched_like_arguments) {
    Watched watched;
    watched.fabric.add(Fits{});
    watched.fabric.call("on_train_batch_end", weft::unpack(weft::ArgMap{"loss"_a = 1.0, "step"_a = 1}));
    BOOST_TEST(watched.text() == "on_train_batch_end: nobody read 'step'");
}

BOOST_AUTO_TEST_CASE(only_what_is_connected_at_the_time_of_the_report_can_have_never_run) {
    Watched watched;
    weft::Connection connection = watched.fabric.add(Misspelt{});
    watched.fabric.connect(
        "on_step", [] {}, weft::once);
    watched.fabric.call("on_step");
    watched.fabric.call("on_step");
    connection.disconnect();
    BOOST_TEST(watched.text() == "nothing unused");
}

BOOST_AUTO_TEST_CASE(a_blocked_handler_and_one_refused_for_its_arguments_never_ran) {
    Watched watched;
    const weft::Connection connection = watched.fabric.add(Misspelt{});
    const weft::Block block = connection.block();
    watched.fabric.add(Fits{});
    watched.fabric.call("on_train_bach_end", "loss"_a = 1.0);
    BOOST_CHECK_THROW(watched.fabric.call("on_train_batch_end", "loss"_a = "text"), weft::ArgumentError);
    BOOST_TEST(watched.text() ==
               "on_train_bach_end: unused_tests::Misspelt never ran\n"
               "on_train_batch_end: unused_tests::Fits never ran\n"
               "on_train_bach_end: nobody heard this hook\n"
               "on_train_batch_end: nobody heard this hook");
}

BOOST_AUTO_TEST_CASE(a_handler_that_throws_has_run_and_read) {
    Watched watched;
    watched.fabric.connect(
        "on_step", [](int) { throw std::runtime_error("boom"); }, "step"_a);
    BOOST_CHECK_THROW(watched.fabric.call("on_step", "step"_a = 1), std::runtime_error);
    BOOST_TEST(watched.text() == "nothing unused");
}

BOOST_AUTO_TEST_CASE(nested_calls_are_watched) {
    Watched watched;
    watched.fabric.connect("on_step", [&watched] { watched.fabric.call("on_nested"); });
    watched.fabric.call("on_step");
    BOOST_TEST(watched.text() == "on_nested: nobody heard this hook");
}

BOOST_AUTO_TEST_CASE(handlers_come_in_their_order_and_the_rest_in_that_of_the_alphabet) {
    Watched watched;
    watched.fabric.add(Misspelt{});
    watched.fabric.add(Fits{});
    watched.fabric.add(Fits{});
    watched.fabric.call("zzz");
    watched.fabric.call("aaa");
    BOOST_TEST(watched.text() ==
               "on_train_bach_end: unused_tests::Misspelt never ran\n"
               "on_train_batch_end: unused_tests::Fits never ran\n"
               "on_train_batch_end: unused_tests::Fits never ran\n"
               "aaa: nobody heard this hook\n"
               "zzz: nobody heard this hook");
}

BOOST_AUTO_TEST_CASE(names_may_hold_braces_and_may_go_before_the_report) {
    Watched watched;
    {
        std::string hook = "on_{step}";
        const std::string name = "{x}";
        weft::Connection connection = watched.fabric.connect(hook, [] {});
        watched.fabric.call(hook, weft::arg(name, 1));
        connection.disconnect();
    }
    BOOST_TEST(watched.text() == "on_{step}: nobody read '{x}'");
}

BOOST_AUTO_TEST_CASE(one_unused_may_watch_two_fabrics) {
    Watched watched;
    weft::Fabric other{Fits{}};
    other.observe(std::ref(watched.unused));
    watched.fabric.add(Fits{});
    other.call("on_train_batch_end", "loss"_a = 1.0);
    BOOST_TEST(watched.text() == "nothing unused");
}

BOOST_AUTO_TEST_CASE(what_is_not_observed_does_not_count) {
    Watched watched;
    watched.fabric.add(Fits{});
    watched.connection.disconnect();
    watched.fabric.call("on_train_batch_end", "loss"_a = 1.0);
    BOOST_TEST(watched.text() == "on_train_batch_end: unused_tests::Fits never ran");
}

BOOST_AUTO_TEST_CASE(it_moves_with_what_it_has_seen_and_may_be_owned_by_a_pointer) {
    Watched watched;
    watched.fabric.call("on_step");
    weft::Unused moved{std::move(watched.unused)};
    BOOST_TEST(fmt::format("{}", moved.report(watched.fabric)) == "on_step: nobody heard this hook");
    const auto shared = std::make_shared<weft::Unused>(std::move(moved));
    watched.connection.disconnect();
    watched.fabric.observe(shared);
    watched.fabric.call("on_other");
    BOOST_TEST(shared->report(watched.fabric).hooks.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
