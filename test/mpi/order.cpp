// SPDX-License-Identifier: MIT
// A callback of one rank stands on all ranks where its class asks to stand.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <string>
#include <tuple>

#include <weft/callbacks.hpp>

using namespace weft::literals;

namespace shop {

struct Last {
    std::string* ran;

    void on_step() const { *ran += "Last "; }
    void on_end() const { *ran += "Last "; }

    static constexpr std::tuple weft_order{weft::named("last"), weft::after("Plain"), weft::after_all};
};
WEFT_CALLBACK(Last, (on_step), (on_end))

struct Plain {
    std::string* ran;

    void on_step() const { *ran += "Plain "; }
};
WEFT_CALLBACK(Plain, (on_step))

}  // namespace shop

BOOST_FIXTURE_TEST_SUITE(order_tests, program::Apart)

namespace {

/// How `on_step` is shown, which has to be the same on all ranks.
std::string shown(const weft::Fabric& fabric) {
    std::string mine;
    for (const weft::HookInfo& hook : fabric.hooks()) {
        mine += hook.name == "on_step" ? fmt::format("{}", hook) : "";
    }
    std::string of_first = mine;
    of_first.resize(1024);
    MPI_Bcast(of_first.data(), static_cast<int>(of_first.size()), MPI_CHAR, 0, MPI_COMM_WORLD);
    BOOST_TEST(of_first.c_str() == mine);
    return mine;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_wish_of_its_class_holds_on_all_ranks) {
    std::string ran;
    weft::Fabric fabric;
    fabric.add(weft::mpi::on_rank(comm, 0, [&ran] { return shop::Last{&ran}; }));
    fabric.add(weft::mpi::on_rank(comm, 1, [&ran] { return shop::Plain{&ran}; }));
    fabric.connect(
        "on_step", [&ran] { ran += "f "; }, weft::named("f"));
    fabric.call("on_step");
    BOOST_TEST(ran == (program::rank() == 0 ? "f Last " : program::rank() == 1 ? "Plain f " : "f "));
    BOOST_TEST(shown(fabric) == "on_step\n  shop::Plain()\n  f()\n  last() after_all after Plain");
}

BOOST_AUTO_TEST_CASE(extras_replace_the_wish_of_its_class_whole) {
    std::string ran;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&ran] { ran += "f "; }, weft::named("f"));
    fabric.add(weft::mpi::on_rank(comm, 0, [&ran] { return shop::Last{&ran}; }), weft::before_all);
    fabric.call("on_step");
    BOOST_TEST(ran == (program::rank() == 0 ? "Last f " : "f "));
    BOOST_TEST(shown(fabric) == "on_step\n  shop::Last() before_all\n  f()");  // Its name is gone, too.
}

BOOST_AUTO_TEST_CASE(it_goes_by_its_class_with_or_without_its_namespace) {
    for (const std::string name : {"Plain", "shop::Plain"}) {
        std::string ran;
        weft::Fabric fabric;
        fabric.add(weft::mpi::on_rank(comm, 0, [&ran] { return shop::Plain{&ran}; }));
        fabric.connect(
            "on_step", [&ran] { ran += "f "; }, weft::named("f"), weft::before(name));
        fabric.call("on_step");
        BOOST_TEST(ran == (program::rank() == 0 ? "f Plain " : "f "));
        BOOST_TEST(shown(fabric) == "on_step\n  f() before " + name + "\n  shop::Plain()");
    }
}

BOOST_AUTO_TEST_CASE(one_made_at_run_time_goes_by_its_own_name_alone) {
    weft::Fabric fabric;
    fabric.add(weft::mpi::on_rank(comm, 0, [] {
        weft::DynamicCallback callback{"script::first"};
        callback.on("on_step", weft::everything, [](const weft::Args&) {});
        return callback;
    }));
    fabric.connect(
        "on_step", [] {}, weft::named("f"), weft::before("first"));
    fabric.connect(
        "on_step", [] {}, weft::named("g"), weft::before("script::first"));
    BOOST_TEST(shown(fabric) == "on_step\n  g() before script::first\n  script::first()\n  f()");
}

BOOST_AUTO_TEST_CASE(in_the_background_it_has_the_wish_of_what_is_wrapped) {
    std::string ran;
    weft::Fabric fabric;
    fabric.add(weft::mpi::on_rank(comm, 0, [&ran] { return weft::in_background(shop::Last{&ran}); }));
    fabric.connect(
        "on_step", [] {}, weft::named("f"));
    BOOST_TEST(shown(fabric) == "on_step\n  f()\n  last() after_all");
}

BOOST_AUTO_TEST_CASE(a_circle_is_refused_on_all_ranks) {
    std::string ran;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [] {}, weft::named("Plain"), weft::after("last"));
    const weft::Callback last = weft::mpi::on_rank(comm, 0, [&ran] { return shop::Last{&ran}; });
    std::string text;
    try {
        fabric.add(last);
    } catch (const weft::Error& error) {
        text = error.what();
    }
    BOOST_TEST(text.find("last") != std::string::npos, text);
}

BOOST_AUTO_TEST_SUITE_END()
