// SPDX-License-Identifier: MIT
// Odd names come through the core unharmed: as data byte for byte, in a text as `shown` says, with one line a line.
#include "odd_names.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(odd_names_tests)

namespace {

struct Loop {
    void on_step() {}
};
WEFT_CALLBACK(Loop, (on_step))

/// Runs it for each name, with a failure telling which.
template <class Test>
void for_each_name(Test test) {
    for (const OddName& odd : odd_names()) {
        BOOST_TEST_CONTEXT(odd.shown.substr(0, 40)) {
            test(odd.name, odd.shown);
        }
    }
}

bool holds(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Nothing that a terminal obeys or that turns a line, and no line ends but those of weft's own format.
bool is_printable(std::string_view text, std::string_view allowed = "") {
    for (const std::string_view obeyed :
         {"\u0080", "\u0085", "\u009b", "\u009f", "\u061c", "\u200e", "\u200f", "\u2028", "\u2029", "\u202a",
          "\u202e", "\u2066", "\u2069"}) {
        if (text.find(obeyed) != std::string_view::npos) {
            return false;
        }
    }
    return std::all_of(text.begin(), text.end(), [allowed](char one) {
        const auto code = static_cast<unsigned char>(one);
        return (code >= 0x20U && code != 0x7FU) || allowed.find(one) != std::string_view::npos;
    });
}

std::string refusal(const std::function<void()>& action) {
    try {
        action();
    } catch (const weft::Error& error) {
        return error.what();
    }
    return "nothing";
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_hook_of_any_name_is_called_and_of_no_other) {
    weft::Fabric fabric;
    std::size_t ran = 0;
    for_each_name([&](const std::string& name, const std::string&) {
        BOOST_TEST(fabric.call(name) == 0U);
        fabric.connect(name, [&ran] { ++ran; });
        BOOST_TEST(fabric.call(name) == 1U);
        BOOST_TEST(fabric.call(name + '\0') == 0U);
        BOOST_TEST(fabric.call(name.substr(0, name.size() - 1)) == 0U);
    });
    BOOST_TEST(ran == odd_names().size());
}

BOOST_AUTO_TEST_CASE(an_argument_of_any_name_is_found_by_it) {
    for_each_name([](const std::string& name, const std::string& shown) {
        weft::Fabric fabric;
        fabric.connect("on_step", [&](const weft::Args& args) {
            BOOST_TEST(args.contains(name));
            BOOST_TEST(!args.contains(name + '\0'));
            BOOST_TEST(args.get<int>(name) == 7);
            BOOST_TEST(((*args.begin()).name() == name));
            BOOST_TEST(fmt::format("{}", args) == "{" + shown + "=7}");
        });
        BOOST_TEST(fabric.call("on_step", weft::arg(name, 7)) == 1U);
    });
}

BOOST_AUTO_TEST_CASE(values_print_as_names_do_and_are_handed_over_as_they_are) {
    for_each_name([](const std::string& value, const std::string& shown) {
        weft::Fabric fabric;
        fabric.connect("on_step", [&](const weft::Args& args) {
            BOOST_TEST(fmt::format("{}", args) == "{" + shown + ", text=" + shown + "}");
            BOOST_TEST(((*args.begin()).value_text() == value));
        });
        BOOST_TEST(fabric.call("on_step", value, "text"_a = value) == 1U);
        BOOST_TEST(fmt::format("{}", weft::ArgMap{"text"_a = value}) == "{text=" + shown + "}");
    });
}

BOOST_AUTO_TEST_CASE(a_map_keeps_entries_of_any_name) {
    weft::ArgMap map;
    for_each_name([&map](const std::string& name, const std::string&) { map.set(name, name); });
    BOOST_TEST(map.size() == odd_names().size());
    const weft::ArgMap copy = map;
    for_each_name([&](const std::string& name, const std::string& shown) {
        BOOST_TEST((copy.get<std::string>(name) == name));
        BOOST_TEST(holds(fmt::format("{}", copy), shown + "="));
    });
    weft::Fabric fabric;
    fabric.connect("on_step", [](const weft::Args& args) {
        for_each_name([&args](const std::string& name, const std::string&) {
            BOOST_TEST((args.get<std::string>(name) == name));
        });
    });
    fabric.call("on_step", weft::unpack(copy));
    for_each_name([&map](const std::string& name, const std::string&) { BOOST_TEST(map.erase(name)); });
    BOOST_TEST(map.empty());
}

BOOST_AUTO_TEST_CASE(what_says_the_whole_text) {
    for_each_name([](const std::string& name, const std::string& shown) {
        weft::Fabric fabric;
        fabric.connect(
            name, [](int) {}, "x"_a);
        const std::string of_call = refusal([&] { fabric.call(name, weft::arg(name, 1)); });
        BOOST_TEST(is_printable(of_call));
        BOOST_TEST(of_call.starts_with(shown + ": handler at "));
        BOOST_TEST(holds(of_call, "it passes {" + shown + "}"));
        const std::string of_names =
            refusal([&] { fabric.call(name, weft::arg(name, 1), weft::arg(name, 2)); });
        BOOST_TEST(of_names == shown + ": the argument '" + shown + "' is given twice");
        const std::string of_map = refusal([&] { static_cast<void>(weft::ArgMap().get<int>(name)); });
        BOOST_TEST(of_map ==
                   "ArgMap asks for '" + shown + "' (int), but the map holds no such argument; it holds {}");
        const std::string of_period = refusal([&] {
            fabric.connect(
                name, [] {}, weft::every(0));
        });
        BOOST_TEST(of_period.starts_with(shown + ": handler at "));
        BOOST_TEST(is_printable(of_period));
    });
}

BOOST_AUTO_TEST_CASE(declarations_take_any_name) {
    for_each_name([](const std::string& name, const std::string& shown) {
        weft::Fabric fabric;
        fabric.declare(name, "loss"_a);
        fabric.connect(
            name, [](double) {}, "loss"_a);
        fabric.strict();
        BOOST_TEST(fabric.call(name, "loss"_a = 1) == 1U);
        const std::string text = refusal([&] { fabric.call(name + "\n"); });
        BOOST_TEST(
            text.starts_with(shown + "\\n: the call of a hook that is not declared, on a strict fabric"));
        BOOST_TEST(is_printable(text));
    });
}

BOOST_AUTO_TEST_CASE(hooks_gives_the_name_and_its_text_a_line_for_each) {
    for_each_name([](const std::string& name, const std::string& shown) {
        weft::Fabric fabric;
        fabric.connect(name, [] {});
        BOOST_TEST_REQUIRE(fabric.hooks().size() == 1U);
        BOOST_TEST((fabric.hooks().front().name == name));
        const std::string text = fmt::format("{}", fabric);
        BOOST_TEST(text.starts_with(shown + "\n  handler at "));
        BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 1);
        BOOST_TEST(is_printable(text, "\n"));
    });
}

BOOST_AUTO_TEST_CASE(parameters_take_any_name_that_source_can_spell) {
    weft::Fabric fabric;
    int sum = 0;
    fabric.connect(
        "on_step", [&sum](int one, int two, int three) { sum = one + two + three; }, "gr\xc3\xb6\xc3\x9f{}"_a,
        "nul\0inside"_a, "two\nlines"_a);
    fabric.call("on_step", weft::arg("gr\xc3\xb6\xc3\x9f{}", 1),
                weft::arg(std::string_view("nul\0inside", 10), 2), "two\nlines"_a = 4);
    BOOST_TEST(sum == 7);
    const weft::HandlerInfo info = fabric.hooks().front().handlers.front();
    BOOST_TEST((info.parameters[1] == std::string("nul\0inside", 10)));
    BOOST_TEST(holds(fmt::format("{}", info), "(gr\xc3\xb6\xc3\x9f{}, nul\\x00inside, two\\nlines)"));
}

BOOST_AUTO_TEST_CASE(events_and_failures_give_the_name) {
    for_each_name([](const std::string& name, const std::string& shown) {
        weft::Fabric fabric;
        std::string of_event;
        std::string of_failure;
        fabric.observe([&](const weft::Event& event) { of_event = event.hook(); });
        const weft::Quarantine policy = weft::quarantine(1, [](const weft::Quarantined&) {});
        fabric.on_error([&](const weft::Failure& failure) {
            of_failure = failure.hook();
            policy(failure);
        });
        fabric.connect(name, [&name] { throw std::runtime_error(name); });
        fabric.call(name);
        BOOST_TEST((of_event == name));
        BOOST_TEST((of_failure == name));
        BOOST_TEST((policy.handlers().front().hook == name));
        const std::string text = fmt::format("{}", policy.handlers().front());
        BOOST_TEST(text.starts_with(shown + ": handler at "));
        BOOST_TEST(is_printable(text));
    });
}

BOOST_AUTO_TEST_CASE(a_trace_shows_one_line_for_a_call) {
    for_each_name([](const std::string& name, const std::string& shown) {
        weft::Fabric fabric;
        std::vector<std::string> lines;
        fabric.observe(weft::Trace([&lines](std::string_view line) { lines.emplace_back(line); }));
        fabric.call(name, weft::arg(name, name));
        BOOST_TEST_REQUIRE(lines.size() == 1U);
        BOOST_TEST(lines.front().starts_with(shown + " {" + shown + "=" + shown + "}; 0 ran, "));
        BOOST_TEST(is_printable(lines.front()));
    });
}

BOOST_AUTO_TEST_CASE(unused_reports_the_name) {
    for_each_name([](const std::string& name, const std::string& shown) {
        weft::Fabric fabric{Loop{}};
        weft::Unused unused;
        fabric.observe(std::ref(unused));
        fabric.call(name);
        fabric.call("on_step", weft::arg(name, 1));
        const weft::UnusedReport report = unused.report(fabric);
        BOOST_TEST_REQUIRE(report.hooks.size() == 1U);
        BOOST_TEST((report.hooks.front().hook == name));
        BOOST_TEST_REQUIRE(report.arguments.size() == 1U);
        BOOST_TEST((report.arguments.front().argument == name));
        BOOST_TEST(fmt::format("{}", report) ==
                   shown + ": nobody heard this hook\non_step: nobody read '" + shown + "'");
    });
}

BOOST_AUTO_TEST_SUITE_END()
