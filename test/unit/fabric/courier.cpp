// SPDX-License-Identifier: MIT
// An exception goes past a function that cannot let it through.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <stdexcept>
#include <string>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(courier_tests)

namespace {

struct Boom : std::runtime_error {
    Boom() : std::runtime_error("boom") {}
};

/// A solver in C: calls back until it is told to stop, and lets no exception through.
int iterate(int most, bool (*on_iteration)(void*), void* data) noexcept {
    int done = 0;
    while (done < most && on_iteration(data)) {
        ++done;
    }
    return done;
}

struct Loop {
    weft::Fabric fabric;
    weft::Courier courier;
    int step = 0;

    static bool on_iteration(void* data) {
        Loop& loop = *static_cast<Loop*>(data);
        return loop.courier.run([&loop] { loop.fabric.call("on_step", "step"_a = ++loop.step); });
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_a_handler_throws_arrives_behind_the_c_library) {
    Loop loop;
    const Boom* thrown = nullptr;
    loop.fabric.connect(
        "on_step",
        [](int step) {
            if (step == 3) {
                throw Boom();
            }
        },
        "step"_a);
    BOOST_TEST(iterate(10, &Loop::on_iteration, &loop) == 2);
    BOOST_TEST(loop.courier.has_failed());
    try {
        loop.courier.deliver();
    } catch (const Boom& boom) {
        thrown = &boom;
        BOOST_TEST(std::string(boom.what()) == "boom");
    }
    BOOST_TEST((thrown != nullptr));
}

BOOST_AUTO_TEST_CASE(the_same_object_is_delivered) {
    weft::Courier courier;
    const void* thrown = nullptr;
    BOOST_TEST(!courier.run([&thrown] {
        try {
            throw Boom();
        } catch (const Boom& boom) {
            thrown = &boom;
            throw;
        }
    }));
    try {
        courier.deliver();
        BOOST_ERROR("nothing was delivered");
    } catch (const Boom& boom) {
        BOOST_TEST(&boom == thrown);
    }
}

BOOST_AUTO_TEST_CASE(after_a_failure_nothing_runs_until_it_is_delivered) {
    weft::Courier courier;
    int runs = 0;
    BOOST_TEST(courier.run([&runs] { return ++runs; }));
    BOOST_TEST(!courier.run([] { throw 42; }));
    BOOST_TEST(!courier.run([&runs] { ++runs; }));
    BOOST_TEST(runs == 1);
    BOOST_CHECK_THROW(courier.deliver(), int);
    BOOST_TEST(!courier.has_failed());
    BOOST_CHECK_NO_THROW(courier.deliver());
    BOOST_TEST(courier.run([&runs] { ++runs; }));
    BOOST_TEST(runs == 2);
}

BOOST_AUTO_TEST_CASE(a_courier_within_a_courier_keeps_what_comes_first) {
    weft::Courier outer;
    weft::Courier inner;
    BOOST_TEST(!outer.run([&inner] {
        BOOST_TEST(!inner.run([] { throw Boom(); }));
        inner.deliver();
    }));
    BOOST_CHECK_THROW(outer.deliver(), Boom);
}

BOOST_AUTO_TEST_CASE(a_run_inside_a_run_of_the_same_courier_ends_both) {
    weft::Courier courier;
    BOOST_TEST(!courier.run([&courier] { courier.run([] { throw 1; }); }));
    BOOST_CHECK_EXCEPTION(courier.deliver(), int, [](int thrown) { return thrown == 1; });
    BOOST_TEST(!courier.run([&courier] {
        courier.run([] { throw 1; });
        throw 2;
    }));
    BOOST_CHECK_EXCEPTION(courier.deliver(), int, [](int thrown) { return thrown == 1; });  // The first.
}

BOOST_AUTO_TEST_CASE(what_is_never_delivered_ends_with_the_courier) {
    const auto kept = std::make_shared<int>(1);
    {
        weft::Courier courier;
        BOOST_TEST(!courier.run([kept] { throw kept; }));
        BOOST_TEST(kept.use_count() == 2);
    }
    BOOST_TEST(kept.use_count() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
