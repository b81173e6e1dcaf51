// SPDX-License-Identifier: MIT
// The file that is built with reflection, and the tests: what either file connects, the other one's calls reach.
#include "shared.hpp"

#include <boost/test/unit_test.hpp>

#ifndef __cpp_impl_reflection
#error "this file is to be built with reflection"
#endif

using namespace weft::literals;

namespace {

struct Plain {
    int* sum;
    void on_step(int amount) { *sum += amount; }
};

}  // namespace

BOOST_AUTO_TEST_CASE(both_files_share_a_fabric) {
    int without = 0;
    int with = 0;
    weft::Fabric fabric{Plain{&with}};
    mixed::add_without_reflection(fabric, &without);
    BOOST_TEST(mixed::call_without_reflection(fabric, "on_step", 3) == 2);
    BOOST_TEST(fabric.call("on_step", "amount"_a = 4) == 2U);
    BOOST_TEST(fabric.call("on_named", "amount"_a = 10) == 1U);
    BOOST_TEST(with == 7);
    BOOST_TEST(without == 17);
}

BOOST_AUTO_TEST_CASE(a_declaration_counts_in_both_files) {
    int sum = 0;
    weft::Fabric fabric{mixed::Declared{&sum}};
    mixed::add_without_reflection(fabric, &sum);
    BOOST_TEST(mixed::call_without_reflection(fabric, "on_step", 5) == 2);
    BOOST_TEST(sum == 10);
}

BOOST_AUTO_TEST_CASE(a_functor_has_no_names_in_either_file) {
    int sum = 0;
    weft::Fabric fabric;
    fabric.connect("on_functor", mixed::Functor{&sum});
    mixed::add_without_reflection(fabric, &sum);
    BOOST_TEST(fabric.call("on_functor", 2) == 2U);
    BOOST_TEST(sum == 4);
    for (const weft::HookInfo& hook : fabric.hooks()) {
        for (const weft::HandlerInfo& handler : hook.handlers) {
            if (hook.name == "on_functor") {
                BOOST_TEST(handler.parameters.at(0).empty());
            }
        }
    }
    BOOST_CHECK_THROW(mixed::call_without_reflection(fabric, "on_functor", 2), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(one_lambda_is_connected_in_both_files) {
    int sum = 0;
    weft::Fabric fabric;
    mixed::connect_lambda(fabric, &sum);
    mixed::add_without_reflection(fabric, &sum);
    BOOST_TEST(fabric.call("on_lambda", 3) == 2U);
    BOOST_TEST(sum == 6);
}

BOOST_AUTO_TEST_CASE(each_file_finds_a_foreign_class_in_its_own_way) {
    int with = 0;
    int without = 0;
    weft::Fabric fabric{mixed::Foreign{&with}};
    weft::Fabric other;
    mixed::add_foreign_without_reflection(other, &without);
    BOOST_TEST(fabric.call("on_step", "amount"_a = 3) == 1U);
    BOOST_TEST(fabric.call("on_end") == 1U);
    BOOST_TEST(with == 1003);
    BOOST_TEST(other.call("on_step", "declared_amount"_a = 4) == 1U);
    BOOST_TEST(other.call("on_end") == 0U);
    BOOST_TEST(without == 4);
}
