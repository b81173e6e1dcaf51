// SPDX-License-Identifier: MIT
// Ranks that no longer do the same end by an error, on all ranks and with the same text.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace weft::literals;
using program::divergence_of;

BOOST_FIXTURE_TEST_SUITE(guard_tests, program::Apart)

namespace {

constexpr std::string_view same_calls =
    ": all ranks have to make the same calls, with the same arguments in the same order";

void expect(const std::string& text, const std::string& wanted) {
    BOOST_TEST(text == wanted);
}

/// Whether all ranks have this text.
bool is_on_all_ranks(const std::string& text) {
    std::string of_first = text;
    of_first.resize(4096);
    MPI_Bcast(of_first.data(), static_cast<int>(of_first.size()), MPI_CHAR, 0, MPI_COMM_WORLD);
    of_first.resize(std::min(of_first.find('\0'), of_first.size()));
    return program::sum(of_first == text ? 1 : 0) == program::size();
}

}  // namespace

BOOST_AUTO_TEST_CASE(ranks_that_do_the_same_go_on) {
    weft::Fabric fabric;
    fabric.observe(quick_guard(3));
    for (int step = 0; step < 1000; ++step) {
        fabric.call("on_step", "step"_a = step);
        fabric.call("on_step_end");
    }
    BOOST_TEST(divergence_of([&] { fabric.call("on_fit_end"); }).empty());
}

BOOST_AUTO_TEST_CASE(another_hook_is_found_and_named) {
    weft::Fabric fabric;
    fabric.observe(quick_guard());
    const std::string text = divergence_of([&] {
        fabric.call("on_train_batch_end", "loss"_a = 0.5);
        fabric.call(program::rank() == 2 ? "on_train_epoch_end" : "on_train_batch_end", "loss"_a = 0.5);
    });
    expect(text, std::string("rank 2 is in 'on_train_epoch_end' (call 2), ranks 0, 1, 3 wait in "
                             "'on_train_batch_end' (call 2)") +
                     std::string(same_calls));
}

BOOST_AUTO_TEST_CASE(after_a_divergence_every_call_throws_it_again) {
    weft::Fabric fabric;
    fabric.observe(quick_guard());
    const auto call = [&] { fabric.call(program::rank() == 1 ? "on_a" : "on_b"); };
    const std::string text = divergence_of(call);
    BOOST_TEST(!text.empty());
    BOOST_TEST(divergence_of(call) == text);
    BOOST_TEST(is_on_all_ranks(text));
}

BOOST_AUTO_TEST_CASE(the_first_call_that_differs_is_named_at_the_next_comparison) {
    weft::Fabric fabric;
    fabric.observe(quick_guard(10));
    int made = 0;
    const std::string text = divergence_of([&] {
        for (int step = 0; step < 20; ++step) {
            ++made;
            if (program::rank() == 3 && step == 14) {
                fabric.call("on_surplus");
            }
            fabric.call("on_step", "step"_a = step);
        }
    });
    expect(text,
           std::string("rank 3 is in 'on_surplus' (call 15), ranks 0, 1, 2 wait in 'on_step' (call 15)") +
               std::string(same_calls));
    BOOST_TEST(made == (program::rank() == 3 ? 19 : 20));
}

BOOST_AUTO_TEST_CASE(other_names_of_arguments_are_found_and_named) {
    weft::Fabric fabric;
    fabric.observe(quick_guard(5));
    const std::string text = divergence_of([&] {
        for (int step = 0; step < 10; ++step) {
            if (program::rank() == 0 && step == 6) {
                fabric.call("on_step", "los"_a = 0.5, "step"_a = step);
            } else {
                fabric.call("on_step", "loss"_a = 0.5, "step"_a = step);
            }
        }
    });
    expect(text, std::string("rank 0 passes {los, step} to 'on_step' (call 7), ranks 1, 2, 3 pass {loss, "
                             "step} to 'on_step' (call 7)") +
                     std::string(same_calls));
}

BOOST_AUTO_TEST_CASE(another_order_of_arguments_is_found_and_named) {
    weft::Fabric fabric;
    fabric.observe(quick_guard());
    const std::string text = divergence_of([&] {
        if (program::rank() == 1) {
            fabric.call("on_step", "step"_a = 1, "loss"_a = 0.5);
        } else {
            fabric.call("on_step", "loss"_a = 0.5, "step"_a = 1);
        }
    });
    BOOST_TEST(text.find("rank 1 passes {step, loss} to 'on_step'") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(arguments_without_a_name_are_shown_by_their_types) {
    weft::Fabric fabric;
    fabric.observe(quick_guard(2));
    expect(divergence_of([&] {
               fabric.call("on_step", 0.5);  // Has the same names as the next one.
               if (program::rank() == 0) {
                   fabric.call("on_step", 1);
               } else {
                   fabric.call("on_step", 1, 0.5, "step"_a = 2);
               }
           }),
           std::string("rank 0 passes {<int>} to 'on_step' (call 2), ranks 1, 2, 3 pass {<int>, <double>, "
                       "step} to 'on_step' (call 2)") +
               std::string(same_calls));
}

BOOST_AUTO_TEST_CASE(another_number_for_every_is_found) {
    weft::Fabric fabric;
    fabric.observe(quick_guard(program::rank() == 2 ? 4 : 5));
    const std::string text = divergence_of([&] {
        for (int step = 0; step < 10; ++step) {
            fabric.call("on_step", "step"_a = step);
        }
    });
    BOOST_TEST(text.find("'every' is not the same on all ranks") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(an_exception_on_one_rank_ends_the_call_on_all) {
    weft::Fabric fabric;
    fabric.observe(quick_guard());
    fabric.connect("on_step", [] {
        if (program::rank() == 2) {
            throw std::out_of_range("too far");
        }
    });
    if (program::rank() == 2) {
        BOOST_CHECK_THROW(fabric.call("on_step"), std::out_of_range);
    } else {
        fabric.call("on_step");
        expect(divergence_of([&] { fabric.call("on_step"); }),
               "rank 2 has thrown std::out_of_range: too far in 'on_step' (call 1), ranks 0, 1, 3 wait in "
               "'on_step' (call 2): "
               "an exception on one rank ends the call on all");
    }
}

BOOST_AUTO_TEST_CASE(an_exception_inside_of_a_call_of_another_fabric_ends_the_call_on_all) {
    weft::Fabric solver;
    solver.observe(quick_guard());
    solver.connect("on_step", [] {
        if (program::rank() == 2) {
            throw std::out_of_range("too far");
        }
    });
    weft::Fabric fabric;
    fabric.observe(
        [](const weft::Event& /*event*/) {});  // Makes the call of this fabric an observed one, too.
    fabric.connect("on_fit", [&solver] { solver.call("on_step"); });
    if (program::rank() == 2) {
        BOOST_CHECK_THROW(fabric.call("on_fit"), std::out_of_range);
    } else {
        fabric.call("on_fit");
        expect(divergence_of([&] { fabric.call("on_fit"); }),
               "rank 2 has thrown std::out_of_range: too far in 'on_step' (call 1), ranks 0, 1, 3 wait in "
               "'on_step' (call 2): "
               "an exception on one rank ends the call on all");
    }
}

BOOST_AUTO_TEST_CASE(an_exception_on_all_ranks_stays_that_of_each) {
    weft::Fabric fabric;
    fabric.observe(quick_guard());
    fabric.connect("on_step", [] { throw std::out_of_range(std::to_string(program::rank())); });
    for (int call = 0; call < 3; ++call) {
        BOOST_CHECK_EXCEPTION(fabric.call("on_step"), std::out_of_range, [](const auto& error) {
            return std::string(error.what()) == std::to_string(program::rank());
        });
    }
}

BOOST_AUTO_TEST_CASE(a_rank_that_stays_away_ends_the_call_of_the_others_in_time) {
    weft::Fabric fabric;
    fabric.observe(quick_guard());
    fabric.call("on_step");
    // Nobody sleeps: the one that stays away waits for what the others say after their error.
    if (program::rank() == 0) {
        for (int rank = 1; rank < program::size(); ++rank) {
            MPI_Recv(nullptr, 0, MPI_BYTE, rank, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        }
        BOOST_TEST(!divergence_of([&] { fabric.call("on_step"); }).empty());
        return;
    }
    const auto begin = std::chrono::steady_clock::now();
    const std::string text = divergence_of([&] { fabric.call("on_step"); });
    const auto time = std::chrono::steady_clock::now() - begin;
    MPI_Send(nullptr, 0, MPI_BYTE, 0, 0, MPI_COMM_WORLD);
    BOOST_TEST(text.starts_with("rank 0 has left 'on_step' (call 1), ranks "), text);
    BOOST_TEST(text.ends_with("wait in 'on_step' (call 2): not all have come within 1 s"), text);
    BOOST_TEST((time < std::chrono::seconds(20)));
}

BOOST_AUTO_TEST_CASE(a_guard_ends_what_an_agreement_waits_for) {
    weft::Fabric fabric;
    fabric.observe(quick_guard(1000));
    fabric.observe(weft::mpi::Agreement{comm});
    bool should_stop = false;
    const std::string text = divergence_of([&] {
        if (program::rank() == 1) {
            fabric.call("on_epoch_end", "should_stop"_a = should_stop);
        } else {
            fabric.call("on_batch_end", "should_stop"_a = should_stop);
        }
    });
    BOOST_TEST(
        text.starts_with(
            "rank 1 is in 'on_epoch_end' (call 1) for an Agreement, ranks 0, 2, 3 wait in 'on_batch_end' "
            "(call 1) for an Agreement"),
        text);
}

BOOST_AUTO_TEST_CASE(ranks_that_meet_before_are_compared_there) {
    weft::Fabric fabric;
    fabric.observe(quick_guard(1000));
    fabric.observe(weft::mpi::Agreement{comm});
    int made = 0;
    const std::string text = divergence_of([&] {
        for (int step = 0; step < 10; ++step) {
            fabric.call("on_begin", "step"_a = step);
            if (program::rank() == 1 && step == 3) {
                fabric.call("on_named", "los"_a = 0.5);
            } else {
                fabric.call("on_named", "loss"_a = 0.5);
            }
            bool should_stop = false;
            fabric.call("on_end", "should_stop"_a = should_stop);
            ++made;
        }
    });
    expect(text, std::string("rank 1 passes {los} to 'on_named' (call 11), ranks 0, 2, 3 pass {loss} to "
                             "'on_named' (call 11)") +
                     std::string(same_calls));
    BOOST_TEST(made == 3);
}

BOOST_AUTO_TEST_CASE(another_hook_before_ranks_meet_is_named) {
    weft::Fabric fabric;
    fabric.observe(quick_guard(1000));
    fabric.observe(weft::mpi::Mean{comm, {"loss"}});
    double loss = 1.0;
    expect(divergence_of([&] {
               fabric.call("on_begin");
               fabric.call(program::rank() == 2 ? "on_a" : "on_b");
               fabric.call("on_end", "loss"_a = loss);
           }),
           std::string("rank 2 is in 'on_a' (call 2), ranks 0, 1, 3 wait in 'on_b' (call 2)") +
               std::string(same_calls));
}

BOOST_AUTO_TEST_CASE(a_guard_that_remains_compares_by_itself) {
    weft::Fabric fabric;
    {
        weft::Fabric other;
        other.observe(quick_guard(1000));
        fabric.observe(quick_guard(3));
        other.call("on_other");
    }
    bool should_stop = false;
    fabric.observe(weft::mpi::Agreement{comm});
    fabric.call("on_step", "should_stop"_a = should_stop);
    fabric.call(program::rank() == 0 ? "on_a" : "on_b");
    const std::string text = divergence_of([&] { fabric.call("on_step"); });
    BOOST_TEST(text.starts_with("rank 0 is in 'on_a' (call 3), ranks 1, 2, 3 wait in 'on_b' (call 3)"), text);
}

BOOST_AUTO_TEST_CASE(nested_calls_are_compared_too) {
    weft::Fabric fabric;
    fabric.observe(quick_guard());
    fabric.connect("on_step", [&fabric] { fabric.call(program::rank() == 0 ? "on_a" : "on_b"); });
    const std::string text = divergence_of([&] { fabric.call("on_step"); });
    BOOST_TEST(text.starts_with("rank 0 is in 'on_a' (call 2), ranks 1, 2, 3 wait in 'on_b' (call 2)"), text);
}

BOOST_AUTO_TEST_CASE(a_call_may_last_while_there_are_calls_inside_of_it) {
    using Clock = std::chrono::steady_clock;
    weft::Fabric fabric;
    fabric.observe(quick_guard(1000));
    // For longer than a rank may stand still, or the guard aborts the job.
    BOOST_TEST(fabric.around("around_fit", [&fabric] {
        for (int step = 0; step < 25; ++step) {
            for (const auto end = Clock::now() + std::chrono::milliseconds(100); Clock::now() < end;) {
            }
            fabric.call("on_step");
        }
    }));
}

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused) {
    const auto refusal = [](weft::mpi::GuardOptions options) -> std::string {
        try {
            const weft::mpi::Guard guard{MPI_COMM_WORLD, options};
        } catch (const weft::Error& error) {
            return error.what();
        }
        return {};
    };
    BOOST_TEST(refusal({.every = 0}) == "weft::mpi::Guard: 'every' is 0, expected at least 1");
    BOOST_TEST(refusal({.timeout = std::chrono::seconds(0)}) ==
               "weft::mpi::Guard: 'timeout' is 0 s, expected a time above zero");
}

BOOST_AUTO_TEST_SUITE_END()
