// SPDX-License-Identifier: MIT
// A callback of one rank that goes around what all ranks run.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <stdexcept>
#include <string>

using namespace weft::literals;

BOOST_FIXTURE_TEST_SUITE(around_tests, program::Apart)

namespace {

/// Does on its rank what a case tells it.
struct Wrapping {
    std::function<void(const weft::Next&, int&)> run;

    void around_step(const weft::Next& next, int& number) const { run(next, number); }
};
WEFT_CALLBACK(Wrapping, (around_step, number))

bool is_root() {
    return program::rank() == 0;
}

weft::Callback wrapping(MPI_Comm comm, const std::function<void(const weft::Next&, int&)>& run) {
    return weft::mpi::on_rank(comm, 0, [&run] { return Wrapping{run}; });
}

/// What leaves the function: its type and text.
std::string thrown_by(const std::function<void()>& function) {
    try {
        function();
    } catch (const weft::mpi::Divergence& error) {
        return std::string("Divergence: ") + error.what();
    } catch (const weft::mpi::RemoteError& error) {
        return std::string("RemoteError: ") + error.what();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "nothing";
}

/// Says what of it has run.
struct Telling {
    std::string* ran;

    void operator()(const weft::Next& next, int&) const {
        *ran += "before ";
        next();
        *ran += "after ";
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(it_goes_around_what_all_ranks_run) {
    std::string ran;
    weft::Fabric fabric;
    fabric.add(wrapping(comm, Telling{&ran}));
    fabric.connect("around_step", [&ran] { ran += "handler "; });
    int number = 0;
    BOOST_TEST(fabric.around("around_step", "number"_a = number, [&ran] { ran += "body "; }));
    BOOST_TEST(ran == (is_root() ? "before handler body after " : "handler body "));
    ran.clear();
    BOOST_TEST(fabric.call("around_step", "number"_a = number) == 2U);
    BOOST_TEST(ran == (is_root() ? "before handler after " : "handler "));
}

BOOST_AUTO_TEST_CASE(what_it_changes_before_and_after_is_changed_everywhere) {
    weft::Fabric fabric{wrapping(comm, [](const weft::Next& next, int& number) {
        number += 10;
        next();
        number *= 2;
    })};
    int number = 1;
    int own = 0;
    int seen = 0;
    fabric.around("around_step", "number"_a = number, "own"_a = own, [&] {
        seen = number;
        own = program::rank();
    });
    BOOST_TEST(seen == 11);
    BOOST_TEST(number == 22);
    // That is changed by each rank for itself.
    BOOST_TEST(own == program::rank());
}

BOOST_AUTO_TEST_CASE(what_it_changes_after_counts_from_what_its_rank_has_then) {
    weft::Fabric fabric{wrapping(comm, [](const weft::Next& next, int& number) {
        next();
        ++number;
    })};
    int number = 0;
    fabric.around("around_step", "number"_a = number, [&] { number = 10 * program::rank(); });
    BOOST_TEST(number == 1);
}

BOOST_AUTO_TEST_CASE(a_veto_is_one_on_all_ranks) {
    weft::Fabric fabric{wrapping(comm, [](const weft::Next&, int&) {})};
    int number = 0;
    bool is_entered = false;
    BOOST_TEST(!fabric.around("around_step", "number"_a = number, [&] { is_entered = true; }));
    BOOST_TEST(!is_entered);
}

BOOST_AUTO_TEST_CASE(an_exception_before_the_rest_keeps_all_ranks_from_it) {
    weft::Fabric fabric{
        wrapping(comm, [](const weft::Next&, int&) { throw std::runtime_error("not ready"); })};
    int number = 0;
    bool is_entered = false;
    BOOST_TEST(
        thrown_by([&] { fabric.around("around_step", "number"_a = number, [&] { is_entered = true; }); }) ==
        (is_root() ? "not ready" : "RemoteError: rank 0 has thrown std::runtime_error: not ready"));
    BOOST_TEST(!is_entered);
}

BOOST_AUTO_TEST_CASE(an_exception_after_the_rest_is_one_on_all_ranks) {
    weft::Fabric fabric{wrapping(comm, [](const weft::Next& next, int&) {
        next();
        throw std::runtime_error("disk full");
    })};
    int number = 0;
    int entered = 0;
    for (int call = 1; call <= 2; ++call) {
        BOOST_TEST(
            thrown_by([&] { fabric.around("around_step", "number"_a = number, [&] { ++entered; }); }) ==
            (is_root() ? "disk full" : "RemoteError: rank 0 has thrown std::runtime_error: disk full"));
        BOOST_TEST(entered == call);
    }
}

BOOST_AUTO_TEST_CASE(what_the_body_throws_on_all_ranks_stays_that_of_each) {
    weft::Fabric fabric{wrapping(comm, [](const weft::Next& next, int&) { next(); })};
    int failures = 0;
    fabric.on_error([&failures](const weft::Failure&) { ++failures; });
    int number = 0;
    const std::string mine = "not on rank " + std::to_string(program::rank());
    BOOST_TEST(thrown_by([&] {
                   fabric.around("around_step", "number"_a = number, [&] { throw std::runtime_error(mine); });
               }) == mine);
    BOOST_TEST(failures == 0);
}

BOOST_AUTO_TEST_CASE(what_it_catches_on_its_rank_is_caught_on_all) {
    weft::Fabric fabric{wrapping(comm, [](const weft::Next& next, int& number) {
        try {
            next();
        } catch (const std::runtime_error&) {
            number = 7;
        }
    })};
    int number = 0;
    BOOST_TEST(thrown_by([&] {
                   fabric.around("around_step", "number"_a = number,
                                 [] { throw std::runtime_error("not yet"); });
               }) == "nothing");
    BOOST_TEST(number == 7);
}

BOOST_AUTO_TEST_CASE(what_it_throws_in_place_of_another_is_thrown_on_all) {
    weft::Fabric fabric{wrapping(comm, [](const weft::Next& next, int&) {
        try {
            next();
        } catch (const std::runtime_error&) {
            throw std::logic_error("wrong");
        }
    })};
    int number = 0;
    BOOST_TEST(thrown_by([&] {
                   fabric.around("around_step", "number"_a = number,
                                 [] { throw std::runtime_error("not yet"); });
               }) == (is_root() ? "wrong" : "RemoteError: rank 0 has thrown std::logic_error: wrong"));
}

BOOST_AUTO_TEST_CASE(what_the_body_throws_on_one_rank_ends_the_call_on_all) {
    for (const int thrower : {0, 1}) {
        const program::Apart apart;
        weft::Fabric fabric{wrapping(apart.comm, [](const weft::Next& next, int&) {
            try {
                next();
            } catch (const std::runtime_error&) {  // The others do not know of it.
            }
        })};
        int number = 0;
        const std::string text = thrown_by([&] {
            fabric.around("around_step", "number"_a = number, [&] {
                if (program::rank() == thrower) {
                    throw std::runtime_error("alone");
                }
            });
        });
        if (program::rank() == 1 && thrower == 1) {
            BOOST_TEST(text == "alone");
        } else {
            BOOST_TEST(text.starts_with("Divergence: rank " + std::to_string(thrower) +
                                        " has thrown std::runtime_error: alone in 'around_step', ranks "),
                       text);
            BOOST_TEST(text.ends_with(": an exception on one rank ends the call on all"), text);
        }
    }
}

BOOST_AUTO_TEST_CASE(calls_inside_the_rest_are_of_all_ranks) {
    weft::Fabric fabric;
    fabric.observe(quick_guard());
    fabric.observe(weft::mpi::Agreement{comm});
    fabric.add(wrapping(comm, [&fabric](const weft::Next& next, int&) {
        fabric.call("on_own");  // Of its rank alone.
        next();
        fabric.call("on_own");
    }));
    for (int call = 0; call < 3; ++call) {
        int number = 0;
        bool should_stop = false;
        fabric.around("around_step", "number"_a = number, [&] {
            should_stop = program::rank() == program::size() - 1;
            fabric.call("on_inner", "should_stop"_a = should_stop);
        });
        BOOST_TEST(should_stop);
    }
}

BOOST_AUTO_TEST_CASE(in_a_call_of_its_rank_alone_it_goes_around_there) {
    std::string ran;
    weft::Fabric fabric;
    fabric.add(wrapping(comm, Telling{&ran}));
    const auto calling = [&fabric, &ran] {
        weft::DynamicCallback callback{"Calling"};
        callback.on("on_step", weft::everything, [&fabric, &ran](const weft::Args&) {
            int number = 0;
            fabric.around("around_step", "number"_a = number, [&ran] { ran += "body "; });
        });
        return weft::Callback(std::move(callback));
    };
    fabric.add(weft::mpi::on_rank(comm, 0, calling));
    fabric.add(weft::mpi::on_rank(comm, 1, calling));
    fabric.call("on_step");
    BOOST_TEST(ran == (is_root() ? "before body after " : program::rank() == 1 ? "body " : ""));
}

BOOST_AUTO_TEST_CASE(a_second_next_is_refused_on_all_ranks) {
    weft::Fabric fabric{wrapping(comm, [](const weft::Next& next, int&) {
        next();
        next();
    })};
    int number = 0;
    const std::string text = thrown_by([&] { fabric.around("around_step", "number"_a = number, [] {}); });
    BOOST_TEST(text.starts_with(is_root() ? "around_step: around_tests::Wrapping calls its Next"
                                          : "RemoteError: rank 0 has thrown weft::Error: around_step: "
                                            "around_tests::Wrapping calls its Next"),
               text);
}

BOOST_AUTO_TEST_SUITE_END()
