// SPDX-License-Identifier: MIT
// The class rows of the parameter table: which bases an object is taken as, and what is refused.
#include "arguments/caught.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(conversions_classes_tests)

namespace {

struct Animal {
    int legs = 4;
};
struct Named {
    int id = 7;
};
struct Dog : Animal, Named {
    int tail = 1;
};
struct Puppy final : Dog {
    int age = 2;
};
struct Cat : Animal {};
struct Stone {
    int legs = 0;
};

struct Secret : private Animal {};
struct Guarded : protected Animal {};
struct SecretNamed : Animal, private Named {};
struct BelowSecret : Secret {};

struct TwiceLeft : Animal {};
struct TwiceRight : Animal {};
struct Twice : TwiceLeft, TwiceRight {
    int own = 3;
};

struct Root {
    int root = 11;
};
struct VirtualLeft : virtual Root {
    int left = 12;
};
struct VirtualRight : virtual Root {
    int right = 13;
};
struct Diamond : VirtualLeft, VirtualRight {
    int tip = 14;
};
struct HiddenRight : private virtual Root {};
struct HalfHidden : VirtualLeft, HiddenRight {};

struct Shape {
    virtual ~Shape() = default;
    [[nodiscard]] virtual int corners() const = 0;
};
struct Colour {
    virtual ~Colour() = default;
    int colour = 5;
};
struct Square : Shape, Colour {
    [[nodiscard]] int corners() const override { return 4; }
};

struct Tag {};
struct Tagged : Tag {};

struct Copied {
    static inline int copies = 0;
    Copied() = default;
    Copied(const Copied&) { ++copies; }
    Copied& operator=(const Copied&) {
        ++copies;
        return *this;
    }
};
struct CopiedMore : Copied {};

struct Metres {
    double value = 0;
    Metres() = default;
    Metres(double metres) : value{metres} {}
    operator double() const { return value; }
    operator std::string() const { return "metres"; }
};

/// What a handler taking `const Base&` sees of `object`; null if it is refused.
template <class Base, class Object>
const Base* as_const(Object& object) {
    weft::Fabric fabric;
    const Base* seen = nullptr;
    fabric.connect(
        "h", [&](const Base& x) { seen = &x; }, "x"_a);
    fabric.connect("args", [&](const weft::Args& args) { BOOST_CHECK(&args.get<const Base&>(0) == seen); });
    try {
        fabric.call("h", "x"_a = object);
    } catch (const weft::ArgumentError&) {
        BOOST_CHECK_THROW(fabric.call("h", object), weft::ArgumentError);
        BOOST_CHECK_THROW(fabric.call("h", weft::arg("x", object)), weft::ArgumentError);
        BOOST_CHECK_THROW(fabric.call("args", "x"_a = object), weft::ArgumentError);
        return nullptr;
    }
    const Base* by_name = std::exchange(seen, nullptr);
    fabric.call("h", object);
    BOOST_CHECK(seen == by_name);
    fabric.call("args", object);
    return seen;
}

/// What a handler taking `Base&` sees of `object`; null if it is refused.
template <class Base, class Object>
Base* as_mutable(Object& object) {
    weft::Fabric fabric;
    Base* seen = nullptr;
    fabric.connect(
        "h", [&](Base& x) { seen = &x; }, "x"_a);
    fabric.connect("args", [&](const weft::Args& args) { BOOST_CHECK(&args.get<Base&>(0) == seen); });
    try {
        fabric.call("h", "x"_a = object);
    } catch (const weft::ArgumentError&) {
        BOOST_CHECK_THROW(fabric.call("h", object), weft::ArgumentError);
        BOOST_CHECK_THROW(fabric.call("args", object), weft::ArgumentError);
        return nullptr;
    }
    fabric.call("args", "x"_a = object);
    return seen;
}

template <class Parameter, class Value>
bool refused(const Value& value) {
    weft::Fabric fabric;
    bool ran = false;
    fabric.connect(
        "h", [&](Parameter) { ran = true; }, "x"_a);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = value), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", value), weft::ArgumentError);
    return !ran;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_object_is_taken_as_its_own_class) {
    Dog dog;
    BOOST_CHECK(as_const<Dog>(dog) == &dog);
    BOOST_CHECK(as_mutable<Dog>(dog) == &dog);
}

BOOST_AUTO_TEST_CASE(an_object_is_taken_as_each_of_its_public_bases) {
    Dog dog;
    BOOST_CHECK(as_const<Animal>(dog) == &dog);
    BOOST_CHECK(as_const<Named>(dog) == &dog);
    BOOST_CHECK(as_mutable<Animal>(dog) == &dog);
    BOOST_CHECK(as_mutable<Named>(dog) == &dog);
    Puppy puppy;
    BOOST_CHECK(as_const<Named>(puppy) == &puppy);
    BOOST_CHECK(as_mutable<Named>(puppy) == &puppy);
    BOOST_CHECK(as_const<Dog>(puppy) == &puppy);
    Tagged tagged;
    BOOST_CHECK(as_const<Tag>(tagged) == &tagged);
}

BOOST_AUTO_TEST_CASE(writing_through_the_second_base_reaches_the_object) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](Named& x) { x.id = 99; }, "x"_a);
    Puppy puppy;
    fabric.call("h", "x"_a = puppy);
    BOOST_TEST(puppy.id == 99);
    BOOST_TEST(puppy.legs == 4);
}

BOOST_AUTO_TEST_CASE(a_virtual_base_is_found_in_a_diamond) {
    Diamond diamond;
    BOOST_CHECK(as_const<Root>(diamond) == &diamond);
    BOOST_CHECK(as_mutable<Root>(diamond) == &diamond);
    BOOST_CHECK(as_const<VirtualRight>(diamond) == &diamond);
    BOOST_TEST(as_const<Root>(diamond)->root == 11);
}

BOOST_AUTO_TEST_CASE(a_virtual_base_is_found_from_a_reference_to_a_part) {
    Diamond diamond;
    VirtualRight& part = diamond;
    VirtualRight whole;
    BOOST_CHECK(as_const<Root>(part) == &part);
    BOOST_CHECK(as_const<Root>(whole) == &whole);
    BOOST_CHECK(as_mutable<Root>(part) == &part);
}

BOOST_AUTO_TEST_CASE(a_virtual_base_hidden_on_one_way_is_found_on_the_public_one) {
    HalfHidden object;
    const VirtualLeft& way = object;
    const Root* root = &way;
    BOOST_CHECK(as_const<Root>(object) == (catches_null<Root, HalfHidden>() ? root : nullptr));
}

BOOST_AUTO_TEST_CASE(polymorphic_and_abstract_bases_are_found) {
    Square square;
    BOOST_CHECK(as_const<Shape>(square) == &square);
    BOOST_CHECK(as_const<Colour>(square) == &square);
    BOOST_CHECK(as_mutable<Shape>(square) == &square);
    BOOST_CHECK(as_mutable<Colour>(square) == &square);
    BOOST_TEST(as_const<Shape>(square)->corners() == 4);
    Shape& shape = square;
    BOOST_CHECK(as_const<Shape>(shape) == &shape);
    BOOST_CHECK(as_mutable<Shape>(shape) == &shape);
}

BOOST_AUTO_TEST_CASE(a_private_or_protected_base_is_refused) {
    Secret secret;
    Guarded guarded;
    BelowSecret below;
    SecretNamed named;
    HiddenRight hidden;
    BOOST_CHECK(as_const<Animal>(secret) == nullptr);
    BOOST_CHECK(as_mutable<Animal>(secret) == nullptr);
    BOOST_CHECK(as_const<Animal>(guarded) == nullptr);
    BOOST_CHECK(as_const<Animal>(below) == nullptr);
    BOOST_CHECK(as_const<Secret>(below) == &below);
    BOOST_CHECK(as_const<Named>(named) == nullptr);
    BOOST_CHECK(as_const<Animal>(named) == &named);
    BOOST_CHECK(as_const<Root>(hidden) == nullptr);
}

BOOST_AUTO_TEST_CASE(an_ambiguous_base_is_refused) {
    Twice twice;
    BOOST_CHECK(as_const<Animal>(twice) == nullptr);
    BOOST_CHECK(as_mutable<Animal>(twice) == nullptr);
    BOOST_CHECK(as_const<TwiceRight>(twice) == &twice);
    TwiceRight& part = twice;
    BOOST_CHECK(as_const<Animal>(part) == &part);
}

BOOST_AUTO_TEST_CASE(a_derived_class_a_sibling_and_a_stranger_are_refused) {
    Animal animal;
    Cat cat;
    Stone stone;
    BOOST_CHECK(as_const<Dog>(animal) == nullptr);
    BOOST_CHECK(as_const<Dog>(cat) == nullptr);
    BOOST_CHECK(as_const<Animal>(stone) == nullptr);
    BOOST_CHECK(as_mutable<Animal>(stone) == nullptr);
}

BOOST_AUTO_TEST_CASE(a_const_object_is_refused_where_it_would_be_written) {
    const Dog dog;
    BOOST_CHECK(as_const<Animal>(dog) == &dog);
    BOOST_CHECK(as_const<Named>(dog) == &dog);
    BOOST_CHECK(as_mutable<Dog>(dog) == nullptr);
    BOOST_CHECK(as_mutable<Animal>(dog) == nullptr);
    BOOST_CHECK(as_mutable<Named>(dog) == nullptr);
    const Diamond diamond;
    BOOST_CHECK(as_const<Root>(diamond) == &diamond);
    BOOST_CHECK(as_mutable<Root>(diamond) == nullptr);
}

BOOST_AUTO_TEST_CASE(an_rvalue_is_taken_as_its_base_but_not_written) {
    weft::Fabric fabric;
    int id = 0;
    fabric.connect(
        "read", [&](const Named& x) { id = x.id; }, "x"_a);
    fabric.connect(
        "write", [](Named& x) { x.id = 0; }, "x"_a);
    BOOST_TEST(fabric.call("read", "x"_a = Puppy{}) == 1U);
    BOOST_TEST(id == 7);
    BOOST_CHECK_THROW(fabric.call("write", "x"_a = Puppy{}), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(a_base_by_value_takes_only_a_base) {
    BOOST_TEST(refused<Animal>(Dog{}));
    BOOST_TEST(refused<Animal>(Cat{}));
}

BOOST_AUTO_TEST_CASE(taking_an_object_by_reference_copies_nothing) {
    Copied copied;
    CopiedMore more;
    Copied::copies = 0;
    BOOST_CHECK(as_const<Copied>(copied) == &copied);
    BOOST_CHECK(as_const<Copied>(more) == &more);
    BOOST_CHECK(as_mutable<Copied>(more) == &more);
    BOOST_TEST(Copied::copies == 0);
}

BOOST_AUTO_TEST_CASE(conversions_a_class_defines_itself_are_not_used) {
    const Metres metres{2.5};
    BOOST_TEST(refused<double>(metres));
    BOOST_TEST(refused<std::string>(metres));
    BOOST_TEST(refused<Metres>(2.5));
    BOOST_TEST(refused<const Metres&>(2.5));
    BOOST_TEST(refused<const std::filesystem::path&>(std::string{"a"}));
    BOOST_TEST(refused<const std::vector<double>&>(std::vector<int>{1}));
}

// Of derived objects too: conversions_pointers.cpp.
BOOST_AUTO_TEST_CASE(pointers_take_pointers_of_their_kind) {
    Dog dog;
    Dog* raw = &dog;
    BOOST_TEST(refused<const Dog&>(raw));
    BOOST_TEST(refused<Dog*>(dog));
    BOOST_TEST(refused<Dog*>(nullptr));
    BOOST_TEST(refused<const Dog&>(std::make_shared<Dog>()));

    weft::Fabric fabric;
    Dog* seen = nullptr;
    fabric.connect(
        "h", [&](Dog* x) { seen = x; }, "x"_a);
    fabric.connect(
        "h", [&](Dog*& x) { x = nullptr; }, "x"_a);
    fabric.call("h", "x"_a = raw);
    BOOST_CHECK(seen == &dog);
    BOOST_CHECK(raw == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
