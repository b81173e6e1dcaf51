// SPDX-License-Identifier: MIT
// A throw at every point at which code of the user's runs: the fabric stays usable, and nothing is left behind.

#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(throwing_tests)

namespace {

struct Boom {};

long until_throw = -1;  // below zero: never throws
long alive = 0;

/// Stands wherever code of the user's runs.
void point() {
    if (until_throw >= 0 && until_throw-- == 0) {
        throw Boom();
    }
}

/// Throws when it is made, copied, moved or assigned.
struct Fragile {
    Fragile() {
        point();
        ++alive;
    }
    Fragile(const Fragile&) {
        point();
        ++alive;
    }
    Fragile(Fragile&&) noexcept(false) {
        point();
        ++alive;
    }
    Fragile& operator=(const Fragile&) {
        point();
        return *this;
    }
    Fragile& operator=(Fragile&&) noexcept(false) {
        point();
        return *this;
    }
    ~Fragile() { --alive; }
};

/// Throws at its end, in an argument or a result, where that is allowed.
struct EndsBadly {
    EndsBadly() { ++alive; }
    EndsBadly(const EndsBadly&) { ++alive; }
    EndsBadly& operator=(const EndsBadly&) = default;
    ~EndsBadly() noexcept(false) {
        --alive;
        point();
    }
};

struct Listener {
    Fragile fragile;

    void on_step() { point(); }
    void on_value(Fragile) { point(); }
    Fragile on_ask() { return fragile; }
};
HOOKS(Listener, (on_step), (on_value, value), (on_ask))

struct Watching {
    Fragile fragile;

    void operator()(const weft::Event&) const { point(); }
};

using Action = std::function<void(weft::Fabric&)>;

/// The action on a fabric of its own, with a throw at each point in turn.
void survives(const Action& action) {
    for (long throwing = 0; throwing < 1000; ++throwing) {
        const long alive_before = alive;
        {
            std::string heard;
            weft::Fabric fabric;
            fabric.connect("on_step", [&heard] { heard += 'a'; });
            until_throw = throwing;
            bool has_left = false;
            try {
                action(fabric);
            } catch (const Boom&) {
                has_left = true;
            }
            const bool has_thrown = std::exchange(until_throw, -1) < 0;
            if (!has_thrown) {
                BOOST_TEST(throwing > 0);
                return;
            }
            BOOST_TEST(has_left);
            heard.clear();
            fabric.connect("on_step", [&heard] { heard += 'b'; });
            BOOST_TEST(fabric.call("on_step", "value"_a = 1) >= 2U);
            BOOST_TEST(heard == "ab");
        }
        BOOST_TEST(alive == alive_before);
    }
    BOOST_ERROR("it still throws after a thousand points");
}

}  // namespace

BOOST_AUTO_TEST_SUITE_END()

template <>
struct fmt::formatter<throwing_tests::Fragile> : fmt::formatter<fmt::string_view> {
    auto format(const throwing_tests::Fragile&, fmt::format_context& context) const {
        throwing_tests::point();
        return formatter<string_view>::format("fragile", context);
    }
};

BOOST_AUTO_TEST_SUITE(throwing_tests)

BOOST_AUTO_TEST_CASE(in_a_handler_or_a_method) {
    survives([](weft::Fabric& fabric) {
        const weft::ScopedConnection connection = fabric.connect("on_step", [] { point(); });
        fabric.call("on_step");
    });
    survives([](weft::Fabric& fabric) {
        const auto listener = std::make_shared<Listener>();
        const weft::ScopedConnection connection = fabric.add(std::weak_ptr<Listener>(listener));
        fabric.call("on_step");
    });
}

BOOST_AUTO_TEST_CASE(in_the_copies_and_moves_of_what_is_handed_over) {
    survives([](weft::Fabric& fabric) { fabric.connect("on_other", [fragile = Fragile()] {}); });
    survives([](weft::Fabric& fabric) {
        const auto handler = [fragile = Fragile()] {};
        fabric.connect("on_other", handler);
    });
    survives([](weft::Fabric& fabric) { fabric.add(Listener()); });
    survives([](weft::Fabric& fabric) { fabric.add(std::make_unique<Listener>(), weft::at_front); });
    survives([](weft::Fabric&) { const weft::Fabric other{Listener(), Listener()}; });
    survives([](weft::Fabric& fabric) {
        const Watching watching;
        const weft::ScopedConnection connection = fabric.observe(watching);
    });
    survives([](weft::Fabric& fabric) { fabric.on_error([fragile = Fragile()](const weft::Failure&) {}); });
}

BOOST_AUTO_TEST_CASE(in_a_default) {
    survives([](weft::Fabric& fabric) {
        fabric.connect(
            "on_other", [](const Fragile&, const Fragile&) {}, "one"_a = Fragile(), "other"_a = Fragile());
        fabric.call("on_other");
    });
}

BOOST_AUTO_TEST_CASE(in_the_copy_of_an_argument) {
    survives([](weft::Fabric& fabric) {
        fabric.connect(
            "on_other", [](Fragile, std::optional<Fragile>, const Fragile&) {}, "one"_a, "two"_a, "three"_a);
        const Fragile value;
        fabric.call("on_other", "one"_a = value, "two"_a = value, "three"_a = value);
        fabric.call("on_other", weft::arg("one", value), weft::arg("two", value), weft::arg("three", value));
    });
}

BOOST_AUTO_TEST_CASE(at_the_end_of_a_parameter_or_a_result) {
    survives([](weft::Fabric& fabric) {
        fabric.connect(
            "on_other", [](EndsBadly) {}, "value"_a);
        fabric.connect("on_other", [](const weft::Args&) { return EndsBadly(); });
        fabric.call("on_other", "value"_a = EndsBadly());
    });
}

BOOST_AUTO_TEST_CASE(in_an_answer) {
    survives([](weft::Fabric& fabric) {
        const weft::ScopedConnection connection = fabric.add(Listener());
        fabric.connect("on_ask", []() -> std::optional<Fragile> { return Fragile(); });
        static_cast<void>(fabric.collect<Fragile>("on_ask"));
        static_cast<void>(fabric.first<Fragile>("on_ask"));
    });
}

BOOST_AUTO_TEST_CASE(in_an_observer_at_every_event) {
    survives([](weft::Fabric& fabric) {
        const weft::ScopedConnection connection = fabric.observe(Watching());
        fabric.connect(
            "on_other", [] { point(); }, weft::once);
        fabric.connect("on_other", [&fabric] { fabric.call("on_step"); });
        fabric.call("on_other");
        fabric.call("on_unheard");
    });
}

BOOST_AUTO_TEST_CASE(in_an_observer_that_is_told_of_a_throw) {
    survives([](weft::Fabric& fabric) {
        const weft::ScopedConnection connection = fabric.observe(Watching());
        fabric.connect("on_other", [] { throw Boom(); });
        try {
            fabric.call("on_other");
        } catch (const Boom&) {
            if (until_throw < 0) {
                throw;
            }
        }
    });
}

BOOST_AUTO_TEST_CASE(in_an_error_handler) {
    survives([](weft::Fabric& fabric) {
        fabric.on_error([](const weft::Failure&) { point(); });
        fabric.connect("on_other", [] { throw 1; });
        fabric.call("on_other");
    });
}

BOOST_AUTO_TEST_CASE(in_the_formatting_of_a_value) {
    survives([](weft::Fabric& fabric) {
        const weft::ScopedConnection trace = fabric.observe(weft::Trace([](std::string_view) { point(); }));
        fabric.connect(
            "on_other", [](const Fragile&) {}, "value"_a);
        fabric.call("on_other", "value"_a = Fragile());
    });
    survives([](weft::Fabric& fabric) {
        fabric.connect("on_other",
                       [](const weft::Args& args) { static_cast<void>(fmt::format("{}", args)); });
        fabric.call("on_other", Fragile(), "value"_a = Fragile());
    });
}

BOOST_AUTO_TEST_CASE(in_the_values_of_a_map) {
    survives([](weft::Fabric& fabric) {
        weft::ArgMap map{"one"_a = Fragile(), "two"_a = Fragile()};
        map.set("three", Fragile());
        map.set("one", Fragile());
        weft::ArgMap copy(map);
        copy.erase("two");
        copy = map;
        fabric.connect("on_other", [](const weft::Args& args) { const weft::ArgMap kept(args); });
        fabric.call("on_other", weft::unpack(map));
    });
}

BOOST_AUTO_TEST_CASE(a_map_whose_value_cannot_be_replaced_keeps_the_old_one) {
    const long alive_before = alive;
    {
        weft::ArgMap map{"one"_a = Fragile()};
        until_throw = 1;
        BOOST_CHECK_THROW(map.set("one", Fragile()), Boom);
        until_throw = -1;
        BOOST_TEST(map.size() == 1U);
        BOOST_TEST(alive == alive_before + 1);
    }
    BOOST_TEST(alive == alive_before);
}

BOOST_AUTO_TEST_SUITE_END()
