// SPDX-License-Identifier: MIT
// What counts as a failure of a callback of one rank: on all ranks what counts for the callback itself, without on_rank.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include <weft/callbacks.hpp>

using namespace weft::literals;

BOOST_FIXTURE_TEST_SUITE(failures_tests, program::Apart)

namespace {

bool is_root() {
    return program::rank() == 0;
}

/// Takes arguments in each way.
struct Taking {
    void on_step(double loss) {
        if (loss < 0.0) {
            throw std::domain_error("negative");
        }
    }
    void on_look(const weft::Args& args) { static_cast<void>(args.get<double>("loss")); }
    void around_step(double loss, const weft::Next& next) {
        on_step(loss);
        next();
    }
    void around_look(const weft::Args& args, const weft::Next& next) {
        next();
        static_cast<void>(args.get<double>("loss"));
    }
};
WEFT_CALLBACK(Taking, (on_step, loss), (on_look), (around_step, loss), (around_look))

/// With one `Taking` on the first rank. Each failure is written down and forgiven.
struct Forgiving {
    weft::Fabric fabric;
    std::string failures;

    explicit Forgiving(MPI_Comm comm) : fabric{weft::mpi::on_rank(comm, 0, [] { return Taking(); })} {
        fabric.on_error([this](const weft::Failure& failure) {
            failures += fmt::format("{} {};", failure.hook(), failure.consecutive());
        });
    }

    /// What leaves the call of a hook in which the argument is made by this function.
    template <class Make>
    std::string thrown_by(const char* hook, Make make) {
        return thrown_by([&] { fabric.call(hook, "loss"_a = weft::lazy(make)); });
    }
    static std::string thrown_by(const std::function<void()>& call) {
        try {
            call();
        } catch (const weft::mpi::RemoteError& error) {
            return std::string("RemoteError: ") + error.what();
        } catch (const weft::ArgumentError& error) {
            return std::string("ArgumentError: ") + error.what();
        } catch (const std::exception& error) {
            return error.what();
        }
        return "nothing";
    }
};

/// The same text on the first rank as it is, and on the others as theirs.
std::string said(const std::string& type, const std::string& text) {
    return is_root() ? text : fmt::format("RemoteError: rank 0 has thrown {}: {}", type, text);
}

double no_loss() {
    throw std::runtime_error("no loss");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_refusal_is_no_failure) {
    Forgiving forgiving(comm);
    for (const char* const hook : {"on_step", "around_step"}) {
        const std::string text = forgiving.thrown_by([&] { forgiving.fabric.call(hook, "loss"_a = "text"); });
        BOOST_TEST(text.starts_with(is_root() ? "ArgumentError: " : "RemoteError: rank 0 has thrown weft::"),
                   text);
        BOOST_TEST(text.find(fmt::format("{}: failures_tests::Taking takes 'loss' (double), but the call "
                                         "passes 'loss' as const char*",
                                         hook)) != std::string::npos,
                   text);
    }
    BOOST_TEST(forgiving.failures == "");
}

BOOST_AUTO_TEST_CASE(an_argument_that_cannot_be_made_is_no_failure) {
    Forgiving forgiving(comm);
    for (const char* const hook : {"on_step", "on_look", "around_step", "around_look"}) {
        BOOST_TEST(forgiving.thrown_by(hook, &no_loss) == said("std::runtime_error", "no loss"), hook);
    }
    BOOST_TEST(forgiving.failures == "");
}

BOOST_AUTO_TEST_CASE(nor_is_one_that_could_not_be_made_before) {
    Forgiving forgiving(comm);
    forgiving.fabric.connect(
        "on_step",
        [](const weft::Args& args, const weft::Next& next) {
            try {
                static_cast<void>(args.get<double>("loss"));
            } catch (const std::runtime_error&) {  // As a call without it.
            }
            next();
        },
        weft::at_front);
    BOOST_TEST(forgiving.thrown_by("on_step", &no_loss) == said("std::runtime_error", "no loss"));
    BOOST_TEST(forgiving.failures == "");
}

BOOST_AUTO_TEST_CASE(what_it_throws_itself_is_one_on_all_ranks) {
    Forgiving forgiving(comm);
    for (const char* const hook : {"on_step", "around_step"}) {
        forgiving.fabric.call(hook, "loss"_a = -1.0);
        forgiving.thrown_by([&] { forgiving.fabric.call(hook, "loss"_a = "text"); });
        forgiving.fabric.call(hook, "loss"_a = -1.0);
        forgiving.fabric.call(hook, "loss"_a = 1.0);
        forgiving.fabric.call(hook, "loss"_a = -1.0);
    }
    BOOST_TEST(forgiving.failures ==
               "on_step 1;on_step 2;on_step 1;around_step 1;around_step 2;around_step 1;");
}

BOOST_AUTO_TEST_CASE(what_comes_out_of_its_next_is_none_of_its_own) {
    Forgiving forgiving(comm);
    const weft::ScopedConnection wrong = forgiving.fabric.connect(
        "around_step", [](int) {}, "epoch"_a, weft::named("wrong"));
    const std::string text =
        forgiving.thrown_by([&] { forgiving.fabric.call("around_step", "loss"_a = 1.0); });
    BOOST_TEST(text.starts_with("ArgumentError: around_step: wrong takes 'epoch' (int)"), text);
    BOOST_TEST(forgiving.failures == "");
}

BOOST_AUTO_TEST_CASE(a_quarantine_does_not_block_it_for_a_mistake_of_the_loop) {
    weft::Fabric fabric{weft::mpi::on_rank(comm, 0, [] { return Taking(); })};
    fabric.on_error(weft::quarantine(1, [](const weft::Quarantined&) {}));
    for (int call = 0; call < 3; ++call) {
        BOOST_CHECK_THROW(fabric.call("on_step"), weft::Error);
        BOOST_CHECK_THROW(fabric.call("on_step", "loss"_a = weft::lazy(&no_loss)), std::runtime_error);
    }
    BOOST_TEST(fabric.call("on_step", "loss"_a = 1.0) == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_refused_ends_the_call_where_only_one_rank_makes_it) {
    Forgiving forgiving(comm);
    std::string inner;
    forgiving.fabric.add(weft::mpi::on_rank(comm, 0, [&] {
        weft::DynamicCallback callback{"Calling"};
        callback.on("on_save", weft::everything, [&](const weft::Args&) {
            inner = forgiving.thrown_by([&] { forgiving.fabric.call("on_step", "loss"_a = "text"); });
            forgiving.fabric.call("on_step", "loss"_a = -1.0);
        });
        return weft::Callback(std::move(callback));
    }));
    forgiving.fabric.call("on_save");
    BOOST_TEST(inner.starts_with("ArgumentError: ") == is_root(), inner);
    BOOST_TEST(forgiving.failures == (is_root() ? "on_step 1;" : ""));
}

BOOST_AUTO_TEST_CASE(its_errors_name_it_as_the_loop_does) {
    weft::Fabric fabric;
    fabric.add(weft::mpi::on_rank(comm, 0, [] { return Taking(); }), weft::named("losses"));
    const std::string text = Forgiving::thrown_by([&] { fabric.call("on_step"); });
    BOOST_TEST(text.find("on_step: losses takes 'loss' (double)") != std::string::npos, text);
}

BOOST_AUTO_TEST_CASE(one_that_is_gone_on_its_rank_lets_all_go_on) {
    auto taking = std::make_shared<Taking>();
    weft::Fabric fabric{
        weft::mpi::on_rank(comm, 0, [&taking] { return weft::Callback(std::weak_ptr<Taking>(taking)); })};
    taking.reset();
    bool is_entered = false;
    BOOST_TEST(fabric.around("around_step", "loss"_a = -1.0, [&] { is_entered = true; }));
    BOOST_TEST(is_entered);
    BOOST_CHECK_NO_THROW(fabric.call("on_step", "loss"_a = -1.0));
}

BOOST_AUTO_TEST_CASE(one_that_an_observer_blocks_lets_all_go_on) {
    weft::Fabric fabric;
    const weft::Connection connection = fabric.add(weft::mpi::on_rank(comm, 0, [] { return Taking(); }));
    weft::Block block;
    fabric.observe([&](const weft::Event& event) {
        if (event.kind() == weft::EventKind::handler_begin) {
            block = connection.block();
        }
    });
    for (int call = 0; call < 2; ++call) {
        BOOST_TEST(fabric.around("around_step", "loss"_a = -1.0, [] {}));
        block = weft::Block();
        BOOST_TEST(fabric.call("on_step", "loss"_a = -1.0) == 0U);
        block = weft::Block();
    }
}

BOOST_AUTO_TEST_CASE(observers_see_the_same_of_it_on_all_ranks) {
    Forgiving forgiving(comm);
    weft::Fabric inner;
    inner.observe(weft::mpi::Agreement{comm});
    std::string seen;
    forgiving.fabric.observe([&](const weft::Event& event) {
        if (event.kind() == weft::EventKind::handler_begin) {
            bool should_stop = program::rank() == program::size() - 1;
            inner.call("on_handler", "should_stop"_a = should_stop);  // Of all ranks.
            seen += should_stop ? "begin " : "alone ";
        } else if (event.kind() == weft::EventKind::handler_end) {
            seen += event.exception() != nullptr ? "failed " : "end ";
        }
    });
    for (const char* const hook : {"on_step", "around_step", "on_look", "around_look"}) {
        forgiving.fabric.call(hook, "loss"_a = 1.0);
        forgiving.thrown_by([&] { forgiving.fabric.call(hook); });
        forgiving.thrown_by(hook, &no_loss);
        seen += '\n';
    }
    forgiving.fabric.call("on_step", "loss"_a = -1.0);
    // `get` throws in a run that has begun.
    BOOST_TEST(seen ==
               "begin end begin begin \n"
               "begin end begin begin \n"
               "begin end begin failed begin \n"
               "begin end begin failed begin \n"
               "begin failed ");
}

BOOST_AUTO_TEST_CASE(what_an_observer_throws_on_all_ranks_stays_that_of_each) {
    Forgiving forgiving(comm);
    weft::ScopedConnection watching = forgiving.fabric.observe([](const weft::Event& event) {
        if (event.kind() == weft::EventKind::handler_begin) {
            throw std::runtime_error(std::to_string(program::rank()));
        }
    });
    const std::string text = forgiving.thrown_by([&] { forgiving.fabric.call("on_step", "loss"_a = 1.0); });
    BOOST_TEST(text == std::to_string(program::rank()));
    watching = weft::ScopedConnection();
    BOOST_TEST(forgiving.fabric.call("on_step", "loss"_a = 1.0) == 1U);
    BOOST_TEST(forgiving.failures == "");
}

BOOST_AUTO_TEST_CASE(an_argument_may_disconnect_it_while_it_is_made) {
    for (const char* const hook : {"on_step", "around_step"}) {
        weft::Fabric fabric;
        weft::Connection connection = fabric.add(weft::mpi::on_rank(comm, 0, [] { return Taking(); }));
        const auto make = [&] {
            connection.disconnect();
            return -1.0;
        };
        bool is_entered = false;
        BOOST_CHECK_NO_THROW(fabric.around(hook, "loss"_a = weft::lazy(make), [&] { is_entered = true; }));
        BOOST_TEST(is_entered);
        BOOST_TEST(connection.connected() != is_root());
    }
}

BOOST_AUTO_TEST_CASE(a_next_in_another_thread_is_refused_on_all_ranks) {
    weft::Fabric fabric{weft::mpi::on_rank(comm, 0, [] {
        weft::DynamicCallback callback{"Threaded"};
        callback.on("around_step", weft::everything, [](const weft::Args&, const weft::Next& next) {
            std::exception_ptr thrown;
            std::thread([&] {
                try {
                    next();
                } catch (...) {
                    thrown = std::current_exception();
                }
            }).join();
            std::rethrow_exception(thrown);
        });
        return weft::Callback(std::move(callback));
    })};
    bool is_entered = false;
    const std::string text =
        Forgiving::thrown_by([&] { fabric.around("around_step", [&] { is_entered = true; }); });
    BOOST_TEST(text == said("weft::Error",
                            "around_step: Threaded calls its Next in another thread, expected "
                            "the thread of the call"));
    BOOST_TEST(!is_entered);
}

BOOST_AUTO_TEST_CASE(what_its_rank_puts_off_has_run_when_the_fabric_ends) {
    int runs = 0;
    {
        weft::Fabric fabric{weft::mpi::on_rank(comm, 0, [&runs] {
            weft::DynamicCallback callback{"Later"};
            callback.on("on_step", weft::everything, [&runs](const weft::Args&) { ++runs; });
            return weft::Callback(weft::in_background(weft::Callback(std::move(callback))));
        })};
        for (int step = 0; step < 100; ++step) {
            fabric.call("on_step", step, "loss"_a = 0.5);
        }
    }
    BOOST_TEST(runs == (is_root() ? 100 : 0));
}

BOOST_AUTO_TEST_CASE(nothing_in_place_of_a_callback_is_refused_on_all_ranks) {
    const std::string text = Forgiving::thrown_by(
        [&] { static_cast<void>(weft::mpi::on_rank(comm, 0, [] { return std::shared_ptr<Taking>(); })); });
    BOOST_TEST(text.starts_with(is_root() ? "failures_tests::Taking" : "RemoteError: rank 0 has thrown"),
               text);
}

BOOST_AUTO_TEST_SUITE_END()
