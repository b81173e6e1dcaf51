// SPDX-License-Identifier: MIT
// Plug-ins whose static initialisers would end the program: each is refused, and the next one loads.
#include "plugin/probe.hpp"
#include "refusal.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <dlfcn.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

using namespace weft::literals;

namespace {

/// For what kind of machine the program is, from its ELF header.
std::string machine_of(const std::string& program) {
    std::ifstream file(program, std::ios::binary);
    std::string header(20, '\0');
    file.read(header.data(), static_cast<std::streamsize>(header.size()));
    return header.substr(4, 2) + header.substr(18);
}

/// Otherwise no library is tried out, and such a plug-in ends the program.
struct CanProbe {
    boost::test_tools::assertion_result operator()(boost::unit_test::test_unit_id /*test*/) const {
        boost::test_tools::assertion_result can(true);
        if (::dlsym(RTLD_DEFAULT, "__asan_init") != nullptr ||
            ::dlsym(RTLD_DEFAULT, "__tsan_init") != nullptr) {
            can = false;
            can.message() << "this program has a sanitizer, with which no other program loads its plug-ins";
        } else if (machine_of("/bin/echo") !=
                   machine_of(boost::unit_test::framework::master_test_suite().argv[0])) {
            can = false;
            can.message() << "this system's /bin/echo is for another kind of machine than this program";
        }
        return can;
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
    // How a process says that it ends by an exception is up to the C++ library.
    const std::string said = refusal_of(folder / "throws.so");
    BOOST_TEST(said.starts_with(in_folder("throws.so") +
                                ": not loaded, as its initialisers end the process by Aborted, saying: "));
    BOOST_TEST(said.find("std::runtime_error") != std::string::npos);
    BOOST_TEST(said.ends_with(": no table of noise; expected ones that return"));
    BOOST_TEST(next_one_loads());
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

BOOST_AUTO_TEST_CASE(what_the_process_prints_is_no_standard_stream_of_a_program_that_closed_it, *can_probe) {
    const int output = ::dup(STDOUT_FILENO);
    BOOST_REQUIRE(output >= 0);
    ::close(STDOUT_FILENO);
    std::atomic<bool> has_ended = false;
    std::string how;
    std::thread prober([&] {
        how = weft::detail::ending_by_load(folder / "hangs.so", std::chrono::milliseconds(100));
        has_ended = true;
    });
    bool is_shared = false;
    while (!has_ended) {
        std::array<char, 64> leads_to{};  // A file in memory has the name that it was made with.
        const ssize_t size = ::readlink("/proc/self/fd/1", leads_to.data(), leads_to.size());
        is_shared = is_shared ||
                    std::string_view(leads_to.data(), static_cast<std::size_t>(std::max(size, ssize_t{0})))
                            .find("weft-plugin") != std::string_view::npos;
    }
    prober.join();
    ::dup2(output, STDOUT_FILENO);
    ::close(output);
    BOOST_TEST(!is_shared);
    BOOST_TEST(how == "have not ended after 100 ms");
}

BOOST_AUTO_TEST_CASE(where_no_process_ends_well_a_good_library_is_told_from_a_bad_one, *can_probe) {
    rlimit most{};
    BOOST_REQUIRE(::getrlimit(RLIMIT_FSIZE, &most) == 0);
    // The other process cannot say that it has loaded the library.
    const rlimit nothing{0, most.rlim_max};
    BOOST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &nothing) == 0);
    const auto ending_of = [](const char* name) {
        return weft::detail::ending_by_load(folder / name, std::chrono::seconds(60));
    };
    const std::string good = ending_of("counters.so");
    const std::string bad = ending_of("aborts.so");
    BOOST_REQUIRE(::setrlimit(RLIMIT_FSIZE, &most) == 0);
    BOOST_TEST(good == "");
    BOOST_TEST(bad == "end the process by Aborted");
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
