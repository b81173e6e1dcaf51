// SPDX-License-Identifier: MIT
// weft::ArgMap, a map that owns its values: set, get, erase, order, deep copies, keeping a call's arguments.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

using namespace weft::literals;
using boost::test_tools::per_element;

BOOST_AUTO_TEST_SUITE(arg_map_tests)

namespace {

using Names = std::vector<std::string>;

Names names_of(const weft::ArgMap& map) {
    Names names;
    for (const auto& argument : map)
        names.emplace_back(argument.name());
    return names;
}

struct Tracked {
    static inline int alive = 0;
    int value = 0;
    explicit Tracked(int initial) : value{initial} { ++alive; }
    Tracked(const Tracked& other) : value{other.value} { ++alive; }
    Tracked& operator=(const Tracked&) = default;
    ~Tracked() { --alive; }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_map_is_made_from_named_arguments) {
    const weft::ArgMap map{"loss"_a = 0.5, "phase"_a = "train"};
    BOOST_TEST(map.size() == 2U);
    BOOST_TEST(map.get<double>("loss") == 0.5);
    BOOST_TEST(map.get<std::string>("phase") == "train");
    BOOST_TEST(map.contains("loss"));
    BOOST_TEST(map.contains(std::string{"phase"}));
    BOOST_TEST(!map.contains("los"));
}

BOOST_AUTO_TEST_CASE(a_map_begins_empty) {
    const weft::ArgMap map{};
    BOOST_TEST(map.size() == 0U);
    BOOST_TEST(!map.contains("x"));
    BOOST_CHECK(map.begin() == map.end());
    BOOST_CHECK_THROW(static_cast<void>(map.get<int>("x")), weft::Error);
}

BOOST_AUTO_TEST_CASE(a_map_is_made_with_run_time_names_too) {
    const std::string name{"loss"};
    const weft::ArgMap map{weft::arg(name, 0.5)};
    BOOST_TEST(map.get<double>("loss") == 0.5);
}

BOOST_AUTO_TEST_CASE(a_value_is_set_and_set_again) {
    weft::ArgMap map;
    map.set("epoch", 3);
    BOOST_TEST(map.get<int>("epoch") == 3);
    map.set(std::string{"epoch"}, "three");
    BOOST_TEST(map.size() == 1U);
    BOOST_TEST(map.get<std::string>("epoch") == "three");
    BOOST_CHECK_THROW(static_cast<void>(map.get<int>("epoch")), weft::ArgumentError);
    map.set("other", std::vector<double>{1, 2});
    BOOST_TEST(map.get<std::vector<double>>("other").size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_map_keeps_insertion_order) {
    weft::ArgMap map{"z"_a = 1, "a"_a = 2};
    map.set("m", 3);
    map.set("b", 4);
    BOOST_TEST(names_of(map) == (Names{"z", "a", "m", "b"}), per_element());
    map.erase("a");
    BOOST_TEST(names_of(map) == (Names{"z", "m", "b"}), per_element());
    map.set("a", 5);
    BOOST_TEST(names_of(map) == (Names{"z", "m", "b", "a"}), per_element());
    map.erase("a");
    map.erase("z");
    BOOST_TEST(names_of(map) == (Names{"m", "b"}), per_element());
    BOOST_TEST(map.get<int>("b") == 4);
    BOOST_TEST(map.size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_is_erased_is_gone_and_released) {
    const int before = Tracked::alive;
    weft::ArgMap map{"x"_a = Tracked{1}, "y"_a = Tracked{2}};
    map.erase("x");
    BOOST_TEST(Tracked::alive == before + 1);
    BOOST_TEST(!map.contains("x"));
    BOOST_CHECK_THROW(static_cast<void>(map.get<Tracked>("x")), weft::Error);
    map.set("y", 3);
    BOOST_TEST(Tracked::alive == before);
}

BOOST_AUTO_TEST_CASE(values_are_got_with_the_conversions_of_the_table) {
    const weft::ArgMap map{"epoch"_a = 3, "big"_a = 300, "stop"_a = true, "phase"_a = "train"};
    BOOST_TEST(map.get<double>("epoch") == 3.0);
    BOOST_TEST(+map.get<std::uint8_t>("epoch") == 3);
    BOOST_TEST(map.get<std::string_view>("phase") == "train");
    BOOST_TEST(map.get<bool>("stop"));
    BOOST_CHECK_THROW(static_cast<void>(map.get<std::uint8_t>("big")), weft::ArgumentError);
    BOOST_CHECK_THROW(static_cast<void>(map.get<int>("stop")), weft::ArgumentError);
    BOOST_CHECK_THROW(static_cast<void>(map.get<std::string>("epoch")), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(string_literals_are_kept_as_strings) {
    weft::ArgMap map{"a"_a = "train"};
    map.set("b", "test");
    map.set("c", std::string{"third"});
    int strings = 0;
    for (const auto& argument : map)
        strings += argument.type() == typeid(std::string) ? 1 : 0;
    BOOST_TEST(strings == 3);
    for (const auto& argument : map)
        BOOST_TEST(argument.template is<std::string>());
}

BOOST_AUTO_TEST_CASE(a_map_does_not_follow_what_it_was_made_from) {
    int number = 1;
    std::string text(100, 'a');
    char buffer[] = "train";
    weft::ArgMap map{"number"_a = number, "text"_a = text};
    map.set("buffer", buffer);
    number = 2;
    text.assign(100, 'b');
    buffer[0] = 'b';
    BOOST_TEST(map.get<int>("number") == 1);
    BOOST_TEST(map.get<std::string>("text") == std::string(100, 'a'));
    BOOST_TEST(map.get<std::string>("buffer") == "train");
}

BOOST_AUTO_TEST_CASE(a_copy_shares_nothing) {
    weft::ArgMap map{"x"_a = 1, "list"_a = std::vector<int>{1, 2}};
    weft::ArgMap copy{map};
    weft::Fabric fabric;
    fabric.connect(
        "h",
        [](int& x, std::vector<int>& list) {
            x = 9;
            list.clear();
        },
        "x"_a, "list"_a);
    fabric.call("h", weft::unpack(copy));
    copy.set("extra", 3);
    BOOST_TEST(map.size() == 2U);
    BOOST_TEST(map.get<int>("x") == 1);
    BOOST_TEST(map.get<std::vector<int>>("list").size() == 2U);
    BOOST_TEST(copy.size() == 3U);
    BOOST_TEST(copy.get<int>("x") == 9);
    BOOST_TEST(names_of(copy) == (Names{"x", "list", "extra"}), per_element());
}

BOOST_AUTO_TEST_CASE(assigning_copies_and_releases_what_was_there) {
    const int before = Tracked::alive;
    {
        const weft::ArgMap source{"x"_a = Tracked{5}};
        weft::ArgMap target{"y"_a = Tracked{6}, "z"_a = Tracked{7}};
        target = source;
        BOOST_TEST(Tracked::alive == before + 2);
        BOOST_TEST(target.get<Tracked>("x").value == 5);
        BOOST_TEST(!target.contains("y"));
        weft::ArgMap& itself = target;
        target = itself;
        BOOST_TEST(target.get<Tracked>("x").value == 5);
    }
    BOOST_TEST(Tracked::alive == before);
}

BOOST_AUTO_TEST_CASE(a_copy_outlives_its_original) {
    auto map = std::make_unique<weft::ArgMap>("x"_a = std::string(100, 'a'));
    const weft::ArgMap copy = *map;
    map.reset();
    BOOST_TEST(copy.get<std::string>("x") == std::string(100, 'a'));
}

BOOST_AUTO_TEST_CASE(a_map_is_a_value_of_a_map) {
    weft::ArgMap inner{"x"_a = 1};
    weft::ArgMap outer{"inner"_a = inner};
    outer.set("again", inner);
    inner.set("x", 2);
    BOOST_TEST(outer.size() == 2U);
    BOOST_TEST(outer.get<weft::ArgMap>("inner").get<int>("x") == 1);
    BOOST_TEST(outer.get<weft::ArgMap>("again").get<int>("x") == 1);
}

BOOST_AUTO_TEST_CASE(a_map_keeps_a_calls_arguments_beyond_it) {
    weft::Fabric fabric;
    std::unique_ptr<weft::ArgMap> kept;
    fabric.connect(
        "h", [&](const weft::Args& args) { kept = std::make_unique<weft::ArgMap>(weft::ArgMap{args}); });
    {
        int number = 3;
        const std::string text(100, 'a');
        std::string buffer(100, 'b');
        fabric.call("h", 1, "second", "number"_a = number, "text"_a = text, "pointer"_a = buffer.c_str());
        number = 4;
        buffer.assign(100, 'c');
    }
    BOOST_REQUIRE(kept);
    BOOST_TEST(kept->size() == 5U);
    BOOST_TEST(names_of(*kept) == (Names{"", "", "number", "text", "pointer"}), per_element());
    BOOST_TEST(kept->get<int>("number") == 3);
    BOOST_TEST(kept->get<std::string>("text") == std::string(100, 'a'));
    BOOST_TEST(kept->get<std::string>("pointer") == std::string(100, 'b'));
    int index = 0;
    for (const auto& argument : *kept) {
        if (index == 0)
            BOOST_TEST(argument.template get<int>() == 1);
        if (index == 1)
            BOOST_TEST(argument.template get<std::string>() == "second");
        ++index;
    }
}

BOOST_AUTO_TEST_CASE(a_kept_call_is_repeated_with_unpack) {
    weft::Fabric fabric;
    std::vector<weft::ArgMap> kept;
    fabric.connect("h", [&](const weft::Args& args) { kept.push_back(weft::ArgMap{args}); });
    fabric.call("h", 1, "two", "c"_a = 3.0);
    BOOST_REQUIRE(kept.size() == 1U);
    std::string seen;
    fabric.connect(
        "again",
        [&](int a, const std::string& b, double c) {
            seen = std::to_string(a) + b + std::to_string(static_cast<int>(c));
        },
        "a"_a, "b"_a, "c"_a);
    fabric.call("again", weft::unpack(kept[0]));
    BOOST_TEST(seen == "1two3");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_copied_cannot_be_kept) {
    weft::Fabric fabric;
    int kept = 0;
    fabric.connect("h", [&](const weft::Args& args) {
        BOOST_CHECK_THROW(weft::ArgMap{args}, weft::Error);
        ++kept;
    });
    const auto pointer = std::make_unique<int>(1);
    fabric.call("h", "x"_a = std::make_unique<int>(1));
    fabric.call("h", "a"_a = 1, "x"_a = pointer, "b"_a = std::string{"text"});
    fabric.call("h", std::make_unique<int>(1));
    BOOST_TEST(kept == 3);
}

BOOST_AUTO_TEST_CASE(a_failed_keeping_releases_what_was_copied_before) {
    weft::Fabric fabric;
    const int before = Tracked::alive;
    fabric.connect("h", [](const weft::Args& args) { BOOST_CHECK_THROW(weft::ArgMap{args}, weft::Error); });
    fabric.call("h", "a"_a = Tracked{1}, "x"_a = std::make_unique<int>(1));
    BOOST_TEST(Tracked::alive == before);
}

BOOST_AUTO_TEST_CASE(a_null_string_does_no_harm) {
    const char* null = nullptr;
    try {
        weft::ArgMap map{"x"_a = null};
        map.set("y", null);
        BOOST_TEST(map.size() <= 2U);
    } catch (const std::exception& error) {
        BOOST_TEST_MESSAGE(error.what());
    }
}

BOOST_AUTO_TEST_SUITE_END()
