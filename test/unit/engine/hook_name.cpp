// SPDX-License-Identifier: MIT
// A hook's name is the same in whichever form it is written: the hash of a literal is made by other code than that of a
// string.

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <cstddef>
#include <cstring>
#include <set>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(hook_name_tests)

extern const char on_declared_elsewhere[];

namespace {

/// As long as any array that counts as a literal, and longer.
constexpr std::size_t longest = 200;

std::string name_of_length(std::size_t length) {
    std::string name(length, ' ');
    for (std::size_t i = 0; i < length; ++i) {
        name[i] = static_cast<char>('a' + i % 26);
    }
    return name;
}

/// Writes every name that fits into an array of that size.
template <std::size_t size>
void compare_with_arrays() {
    char array[size];
    for (std::size_t length = 0; length < size; ++length) {
        const std::string name = name_of_length(length);
        std::memcpy(array, name.c_str(), length + 1);
        const weft::HookName from_array(array);
        const weft::HookName from_string(name);
        BOOST_TEST(from_array.text() == from_string.text());
        BOOST_TEST(from_array.hash() == from_string.hash(),
                   "length " << length << " in an array of " << size);
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_name_has_one_hash_in_an_array_and_in_a_string) {
    compare_with_arrays<1>();
    compare_with_arrays<4>();
    compare_with_arrays<8>();
    compare_with_arrays<9>();
    compare_with_arrays<10>();
    compare_with_arrays<16>();
    compare_with_arrays<17>();
    compare_with_arrays<64>();
    compare_with_arrays<128>();
    compare_with_arrays<129>();
    compare_with_arrays<longest>();
}

BOOST_AUTO_TEST_CASE(a_name_has_one_hash_as_a_pointer_a_view_and_a_literal) {
    const char* const pointer = "on_train_batch_end";
    const std::string_view view = "on_train_batch_end";
    BOOST_TEST(weft::HookName("on_train_batch_end").hash() == weft::HookName(pointer).hash());
    BOOST_TEST(weft::HookName(view).hash() == weft::HookName(pointer).hash());
    BOOST_TEST(weft::HookName(view.substr(0, 5)).hash() == weft::HookName("on_tr").hash());
}

BOOST_AUTO_TEST_CASE(every_character_of_a_name_counts) {
    for (std::size_t length = 1; length < longest; ++length) {
        const std::string name = name_of_length(length);
        std::set<std::uint64_t> hashes{weft::HookName(name).hash()};
        for (std::size_t i = 0; i < length; ++i) {
            std::string other = name;
            other[i] = '_';
            hashes.insert(weft::HookName(other).hash());
        }
        BOOST_TEST(hashes.size() == length + 1, "length " << length);
    }
}

BOOST_AUTO_TEST_CASE(names_that_differ_in_one_character_are_different_hooks) {
    for (std::size_t length = 1; length < longest; ++length) {
        const std::string name = name_of_length(length);
        weft::Fabric fabric;
        fabric.connect(name, [] {});
        BOOST_TEST(fabric.call(name) == 1U);
        for (std::size_t i = 0; i < length; ++i) {
            std::string other = name;
            other[i] = '_';
            BOOST_TEST(fabric.call(other) == 0U);
        }
        BOOST_TEST(fabric.call(name.substr(0, length - 1)) == 0U);
        BOOST_TEST(fabric.call(name + "_") == 0U);
    }
}

BOOST_AUTO_TEST_CASE(an_array_of_unknown_size_names_a_hook) {
    weft::Fabric fabric;
    fabric.connect(on_declared_elsewhere, [] {});
    BOOST_TEST(fabric.call("on_declared_elsewhere") == 1U);
}

const char on_declared_elsewhere[] = "on_declared_elsewhere";

BOOST_AUTO_TEST_SUITE_END()
