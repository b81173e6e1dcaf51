// SPDX-License-Identifier: MIT
// A callback of one rank takes arguments and is shown as the callback itself, without on_rank, on all ranks.
#include "program.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <array>
#include <functional>
#include <optional>
#include <string>

using namespace weft::literals;

BOOST_FIXTURE_TEST_SUITE(stand_in_tests, program::Apart)

namespace {

/// Writes down what its handlers were given.
struct Log {
    std::string* given;

    void on_step(int step, double loss, std::optional<std::string> at) {
        *given += fmt::format("{} {} {};", step, loss, at.value_or("nowhere"));
    }
    void around_step(int step, const weft::Next& next, int loss) {
        *given += fmt::format("{} {};", step, loss);
        next();
    }
    void on_fit_end() { *given += "end;"; }
    void on_all(int step, const weft::Args& args) { *given += fmt::format("{} of {};", step, args.size()); }
};
WEFT_CALLBACK(Log, (on_step, step, loss, at), (around_step, step, loss), (on_fit_end), (on_all, step))

/// Says what it reads of all arguments.
struct Reader {
    void on_step(int step, const weft::Args& args) { sum += step + args.get_or<int>("lr", 0); }
    void on_save(const weft::Args& args) { sum += args.get_or<int>("lr", 0); }

    int sum = 0;

    static constexpr std::array weft_reads{weft::Read{"on_step", "loss"},
                                           weft::Read{"on_step", "lr", weft::Need::optional},
                                           weft::Read{"on_save", {}, weft::Need::numbers}};
};
WEFT_CALLBACK(Reader, (on_step, step), (on_save))

weft::Callback dynamic(std::string& given) {
    weft::DynamicCallback callback{"Dynamic"};
    callback.on("on_step", {"step", "loss", weft::optional("at")},
                [&given](const weft::Args& args) { given += fmt::format("{};", args); });
    callback.on("on_fit_end", weft::everything, [&given](const weft::Args&) { given += "end;"; });
    return weft::Callback(std::move(callback));
}

/// What the callback was given and what became of the calls: as it is, and by `on_rank` on the second rank.
struct Both {
    std::string as_it_is;
    std::string by_rank;

    Both(MPI_Comm comm, const std::function<weft::Callback(std::string& given)>& make,
         const std::function<void(weft::Fabric& fabric)>& use) {
        const auto write = [&use](std::string& text, std::string& given, weft::Fabric& fabric) {
            try {
                use(fabric);
            } catch (const weft::mpi::RemoteError& error) {
                given += fmt::format("refused: {}", error.what());
            } catch (const weft::ArgumentError& error) {
                given += fmt::format("refused: {}", error.what());
            }
            text = fmt::format("{}\n{}", given, fabric);
        };
        std::string given;
        weft::Fabric fabric{make(given)};
        write(as_it_is, given, fabric);
        given.clear();
        weft::Fabric remote{weft::mpi::on_rank(comm, 1, [&] { return make(given); })};
        write(by_rank, given, remote);
    }
};

/// On the rank of the callback, where its handlers run.
void check_same(const Both& both) {
    if (program::rank() == 1) {
        BOOST_TEST(both.by_rank == both.as_it_is);
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(positional_arguments_fill_parameters_in_the_order_of_declaration) {
    const auto use = [](weft::Fabric& fabric) {
        fabric.call("on_step", 1, 0.5, "there");
        fabric.call("on_step", 2, 0.5);
        fabric.call("on_step", 3, "loss"_a = 0.5);
        fabric.call("on_step", 4, "at"_a = "there", "loss"_a = 0.5);
        fabric.call("on_step", "at"_a = "there", "loss"_a = 0.5, "step"_a = 5);
        fabric.around("around_step", 6, 7, [] {});
        fabric.around("around_step", 8, "loss"_a = 9, [] {});
        fabric.call("on_all", 10, "loss"_a = 0.5);
    };
    const Both both(
        comm, [](std::string& given) { return weft::Callback(Log{&given}); }, use);
    check_same(both);
    BOOST_TEST(
        both.as_it_is.starts_with("1 0.5 there;2 0.5 nowhere;3 0.5 nowhere;4 0.5 there;5 0.5 there;6 7;"
                                  "8 9;10 of 2;\n"),
        both.as_it_is);
}

BOOST_AUTO_TEST_CASE(so_they_do_where_names_are_known_at_run_time_only) {
    const auto use = [](weft::Fabric& fabric) {
        fabric.call("on_step", 1, "loss"_a = 0.5);
        fabric.call("on_step", 2, 0.5, "at"_a = "there");
        fabric.call("on_step", "at"_a = "there", "loss"_a = 0.5, "step"_a = 3);
        fabric.call("on_fit_end", 4);
    };
    const Both both(comm, &dynamic, use);
    check_same(both);
    BOOST_TEST(both.as_it_is.find("refused") == std::string::npos, both.as_it_is);
}

BOOST_AUTO_TEST_CASE(an_argument_that_is_passed_twice_is_refused) {
    const auto use = [](weft::Fabric& fabric) { fabric.call("on_step", 1, 0.5, "step"_a = 1); };
    for (const auto& make : {std::function([](std::string& given) { return weft::Callback(Log{&given}); }),
                             std::function(&dynamic)}) {
        const Both both(comm, make, use);
        for (const std::string& text : {both.as_it_is, both.by_rank}) {
            BOOST_TEST(
                text.find("but the call passes it twice, as argument 0 and by name") != std::string::npos,
                text);
        }
    }
}

BOOST_AUTO_TEST_CASE(hooks_shows_it_as_it_is_on_all_ranks) {
    const auto use = [](weft::Fabric&) {};
    for (const auto& make :
         {std::function([](std::string& given) { return weft::Callback(Log{&given}); }),
          std::function([](std::string&) { return weft::Callback(Reader()); }), std::function(&dynamic)}) {
        const Both both(comm, make, use);
        BOOST_TEST(both.by_rank == both.as_it_is);
    }
}

BOOST_AUTO_TEST_CASE(what_it_does_not_read_is_unused_on_all_ranks) {
    const auto report = [](const weft::Callback& callback) {
        weft::Fabric fabric{callback};
        weft::Unused unused;
        fabric.observe(std::ref(unused));
        fabric.call("on_fit_end", "step"_a = 1);
        fabric.call("on_step", "step"_a = 1, "loss"_a = 0.5, "lr"_a = 1, "los"_a = 0.5);
        fabric.call("on_save", "text"_a = "text", "lr"_a = 1);
        fabric.call("on_all", "step"_a = 1, "loss"_a = 0.5);
        return fmt::format("{}", unused.report(fabric));
    };
    std::string given;
    const auto log = [&given] { return Log{&given}; };
    const auto reader = [] { return Reader(); };
    const std::string of_log = report(weft::mpi::on_rank(comm, 1, log));
    BOOST_TEST(of_log == report(log()));
    BOOST_TEST(of_log.find("on_fit_end: nobody read 'step'") != std::string::npos, of_log);
    const std::string of_reader = report(weft::mpi::on_rank(comm, 1, reader));
    BOOST_TEST(of_reader == report(reader()));
    BOOST_TEST(of_reader.find("on_step: nobody read 'los'") != std::string::npos, of_reader);
}

BOOST_AUTO_TEST_CASE(check_misses_of_it_what_it_requires_alone) {
    weft::Fabric fabric{weft::mpi::on_rank(comm, 1, [] { return Reader(); })};
    fabric.declare("on_step", "step"_a, "loss"_a);
    fabric.declare("on_save", "text"_a);
    BOOST_CHECK_NO_THROW(fabric.check());
    weft::Fabric other{weft::mpi::on_rank(comm, 1, [] { return Reader(); })};
    other.declare("on_step", "step"_a, "los"_a);
    other.declare("on_save");
    BOOST_CHECK_EXCEPTION(other.check(), weft::Error, [](const weft::Error& error) {
        return std::string(error.what()).find("'loss'") != std::string::npos;
    });
}

BOOST_AUTO_TEST_SUITE_END()
