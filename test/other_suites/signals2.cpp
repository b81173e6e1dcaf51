// SPDX-License-Identifier: MIT
// What Boost.Signals2's own suite (boostorg/signals2, folder test) expects of an engine, asked of a fabric: who
// disconnects whom, in which order handlers run, blocks, tracked objects, and a destructor that comes back in.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(other_suites_signals2_tests)

namespace {

constexpr std::size_t nobody = 9;

/// Four handlers, each of which writes its number and may disconnect one of them.
class Four {
public:
    explicit Four(const std::vector<std::size_t>& victims) {
        for (std::size_t number = 0; number < victims.size(); ++number) {
            connections_.push_back(fabric_.connect("on_step", [this, number, victim = victims[number]] {
                if (victim != nobody) {
                    connections_[victim].disconnect();
                }
                ran_ += std::to_string(number);
            }));
        }
    }

    std::string call() {
        ran_.clear();
        fabric_.call("on_step");
        return ran_;
    }
    const weft::Connection& operator[](std::size_t number) const { return connections_[number]; }
    [[nodiscard]] bool is_empty() const { return fabric_.hooks().empty(); }

private:
    std::vector<weft::Connection> connections_;
    std::string ran_;
    weft::Fabric fabric_;
};

}  // namespace

// Boost.Signals2, test/deletion_test.cpp, test_remove_self
BOOST_AUTO_TEST_CASE(a_handler_that_disconnects_itself_runs_once_wherever_it_stands) {
    Four in_the_middle({nobody, nobody, 2, nobody});
    BOOST_TEST(in_the_middle.call() == "0123");
    BOOST_TEST(in_the_middle.call() == "013");
    Four last({nobody, nobody, nobody, 3});
    BOOST_TEST(last.call() == "0123");
    BOOST_TEST(last.call() == "012");
    Four first({0, nobody, nobody, nobody});
    BOOST_TEST(first.call() == "0123");
    BOOST_TEST(first.call() == "123");
    {
        const weft::Block block = first[2].block();
        BOOST_TEST(first.call() == "13");
    }
    BOOST_TEST(first.call() == "123");
}

// Boost.Signals2, test/deletion_test.cpp, test_remove_self ("mass suicide")
BOOST_AUTO_TEST_CASE(all_may_disconnect_themselves_in_one_call) {
    Four all({0, 1, 2, 3});
    BOOST_TEST(all.call() == "0123");
    BOOST_TEST(all.call().empty());
    BOOST_TEST(all.is_empty());
}

// Boost.Signals2, test/deletion_test.cpp, test_remove_prior
BOOST_AUTO_TEST_CASE(a_handler_that_has_run_may_be_disconnected_by_a_later_one) {
    Four first({nobody, 0, nobody, nobody});
    BOOST_TEST(first.call() == "0123");
    BOOST_TEST(first.call() == "123");
    Four last({nobody, nobody, nobody, 2});
    BOOST_TEST(last.call() == "0123");
    BOOST_TEST(last.call() == "013");
}

// Boost.Signals2, test/deletion_test.cpp, test_remove_after
BOOST_AUTO_TEST_CASE(a_handler_disconnected_before_its_turn_does_not_run) {
    Four next({1, nobody, nobody, nobody});
    BOOST_TEST(next.call() == "023");
    BOOST_TEST(next.call() == "023");
    Four last({nobody, 3, nobody, nobody});
    BOOST_TEST(last.call() == "012");
    BOOST_TEST(last.call() == "012");
}

// Boost.Signals2, test/deletion_test.cpp, test_bloodbath
BOOST_AUTO_TEST_CASE(several_disconnect_each_other_in_one_call) {
    Four all({1, 1, 0, 2});
    BOOST_TEST(all.call() == "023");
    BOOST_TEST(all.call() == "3");
}

// Boost.Signals2, test/ordering_test.cpp: the order of connections; weft has no groups, so the ends are what is left.
BOOST_AUTO_TEST_CASE(order_is_that_of_connection_and_the_front_is_before_all) {
    std::vector<int> expected;
    std::vector<int> ran;
    weft::Fabric fabric;
    const auto handler = [&ran](int number) { return [&ran, number] { ran.push_back(number); }; };
    for (int number = 0; number < 100; ++number) {
        const int place = (number * 37) % 100;  // Numbers that are in no order.
        if (number % 3 == 0) {
            expected.insert(expected.begin(), place);
            fabric.connect("on_step", handler(place), weft::at_front);
        } else {
            expected.push_back(place);
            fabric.connect("on_step", handler(place));
        }
    }
    fabric.call("on_step");
    BOOST_TEST(ran == expected, boost::test_tools::per_element());
}

// Boost.Signals2, test/shared_connection_block_test.cpp
BOOST_AUTO_TEST_CASE(a_block_ends_with_its_scope_by_hand_or_when_another_is_assigned) {
    Four four({nobody, nobody, nobody, nobody});
    {
        const weft::Block block = four[2].block();
        BOOST_TEST(four.call() == "013");
    }
    BOOST_TEST(four.call() == "0123");
    weft::Block block = four[1].block();
    BOOST_TEST(four.call() == "023");
    block.unblock();
    BOOST_TEST(four.call() == "0123");
    weft::Block nothing;  // Of nothing: it blocks nobody.
    nothing.unblock();
    BOOST_TEST(four.call() == "0123");
    block = four[3].block();
    BOOST_TEST(four.call() == "012");
    block = four[0].block();
    BOOST_TEST(four.call() == "123");
}

// Boost.Signals2, test/connection_test.cpp, release_test and swap_test
BOOST_AUTO_TEST_CASE(a_scoped_connection_lets_go_only_of_what_it_has) {
    weft::Fabric fabric;
    const auto connect = [&fabric] { return fabric.connect("on_step", [] {}); };
    weft::Connection kept;
    {
        weft::ScopedConnection scoped = connect();
        kept = scoped.release();
        BOOST_TEST(!scoped.connected());
    }
    BOOST_TEST(kept.connected());
    weft::Connection later;
    {
        weft::ScopedConnection scoped = kept;
        scoped.release().disconnect();
        BOOST_TEST(!scoped.connected());
        later = connect();
        scoped = weft::ScopedConnection(later);
        BOOST_TEST(scoped.connected());
    }
    BOOST_TEST(!later.connected());
    weft::Connection one = connect();
    weft::Connection none;
    std::swap(one, none);
    BOOST_TEST(none.connected());
    BOOST_TEST(!one.connected());
}

namespace {

struct Echo {
    int value;

    [[nodiscard]] int on_ask(int given) const { return given + value; }
};
WEFT_CALLBACK(Echo, (on_ask, given))

}  // namespace

// Boost.Signals2, test/track_test.cpp: automatic disconnection
BOOST_AUTO_TEST_CASE(a_tracked_object_takes_its_handlers_along) {
    weft::Fabric fabric;
    weft::Connection connection;
    BOOST_TEST(!fabric.first<int>("on_ask", 5).has_value());
    {
        const auto echo = std::make_shared<Echo>(Echo{0});
        connection = fabric.add(std::weak_ptr<Echo>(echo));
        BOOST_TEST(fabric.first<int>("on_ask", 5).value() == 5);
    }
    BOOST_TEST(!connection.connected());
    BOOST_TEST(!fabric.first<int>("on_ask", 5).has_value());
}

// Boost.Signals2, test/track_test.cpp: the object ends before it is connected; weft says so instead of being silent.
BOOST_AUTO_TEST_CASE(an_object_that_ended_before_is_refused) {
    weft::Fabric fabric;
    std::weak_ptr<Echo> gone;
    {
        const auto echo = std::make_shared<Echo>(Echo{1});
        gone = echo;
    }
    BOOST_CHECK_THROW(fabric.add(gone), weft::Error);
    BOOST_TEST(!fabric.first<int>("on_ask", 5).has_value());
}

// Boost.Signals2, test/track_test.cpp: a signal as the slot of another
BOOST_AUTO_TEST_CASE(a_handler_may_pass_a_call_on_to_another_fabric_and_ends_with_it) {
    struct Relay {
        weft::Fabric inner;
        std::optional<int> on_ask(int given) { return inner.first<int>("on_ask", given); }
        WEFT_CALLBACK_INSIDE(Relay, (on_ask, given))
    };
    weft::Fabric outer;
    {
        const auto relay = std::make_shared<Relay>();
        outer.add(std::weak_ptr<Relay>(relay));
        BOOST_TEST(!outer.first<int>("on_ask", 4).has_value());
        relay->inner.add(Echo{0});
        BOOST_TEST(outer.first<int>("on_ask", 4).value() == 4);
    }
    BOOST_TEST(!outer.first<int>("on_ask", 4).has_value());
}

namespace {

/// Keeps itself alive until its handler has run, and then comes back to the fabric from its destructor.
class SelfReference {
public:
    explicit SelfReference(std::shared_ptr<weft::Fabric> fabric, std::string& said)
        : fabric_(std::move(fabric)), said_(&said) {}
    SelfReference(const SelfReference&) = delete;
    SelfReference& operator=(const SelfReference&) = delete;
    ~SelfReference() {
        *said_ += own_.connected() ? "still connected " : "gone ";
        *said_ += other_.connected() ? "other there " : "other gone ";
        own_.disconnect();
        other_.disconnect();
        *said_ += fabric_->hooks().empty() ? "empty" : "not empty";
    }

    void on_step() { self_.reset(); }
    WEFT_CALLBACK_INSIDE(SelfReference, (on_step))

    static void start(const std::shared_ptr<SelfReference>& object, weft::Connection other) {
        object->self_ = object;
        object->own_ = object->fabric_->add(std::weak_ptr<SelfReference>(object), weft::at_front);
        object->other_ = std::move(other);
    }

private:
    std::shared_ptr<weft::Fabric> fabric_;
    std::string* said_;
    std::shared_ptr<SelfReference> self_;
    weft::Connection own_;
    weft::Connection other_;
};

}  // namespace

// Boost.Signals2, test/deadlock_regression_test.cpp: the last owner of a tracked object goes in the middle of a call, and
// its destructor disconnects and looks at the signal. No lock may be held then.
BOOST_AUTO_TEST_CASE(a_tracked_object_that_ends_in_a_call_may_use_the_fabric_from_its_destructor) {
    std::string said;
    const auto fabric = std::make_shared<weft::Fabric>();
    int ran = 0;
    SelfReference::start(std::make_shared<SelfReference>(fabric, said),
                         fabric->connect("on_step", [&ran] { ++ran; }));
    fabric->call("on_step");
    BOOST_TEST(said == "gone other there empty");
    BOOST_TEST(ran == 0);
    BOOST_TEST(fabric->call("on_step") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
