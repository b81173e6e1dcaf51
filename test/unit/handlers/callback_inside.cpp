// SPDX-License-Identifier: MIT
// WEFT_CALLBACK_INSIDE: classes that nobody outside can name, private, templated or local ones.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <string>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(callback_inside_tests)

namespace app {

template <class Value>
class Recorder {
public:
    explicit Recorder(std::vector<Value>* seen) : seen_{seen} {}
    void on_step(const Value& value) { seen_->push_back(value); }
    void on_two(int times, Value value) const {
        for (int i = 0; i < times; ++i)
            seen_->push_back(value);
    }

    WEFT_CALLBACK_INSIDE(Recorder, (on_step, value), (on_two, times, value))

private:
    std::vector<Value>* seen_;
};

template <class First, class Second>
struct Pair {
    WEFT_CALLBACK_INSIDE(Pair, (on_pair, first, second))

    std::string* seen;
    void on_pair(First first, Second second) { *seen = std::to_string(first) + "/" + std::to_string(second); }
};

class Owner {
public:
    explicit Owner(weft::Fabric& fabric) { fabric.add(Watcher{this}); }
    [[nodiscard]] int seen() const { return seen_; }

private:
    class Watcher {
        WEFT_CALLBACK_INSIDE(Watcher, (on_step, x), (on_end))

    public:
        explicit Watcher(Owner* owner) : owner_{owner} {}
        void on_step(int x) noexcept { owner_->seen_ = x; }
        void on_end() const { owner_->seen_ = -1; }

    private:
        Owner* owner_;
    };

    int seen_ = 0;
};

struct Base {
    int seen = 0;
    virtual ~Base() = default;
    void on_base(int x) { seen = x; }
    virtual void on_virtual(int x) { seen = -x; }
};

class Derived : public Base {
public:
    void on_virtual(int x) override { seen = 10 * x; }
    void on_args(int x, const weft::Args& args) { seen = x + static_cast<int>(args.size()); }

protected:
    WEFT_CALLBACK_INSIDE(Derived, (on_base, x), (on_virtual, x), (on_args, x))
};

}  // namespace app

BOOST_AUTO_TEST_CASE(a_class_template_declares_its_hooks) {
    std::vector<int> whole;
    std::vector<std::string> text;
    weft::Fabric fabric{app::Recorder<int>{&whole}};
    weft::Fabric other{app::Recorder<std::string>{&text}};
    fabric.call("on_step", "value"_a = 3L);
    fabric.call("on_two", "value"_a = 4, "times"_a = 2);
    other.call("on_step", "value"_a = "one");
    other.call("on_two", 1, "two");
    BOOST_TEST(whole == (std::vector<int>{3, 4, 4}), boost::test_tools::per_element());
    BOOST_TEST(text == (std::vector<std::string>{"one", "two"}), boost::test_tools::per_element());
    BOOST_CHECK_THROW(fabric.call("on_step", "value"_a = "one"), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(two_instances_of_a_template_share_a_fabric) {
    std::vector<int> whole;
    std::vector<double> real;
    weft::Fabric fabric{app::Recorder<int>{&whole}, app::Recorder<double>{&real}};
    BOOST_TEST(fabric.call("on_step", "value"_a = 3) == 2U);
    BOOST_TEST(whole.size() == 1U);
    BOOST_TEST(real.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_template_of_two_types_declares_its_hooks_before_its_methods) {
    std::string seen;
    weft::Fabric fabric{app::Pair<int, long>{&seen}};
    fabric.call("on_pair", "second"_a = 2, "first"_a = 1);
    BOOST_TEST(seen == "1/2");
}

BOOST_AUTO_TEST_CASE(a_private_class_declares_its_hooks_in_a_private_part) {
    weft::Fabric fabric;
    const app::Owner owner{fabric};
    fabric.call("on_step", "x"_a = 3);
    BOOST_TEST(owner.seen() == 3);
    fabric.call("on_end");
    BOOST_TEST(owner.seen() == -1);
}

BOOST_AUTO_TEST_CASE(a_derived_class_declares_inherited_and_virtual_methods) {
    const auto derived = std::make_shared<app::Derived>();
    weft::Fabric fabric{derived};
    fabric.call("on_base", "x"_a = 1);
    BOOST_TEST(derived->seen == 1);
    fabric.call("on_virtual", "x"_a = 2);
    BOOST_TEST(derived->seen == 20);
    fabric.call("on_args", "x"_a = 3, "y"_a = 4);
    BOOST_TEST(derived->seen == 5);
}

BOOST_AUTO_TEST_CASE(a_local_class_declares_its_hooks) {
    struct Local {
        int* seen;
        void on_step(int x) { *seen = x; }
        void on_end() { *seen = -1; }

        WEFT_CALLBACK_INSIDE(Local, (on_step, x), (on_end))
    };
    int seen = 0;
    weft::Fabric fabric{Local{&seen}};
    fabric.call("on_step", "x"_a = 3);
    BOOST_TEST(seen == 3);
    fabric.call("on_end");
    BOOST_TEST(seen == -1);
}

BOOST_AUTO_TEST_SUITE_END()
