// SPDX-License-Identifier: MIT
// What a refused registration and an unheard call leave in a fabric: nothing, as `hooks` shows.

#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(nothing_left_behind_tests)

namespace {

struct TwoHooks {
    int runs = 0;

    void on_known() { ++runs; }
    void on_unknown() { ++runs; }
};
HOOKS(TwoHooks, (on_known), (on_unknown))

}  // namespace

BOOST_AUTO_TEST_CASE(an_unheard_call_creates_no_hook) {
    weft::Fabric fabric;
    BOOST_TEST(fabric.call("on_nothing", "loss"_a = 1.0) == 0U);
    BOOST_TEST(fabric.collect<int>("on_nothing").empty());
    BOOST_TEST(!fabric.first<int>("on_nothing").has_value());
    BOOST_TEST(fabric.hooks().empty());
}

BOOST_AUTO_TEST_CASE(a_refused_handler_leaves_no_hook) {
    weft::Fabric fabric;
    BOOST_CHECK_THROW(fabric.connect("on_step", std::function<void()>{}), weft::Error);
    BOOST_CHECK_THROW(fabric.connect(
                          "on_step", [] {}, weft::every(0)),
                      weft::Error);
    BOOST_CHECK_THROW(fabric.connect("", [] {}), weft::Error);
    BOOST_CHECK_THROW(fabric.add(std::shared_ptr<TwoHooks>{}), weft::Error);
    BOOST_TEST(fabric.hooks().empty());
}

BOOST_AUTO_TEST_CASE(a_callback_refused_for_one_hook_connects_none) {
    const auto callback = std::make_shared<TwoHooks>();
    weft::Fabric fabric;
    fabric.declare("on_known");
    fabric.strict();
    BOOST_CHECK_THROW(fabric.add(callback), weft::Error);
    BOOST_CHECK_THROW(fabric.add(callback, weft::at_front), weft::Error);
    BOOST_TEST(fabric.call("on_known") == 0U);
    BOOST_TEST(callback->runs == 0);
    BOOST_TEST(callback.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
