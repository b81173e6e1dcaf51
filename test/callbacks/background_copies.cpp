// SPDX-License-Identifier: MIT
// What the background copies of a call for a handler, and what it refuses to keep.
#include "hooks.hpp"
#include "refusal_of.hpp"

#include <weft/callbacks.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(background_copies_tests)

namespace {

using Lines = std::vector<std::string>;

/// Counts its copies.
struct Counted {
    explicit Counted(int& count) : copies(&count) {}
    Counted(const Counted& other) : copies(other.copies) { ++*copies; }
    Counted& operator=(const Counted&) = delete;
    ~Counted() = default;

    int* copies;
};

struct Uncopyable {
    Uncopyable() = default;
    Uncopyable(const Uncopyable&) = delete;
    Uncopyable& operator=(const Uncopyable&) = delete;
    ~Uncopyable() = default;
};

struct Steps {
    std::vector<int>& steps;

    void on_step(int step) { steps.push_back(step); }
};
HOOKS(Steps, (on_step, step))

struct Texts {
    Lines& lines;

    void on_text(std::string_view view, const char* pointer, const std::string& text,
                 std::optional<std::string> maybe) {
        lines.push_back(fmt::format("{} {} {} {}", view, pointer, text, maybe.value_or("nothing")));
    }
};
HOOKS(Texts, (on_text, view, pointer, text, maybe))

struct Takers {
    void on_uncopyable([[maybe_unused]] const Uncopyable& value) {}
    void on_view([[maybe_unused]] std::span<const int> view) {}
    void on_pointer([[maybe_unused]] const int* pointer) {}
    void on_all(const weft::Args& /*args*/) {}
    void on_small([[maybe_unused]] std::int8_t number) {}
};
HOOKS(Takers, (on_uncopyable, value), (on_view, view), (on_pointer, pointer), (on_all), (on_small, number))

}  // namespace

BOOST_AUTO_TEST_CASE(only_the_arguments_that_a_handler_takes_are_copied) {
    int copies = 0;
    int others = 0;
    const Counted taken(copies);
    const Counted left(others);
    const Uncopyable uncopyable;
    weft::DynamicCallback callback("Taker");
    callback.on("on_step", {"taken", weft::optional("absent")},
                [](const weft::Args& args) { BOOST_TEST(fmt::format("{}", args.size()) == "1"); });
    const auto background = weft::in_background(std::move(callback));
    weft::Fabric fabric{background};
    fabric.call("on_step", "left"_a = left, "taken"_a = taken, "uncopyable"_a = uncopyable);
    background->flush();
    BOOST_TEST(copies == 1);
    BOOST_TEST(others == 0);
}

BOOST_AUTO_TEST_CASE(what_changes_after_the_call_is_not_seen) {
    std::vector<int> steps;
    const auto background = weft::in_background(Steps{steps});
    weft::Fabric fabric{background};
    int step = 1;
    fabric.call("on_step", "step"_a = step);
    step = 2;
    background->flush();
    BOOST_TEST(steps == (std::vector<int>{1}), per_element());
}

BOOST_AUTO_TEST_CASE(text_is_copied_with_its_characters) {
    Lines lines;
    const auto background = weft::in_background(Texts{lines});
    weft::Fabric fabric{background};
    {
        std::string one = "a view that is longer than what a string keeps inside";
        std::string two = "a pointer to characters that are gone by then";
        const auto view = std::string_view(one);
        const char* const pointer = two.c_str();
        fabric.call("on_text", "view"_a = view, "pointer"_a = pointer, "text"_a = "literal", "maybe"_a = one);
        one.assign(one.size(), 'x');
        two.assign(two.size(), 'x');
    }
    char array[] = "array";
    fabric.call("on_text", array, array, array);
    array[0] = 'x';
    background->flush();
    BOOST_TEST(
        lines == (Lines{"a view that is longer than what a string keeps inside a pointer to characters "
                        "that are gone by then literal a view that is longer than what a string keeps "
                        "inside",
                        "array array array nothing"}),
        per_element());
}

BOOST_AUTO_TEST_CASE(names_at_run_time_and_positional_arguments_are_kept) {
    Lines lines;
    weft::DynamicCallback callback("All");
    callback.on("on_step", weft::everything,
                [&lines](const weft::Args& args) { lines.push_back(fmt::format("{}", args)); });
    const auto background = weft::in_background(std::move(callback));
    weft::Fabric fabric{background};
    {
        const std::string name = "a name that is gone when the handler runs, and quite long";
        fabric.call("on_step", 7, weft::arg(name, 8));
        weft::ArgMap map{"loss"_a = 0.5};
        fabric.call("on_step", weft::unpack(map));
    }
    background->flush();
    BOOST_TEST(
        lines == (Lines{"{7, a name that is gone when the handler runs, and quite long=8}", "{loss=0.5}"}),
        per_element());
}

BOOST_AUTO_TEST_CASE(a_lazy_argument_is_made_in_the_call_if_the_handler_takes_it) {
    std::vector<int> steps;
    const auto background = weft::in_background(Steps{steps});
    weft::Fabric fabric{background};
    int made = 0;
    int others = 0;
    fabric.call("on_step", "step"_a = weft::lazy([&made] { return ++made; }),
                "other"_a = weft::lazy([&others] { return ++others; }));
    BOOST_TEST(made == 1);
    background->flush();
    BOOST_TEST(others == 0);
    BOOST_TEST(steps == (std::vector<int>{1}), per_element());
}

BOOST_AUTO_TEST_CASE(copies_are_const) {
    weft::DynamicCallback callback("Changes");
    callback.on("on_step", {"step"}, [](const weft::Args& args) { ++args.get<int&>("step"); });
    const auto background = weft::in_background(std::move(callback));
    weft::Fabric fabric{background};
    int step = 1;
    fabric.call("on_step", "step"_a = step);
    BOOST_TEST(refusal_of([&] { background->flush(); }) ==
               "on_step: Changes asks for 'step' (int&), but the call passes const int");
    BOOST_TEST(step == 1);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_kept_is_refused_at_the_call_with_words) {
    const auto background = weft::in_background(Takers());
    weft::Fabric fabric{background};
    const Uncopyable uncopyable;
    const auto refusal = [&](auto&&... arguments) {
        return refusal_of([&] { fabric.call(std::forward<decltype(arguments)>(arguments)...); });
    };
    std::vector<int> numbers{1, 2};
    const std::span<const int> span(numbers);
    const int* const pointer = numbers.data();
    BOOST_TEST(refusal("on_uncopyable", "value"_a = uncopyable) ==
               "on_uncopyable: background_copies_tests::Takers runs in the background, on copies, "
               "but the call passes 'value' as background_copies_tests::Uncopyable, which cannot be "
               "copied: pass a std::shared_ptr to it, or let the handler take others by name");
    BOOST_TEST(
        refusal("on_view", "view"_a = span)
            .find("whose copy would refer to what the loop goes on to change: pass the value itself, or "
                  "a std::shared_ptr to it") != std::string::npos);
    BOOST_TEST(refusal("on_pointer", "pointer"_a = pointer).find("whose copy would refer to") !=
               std::string::npos);
    BOOST_TEST(
        refusal("on_all", "loss"_a = 0.5, "maybe"_a = std::optional(std::string_view("x"))).find("'maybe'") !=
        std::string::npos);
    BOOST_TEST(refusal("on_all", "some"_a = std::ref(numbers)).find("'some'") != std::string::npos);
    BOOST_TEST(refusal("on_all", "loss"_a = 0.5, "shared"_a = std::make_shared<Uncopyable>()) ==
               "nothing was refused");
    // As for any handler.
    BOOST_TEST(
        refusal("on_small").find("takes 'number' (signed char), but the call passes no such argument") !=
        std::string::npos);
    BOOST_TEST(refusal("on_small", "number"_a = 300).find("300 (int), expected -128 to 127") !=
               std::string::npos);
    BOOST_TEST(refusal("on_small", "number"_a = 100) == "nothing was refused");
    background->flush();
}

BOOST_AUTO_TEST_CASE(a_refusal_is_no_failure_of_the_handler) {
    weft::Fabric fabric{weft::in_background(Takers())};
    int failures = 0;
    fabric.on_error([&failures](const weft::Failure& /*failure*/) { ++failures; });
    BOOST_CHECK_THROW(fabric.call("on_all", "value"_a = Uncopyable()), weft::ArgumentError);
    BOOST_TEST(failures == 0);
}

BOOST_AUTO_TEST_SUITE_END()
