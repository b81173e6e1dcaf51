// SPDX-License-Identifier: MIT
// The file that sees the Readings and all of Engine, and the tests: each file behaves by what it knows itself.
#include "types.hpp"

#include <weft/reading.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>

template <>
struct weft::Reading<known::Measure> {
    static std::optional<double> number(const known::Measure& measure) { return measure.value; }
    static std::string text(const known::Measure&) { return "measure"; }
};

namespace known {

struct Padding {
    virtual ~Padding() = default;
    long bytes = 99;
};

struct Engine : Padding, Part {};

}  // namespace known

// After what this file knows: the functions in there use it.
#include "ways.hpp"

namespace known {

Engine* engine() {
    static Engine one;
    return &one;
}

std::shared_ptr<Engine> shared_engine() {
    static const auto one = std::make_shared<Engine>();
    return one;
}

}  // namespace known

namespace {

weft::Fabric taking_a_number() {
    weft::Fabric fabric;
    fabric.connect(
        "on_number", [](double x) { return static_cast<int>(2 * x); }, "x"_a);
    return fabric;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(seeing_tests)

BOOST_AUTO_TEST_CASE(a_reading_is_seen_where_the_argument_is_passed) {
    for (int round = 0; round < 2; ++round) {
        const weft::Fabric fabric = taking_a_number();
        known::Count here;
        known::Count there;
        (round == 0 ? pass_measures : known::pass_measures_unknowing)(fabric, round == 0 ? here : there);
        (round == 0 ? known::pass_measures_unknowing : pass_measures)(fabric, round == 0 ? there : here);
        BOOST_TEST(here.knows == 13);
        BOOST_TEST(here.knows_not == 0);
        BOOST_TEST(there.knows == 0);
        BOOST_TEST(there.knows_not == 13);
    }
}

BOOST_AUTO_TEST_CASE(a_map_carries_what_the_file_that_filled_it_knows) {
    weft::ArgMap map{"x"_a = known::Measure()};
    const weft::Fabric fabric = taking_a_number();
    BOOST_TEST(map.get<double>("x") == 0.5);
    BOOST_TEST(fabric.call("on_number", weft::unpack(map)) == 1U);
}

BOOST_AUTO_TEST_CASE(for_results_a_reading_is_seen_where_the_handler_is_bound) {
    for (const weft::Fabric& fabric : bind_results()) {
        BOOST_TEST(fabric.first<double>("on_ask").value_or(0.0) == 0.5);
    }
    for (const weft::Fabric& fabric : known::bind_results_unknowing()) {
        BOOST_TEST(!fabric.first<double>("on_ask").has_value());
    }
    const std::vector<weft::Fabric> here = bind_results();
    const std::vector<weft::Fabric> there = known::bind_results_unknowing();
    BOOST_TEST(here[1].first<double>("on_ask_again").value_or(0.0) == 0.5);
    BOOST_TEST(!there[1].first<double>("on_ask_again").has_value());
    BOOST_TEST(here[1].first<known::Part*>("on_ask_part").value() == known::engine());
    BOOST_TEST(!there[1].first<known::Part*>("on_ask_part").has_value());
    BOOST_TEST(there[1].first<known::Engine*>("on_ask_part").value() == known::engine());
}

BOOST_AUTO_TEST_CASE(a_base_is_found_where_the_file_that_passes_the_pointer_knows_it) {
    weft::Fabric of_this_file;
    of_this_file.connect(
        "on_part", [](known::Part* x) { BOOST_TEST(x == known::engine()); }, "x"_a);
    of_this_file.connect(
        "on_shared_part",
        [](const std::shared_ptr<const known::Part>& x) { BOOST_TEST((x == known::shared_engine())); },
        "x"_a);
    weft::Fabric of_the_other;
    known::take_parts_unknowing(of_the_other);
    for (const weft::Fabric* fabric : {&of_this_file, &of_the_other}) {
        known::Count here;
        known::Count there;
        known::pass_engines_unknowing(*fabric, there);
        pass_engines(*fabric, here);
        known::pass_engines_unknowing(*fabric, there);
        BOOST_TEST(here.knows == 5);
        BOOST_TEST(here.knows_not == 0);
        BOOST_TEST(there.knows == 0);
        BOOST_TEST(there.knows_not == 10);
    }
}

BOOST_AUTO_TEST_CASE(a_pointer_is_itself_in_both_files) {
    int seen = 0;
    weft::Fabric of_this_file;
    take_exactly(of_this_file, seen);
    weft::Fabric of_the_other;
    known::take_exactly_unknowing(of_the_other, seen);
    for (const weft::Fabric* fabric : {&of_this_file, &of_the_other}) {
        BOOST_TEST(pass_exactly(*fabric) == 2U);
        BOOST_TEST(known::pass_exactly_unknowing(*fabric) == 2U);
    }
    BOOST_TEST(seen == 8);
}

BOOST_AUTO_TEST_SUITE_END()
