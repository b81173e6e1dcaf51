// SPDX-License-Identifier: MIT
// Which methods of a class reflection finds, and which it passes over. Only in the build with reflection.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <fmt/core.h>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(reflection_tests)

namespace {

using Names = std::vector<std::string>;

/// `hook(parameter, ...)` of all that the fabric has connected.
Names served_by(const weft::Fabric& fabric) {
    Names served;
    for (const weft::HookInfo& hook : fabric.hooks()) {
        for (const weft::HandlerInfo& handler : hook.handlers) {
            std::string text = hook.name + "(";
            for (const std::string& name : handler.parameters) {
                text += (text.ends_with('(') ? "" : ", ") + (name.empty() ? std::string("?") : name);
            }
            served.push_back(text + ")");
        }
    }
    return served;
}

struct Plain {
    std::vector<double>* seen;

    void on_train_batch_end(double loss, const std::string& output) {
        seen->push_back(loss + static_cast<double>(output.size()));
    }
    int on_epoch_end(int epoch, const weft::Args& args) const noexcept {
        seen->push_back(epoch + static_cast<double>(args.size()));
        return epoch;
    }
    auto on_deduced(int value) { return value; }
};

struct Base {
    Names* seen;

    explicit Base(Names* names) : seen{names} {}
    virtual ~Base() = default;
    void on_inherited(int x) { seen->push_back(fmt::format("inherited {}", x)); }
    virtual void on_virtual(int x) { seen->push_back(fmt::format("base {}", x)); }
    void on_hidden(int x) { seen->push_back(fmt::format("hidden {}", x)); }
    void on_hidden_by_data() {}
    void on_hidden_in_private() {}
};

struct Derived : Base {
    using Base::Base;
    int on_hidden_by_data = 0;
    void on_virtual(int y) override { seen->push_back(fmt::format("derived {}", y)); }
    void on_hidden(const std::string& text) { seen->push_back("hiding " + text); }

private:
    [[maybe_unused]] void on_hidden_in_private() {}
};

struct Root {
    int seen = 0;
    virtual ~Root() = default;
    virtual void on_step(int x) { seen = x; }
};
struct Left : virtual Root {
    void on_step(int x) override { seen = 10 * x; }
};
struct Right : virtual Root {};
struct Diamond : Left, Right {};

struct OneSide : Root {};
struct OtherSide : Root {};
struct Twice : OneSide, OtherSide {
    void on_end() {}
};

class Guarded : private Root {
public:
    void on_public() {}

protected:
    void on_protected() {}

private:
    void on_private() {}
};

struct Uncopyable {
    Uncopyable() = default;
    Uncopyable(Uncopyable&&) = default;
};
struct Unknown;

/// Everything that cannot serve a hook, and one method that can.
struct Menagerie {
    Menagerie() = default;
    explicit Menagerie(int) {}
    void on_step(int step) { last = step; }

    static void on_static() {}
    template <class Type>
    void on_template(Type) {}
    void operator()(int) {}
    Menagerie& operator+=(int) { return *this; }
    explicit operator bool() const { return true; }
    void on_deleted(int) = delete;
    void on_rvalue() && {}
    void on_const_rvalue() const&& {}
    void on_volatile() volatile {}
    void on_variadic(int, ...) {}
    void on_moved(std::string&&) {}
    void on_uncopyable(Uncopyable) {}
    void on_object(this Menagerie&, int) {}
    void on_unknown(Unknown&);
    Unknown& on_unknown_result();
    void on_function(void (&)()) {}

    int last = 0;
};

}  // namespace

/// As if from another library: out of reach for a declaration, and with more than it is wanted for.
namespace elsewhere {
class Counter {
public:
    void on_step(int amount) { count_ += amount; }
    [[nodiscard]] int size() const { return count_; }
    int& value() { return count_; }
    [[nodiscard]] const int& value() const { return count_; }
    [[deprecated]] void old(int amount) { count_ = amount; }
    void on_redeclared(int first, int second);

private:
    int count_ = 0;
};
void Counter::on_redeclared(int first, int other) {
    count_ = 10 * first + other;
}
}  // namespace elsewhere

namespace {

struct Chosen {
    int seen = 0;
    void on_step(int x) { seen = x; }
    void on_other(int x) { seen = -x; }
};
WEFT_CALLBACK(Chosen, (on_step, renamed))

struct ChosenInside {
    int seen = 0;
    void on_step(int x) { seen = x; }
    void on_other() {}
    WEFT_CALLBACK_INSIDE(ChosenInside, (on_step, renamed))
};
struct BelowChosen : ChosenInside {};

}  // namespace

BOOST_AUTO_TEST_CASE(a_plain_class_needs_no_declaration) {
    std::vector<double> seen;
    weft::Fabric fabric{Plain{&seen}};
    BOOST_TEST(fabric.call("on_train_batch_end", "output"_a = "ab", "loss"_a = 0.5) == 1U);
    BOOST_TEST(fabric.call("on_epoch_end", "epoch"_a = 3, "loss"_a = 0.5) == 1U);
    BOOST_TEST(seen == (std::vector<double>{2.5, 5}), per_element());
    BOOST_TEST(fabric.collect<int>("on_deduced", "value"_a = 4).at(0) == 4);
}

BOOST_AUTO_TEST_CASE(inherited_and_virtual_methods_serve_and_an_override_counts_once) {
    Names seen;
    weft::Fabric fabric{Derived{&seen}};
    fabric.call("on_inherited", "x"_a = 1);
    fabric.call("on_virtual", "y"_a = 2);
    fabric.call("on_hidden", "text"_a = "it");
    BOOST_TEST(seen == (Names{"inherited 1", "derived 2", "hiding it"}), per_element());
}

BOOST_AUTO_TEST_CASE(of_a_hidden_name_the_most_derived_counts_even_where_it_cannot_serve) {
    Names seen;
    BOOST_TEST(served_by(weft::Fabric{Derived{&seen}}) ==
                   (Names{"on_virtual(y)", "on_hidden(text)", "on_inherited(x)"}),
               per_element());
}

BOOST_AUTO_TEST_CASE(a_base_pointer_reaches_the_override) {
    Names seen;
    weft::Fabric fabric{std::unique_ptr<Base>{std::make_unique<Derived>(&seen)}};
    fabric.call("on_virtual", "x"_a = 2);
    BOOST_TEST(seen == (Names{"derived 2"}), per_element());
}

BOOST_AUTO_TEST_CASE(an_override_on_one_side_of_a_diamond_counts_once) {
    Diamond diamond;
    weft::Fabric fabric{std::ref(diamond)};
    fabric.call("on_step", "x"_a = 2);
    BOOST_TEST(diamond.seen == 20);
    BOOST_TEST(served_by(fabric) == (Names{"on_step(x)"}), per_element());
}

BOOST_AUTO_TEST_CASE(methods_of_a_base_that_is_there_twice_are_passed_over) {
    BOOST_TEST(served_by(weft::Fabric{Twice{}}) == (Names{"on_end()"}), per_element());
}

BOOST_AUTO_TEST_CASE(private_and_protected_methods_and_bases_stay_private) {
    BOOST_TEST(served_by(weft::Fabric{Guarded{}}) == (Names{"on_public()"}), per_element());
}

BOOST_AUTO_TEST_CASE(what_cannot_serve_is_passed_over) {
    Menagerie menagerie;
    weft::Fabric fabric{std::ref(menagerie)};
    BOOST_TEST(served_by(fabric) == (Names{"on_step(step)"}), per_element());
    fabric.call("on_step", "step"_a = 3);
    BOOST_TEST(menagerie.last == 3);
}

BOOST_AUTO_TEST_CASE(a_const_callback_serves_with_its_const_methods) {
    std::vector<double> seen;
    const weft::Fabric fabric{std::make_shared<const Plain>(&seen)};
    BOOST_TEST(served_by(fabric) == (Names{"on_epoch_end(epoch)"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_class_from_elsewhere_is_a_callback) {
    elsewhere::Counter counter;
    weft::Fabric fabric{std::ref(counter)};
    fabric.call("on_step", "amount"_a = 3);
    BOOST_TEST(counter.size() == 3);
    BOOST_TEST(fabric.collect<int>("size").at(0) == 3);
    fabric.call("old", "amount"_a = 4);
    BOOST_TEST(fabric.collect<int>("value").at(0) == 4);
}

BOOST_AUTO_TEST_CASE(a_parameter_whose_declarations_disagree_has_no_name) {
    elsewhere::Counter counter;
    weft::Fabric fabric{std::ref(counter)};
    BOOST_CHECK_THROW(fabric.call("on_redeclared", "first"_a = 1, "second"_a = 2), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("on_redeclared", "first"_a = 1, "other"_a = 2), weft::ArgumentError);
    fabric.call("on_redeclared", 1, 2);
    BOOST_TEST(counter.size() == 12);
}

BOOST_AUTO_TEST_CASE(a_declaration_wins_over_reflection) {
    weft::Fabric fabric{Chosen{}, ChosenInside{}};
    BOOST_TEST(served_by(fabric) == (Names{"on_step(renamed)", "on_step(renamed)"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_declaration_inside_a_base_says_nothing_of_the_class_below) {
    BOOST_TEST(served_by(weft::Fabric{BelowChosen{}}) == (Names{"on_step(x)", "on_other()"}), per_element());
}

BOOST_AUTO_TEST_CASE(only_methods_named_on_something_are_held_against_declarations) {
    weft::Fabric fabric;
    fabric.declare("on_step", "amount"_a);
    fabric.declare("on_redeclared", "first"_a);
    fabric.add(elsewhere::Counter{});
    fabric.check();
    fabric.strict();
    fabric.add(elsewhere::Counter{});
    BOOST_CHECK_THROW(fabric.add(Menagerie{}), weft::Error);
    BOOST_CHECK_THROW(fabric.add(Twice{}), weft::Error);
}

BOOST_AUTO_TEST_SUITE_END()
