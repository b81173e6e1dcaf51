// SPDX-License-Identifier: MIT
// The handlers that stay, and the shapes of calls.
#include "traffic.hpp"

using namespace weft::literals;

namespace stress {

namespace {

/// The place in the order of a call that a handler has, counted up by each.
void take_place(int& place, int expected, Counts& counts) {
    if (place++ != expected) {
        counts.misplaced.fetch_add(1, std::memory_order_relaxed);
    }
    counts.runs.fetch_add(1, std::memory_order_relaxed);
}

void check(bool is_whole, Counts& counts) {
    if (!is_whole) {
        counts.torn.fetch_add(1, std::memory_order_relaxed);
    }
}

}  // namespace

void connect_all(weft::Fabric& fabric, Counts& counts) {
    fabric.connect(
        "on_letter",
        [&counts](int& place, const Letter& letter) {
            take_place(place, 0, counts);
            check(letter.is_whole(), counts);
        },
        "place"_a, "letter"_a);
    fabric.connect(
        "on_letter",
        [&counts](int& place, Letter letter, std::uint64_t number) {
            take_place(place, 1, counts);
            check(letter.is_whole() && letter.parts[0] == number, counts);
        },
        "place"_a, "letter"_a, "number"_a);
    fabric.connect(
        "on_letter",
        [&counts](int& place, const std::string& text, double number) {
            take_place(place, 2, counts);
            check(text == std::to_string(static_cast<std::uint64_t>(number)), counts);
        },
        "place"_a, "text"_a, "number"_a);
    fabric.connect("on_letter", [&counts](const weft::Args& args) {
        take_place(args.get<int&>("place"), 3, counts);
        check(args.size() == 4 &&
                  args.get<const Letter&>("letter").parts[0] == args.get<std::uint64_t>("number"),
              counts);
    });
}

void call(const weft::Fabric& fabric, std::uint64_t number, Counts& counts) {
    int place = 0;
    const Letter letter(number);
    const std::string text = std::to_string(number);
    switch (number % 4) {
        case 0:
            fabric.call("on_letter", "place"_a = place, "letter"_a = letter, "number"_a = number,
                        "text"_a = text);
            break;
        case 1:
            fabric.call("on_letter", "text"_a = text.c_str(), "number"_a = static_cast<std::int64_t>(number),
                        "letter"_a = Letter(number), "place"_a = place);
            break;
        case 2:
            fabric.call("on_letter", weft::arg("letter", letter), weft::arg("place", place),
                        weft::arg("text", std::string_view(text)), weft::arg("number", number));
            break;
        default:
            fabric.call("on_letter", "number"_a = number, "place"_a = place, "text"_a = text,
                        "letter"_a = letter);
            break;
    }
    if (place != static_cast<int>(handlers)) {
        counts.misplaced.fetch_add(1, std::memory_order_relaxed);
    }
    counts.calls.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace stress
