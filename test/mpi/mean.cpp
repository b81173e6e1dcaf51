// SPDX-License-Identifier: MIT
// Metrics are averaged before any handler sees them.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <string>

using namespace weft::literals;

BOOST_FIXTURE_TEST_SUITE(mean_tests, program::Apart)

BOOST_AUTO_TEST_CASE(handlers_and_the_loop_see_the_mean) {
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Mean{comm, {"val_loss", "val_accuracy"}});
    double seen = 0.0;
    fabric.connect(
        "on_epoch_end", [&seen](double val_loss) { seen = val_loss; }, "val_loss"_a);
    double val_loss = program::rank();
    double val_accuracy = 0.5;
    double other = program::rank();
    fabric.call("on_epoch_end", "val_loss"_a = val_loss, "val_accuracy"_a = val_accuracy, "other"_a = other);
    BOOST_TEST(val_loss == (program::size() - 1) / 2.0);
    BOOST_TEST(seen == val_loss);
    BOOST_TEST(val_accuracy == 0.5);
    BOOST_TEST(other == program::rank());
}

BOOST_AUTO_TEST_CASE(ranks_count_by_their_samples) {
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Mean{comm, {"loss"}});
    // A rank without samples may have no loss at all.
    double loss = program::rank() == 0 ? std::nan("") : program::rank();
    fabric.call("on_step", "loss"_a = loss, "samples"_a = program::rank());
    double sum = 0.0;
    double weights = 0.0;
    for (int rank = 0; rank < program::size(); ++rank) {
        sum += rank * rank;
        weights += rank;
    }
    if (program::size() > 1) {
        BOOST_TEST(loss == sum / weights, boost::test_tools::tolerance(1e-15));
    }
    loss = 1.0;
    fabric.call("on_step", "loss"_a = loss, "samples"_a = 0);
    BOOST_TEST(std::isnan(loss));
}

BOOST_AUTO_TEST_CASE(the_mean_has_the_same_bits_on_all_ranks) {
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Mean{comm, {"loss"}});
    for (int step = 1; step <= 200; ++step) {
        double loss = std::sin(step * 0.7 + program::rank());
        fabric.call("on_step", "loss"_a = loss, "samples"_a = 1 + (step + program::rank()) % 5);
        double smallest = 0.0;
        double largest = 0.0;
        MPI_Allreduce(&loss, &smallest, 1, MPI_DOUBLE, MPI_MIN, MPI_COMM_WORLD);
        MPI_Allreduce(&loss, &largest, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
        BOOST_TEST(smallest == largest);
    }
}

BOOST_AUTO_TEST_CASE(calls_that_pass_none_of_them_need_no_other_rank) {
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Mean{comm, {"loss"}});
    for (int step = 0; step < program::rank(); ++step) {
        fabric.call("on_step", "step"_a = step);
    }
    double loss = 2.0;
    fabric.call("on_step", "loss"_a = loss);
    BOOST_TEST(loss == 2.0);
}

BOOST_AUTO_TEST_CASE(other_names_on_one_rank_are_a_divergence) {
    weft::Fabric fabric;
    const std::string name = program::rank() == 1 ? "accuracy" : "loss";
    fabric.observe(weft::mpi::Mean{comm, {name}});
    double loss = 1.0;
    double accuracy = 2.0;
    const std::string text =
        program::divergence_of([&] { fabric.call("on_step", "loss"_a = loss, "accuracy"_a = accuracy); });
    BOOST_TEST(text.find("rank 1 is in 'on_step' for a Mean of accuracy") != std::string::npos);
    BOOST_TEST(text.find(" in 'on_step' for a Mean of loss: all ranks have to make the same calls") !=
               std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_is_no_double_ends_the_call_on_all_ranks) {
    weft::Fabric fabric;
    fabric.observe(weft::mpi::Mean{comm, {"loss"}});
    double loss = 1.0;
    const double constant = 1.0;
    if (program::rank() == 0) {
        BOOST_CHECK_THROW(fabric.call("on_step", "loss"_a = constant), weft::ArgumentError);
    } else {
        const std::string text = program::divergence_of([&] { fabric.call("on_step", "loss"_a = loss); });
        BOOST_TEST(text.starts_with("rank 0 has thrown weft::ArgumentError: call asks for 'loss' (double&), "
                                    "but the call passes const double in 'on_step'"),
                   text);
    }
}

BOOST_AUTO_TEST_CASE(names_that_mean_nothing_are_refused) {
    const auto refusal = [](std::vector<std::string> names) -> std::string {
        try {
            const weft::mpi::Mean mean{MPI_COMM_WORLD, std::move(names)};
        } catch (const weft::Error& error) {
            return error.what();
        }
        return {};
    };
    BOOST_TEST(refusal({}) == "weft::mpi::Mean: no names, expected those of the arguments to average");
    BOOST_TEST(refusal({"a", ""}) == "weft::mpi::Mean: a name is empty, expected that of an argument");
    BOOST_TEST(refusal({"a", "a"}) == "weft::mpi::Mean: 'a' is named twice, expected each name once");
}

BOOST_AUTO_TEST_SUITE_END()
