// SPDX-License-Identifier: MIT
// What plug-ins give a program, and the exact text with which each bad one is refused.
#include "refusal.hpp"
#include "this_process.hpp"

#include <weft/plugin.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <exception>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;

namespace {

/// What a call of `on_count` makes of 0.
int count_with(std::vector<weft::Callback> callbacks) {
    const weft::Fabric fabric{std::move(callbacks)};
    int count = 0;
    fabric.call("on_count", "count"_a = count);
    return count;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_plug_in_gives_its_callbacks_in_its_order) {
    BOOST_TEST(count_with(weft::load_callbacks(folder / "counters.so")) == 201);
}

BOOST_AUTO_TEST_CASE(callbacks_of_a_plug_in_are_named_like_others) {
    const weft::Fabric fabric{weft::load_callbacks(folder / "counters.so")};
    BOOST_TEST(
        fmt::format("{}", fabric) ==
        "on_count\n  counters::Once(count)\n  counters::Hundred(count)\non_failure\n  counters::Once()");
}

BOOST_AUTO_TEST_CASE(what_a_plug_in_throws_is_caught_by_its_type) {
    const weft::Fabric fabric{weft::load_callbacks(folder / "counters.so")};
    BOOST_CHECK_THROW(fabric.call("on_failure"), std::out_of_range);
    BOOST_CHECK_THROW(fabric.call("on_count", "count"_a = "text"), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(a_factory_takes_settings_and_is_asked_each_time) {
    std::vector<weft::Callback> callbacks = weft::load_callbacks(folder / "step.so", {"by"_a = 3});
    for (const weft::Callback& more : weft::load_callbacks(folder / "step.so", {"by"_a = 40})) {
        callbacks.push_back(more);
    }
    BOOST_TEST(count_with(callbacks) == 43);
}

BOOST_AUTO_TEST_CASE(a_factory_may_give_a_list) {
    BOOST_TEST(count_with(weft::load_callbacks(folder / "several_steps.so")) == 2);
    BOOST_TEST(count_with(weft::load_callbacks(folder / "several_steps.so", {"times"_a = 5})) == 5);
    BOOST_TEST(weft::load_callbacks(folder / "several_steps.so", {"times"_a = 0}).empty());
}

BOOST_AUTO_TEST_CASE(a_plug_in_of_another_patch_release_fits) {
    BOOST_TEST(refusal_of(folder / "other_patch.so") == "");
}

BOOST_AUTO_TEST_CASE(once_loaded_it_stays_loaded) {
    static_cast<void>(weft::load_callbacks(folder / "several_steps.so"));
    BOOST_TEST(is_loaded(in_folder("several_steps.so")));
}

BOOST_AUTO_TEST_CASE(what_is_refused_does_not_stay_loaded) {
    BOOST_TEST(refusal_of(folder / "no_plugin.so") != "");
    BOOST_TEST(!is_loaded(in_folder("no_plugin.so")));
}

BOOST_AUTO_TEST_CASE(a_name_alone_is_a_file_in_the_current_folder) {
    const WorkingFolder here(folder);
    BOOST_TEST(count_with(weft::load_callbacks("counters.so")) == 201);
}

BOOST_AUTO_TEST_CASE(a_library_that_is_no_plug_in_is_refused) {
    BOOST_TEST(refusal_of(folder / "no_plugin.so") ==
               in_folder("no_plugin.so") +
                   ": not a weft plug-in, which exports callbacks with WEFT_EXPORT_CALLBACKS or "
                   "WEFT_EXPORT_CALLBACK_FACTORY");
}

BOOST_AUTO_TEST_CASE(another_version_is_refused) {
    const std::string expected = std::string("expected ") + WEFT_TEST_ABI_VERSION + ".x: build it again";
    BOOST_TEST(refusal_of(folder / "other_version.so") ==
               in_folder("other_version.so") + ": of another version: built with weft 9.9.1, " + expected);
}

BOOST_AUTO_TEST_CASE(a_function_of_the_name_is_refused) {
    BOOST_TEST(refusal_of(folder / "function.so") ==
               in_folder("function.so") +
                   ": its 'weft_plugin' is something else, expected what WEFT_EXPORT_CALLBACKS or "
                   "WEFT_EXPORT_CALLBACK_FACTORY exports");
}

BOOST_AUTO_TEST_CASE(a_plug_in_with_a_weft_of_its_own_is_refused) {
    BOOST_TEST(refusal_of(folder / "own_weft.so") == in_folder("own_weft.so") +
                                                         ": it comes with a weft of its own, expected this "
                                                         "program's: link both with weft's shared library");
}

BOOST_AUTO_TEST_CASE(settings_that_nobody_takes_are_refused) {
    BOOST_TEST(refusal_of(folder / "counters.so", {"by"_a = 3, "mode"_a = "fast"}) ==
               in_folder("counters.so") +
                   ": settings {by=3, mode=fast} found, expected none: a plug-in that takes settings exports "
                   "WEFT_EXPORT_CALLBACK_FACTORY");
}

BOOST_AUTO_TEST_CASE(what_a_factory_throws_says_which_plug_in) {
    const std::string step = in_folder("step.so");
    BOOST_TEST(refusal_of(step, {"throws"_a = "error"}) == step + ": no step today");
    BOOST_TEST(refusal_of(step, {"throws"_a = "number"}) ==
               step + ": its factory threw what is no std::exception");
    BOOST_TEST(
        refusal_of(step, {"bye"_a = 3}) ==
        step +
            ": ArgMap asks for 'by' (int), but the map holds no such argument; it holds {bye}: did you mean "
            "'bye'?");
}

BOOST_AUTO_TEST_CASE(what_a_factory_throws_is_nested_in_the_error) {
    bool is_nested = false;
    try {
        static_cast<void>(weft::load_callbacks(folder / "step.so", {"throws"_a = "error"}));
    } catch (const weft::Error& error) {
        try {
            std::rethrow_if_nested(error);
        } catch (const std::domain_error&) {
            is_nested = true;
        }
    }
    BOOST_TEST(is_nested);
}

BOOST_AUTO_TEST_CASE(a_variable_that_is_not_set_names_nothing) {
    unset_callbacks();
    BOOST_TEST(weft::load_callbacks_from_environment().empty());
    const Environment empty("");
    BOOST_TEST(weft::load_callbacks_from_environment().empty());
}

BOOST_AUTO_TEST_CASE(the_variable_names_plug_ins_in_their_order) {
    const Environment both(in_folder("several_steps.so") + separator + in_folder("counters.so"));
    BOOST_TEST(count_with(weft::load_callbacks_from_environment()) == 403);
}

BOOST_AUTO_TEST_CASE(an_empty_entry_of_the_variable_is_none) {
    const std::string two(2, separator);
    const Environment holes(two + in_folder("several_steps.so") + two + in_folder("several_steps.so") +
                            separator);
    BOOST_TEST(count_with(weft::load_callbacks_from_environment()) == 4);
}
