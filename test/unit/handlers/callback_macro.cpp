// SPDX-License-Identifier: MIT
// WEFT_CALLBACK: const, noexcept, inherited and virtual methods, whatever they return, in any namespace.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace weft::literals;

struct Global {
    int* seen;
    void on_step(int x) { *seen = x; }
};
WEFT_CALLBACK(Global, (on_step, x))

BOOST_AUTO_TEST_SUITE(callback_macro_tests)

namespace app::training {

struct Qualified {
    int* seen;
    void on_plain(int x) { *seen = x; }
    void on_const(int x) const { *seen = 10 * x; }
    void on_noexcept(int x) noexcept { *seen = 100 * x; }
    void on_both(int x) const noexcept { *seen = 1000 * x; }
};
WEFT_CALLBACK(Qualified, (on_plain, x), (on_const, x), (on_noexcept, x), (on_both, x))

struct Returning {
    std::string text{"kept"};
    int runs = 0;
    int on_int() { return ++runs; }
    std::string& on_reference() { return ++runs, text; }
    const char* on_pointer() const { return text.c_str(); }
    std::unique_ptr<int> on_move_only(int x) { return std::make_unique<int>(x); }
    auto on_auto(double x) -> decltype(x * 2) { return x * 2; }
    [[nodiscard]] bool on_nodiscard() const { return true; }
};
WEFT_CALLBACK(Returning, (on_int), (on_reference), (on_pointer), (on_move_only, x), (on_auto, x),
              (on_nodiscard))

struct Base {
    int seen = 0;
    void on_inherited(int x) { seen = x; }
    virtual void on_virtual(int x) { seen = -x; }
    virtual ~Base() = default;
};
WEFT_CALLBACK(Base, (on_inherited, x), (on_virtual, x))

struct Derived : Base {
    void on_virtual(int x) override { seen = 100 + x; }
    void on_own(int x) { seen = 200 + x; }
};
WEFT_CALLBACK(Derived, (on_inherited, x), (on_virtual, x), (on_own, x))

struct Silent : Base {
    void on_virtual(int x) override { seen = 300 + x; }
};

struct Second {
    int second = 0;
    void on_second(int x) { second = x; }
};
struct Many : Base, Second {
    int own = 0;
};
WEFT_CALLBACK(Many, (on_inherited, x), (on_second, x))

struct Root {
    int root = 0;
    void on_root(int x) { root = x; }
};
struct Below : virtual Root {};
WEFT_CALLBACK(Below, (on_root, x))

struct Abstract {
    virtual ~Abstract() = default;
    virtual void on_step(int x) = 0;
};
WEFT_CALLBACK(Abstract, (on_step, x))

struct Concrete final : Abstract {
    int* seen;
    explicit Concrete(int* target) : seen{target} {}
    void on_step(int x) override { *seen = x; }
};

struct WithArgs {
    std::vector<int>* seen;
    void on_first(const weft::Args& args, int a) { *seen = {static_cast<int>(args.size()), a}; }
    void on_middle(int a, const weft::Args& args, int b) { *seen = {a, static_cast<int>(args.size()), b}; }
    void on_only(const weft::Args& args) { *seen = {static_cast<int>(args.size())}; }
};
WEFT_CALLBACK(WithArgs, (on_first, a), (on_middle, a, b), (on_only))

struct Outer {
    struct Inner {
        int* seen;
        void on_step(int x) { *seen = x; }
    };
};
WEFT_CALLBACK(Outer::Inner, (on_step, x))

struct OddNames {
    std::string* seen;
    void call(int self, int Type, int name) { *seen = "call" + std::to_string(self + Type + name); }
    void hook(int method, int parameter) { *seen = "hook" + std::to_string(method + parameter); }
    void x(int x) { *seen = "x" + std::to_string(x); }
};
WEFT_CALLBACK(OddNames, (call, self, Type, name), (hook, method, parameter), (x, x))

struct Wide {
    std::vector<int>* seen;
    void on_wide(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l) {
        *seen = {a, b, c, d, e, f, g, h, i, j, k, l};
    }
};
WEFT_CALLBACK(Wide, (on_wide, a, b, c, d, e, f, g, h, i, j, k, l))

struct Loop {
    int* runs;
    void on_fit_start() { ++*runs; }
    void on_train_epoch_start() { ++*runs; }
    void on_validation_epoch_start() { ++*runs; }
    void on_train_batch_start() { ++*runs; }
    void on_validation_batch_start() { ++*runs; }
    void on_before_backward() { ++*runs; }
    void on_after_backward() { ++*runs; }
    void on_before_optimizer_step() { ++*runs; }
    void on_before_zero_grad() { ++*runs; }
    void on_train_batch_end() { ++*runs; }
    void on_validation_batch_end() { ++*runs; }
    void on_train_epoch_end() { ++*runs; }
    void on_validation_epoch_end() { ++*runs; }
    void on_save_checkpoint() { ++*runs; }
    void on_load_checkpoint() { ++*runs; }
    void on_exception() { ++*runs; }
    void on_fit_end() { ++*runs; }
};
WEFT_CALLBACK(Loop, (on_fit_start), (on_train_epoch_start), (on_validation_epoch_start),
              (on_train_batch_start), (on_validation_batch_start), (on_before_backward), (on_after_backward),
              (on_before_optimizer_step), (on_before_zero_grad), (on_train_batch_end),
              (on_validation_batch_end), (on_train_epoch_end), (on_validation_epoch_end),
              (on_save_checkpoint), (on_load_checkpoint), (on_exception), (on_fit_end))

}  // namespace app::training

namespace {

struct Hidden {
    int* seen;
    void on_step(int x) { *seen = x; }
};
WEFT_CALLBACK(Hidden, (on_step, x))

}  // namespace

using namespace app::training;

BOOST_AUTO_TEST_CASE(methods_may_be_const_and_noexcept) {
    int seen = 0;
    weft::Fabric fabric{Qualified{&seen}};
    fabric.call("on_plain", "x"_a = 2);
    BOOST_TEST(seen == 2);
    fabric.call("on_const", "x"_a = 2);
    BOOST_TEST(seen == 20);
    fabric.call("on_noexcept", "x"_a = 2);
    BOOST_TEST(seen == 200);
    fabric.call("on_both", 2);
    BOOST_TEST(seen == 2000);
}

BOOST_AUTO_TEST_CASE(methods_may_return_anything) {
    const auto returning = std::make_shared<Returning>();
    weft::Fabric fabric{returning};
    for (const char* hook :
         {"on_int", "on_reference", "on_pointer", "on_move_only", "on_auto", "on_nodiscard"}) {
        BOOST_TEST(fabric.call(hook, "x"_a = 1) == 1U);
    }
    BOOST_TEST(returning->runs == 2);
}

BOOST_AUTO_TEST_CASE(methods_may_be_inherited_and_virtual) {
    Derived derived;
    weft::Fabric fabric{std::ref(derived)};
    fabric.call("on_inherited", "x"_a = 1);
    BOOST_TEST(derived.seen == 1);
    fabric.call("on_virtual", "x"_a = 2);
    BOOST_TEST(derived.seen == 102);
    fabric.call("on_own", "x"_a = 3);
    BOOST_TEST(derived.seen == 203);
}

BOOST_AUTO_TEST_CASE(a_base_declared_is_enough_for_what_derives_and_is_held_by_it) {
    auto silent = std::make_shared<Silent>();
    weft::Fabric fabric{std::shared_ptr<Base>{silent}};
    fabric.call("on_virtual", "x"_a = 1);
    BOOST_TEST(silent->seen == 301);
    int seen = 0;
    weft::Fabric other{std::unique_ptr<Abstract>{std::make_unique<Concrete>(&seen)}};
    other.call("on_step", "x"_a = 5);
    BOOST_TEST(seen == 5);
    Concrete concrete{&seen};
    Abstract& abstract = concrete;
    weft::Fabric third{std::ref(abstract)};
    third.call("on_step", "x"_a = 6);
    BOOST_TEST(seen == 6);
}

BOOST_AUTO_TEST_CASE(methods_of_a_second_and_of_a_virtual_base_reach_their_part) {
    Many many;
    Below below;
    weft::Fabric fabric{std::ref(many), std::ref(below)};
    fabric.call("on_second", "x"_a = 4);
    fabric.call("on_inherited", "x"_a = 5);
    fabric.call("on_root", "x"_a = 6);
    BOOST_TEST(many.second == 4);
    BOOST_TEST(many.seen == 5);
    BOOST_TEST(many.own == 0);
    BOOST_TEST(below.root == 6);
}

BOOST_AUTO_TEST_CASE(args_in_a_method_take_no_name) {
    std::vector<int> seen;
    weft::Fabric fabric{WithArgs{&seen}};
    fabric.call("on_first", "a"_a = 7, "z"_a = 8);
    BOOST_TEST(seen == (std::vector<int>{2, 7}), boost::test_tools::per_element());
    fabric.call("on_middle", 5, "b"_a = 6);
    BOOST_TEST(seen == (std::vector<int>{5, 2, 6}), boost::test_tools::per_element());
    fabric.call("on_only");
    BOOST_TEST(seen == (std::vector<int>{0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(only_the_declared_methods_are_hooks) {
    weft::Fabric fabric{Many{}};
    BOOST_TEST(fabric.call("on_virtual", "x"_a = 1) == 0U);
    BOOST_TEST(fabric.call("on_second", "x"_a = 1) == 1U);
}

BOOST_AUTO_TEST_CASE(classes_of_any_namespace_are_declared) {
    int inner = 0;
    int hidden = 0;
    int global = 0;
    weft::Fabric fabric{Outer::Inner{&inner}, Hidden{&hidden}, Global{&global}};
    BOOST_TEST(fabric.call("on_step", "x"_a = 3) == 3U);
    BOOST_TEST(inner + hidden + global == 9);
}

BOOST_AUTO_TEST_CASE(any_identifier_is_a_method_or_parameter_name) {
    std::string seen;
    weft::Fabric fabric{OddNames{&seen}};
    fabric.call("call", "name"_a = 1, "Type"_a = 2, "self"_a = 3);
    BOOST_TEST(seen == "call6");
    fabric.call("hook", "parameter"_a = 1, "method"_a = 2);
    BOOST_TEST(seen == "hook3");
    fabric.call("x", "x"_a = 4);
    BOOST_TEST(seen == "x4");
}

BOOST_AUTO_TEST_CASE(a_method_may_have_many_parameters) {
    std::vector<int> seen;
    weft::Fabric fabric{Wide{&seen}};
    fabric.call("on_wide", 1, 2, 3, "l"_a = 12, "k"_a = 11, "j"_a = 10, "i"_a = 9, "h"_a = 8, "g"_a = 7,
                "f"_a = 6, "e"_a = 5, "d"_a = 4);
    BOOST_TEST(seen == (std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_class_may_listen_to_every_hook_of_a_training_loop) {
    int runs = 0;
    weft::Fabric fabric{Loop{&runs}};
    for (const char* hook :
         {"on_fit_start", "on_train_epoch_start", "on_validation_epoch_start", "on_train_batch_start",
          "on_validation_batch_start", "on_before_backward", "on_after_backward", "on_before_optimizer_step",
          "on_before_zero_grad", "on_train_batch_end", "on_validation_batch_end", "on_train_epoch_end",
          "on_validation_epoch_end", "on_save_checkpoint", "on_load_checkpoint", "on_exception",
          "on_fit_end"}) {
        BOOST_TEST(fabric.call(hook) == 1U);
    }
    BOOST_TEST(runs == 17);
}

BOOST_AUTO_TEST_SUITE_END()
