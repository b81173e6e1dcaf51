// SPDX-License-Identifier: MIT
// Order by name of callbacks: what they go by, what their classes ask for, and who shows it.
#include "hooks.hpp"
#include "refusal_of.hpp"

#include <weft/callbacks/background.hpp>
#include <weft/callbacks/checkpoint.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(order_classes_tests)

namespace {

using Ran = std::shared_ptr<std::string>;

struct Plain {
    Ran ran;
    void on_step() const { *ran += "Plain "; }
};
HOOKS(Plain, (on_step))

struct Early {
    Ran ran;
    void on_step() const { *ran += "Early "; }
    void on_end() const { *ran += "Early "; }

    static constexpr auto weft_order = weft::before("Plain");
};
HOOKS(Early, (on_step), (on_end))

struct Late {
    Ran ran;
    void on_step() const { *ran += "Late "; }
    void on_end() const { *ran += "Late "; }

    static constexpr std::tuple weft_order{weft::named("late"), weft::after("Early", "Plain"),
                                           weft::after_all};
};
HOOKS(Late, (on_step), (on_end))

struct Inherits : Early {
    void on_step() const { *ran += "Inherits "; }
};
HOOKS(Inherits, (on_step))

template <class Value>
struct Holds {
    Ran ran;
    void on_step() const { *ran += "Holds "; }
    WEFT_CALLBACK_INSIDE(Holds, (on_step))
};

std::string run(const weft::Fabric& fabric, const Ran& ran, const char* hook = "on_step") {
    ran->clear();
    fabric.call(hook);
    return *ran;
}

}  // namespace

namespace {

/// As classes that count references are.
class Counted {
public:
    static Counted* make() { return new Counted; }
    void release() const { delete this; }
    virtual void on_step() {}

private:
    Counted() = default;
    virtual ~Counted() = default;
};
WEFT_CALLBACK(Counted, (on_step))

}  // namespace

BOOST_AUTO_TEST_CASE(a_class_carries_its_own_wish) {
    const auto ran = std::make_shared<std::string>();
    weft::Fabric fabric{Late{ran}, Plain{ran}, Early{ran}};
    BOOST_TEST(run(fabric, ran) == "Early Plain Late ");
    BOOST_TEST(run(fabric, ran, "on_end") == "Early Late ");
}

BOOST_AUTO_TEST_CASE(a_wish_is_inherited) {
    const auto ran = std::make_shared<std::string>();
    weft::Fabric fabric{Plain{ran}, Inherits{{ran}}};
    BOOST_TEST(run(fabric, ran) == "Inherits Plain ");
}

BOOST_AUTO_TEST_CASE(extras_at_registration_replace_the_wish_of_the_class_whole) {
    const auto ran = std::make_shared<std::string>();
    weft::Fabric fabric;
    fabric.add(Late{ran}, weft::before("Plain"));
    fabric.add(Plain{ran});
    BOOST_TEST(run(fabric, ran) == "Late Plain ");
    BOOST_TEST(fabric.hooks()[0].handlers[0].callback.ends_with("Late"));  // Its name is gone, too.
    fabric.add(Early{ran}, weft::after_all);
    fabric.add(Plain{ran});
    BOOST_TEST(run(fabric, ran) == "Late Plain Plain Early ");
}

BOOST_AUTO_TEST_CASE(other_extras_leave_the_wish_of_the_class_alone) {
    const auto ran = std::make_shared<std::string>();
    weft::Fabric fabric;
    fabric.add(Plain{ran});
    fabric.add(Late{ran}, weft::at_front, weft::every(1));
    fabric.add(Early{ran}, weft::when([](const weft::Args&) { return true; }));
    BOOST_TEST(run(fabric, ran) == "Early Plain Late ");
}

BOOST_AUTO_TEST_CASE(a_callback_goes_by_its_class_with_or_without_its_namespace) {
    const auto ran = std::make_shared<std::string>();
    const std::string full = "order_classes_tests::Plain";
    for (const std::string& name : {std::string("Plain"), full}) {
        weft::Fabric fabric{Plain{ran}};
        fabric.connect(
            "on_step", [&ran] { *ran += "f "; }, weft::before(name));
        BOOST_TEST(run(fabric, ran) == "f Plain ");
    }
    weft::Fabric fabric{Plain{ran}};
    fabric.connect(
        "on_step", [&ran] { *ran += "f "; }, weft::before("lain", "tests::Plain", "plain", "*"));
    BOOST_TEST(run(fabric, ran) == "Plain f ");
}

BOOST_AUTO_TEST_CASE(a_class_template_goes_by_its_name_with_arguments) {
    const auto ran = std::make_shared<std::string>();
    weft::Fabric fabric{Holds<std::vector<int>>{ran}, Holds<double>{ran}};
    fabric.connect(
        "on_step", [&ran] { *ran += "f "; }, weft::before("Holds<double>"),
        weft::after("Holds<std::vector<int>>"));
    BOOST_TEST(run(fabric, ran) == "Holds f Holds ");
}

BOOST_AUTO_TEST_CASE(a_given_name_replaces_that_of_the_class) {
    const auto ran = std::make_shared<std::string>();
    weft::Fabric fabric;
    fabric.add(Plain{ran}, weft::named("saver"));
    fabric.connect(
        "on_step", [&ran] { *ran += "no "; }, weft::before("Plain"));
    fabric.connect(
        "on_step", [&ran] { *ran += "yes "; }, weft::before("saver"));
    BOOST_TEST(run(fabric, ran) == "yes Plain no ");
}

BOOST_AUTO_TEST_CASE(every_form_of_a_callback_has_its_name_and_wish) {
    const auto ran = std::make_shared<std::string>();
    Early borrowed{ran};
    const auto shared = std::make_shared<Early>(Early{ran});
    weft::Fabric fabric{Plain{ran}};
    fabric.add(std::ref(borrowed));
    fabric.add(shared);
    fabric.add(std::weak_ptr<Early>(shared));
    fabric.add(std::make_unique<Early>(Early{ran}));
    std::vector<weft::Callback> list{Early{ran}};
    fabric.add(list[0], weft::after("Plain"));
    BOOST_TEST(run(fabric, ran) == "Early Early Early Early Plain Early ");
}

BOOST_AUTO_TEST_CASE(a_callback_made_at_run_time_goes_by_its_own_name) {
    const auto ran = std::make_shared<std::string>();
    weft::DynamicCallback callback{"script::first"};
    callback.on("on_step", weft::everything, [ran](const weft::Args&) { *ran += "script "; });
    weft::Fabric fabric;
    fabric.add(std::move(callback), weft::after("Plain"));
    fabric.connect(
        "on_step", [&ran] { *ran += "not "; }, weft::before("first"));
    fabric.connect(
        "on_step", [&ran] { *ran += "f "; }, weft::before("script::first"));
    fabric.add(Plain{ran});
    BOOST_TEST(run(fabric, ran) == "f Plain script not ");
}

BOOST_AUTO_TEST_CASE(a_callback_in_the_background_has_the_name_and_wish_of_what_it_wraps) {
    const auto ran = std::make_shared<std::string>();
    weft::Fabric fabric{Plain{ran}};
    fabric.add(weft::in_background(Early{ran}));
    fabric.connect(
        "on_step", [] {}, weft::named("f"), weft::before("Early"));
    BOOST_TEST(fmt::format("{}", fabric.hooks()[0]) ==
               "on_step\n  f() before Early\n  order_classes_tests::Early() before Plain\n  "
               "order_classes_tests::Plain()");
    fabric.add(weft::in_background(Early{ran}), weft::named("slow"), weft::before_all);
    BOOST_TEST(fabric.hooks()[0].handlers[0].callback == "slow");
}

BOOST_AUTO_TEST_CASE(a_name_is_what_errors_and_reports_call_it) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](int) {}, "step"_a, weft::named("counter"));
    BOOST_TEST(refusal_of([&] { fabric.call("on_step"); }) ==
               "on_step: counter takes 'step' (int), but the call passes no such argument; it passes {}");
    BOOST_TEST(refusal_of([&] {
                   fabric.connect(
                       "on_step", [] {}, weft::named("n"), weft::every(0));
               }) == "on_step: n: every(0) would never run it, expected every(n) with n of at least 1");
    std::string failed;
    std::string seen;
    fabric.on_error([&failed](const weft::Failure& failure) { failed = failure.callback(); });
    fabric.observe([&seen](const weft::Event& event) { seen = event.callback() + seen; });
    fabric.connect(
        "on_end", [] { throw 1; }, weft::named("a\nb"));
    fabric.call("on_end");
    BOOST_TEST(failed == "a\\nb");
    BOOST_TEST(seen == "a\\nba\\nb");
    fabric.declare("on_start");
    BOOST_TEST(refusal_of([&] { fabric.check(); }) ==
               "on_step: counter listens to a hook that is not declared\n"
               "on_end: a\\nb listens to a hook that is not declared");
}

BOOST_AUTO_TEST_CASE(hooks_and_the_printed_form_show_the_order_and_why) {
    const auto ran = std::make_shared<std::string>();
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](double) {}, "loss"_a, weft::named("saver"), weft::after("stopper", "nobody"),
        weft::before("plot", "report"), weft::every(2));
    fabric.connect(
        "on_step", [] {}, weft::named("stopper"));
    fabric.connect(
        "on_step", [] {}, weft::named("report"), weft::after_all);
    fabric.connect(
        "on_step", [] {}, weft::named("plot"), weft::at_front);
    fabric.connect(
        "on_step", [] {}, weft::named("timer"), weft::before_all, weft::after("timer"));
    BOOST_TEST(
        fmt::format("{}", fabric) ==
        "on_step\n  timer() before_all\n  stopper()\n  saver(loss) before plot, report after stopper every "
        "2\n  plot()\n  report() after_all");
    const weft::HandlerInfo saver = fabric.hooks()[0].handlers[2];
    BOOST_TEST(saver.before == (std::vector<std::string>{"plot", "report"}),
               boost::test_tools::per_element());
    BOOST_TEST(saver.after == (std::vector<std::string>{"stopper"}), boost::test_tools::per_element());
    BOOST_TEST((!saver.before_all && !saver.after_all));
}

BOOST_AUTO_TEST_CASE(only_check_looks_for_names_that_nobody_has) {
    const auto ran = std::make_shared<std::string>();
    weft::Fabric fabric{Early{ran}};
    fabric.add(Plain{ran}, weft::after("Erly", "order_classes_tests::Early"), weft::before("Checkpoint"));
    const std::string names =
        "on_step: order_classes_tests::Early asks to be before 'Plain', a name that nobody in the fabric has";
    weft::Fabric other{Early{ran}};
    BOOST_TEST(refusal_of([&] { other.check(); }) == names);  // Once, though it serves two hooks.
    other.declare("on_step");
    other.declare("on_end");
    BOOST_TEST(refusal_of([&] { other.check(); }) == names);
    other.strict();
    other.add(Early{ran}, weft::after("nobody"));
    BOOST_TEST(other.call("on_step") == 2U);
    BOOST_TEST(
        refusal_of([&] { fabric.check(); }) ==
        "on_step: order_classes_tests::Plain asks to be before 'Checkpoint', a name that nobody in the "
        "fabric "
        "has\non_step: order_classes_tests::Plain asks to be after 'Erly', a name that nobody in the fabric "
        "has: did you mean 'Early'?");
}

BOOST_AUTO_TEST_CASE(a_name_counts_as_known_if_it_serves_other_hooks_alone) {
    weft::Fabric fabric;
    fabric.connect(
        "on_start", [] {}, weft::named("timer"));
    fabric.connect(
        "on_step", [] {}, weft::after("timer"));
    BOOST_CHECK_NO_THROW(fabric.check());
}

BOOST_AUTO_TEST_CASE(a_checkpoint_comes_after_all) {
    weft::Fabric fabric;
    fabric.add(weft::Checkpoint("never_used", [](std::ostream&) {}));
    fabric.connect(
        "on_fit_start", [] {}, weft::named("other"));
    const std::vector<weft::HandlerInfo> handlers = fabric.hooks()[0].handlers;
    BOOST_TEST(handlers[0].callback == "other");
    BOOST_TEST(handlers[1].callback == "weft::Checkpoint");
    BOOST_TEST(handlers[1].after_all);
}

BOOST_AUTO_TEST_CASE(a_class_whose_virtual_destructor_is_private_is_a_callback_all_the_same) {
    Counted* const counted = Counted::make();
    {
        weft::Fabric fabric;
        fabric.add(std::ref(*counted));
        BOOST_TEST(fabric.call("on_step") == 1U);
    }
    counted->release();
}

BOOST_AUTO_TEST_SUITE_END()
