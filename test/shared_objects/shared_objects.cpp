// SPDX-License-Identifier: MIT
// Two shared objects that know nothing of each other meet in one fabric: exceptions, types and callbacks cross. The
// environment says which two, and whether they may see each other's symbols.
#include "both_sides.hpp"
#include "open_library.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

using namespace shared_objects;
using namespace weft::literals;
using boost::test_tools::per_element;

namespace {

std::string setting(const char* name) {
    const char* const value = std::getenv(name);
    BOOST_REQUIRE_MESSAGE(value != nullptr, name << " is not set: run this through meson test");
    return value;
}

/// Stays loaded, as the fabric's documentation asks for.
Side load(const char* which) {
    void* const library = open_library(setting(which), setting("WEFT_TEST_SYMBOLS") == "global");
    BOOST_REQUIRE_MESSAGE(library != nullptr, setting(which) << " cannot be loaded");
    using Offer = Side (*)();
    const auto offer = reinterpret_cast<Offer>(function_in(library, "shared_objects_side"));
    BOOST_REQUIRE(offer != nullptr);
    return offer();
}

const Side& one() {
    static const Side side = load("WEFT_TEST_ONE");
    return side;
}

const Side& other() {
    static const Side side = load("WEFT_TEST_OTHER");
    return side;
}

struct Way {
    const Side& from;
    const Side& to;
};

/// The test holds in both directions.
std::array<Way, 2> both_ways() {
    return {Way{one(), other()}, Way{other(), one()}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_two_sides_are_two) {
    BOOST_TEST((one().call != other().call));
}

BOOST_AUTO_TEST_CASE(a_callback_of_one_is_called_by_the_other) {
    for (const Way& way : both_ways()) {
        const auto recorder = std::make_shared<Recorder>();
        weft::Fabric fabric;
        way.from.add_recorder(fabric, recorder);
        Item item{3, "three"};
        BOOST_TEST(way.to.pass_item(fabric, item) == 1U);
        BOOST_TEST(way.from.pass_item(fabric, item) == 1U);
        const std::vector<std::string> expected(2, "3 three 1 train");
        BOOST_TEST(recorder->seen == expected, per_element());
        BOOST_TEST(fabric.hooks().front().handlers.front().callback == "shared_objects::Recorder");
    }
}

BOOST_AUTO_TEST_CASE(a_callback_of_the_program_is_called_by_both) {
    const auto recorder = std::make_shared<Recorder>();
    const weft::Fabric fabric{recorder};
    Item item{1, "one"};
    BOOST_TEST(one().pass_item(fabric, item) == 1U);
    BOOST_TEST(other().pass_item(fabric, item) == 1U);
}

BOOST_AUTO_TEST_CASE(an_argument_is_changed_by_the_other_side) {
    for (const Way& way : both_ways()) {
        weft::Fabric fabric;
        way.to.connect_item_change(fabric);
        Item item{3, "three"};
        BOOST_TEST(way.from.pass_item(fabric, item) == 1U);
        BOOST_TEST(item.value == 4);
    }
}

BOOST_AUTO_TEST_CASE(a_derived_object_of_one_is_a_base_to_the_other) {
    for (const Way& way : both_ways()) {
        const auto recorder = std::make_shared<Recorder>();
        weft::Fabric fabric;
        way.from.add_recorder(fabric, recorder);
        if (*way.from.shape != *way.to.shape) {
            BOOST_TEST(WEFT_DETAIL_TYPES_HAVE_ADDRESSES == 1);
            BOOST_CHECK_THROW(way.to.pass_shapes(fabric), weft::ArgumentError);
            continue;
        }
        for (int round = 0; round < 2; ++round) {
            BOOST_TEST(way.to.pass_shapes(fabric) == 2U);
        }
        const std::vector<std::string> expected{"4 corners, colour 7", "3 corners, colour 7",
                                                "4 corners, colour 7", "3 corners, colour 7"};
        BOOST_TEST(recorder->seen == expected, per_element());
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_is_caught_by_its_type_on_the_other_side) {
    for (const Way& way : both_ways()) {
        int code = 0;
        weft::Fabric fabric;
        way.from.add_recorder(fabric, std::make_shared<Recorder>());
        BOOST_TEST((way.to.call(fabric, "on_shape", code) == Caught::argument_error));
        BOOST_CHECK_THROW(fabric.call("on_shape"), weft::ArgumentError);
        BOOST_CHECK_THROW(fabric.call("on_shape"), std::runtime_error);
    }
}

BOOST_AUTO_TEST_CASE(an_exception_of_one_is_caught_by_its_type_in_the_other) {
    for (const Way& way : both_ways()) {
        int code = 0;
        weft::Fabric fabric;
        way.from.connect_stop(fabric, 42);
        const bool is_one_type = *way.from.stop == *way.to.stop;
        BOOST_TEST((is_one_type || WEFT_DETAIL_TYPES_HAVE_ADDRESSES == 1));
        BOOST_TEST((way.to.call(fabric, "on_stop", code) == (is_one_type ? Caught::stop : Caught::other)));
        BOOST_TEST(code == (is_one_type ? 42 : 0));
        if (*way.from.stop == typeid(Stop)) {
            BOOST_CHECK_THROW(fabric.call("on_stop"), Stop);
        } else {
            BOOST_CHECK_THROW(fabric.call("on_stop"), std::runtime_error);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_policy_of_the_program_blocks_what_fails_in_another_object) {
    weft::Fabric fabric;
    const weft::Quarantine policy = weft::quarantine(2, [](const weft::Quarantined&) {});
    fabric.on_error(policy);
    one().connect_stop(fabric, 1);
    int code = 0;
    BOOST_TEST((other().call(fabric, "on_stop", code) == Caught::nothing));
    BOOST_TEST((one().call(fabric, "on_stop", code) == Caught::nothing));
    BOOST_TEST_REQUIRE(policy.handlers().size() == 1U);
    BOOST_TEST(policy.handlers().front().error == "shared_objects::Stop: stop");
}

BOOST_AUTO_TEST_CASE(an_answer_crosses) {
    for (const Way& way : both_ways()) {
        weft::Fabric fabric;
        way.from.add_recorder(fabric, std::make_shared<Recorder>());
        BOOST_TEST(way.to.ask(fabric, 12) == 12);
        BOOST_TEST(fabric.collect<Item>("on_ask", 13).front().value == 13);
    }
}

BOOST_AUTO_TEST_CASE(a_map_filled_by_one_is_read_by_the_other) {
    for (const Way& way : both_ways()) {
        weft::ArgMap map;
        way.from.fill(map);
        BOOST_TEST(way.to.read(map) == 6);
        const weft::ArgMap copy = map;
        BOOST_TEST(way.to.read(copy) == 6);
        way.to.fill(map);
        BOOST_TEST(way.from.read(map) == 6);
    }
}

BOOST_AUTO_TEST_CASE(a_private_type_is_passed_within_its_own_object) {
    for (const Side& side : {one(), other()}) {
        int seen = 0;
        weft::Fabric fabric;
        side.connect_private(fabric, seen);
        BOOST_TEST((side.pass_private(fabric) == Caught::nothing));
        BOOST_TEST(seen == 1);
        weft::ArgMap map;
        side.fill(map);
        BOOST_TEST((side.pass_map(fabric, map) == Caught::nothing));
        BOOST_TEST(side.holds_private(map));
        weft::Fabric base_fabric;
        side.connect_private_base(base_fabric, seen);
        BOOST_TEST((side.pass_private_derived(base_fabric) == Caught::nothing));
        BOOST_TEST(seen == 2);
    }
}

BOOST_AUTO_TEST_CASE(private_types_of_the_same_name_are_not_mixed_up) {
    for (const Way& way : both_ways()) {
        int seen = 0;
        weft::Fabric fabric;
        way.to.connect_private(fabric, seen);
        BOOST_TEST((way.from.pass_private(fabric) == Caught::argument_error));
        BOOST_TEST((way.to.pass_private(fabric) == Caught::nothing));
        BOOST_TEST((way.from.pass_private(fabric) == Caught::argument_error));
        weft::ArgMap map;
        way.from.fill(map);
        BOOST_TEST(!way.to.holds_private(map));
        BOOST_TEST((way.to.pass_map(fabric, map) == Caught::argument_error));
    }
}

BOOST_AUTO_TEST_CASE(types_local_to_a_file_are_not_mixed_up) {
    constexpr int types = 13;
    for (const Way& way : both_ways()) {
        int runs = 0;
        weft::Fabric fabric;
        way.to.connect_locals(fabric, runs);
        BOOST_TEST(way.from.pass_locals(fabric) == types);
        BOOST_TEST(runs == 0);
        BOOST_TEST(way.to.pass_locals(fabric) == 0);
        BOOST_TEST(runs == types);
    }
}

BOOST_AUTO_TEST_CASE(a_type_of_a_header_with_a_value_in_its_name_crosses) {
    for (const Way& way : both_ways()) {
        int runs = 0;
        weft::Fabric fabric;
        way.to.connect_held(fabric, runs);
        BOOST_TEST((way.from.pass_held(fabric) == Caught::nothing));
        BOOST_TEST(runs == 1);
    }
}

BOOST_AUTO_TEST_CASE(private_bases_of_the_same_name_are_not_mixed_up) {
    for (const Way& way : both_ways()) {
        int seen = 0;
        weft::Fabric fabric;
        way.to.connect_private_base(fabric, seen);
        BOOST_TEST((way.from.pass_private_derived(fabric) == Caught::argument_error));
        BOOST_TEST((way.to.pass_private_derived(fabric) == Caught::nothing));
        BOOST_TEST(seen == 2);
    }
}

BOOST_AUTO_TEST_CASE(each_side_passes_what_it_knows_of_a_type) {
    weft::Fabric fabric;
    fabric.connect(
        "on_number", [](double x) { BOOST_TEST(x == 0.5); }, "x"_a);
    for (int round = 0; round < 2; ++round) {
        BOOST_TEST((one().pass_measure(fabric) == Caught::nothing));
        BOOST_TEST((other().pass_measure(fabric) == Caught::argument_error));
    }
    weft::ArgMap map;
    one().fill_with_measure(map);
    BOOST_TEST(fabric.call("on_number", weft::unpack(map)) == 1U);
    other().fill_with_measure(map);
    BOOST_CHECK_THROW(fabric.call("on_number", weft::unpack(map)), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(each_side_binds_results_by_what_it_knows_of_their_type) {
    weft::Fabric of_one;
    weft::Fabric of_other;
    other().add_sensor(of_other);
    one().add_sensor(of_one);
    BOOST_TEST(of_one.first<double>("on_measure").value_or(0.0) == 0.5);
    BOOST_TEST(!of_other.first<double>("on_measure").has_value());
    BOOST_TEST(of_other.first<Measure>("on_measure")->value == 0.5);
}
