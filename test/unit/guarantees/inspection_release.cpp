// SPDX-License-Identifier: MIT
// Looking at a fabric while what a handler captured ends, the fabric with it. A replaced operator new lets go of the
// handler in the middle of the look, on this thread or on another.
#include "replaced_new.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

using namespace weft::literals;

namespace {

/// Runs at the next allocation of this thread, once.
thread_local std::function<void()>* at_allocation = nullptr;

}  // namespace

void before_allocation() {
    if (std::function<void()>* const action = std::exchange(at_allocation, nullptr); action != nullptr) {
        (*action)();
    }
}

BOOST_AUTO_TEST_SUITE(inspection_release_tests)

namespace {

/// Runs an action at one allocation of this thread.
class AtAllocation {
public:
    AtAllocation(int number, std::function<void()> action) : left_(number), action_(std::move(action)) {
        at_allocation = &count_;
    }
    AtAllocation(const AtAllocation&) = delete;
    AtAllocation& operator=(const AtAllocation&) = delete;
    ~AtAllocation() { at_allocation = nullptr; }

    [[nodiscard]] bool has_run() const { return left_ < 0; }

private:
    void count() {
        if (left_-- > 0) {
            at_allocation = &count_;
        } else {
            action_();
        }
    }

    int left_;
    std::function<void()> action_;
    std::function<void()> count_ = [this] { count(); };
};

/// How many allocations the list of the hooks takes, before the first handler is looked at.
int allocations_of_list(int hooks) {
    int number = 0;
    while (true) {
        std::vector<void*> list;
        const AtAllocation unreached(number, [] {});
        for (int i = 0; i < hooks; ++i) {
            list.push_back(nullptr);
        }
        if (!unreached.has_run()) {
            return number;
        }
        ++number;
    }
}

enum class Declared { all, not_all };

/// A fabric whose first handler owns it.
struct Owned {
    std::shared_ptr<int> alive = std::make_shared<int>(0);
    weft::Fabric* fabric = nullptr;
    weft::Connection owning;
    std::vector<weft::Connection> others;

    explicit Owned(Declared declared) {
        auto owner = std::make_shared<weft::Fabric>();
        fabric = owner.get();
        fabric->declare("on_step", "loss"_a);
        fabric->declare("on_other", "loss"_a);
        if (declared == Declared::all) {
            fabric->declare("on_othre");
        }
        owning = fabric->connect("on_step", [owner = std::move(owner), token = alive] {});
        for (const char* const hook : {"on_step", "on_step", "on_other", "on_othre"}) {
            others.push_back(fabric->connect(hook, [token = alive] {}));
        }
    }

    [[nodiscard]] bool is_gone() const {
        return alive.use_count() == 1 && !owning.connected() &&
               std::none_of(others.begin(), others.end(),
                            [](const weft::Connection& connection) { return connection.connected(); });
    }
};

/// Lets go of the handler at that allocation of the look; false where there are fewer.
template <class Look>
bool end_at(int allocation, Look look, bool on_another_thread, Declared declared) {
    Owned owned(declared);
    const AtAllocation disconnecting(allocation, [&] {
        if (on_another_thread) {
            std::thread([&] { owned.owning.disconnect(); }).join();
        } else {
            owned.owning.disconnect();
        }
    });
    try {
        look(*owned.fabric);
    } catch (const weft::Error&) {
        // What a check finds.
    }
    const bool has_ended = disconnecting.has_run();
    if (!has_ended) {
        owned.owning.disconnect();
    }
    BOOST_TEST(owned.is_gone());
    return has_ended;
}

template <class Look>
void end_while_looking(Look look, Declared declared = Declared::not_all) {
    // While another thread lets go, this one is at the handler and keeps it.
    const int first = allocations_of_list(3);
    BOOST_TEST(end_at(first, look, true, declared));
    int allocation = first;
    while (end_at(allocation, look, false, declared)) {
        ++allocation;
    }
    BOOST_TEST(allocation > first);
}

}  // namespace

BOOST_AUTO_TEST_CASE(hooks_outlive_the_end_of_the_fabric) {
    end_while_looking([](const weft::Fabric& fabric) { static_cast<void>(fabric.hooks()); });
}

BOOST_AUTO_TEST_CASE(the_printed_form_outlives_the_end_of_the_fabric) {
    end_while_looking([](const weft::Fabric& fabric) { static_cast<void>(fmt::format("{}", fabric)); });
}

BOOST_AUTO_TEST_CASE(a_check_outlives_the_end_of_the_fabric) {
    end_while_looking([](const weft::Fabric& fabric) { fabric.check(); });
}

BOOST_AUTO_TEST_CASE(turning_strict_outlives_the_end_of_the_fabric) {
    for (const Declared declared : {Declared::all, Declared::not_all}) {
        end_while_looking([](weft::Fabric& fabric) { fabric.strict(); }, declared);
    }
}

BOOST_AUTO_TEST_CASE(a_report_of_what_is_unused_outlives_the_end_of_the_fabric) {
    const weft::Unused unused;
    end_while_looking([&](const weft::Fabric& fabric) { static_cast<void>(unused.report(fabric)); });
}

BOOST_AUTO_TEST_CASE(a_look_within_a_call_leaves_the_fabric_to_the_call) {
    const auto alive = std::make_shared<int>(0);
    auto owner = std::make_shared<weft::Fabric>();
    weft::Fabric* const fabric = owner.get();
    weft::Connection owning = fabric->connect("on_other", [owner = std::move(owner), alive] {});
    const weft::Connection looking = fabric->connect("on_step", [&, alive] {
        const AtAllocation disconnecting(allocations_of_list(2), [&] { owning.disconnect(); });
        static_cast<void>(fabric->hooks());
        BOOST_TEST(disconnecting.has_run());
        BOOST_TEST(!owning.connected());
    });
    const weft::Connection after = fabric->connect("on_step", [alive] { ++*alive; });
    BOOST_TEST(fabric->call("on_step") == 1U);
    BOOST_TEST(*alive == 0);
    BOOST_TEST(alive.use_count() == 1);
    BOOST_TEST(!looking.connected());
    BOOST_TEST(!after.connected());
}

BOOST_AUTO_TEST_SUITE_END()
