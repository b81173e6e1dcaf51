// SPDX-License-Identifier: MIT
// The failure policy: who fails n times in a row is blocked and reported, the others go on.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <barrier>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(quarantine_tests)

namespace {

using Texts = std::vector<std::string>;

struct Flaky {
    const bool* fails;

    void on_step() {
        if (*fails) {
            throw std::runtime_error("no network");
        }
    }
    void on_other() {}
};
HOOKS(Flaky, (on_step), (on_other))

struct Sick {
    void on_step() { throw std::runtime_error("cough"); }
};
HOOKS(Sick, (on_step))

/// A fabric under `quarantine(n)`, with what was reported.
struct Ward {
    weft::Fabric fabric;
    std::vector<weft::Quarantined> reports;
    weft::Quarantine policy;

    explicit Ward(std::size_t n)
        : policy(weft::quarantine(n, [this](const weft::Quarantined& one) { reports.push_back(one); })) {
        fabric.on_error(policy);
    }

    Texts inside() const {
        Texts callbacks;
        for (const weft::Quarantined& one : policy.handlers()) {
            callbacks.push_back(one.callback);
        }
        return callbacks;
    }
};

/// Throws something else each time, and tells what.
class Varied {
public:
    void operator()() {
        switch (runs_++) {
            case 0: throw std::runtime_error("first");
            case 1: throw std::out_of_range("second\nline");
            default: throw 42;
        }
    }

private:
    int runs_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_handler_that_fails_n_times_in_a_row_is_blocked_and_the_others_go_on) {
    Ward ward(3);
    int others = 0;
    ward.fabric.connect("on_step", [&others] { ++others; });
    const weft::Connection sick = ward.fabric.add(Sick{});
    ward.fabric.connect("on_step", [&others] { ++others; });
    for (const std::size_t ran : {3U, 3U, 3U, 2U, 2U}) {
        BOOST_TEST(ward.fabric.call("on_step") == ran);
    }
    BOOST_TEST(others == 10);
    BOOST_TEST(sick.blocked());
    BOOST_TEST(sick.connected());
    BOOST_TEST(ward.reports.size() == 1U);
    BOOST_TEST(ward.inside() == Texts{"quarantine_tests::Sick"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_success_breaks_the_row) {
    Ward ward(2);
    bool fails = true;
    ward.fabric.add(Flaky{&fails});
    for (const bool failing : {true, false, true, false, true, false}) {
        fails = failing;
        BOOST_TEST(ward.fabric.call("on_step") == 1U);
    }
    BOOST_TEST(ward.reports.empty());
    fails = true;
    ward.fabric.call("on_step");
    ward.fabric.call("on_step");
    BOOST_TEST(ward.reports.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_report_holds_hook_callback_count_and_the_last_error) {
    Ward ward(2);
    ward.fabric.connect("on_step", Varied());
    const int line = __LINE__ - 1;
    ward.fabric.call("on_step");
    ward.fabric.call("on_step");
    BOOST_TEST_REQUIRE(ward.reports.size() == 1U);
    const weft::Quarantined& report = ward.reports.front();
    BOOST_TEST(report.hook == "on_step");
    BOOST_TEST(report.callback.ends_with("quarantine.cpp:" + std::to_string(line)));
    BOOST_TEST(report.failures == 2U);
    BOOST_TEST(report.error == "std::out_of_range: second\\nline");
    BOOST_CHECK_THROW(std::rethrow_exception(report.exception), std::out_of_range);
    BOOST_TEST(report.connection.blocked());
    BOOST_TEST(fmt::format("{}", report) ==
               "on_step: " + report.callback +
                   " has failed 2 times in a row and is blocked, the last time with std::out_of_range: "
                   "second\\nline");
}

BOOST_AUTO_TEST_CASE(what_is_no_exception_is_reported_by_its_type) {
    Ward ward(3);
    ward.fabric.connect("on_step", Varied());
    for (int call = 0; call < 3; ++call) {
        ward.fabric.call("on_step");
    }
    BOOST_TEST_REQUIRE(ward.reports.size() == 1U);
    BOOST_TEST(ward.reports.front().error == "int");
}

BOOST_AUTO_TEST_CASE(one_failure_is_enough_where_that_is_asked_for) {
    Ward ward(1);
    ward.fabric.add(Sick{});
    BOOST_TEST(ward.fabric.call("on_step") == 1U);
    BOOST_TEST(ward.fabric.call("on_step") == 0U);
    BOOST_TEST_REQUIRE(ward.reports.size() == 1U);
    BOOST_TEST(fmt::format("{}", ward.reports.front()) ==
               "on_step: quarantine_tests::Sick has failed and is blocked: std::runtime_error: cough");
}

BOOST_AUTO_TEST_CASE(a_callback_is_blocked_with_all_its_hooks) {
    Ward ward(1);
    const bool fails = true;
    ward.fabric.add(Flaky{&fails});
    BOOST_TEST(ward.fabric.call("on_other") == 1U);
    ward.fabric.call("on_step");
    BOOST_TEST(ward.fabric.call("on_other") == 0U);
}

BOOST_AUTO_TEST_CASE(a_released_handler_runs_again_and_is_back_at_its_next_failure) {
    Ward ward(3);
    bool fails = true;
    const weft::Connection flaky = ward.fabric.add(Flaky{&fails});
    for (int call = 0; call < 3; ++call) {
        ward.fabric.call("on_step");
    }
    BOOST_TEST(ward.policy.release(flaky));
    BOOST_TEST(!ward.policy.release(flaky));
    BOOST_TEST(!flaky.blocked());
    BOOST_TEST(ward.fabric.call("on_step") == 1U);  // The fourth failure in a row.
    BOOST_TEST(flaky.blocked());
    BOOST_TEST_REQUIRE(ward.reports.size() == 2U);
    BOOST_TEST(ward.reports.back().failures == 4U);
    BOOST_TEST(ward.policy.release() == 1U);
    fails = false;
    BOOST_TEST(ward.fabric.call("on_step") == 1U);
    fails = true;
    ward.fabric.call("on_step");
    BOOST_TEST(!flaky.blocked());
    BOOST_TEST(ward.inside().empty());
}

BOOST_AUTO_TEST_CASE(a_block_of_the_users_own_outlasts_the_release) {
    Ward ward(1);
    const weft::Connection sick = ward.fabric.add(Sick{});
    ward.fabric.call("on_step");
    const weft::Block mine = sick.block();
    ward.policy.release();
    BOOST_TEST(sick.blocked());
}

BOOST_AUTO_TEST_CASE(release_of_what_is_not_inside_says_so) {
    Ward ward(1);
    const weft::Connection healthy = ward.fabric.connect("on_step", [] {});
    BOOST_TEST(!ward.policy.release(healthy));
    BOOST_TEST(!ward.policy.release(weft::Connection()));
    BOOST_TEST(ward.policy.release() == 0U);
}

BOOST_AUTO_TEST_CASE(those_that_are_disconnected_are_forgotten) {
    Ward ward(1);
    const weft::Connection first = ward.fabric.add(Sick{});
    ward.fabric.call("on_step");
    first.disconnect();
    BOOST_TEST(ward.inside().empty());
    BOOST_TEST(ward.policy.release() == 0U);
}

BOOST_AUTO_TEST_CASE(the_exception_of_one_that_is_disconnected_ends_at_the_next_report) {
    const auto token = std::make_shared<int>(0);
    Ward ward(1);
    const weft::Connection first = ward.fabric.connect("on_step", [token] { throw token; });
    ward.fabric.call("on_step");
    ward.reports.clear();
    first.disconnect();
    BOOST_TEST(token.use_count() == 2);
    ward.fabric.add(Sick{});
    ward.fabric.call("on_step");
    BOOST_TEST(token.use_count() == 1);
}

BOOST_AUTO_TEST_CASE(with_the_policy_its_blocks_end) {
    weft::Fabric fabric;
    fabric.on_error(weft::quarantine(1, [](const weft::Quarantined&) {}));
    const weft::Connection sick = fabric.add(Sick{});
    fabric.call("on_step");
    BOOST_TEST(sick.blocked());
    fabric.on_error({});
    BOOST_TEST(!sick.blocked());
    BOOST_CHECK_THROW(fabric.call("on_step"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(one_policy_serves_several_fabrics) {
    Ward ward(1);
    weft::Fabric other;
    other.on_error(ward.policy);
    ward.fabric.add(Sick{});
    other.add(Sick{});
    ward.fabric.call("on_step");
    other.call("on_step");
    BOOST_TEST(ward.inside() == (Texts{"quarantine_tests::Sick", "quarantine_tests::Sick"}), per_element());
    { const weft::Fabric ended = std::move(other); }
    BOOST_TEST(ward.inside() == Texts{"quarantine_tests::Sick"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_function_of_the_users_own_sees_every_failure_and_passes_it_on) {
    weft::Fabric fabric;
    int seen = 0;
    const weft::Quarantine policy = weft::quarantine(2, [](const weft::Quarantined&) {});
    fabric.on_error([&seen, policy](const weft::Failure& failure) {
        ++seen;
        policy(failure);
    });
    fabric.add(Sick{});
    for (int call = 0; call < 4; ++call) {
        fabric.call("on_step");
    }
    BOOST_TEST(seen == 2);
    BOOST_TEST(policy.handlers().size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_the_report_throws_leaves_the_call_and_the_handler_is_blocked) {
    weft::Fabric fabric;
    fabric.on_error(weft::quarantine(1, [](const weft::Quarantined&) { throw std::logic_error("stop"); }));
    const weft::Connection sick = fabric.add(Sick{});
    BOOST_CHECK_THROW(fabric.call("on_step"), std::logic_error);
    BOOST_TEST(sick.blocked());
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(the_report_may_look_release_disconnect_and_replace_the_policy) {
    weft::Fabric fabric;
    std::shared_ptr<weft::Quarantine> policy;
    std::size_t inside = 0;
    policy = std::make_shared<weft::Quarantine>(weft::quarantine(1, [&](const weft::Quarantined& one) {
        inside = policy->handlers().size();
        policy->release(one.connection);
        one.connection.disconnect();
        policy.reset();
        fabric.on_error({});
    }));
    fabric.on_error(*policy);
    fabric.add(Sick{});
    BOOST_TEST(fabric.call("on_step") == 1U);
    BOOST_TEST(inside == 1U);
    BOOST_TEST(fabric.call("on_step") == 0U);
}

BOOST_AUTO_TEST_CASE(a_refusal_for_the_arguments_is_no_failure) {
    Ward ward(1);
    ward.fabric.connect(
        "on_step", [](int) {}, "epoch"_a);
    BOOST_CHECK_THROW(ward.fabric.call("on_step"), weft::ArgumentError);
    BOOST_TEST(ward.reports.empty());
}

BOOST_AUTO_TEST_CASE(a_policy_that_was_moved_from_still_works) {
    weft::Fabric fabric;
    weft::Quarantine policy = weft::quarantine(1, [](const weft::Quarantined&) {});
    fabric.on_error(std::move(policy));
    fabric.add(Sick{});
    fabric.call("on_step");
    BOOST_TEST(policy.handlers().size() == 1U);  // NOLINT: that is what is promised.
}

BOOST_AUTO_TEST_CASE(without_a_function_the_report_is_a_line_on_standard_error) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::tmpfile(), &std::fclose};
    std::fflush(stderr);
    const int before = ::dup(STDERR_FILENO);
    ::dup2(::fileno(file.get()), STDERR_FILENO);
    weft::Fabric fabric{Sick{}};
    fabric.on_error(weft::quarantine(2));
    for (int call = 0; call < 3; ++call) {
        fabric.call("on_step");
    }
    std::fflush(stderr);
    ::dup2(before, STDERR_FILENO);
    ::close(before);
    std::rewind(file.get());
    std::string written;
    for (int character = std::fgetc(file.get()); character != EOF; character = std::fgetc(file.get())) {
        written += static_cast<char>(character);
    }
    BOOST_TEST(written ==
               "on_step: quarantine_tests::Sick has failed 2 times in a row and is blocked, the last time "
               "with std::runtime_error: "
               "cough\n");
}

BOOST_AUTO_TEST_CASE(zero_and_an_empty_report_are_refused) {
    const auto says = [](const char* text) {
        return [text](const weft::Error& error) { return std::string(error.what()) == text; };
    };
    BOOST_CHECK_EXCEPTION((void)weft::quarantine(0), weft::Error,
                          says("quarantine(0) would block handlers that never failed, expected quarantine(n) "
                               "with n of at least 1"));
    BOOST_CHECK_EXCEPTION(
        (void)weft::quarantine(1, nullptr), weft::Error,
        says("quarantine: the function that reports is empty, expected one that can be called"));
}

BOOST_AUTO_TEST_CASE(of_threads_that_fail_at_once_one_blocks_and_reports) {
    constexpr int threads = 8;
    constexpr int rounds = 50;
    for (int round = 0; round < rounds; ++round) {
        weft::Fabric fabric;
        std::mutex mutex;
        int reports = 0;
        const weft::Quarantine policy = weft::quarantine(3, [&](const weft::Quarantined&) {
            const std::lock_guard lock(mutex);
            ++reports;
        });
        fabric.on_error(policy);
        std::barrier all_inside(threads);
        const weft::Connection sick = fabric.connect("on_step", [&all_inside] {
            all_inside.arrive_and_wait();
            throw std::runtime_error("together");
        });
        std::vector<std::thread> callers;
        for (int thread = 0; thread < threads; ++thread) {
            callers.emplace_back([&fabric] { fabric.call("on_step"); });
        }
        for (std::thread& caller : callers) {
            caller.join();
        }
        BOOST_TEST(reports == 1);
        BOOST_TEST(policy.handlers().size() == 1U);
        BOOST_TEST(sick.blocked());
        BOOST_TEST(policy.release() == 1U);
        BOOST_TEST(!sick.blocked());  // Not blocked twice.
    }
}

BOOST_AUTO_TEST_SUITE_END()
