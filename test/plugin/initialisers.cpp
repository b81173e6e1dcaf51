// SPDX-License-Identifier: MIT
// Plug-ins whose static initialisers would end the program: each is refused, and the next one loads.
#include "plugin/probe.hpp"
#include "refusal.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <dlfcn.h>

#include <array>
#include <cstddef>
#include <thread>
#include <vector>

using namespace weft::literals;

namespace {

/// A sanitizer's program cannot try a library out: then such a plug-in ends it.
struct CanProbe {
    boost::test_tools::assertion_result operator()(boost::unit_test::test_unit_id /*test*/) const {
        return ::dlsym(RTLD_DEFAULT, "__asan_init") == nullptr &&
               ::dlsym(RTLD_DEFAULT, "__tsan_init") == nullptr;
    }
};

const boost::unit_test::precondition can_probe{CanProbe()};

bool next_one_loads() {
    return refusal_of(folder / "counters.so").empty() && refusal_of(folder / "step.so", {"by"_a = 1}).empty();
}

void is_refused(const std::string& name, const std::string& how) {
    BOOST_TEST(refusal_of(folder / name) ==
               in_folder(name) + ": not loaded, as its initialisers " + how + "; expected ones that return");
    BOOST_TEST(next_one_loads());
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_initialiser_that_throws_is_refused_with_its_words, *can_probe) {
    is_refused("throws.so",
               "end the process by Aborted, saying: terminate called after throwing an instance of "
               "'std::runtime_error' what(): no table of noise");
}

BOOST_AUTO_TEST_CASE(an_initialiser_that_exits_is_refused, *can_probe) {
    is_refused("exits.so", "end the process with exit code 3");
}

BOOST_AUTO_TEST_CASE(an_initialiser_that_exits_as_the_loader_does_is_refused, *can_probe) {
    is_refused("exits_as_the_loader.so", "end the process with exit code 127");
}

BOOST_AUTO_TEST_CASE(an_initialiser_that_aborts_is_refused, *can_probe) {
    is_refused("aborts.so", "end the process by Aborted");
}

BOOST_AUTO_TEST_CASE(an_initialiser_that_does_not_return_is_noticed, *can_probe) {
    BOOST_TEST(weft::detail::ending_by_load(folder / "hangs.so", std::chrono::milliseconds(100)) ==
               "have not ended after 100 ms");
}

BOOST_AUTO_TEST_CASE(an_initialiser_may_load_another_plug_in) {
    const weft::Fabric fabric{weft::load_callbacks(folder / "loads_another.so")};
    int count = 0;
    BOOST_TEST(fabric.call("on_count", "count"_a = count) == 2U);
}

BOOST_AUTO_TEST_CASE(what_an_initialiser_loads_is_looked_at_too, *can_probe) {
    BOOST_TEST(refusal_of(folder / "loads_a_bad_one.so")
                   .starts_with(in_folder("loads_a_bad_one.so") + ": not loaded, as its initialisers "));
    BOOST_TEST(next_one_loads());
}

BOOST_AUTO_TEST_CASE(threads_load_good_and_bad_ones_at_once, *can_probe) {
    std::array<std::size_t, 4> refused{};
    std::vector<std::thread> threads;
    for (std::size_t& count : refused) {
        threads.emplace_back([&count] {
            for (const char* const name : {"aborts.so", "several_steps.so", "function.so", "counters.so"}) {
                count += refusal_of(folder / name).empty() ? 0U : 1U;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const std::size_t count : refused) {
        BOOST_TEST(count == 2U);
    }
}
