// SPDX-License-Identifier: MIT
// Objects whose class overloads `&`, alone or by a template that takes everything of its namespace.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(overloaded_address_tests)

namespace evasive {

struct Value {
    int number = 0;

    bool operator==(const Value&) const = default;
    Value* operator&() const { return nullptr; }  // NOLINT(google-runtime-operator): that is what is tested
};

struct Callback {
    int runs = 0;

    void on_step(const Value& value) { runs += value.number; }
    Callback* operator&() const { return nullptr; }  // NOLINT(google-runtime-operator): as above
};
HOOKS(Callback, (on_step, value))

struct Watcher {
    int events = 0;

    void operator()(const weft::Event&) { ++events; }
    Watcher* operator&() const { return nullptr; }  // NOLINT(google-runtime-operator): as above
};

enum class Flag { off, on };
enum class Other { one };

/// Found for every template with an argument of this namespace.
template <class Any>
Other operator&(Any&&) {
    return Other::one;
}

struct Free {
    int* runs;

    void operator()(const std::optional<Value>& value, Flag flag) const {
        *runs += value.value_or(Value{100}).number + (flag == Flag::on ? 1 : 1000);
    }
};

}  // namespace evasive

BOOST_AUTO_TEST_CASE(a_callback_that_overloads_its_address_runs_in_every_form) {
    const evasive::Value value{2};
    evasive::Callback borrowed;
    const auto shared = std::make_shared<evasive::Callback>();
    weft::Fabric fabric{std::ref(borrowed), shared, std::weak_ptr<evasive::Callback>(shared),
                        evasive::Callback{}, std::make_unique<evasive::Callback>()};
    BOOST_TEST(fabric.call("on_step", "value"_a = value) == 5U);
    BOOST_TEST(borrowed.runs == 2);
    BOOST_TEST(shared->runs == 4);
}

BOOST_AUTO_TEST_CASE(an_observer_that_overloads_its_address_is_told) {
    evasive::Watcher watcher;
    weft::Fabric fabric;
    fabric.observe(std::ref(watcher));
    fabric.call("on_step");
    BOOST_TEST(watcher.events == 2);
}

BOOST_AUTO_TEST_CASE(arguments_defaults_and_answers_that_overload_their_address_arrive) {
    int runs = 0;
    weft::Fabric fabric;
    fabric.connect("on_step", evasive::Free{&runs}, "value"_a, "flag"_a = evasive::Flag::on);
    evasive::Free functor{&runs};
    fabric.connect("on_step", std::ref(functor), "value"_a = evasive::Value{5}, "flag"_a = evasive::Flag::on);
    fabric.call("on_step", "value"_a = evasive::Value{3});
    BOOST_TEST(runs == 8);
    fabric.call("on_step");
    BOOST_TEST(runs == 8 + 101 + 6);
    fabric.connect("on_ask", [] { return evasive::Value{7}; });
    fabric.connect("on_ask", [] { return std::optional<evasive::Value>{evasive::Value{8}}; });
    const auto answers = fabric.collect<evasive::Value>("on_ask");
    BOOST_TEST((answers == std::vector<evasive::Value>{{7}, {8}}));
    const weft::ArgMap map{"value"_a = answers.front()};
    BOOST_TEST(map.get<const evasive::Value&>("value").number == 7);
    BOOST_TEST(map.get<std::optional<evasive::Value>>("value")->number == 7);
}

BOOST_AUTO_TEST_SUITE_END()
