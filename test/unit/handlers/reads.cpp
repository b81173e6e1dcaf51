// SPDX-License-Identifier: MIT
// What a class says it reads of `const Args&` is known to whoever looks at its handlers.
#include "hooks.hpp"

#include <weft/callbacks/background.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

using namespace weft::literals;
using boost::test_tools::per_element;
using weft::Args;
using weft::Need;
using weft::Read;

BOOST_AUTO_TEST_SUITE(reads_tests)

namespace {

/// The same for all objects.
struct Printer {
    void on_step(int step, [[maybe_unused]] const Args& args) { last = step; }
    void on_end([[maybe_unused]] const Args& args) {}

    static constexpr std::array weft_reads{Read{"on_step", "loss"}, Read{"on_step", "lr", Need::optional},
                                           Read{"on_step", "", Need::numbers},
                                           Read{"on_end", "state", Need::required, true}};

    int last = 0;
};
HOOKS(Printer, (on_step, step), (on_end))

/// What it reads depends on the object.
struct Monitor {
    std::string name;
    std::vector<std::string>* seen = nullptr;

    void on_step(const Args& args) {
        if (seen != nullptr) {
            seen->push_back(fmt::format("{}", args));
        }
    }

    static std::vector<Read> weft_reads(const Monitor& monitor) { return {{"on_step", monitor.name}}; }
};
HOOKS(Monitor, (on_step))

struct Anything {
    void on_step([[maybe_unused]] const Args& args) {}
};
HOOKS(Anything, (on_step))

struct Everything {
    void on_step([[maybe_unused]] const Args& args) {}

    static constexpr std::array weft_reads{Read{"on_step", "", Need::all}};
};
HOOKS(Everything, (on_step))

std::string problems_of(const weft::Fabric& fabric) {
    try {
        fabric.check();
    } catch (const weft::Error& error) {
        return error.what();
    }
    return "no problem";
}

}  // namespace

BOOST_AUTO_TEST_CASE(hooks_shows_what_handlers_read_beside_their_parameters) {
    const weft::Fabric fabric{Printer{}, Monitor{"val_loss"}, Anything{}, Everything{}};
    BOOST_TEST(fmt::format("{}", fabric) ==
               "on_step\n"
               "  reads_tests::Printer(step, loss, [lr], [numbers])\n"
               "  reads_tests::Monitor(val_loss)\n"
               "  reads_tests::Anything()\n"
               "  reads_tests::Everything([all])\n"
               "on_end\n"
               "  reads_tests::Printer(state)");
    const std::vector<weft::HookInfo> hooks = fabric.hooks();
    const weft::ReadInfo& state = hooks.at(1).handlers.at(0).reads.at(0);
    BOOST_TEST(state.argument == "state");
    BOOST_TEST((state.need == Need::required));
    BOOST_TEST(state.changes);
    BOOST_TEST(hooks.at(0).handlers.at(0).parameters == (std::vector<std::string>{"step"}), per_element());
    BOOST_TEST(hooks.at(0).handlers.at(2).reads.empty());
}

BOOST_AUTO_TEST_CASE(check_tells_which_required_argument_a_loop_misses_for_which_callback) {
    weft::Fabric fabric{Printer{}, Monitor{"val_loss"}, Anything{}, Everything{}};
    fabric.declare("on_step", "step"_a, "loss"_a, "vall_loss"_a);
    fabric.declare("on_end");
    BOOST_TEST(
        problems_of(fabric) ==
        "on_step: reads_tests::Monitor takes 'val_loss', which the hook is not declared to pass; it passes "
        "{step, loss, vall_loss}: did you mean 'vall_loss'?\n"
        "on_end: reads_tests::Printer takes 'state', which the hook is not declared to pass; it passes {}");
    fabric.declare("on_step", "val_loss"_a);
    fabric.declare("on_end", "state"_a);
    BOOST_TEST(problems_of(fabric) == "no problem");
}

BOOST_AUTO_TEST_CASE(a_strict_fabric_refuses_a_callback_whose_arguments_it_does_not_pass) {
    weft::Fabric fabric;
    fabric.declare("on_step", "loss"_a);
    fabric.strict();
    BOOST_CHECK_THROW(fabric.add(Monitor{"val_loss"}), weft::Error);
    fabric.add(Monitor{"loss"});
    const auto shared = std::make_shared<Monitor>(Monitor{"val_loss"});
    BOOST_CHECK_THROW(fabric.add(std::weak_ptr<Monitor>(shared)), weft::Error);
}

BOOST_AUTO_TEST_CASE(unused_knows_which_arguments_are_read) {
    const auto unread = [](auto callback) {
        weft::Fabric fabric{std::move(callback)};
        weft::Unused unused;
        fabric.observe(std::ref(unused));
        fabric.call("on_step", "step"_a = 1, "loss"_a = 0.5, "phase"_a = "train");
        std::string names;
        for (const auto& argument : unused.report(fabric).arguments) {
            names += argument.argument + (argument.nearest.empty() ? " " : "?" + argument.nearest + " ");
        }
        return names;
    };
    BOOST_TEST(unread(Printer{}) == "phase ");
    BOOST_TEST(unread(Monitor{"loss"}) == "phase step ");
    BOOST_TEST(unread(Monitor{"losss"}) == "loss?losss phase step ");
    BOOST_TEST(unread(Anything{}).empty());
    BOOST_TEST(unread(Everything{}).empty());
}

BOOST_AUTO_TEST_CASE(a_lazy_argument_is_not_made_to_find_out_who_reads_it) {
    weft::Fabric fabric{Printer{}};
    weft::Unused unused;
    fabric.observe(std::ref(unused));
    int made = 0;
    fabric.call("on_step", "step"_a = 1, "loss"_a = weft::lazy([&made] { return 0.5 * ++made; }));
    BOOST_TEST(made == 0);
    BOOST_TEST(unused.report(fabric).arguments.empty());
}

BOOST_AUTO_TEST_CASE(the_background_copies_only_what_is_read) {
    std::vector<std::string> seen;
    {
        weft::Fabric fabric{weft::in_background(Monitor{"loss", &seen})};
        fabric.call("on_step", "step"_a = 1, "loss"_a = 0.5, "network"_a = std::unique_ptr<int>());
        fabric.call("on_step", "step"_a = 2);
    }
    BOOST_TEST(seen == (std::vector<std::string>{"{loss=0.5}", "{}"}), per_element());
}

BOOST_AUTO_TEST_CASE(in_the_background_a_handler_that_may_write_runs_in_the_call) {
    weft::Fabric fabric{weft::in_background(Printer{})};
    const int number = 1;
    // Nothing is copied: what cannot be copied is no reason to refuse it.
    BOOST_TEST(fabric.call("on_end", "state"_a = std::unique_ptr<int>(), "number"_a = number) == 1U);
}

BOOST_AUTO_TEST_CASE(a_callback_that_has_expired_is_not_asked) {
    auto shared = std::make_shared<Monitor>(Monitor{"loss"});
    weft::Fabric fabric{std::weak_ptr<Monitor>(shared)};
    BOOST_TEST(fmt::format("{}", fabric) == "on_step\n  reads_tests::Monitor(loss)");
    shared.reset();
    BOOST_TEST(fabric.hooks().empty());
}

BOOST_AUTO_TEST_SUITE_END()
