// SPDX-License-Identifier: MIT
// What Lightning's suite (Lightning-AI/pytorch-lightning, tests/tests_fabric/test_fabric.py) expects of `Fabric.call`, which
// this library is named after.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <optional>
#include <string>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(other_suites_lightning_tests)

namespace {

/// What a mock of Python's would note.
struct Noting {
    std::vector<std::string> calls;

    void on_train_end(const weft::Args& args) { calls.push_back(fmt::format("on_train_end{}", args)); }
};
HOOKS(Noting, (on_train_end))

struct Other {
    int calls = 0;
    int not_a_method = 1;

    void on_other() { ++calls; }
};
HOOKS(Other, (on_other))

struct TakesLoss {
    std::optional<double> loss;

    void on_train_batch_end(double the_loss) { loss = the_loss; }
};
WEFT_CALLBACK(TakesLoss, (on_train_batch_end, loss))

struct TakesOutput {
    std::string output;
    int batch = -1;

    void on_train_batch_end(const std::string& the_output, int the_batch) {
        output = the_output;
        batch = the_batch;
    }
};
WEFT_CALLBACK(TakesOutput, (on_train_batch_end, output, batch_idx))

struct TakesNothing {
    int calls = 0;

    void on_train_batch_end() { ++calls; }
};
HOOKS(TakesNothing, (on_train_batch_end))

struct TakesAll {
    std::string all;

    void on_train_batch_end(const weft::Args& args) { all = fmt::format("{}", args); }
};
HOOKS(TakesAll, (on_train_batch_end))

}  // namespace

// Lightning, test_callbacks_input
BOOST_AUTO_TEST_CASE(callbacks_come_alone_or_as_a_list) {
    Noting one;
    Noting two;
    const weft::Fabric single{std::ref(one)};
    const weft::Fabric several{std::ref(one), std::ref(two)};
    const weft::Fabric list{std::vector<weft::Callback>{std::ref(one), std::ref(two)}};
    BOOST_TEST(single.call("on_train_end") == 1U);
    BOOST_TEST(several.call("on_train_end") == 2U);
    BOOST_TEST(list.call("on_train_end") == 2U);
}

// Lightning, test_call: without arguments, with a positional and a keyword argument
BOOST_AUTO_TEST_CASE(a_call_reaches_every_callback_with_all_arguments) {
    Noting one;
    Noting two;
    const weft::Fabric fabric{std::ref(one), std::ref(two)};
    fabric.call("on_train_end");
    fabric.call("on_train_end", "positional", "keyword"_a = "keyword");
    const std::vector<std::string> expected{"on_train_end{}", "on_train_end{positional, keyword=keyword}"};
    BOOST_TEST(one.calls == expected, per_element());
    BOOST_TEST(two.calls == expected, per_element());
}

// Lightning, test_call: a callback that does not have the hook
BOOST_AUTO_TEST_CASE(a_callback_without_the_hook_is_left_alone) {
    Noting noting;
    Other other;
    const weft::Fabric fabric{std::ref(noting), std::ref(other)};
    BOOST_TEST(fabric.call("on_train_end") == 1U);
    BOOST_TEST(noting.calls.size() == 1U);
    BOOST_TEST(other.calls == 0);
}

// Lightning, test_call: an attribute that cannot be called. There is a warning there; here a member that is no method is
// never a hook, and `Unused` tells that nobody heard it.
BOOST_AUTO_TEST_CASE(a_member_that_is_no_method_is_no_hook) {
    Other other;
    weft::Fabric fabric{std::ref(other)};
    weft::Unused unused;
    fabric.observe(std::ref(unused));
    BOOST_TEST(fabric.call("not_a_method") == 0U);
    BOOST_TEST(other.not_a_method == 1);
    BOOST_TEST_REQUIRE(unused.report(fabric).hooks.size() == 1U);
    BOOST_TEST(unused.report(fabric).hooks.front().hook == "not_a_method");
}

// Lightning, test_callback_kwargs_filtering: each callback gets of the keyword arguments those it has parameters for
BOOST_AUTO_TEST_CASE(callbacks_of_different_signatures_share_one_call) {
    TakesLoss loss;
    TakesOutput output;
    TakesNothing nothing;
    TakesAll all;
    const weft::Fabric fabric{std::ref(loss), std::ref(output), std::ref(nothing), std::ref(all)};
    const std::string value = "tensor";
    BOOST_TEST(fabric.call("on_train_batch_end", "loss"_a = 0.25, "output"_a = value, "batch_idx"_a = 3) ==
               4U);
    BOOST_TEST(loss.loss.value() == 0.25);
    BOOST_TEST(output.output == "tensor");
    BOOST_TEST(output.batch == 3);
    BOOST_TEST(nothing.calls == 1);
    BOOST_TEST(all.all == "{loss=0.25, output=tensor, batch_idx=3}");
}

// Lightning, test_callback_kwargs_filtering: a parameter that nobody passes is still an error
BOOST_AUTO_TEST_CASE(what_is_missing_is_not_filtered_away) {
    const weft::Fabric fabric{TakesNothing{}, TakesLoss{}};
    BOOST_CHECK_THROW(fabric.call("on_train_batch_end", "output"_a = 1), weft::ArgumentError);
}

BOOST_AUTO_TEST_SUITE_END()
