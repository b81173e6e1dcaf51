// SPDX-License-Identifier: MIT
// Pointers and shared pointers to derived objects, where a parameter points to a base.
#include "arguments/caught.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(conversions_pointers_tests)

namespace {

struct Named {
    virtual ~Named() = default;
    std::string name = "Rex";
};
struct Animal {
    int legs = 4;
};
struct Dog : Named, Animal {};
struct Virtual : virtual Named, virtual Animal {};
struct Cat : Named, Animal {};
struct Both : Dog, Cat {};  // Has two of each base, of which none can be chosen.
struct Hidden : private Animal {};
struct Last final : Animal {};
struct OnlyDeclared;
union Number {
    int whole;
    float broken;
};

/// Whether a handler with that parameter takes the value in each way, and sees `expected`.
template <class Parameter, class Value, class Expected>
bool takes(Value&& value, const Expected& expected) {
    int seen = 0;
    const auto compare = [&](const auto& found) { seen += found == expected ? 1 : 100; };
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&](Parameter x) { compare(x); }, "x"_a);
    fabric.connect(
        "on_step", [&](const Parameter& x) { compare(x); }, "x"_a);
    fabric.connect(
        "on_step", [&](std::optional<Parameter> x) { compare(x.value()); }, "x"_a);
    fabric.connect("on_step", [&](const weft::Args& args) { compare(args.get<Parameter>(0)); });
    try {
        for (int round = 0; round < 2; ++round) {
            fabric.call("on_step", "x"_a = value);
            fabric.call("on_step", value);
            fabric.call("on_step", weft::arg("x", value));
            fabric.call("on_step", "x"_a = weft::lazy([&value] { return value; }));
        }
    } catch (const weft::ArgumentError&) {
        return false;
    }
    return seen == 32;
}

template <class Parameter, class Value>
bool refuses(const Value& value) {
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [](Parameter) {}, "x"_a);
    try {
        fabric.call("on_step", "x"_a = value);
    } catch (const weft::ArgumentError&) {
        return true;
    }
    return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_pointer_to_a_derived_object_fills_one_to_its_base) {
    Dog dog;
    Virtual virtual_dog;
    BOOST_TEST((takes<Dog*>(&dog, &dog)));
    BOOST_TEST((takes<Named*>(&dog, static_cast<Named*>(&dog))));
    BOOST_TEST((takes<Animal*>(&dog, static_cast<Animal*>(&dog))));
    BOOST_TEST((takes<const Animal*>(&dog, static_cast<Animal*>(&dog))));
    BOOST_TEST((takes<const Dog*>(&dog, &dog)));
    BOOST_TEST((takes<const Named*>(&std::as_const(dog), static_cast<const Named*>(&dog))));
    BOOST_TEST((takes<Named*>(&virtual_dog, static_cast<Named*>(&virtual_dog))));
    BOOST_TEST((takes<const Animal*>(&virtual_dog, static_cast<Animal*>(&virtual_dog))));
    Last last;
    BOOST_TEST((takes<Animal*>(&last, static_cast<Animal*>(&last))));
}

BOOST_AUTO_TEST_CASE(a_shared_pointer_to_a_derived_object_fills_one_to_its_base) {
    const auto dog = std::make_shared<Dog>();
    const auto virtual_dog = std::make_shared<Virtual>();
    BOOST_TEST((takes<std::shared_ptr<Dog>>(dog, dog)));
    BOOST_TEST((takes<std::shared_ptr<Named>>(dog, dog)));
    BOOST_TEST((takes<std::shared_ptr<Animal>>(dog, dog)));
    BOOST_TEST((takes<std::shared_ptr<const Animal>>(dog, dog)));
    BOOST_TEST((takes<std::shared_ptr<const Dog>>(dog, dog)));
    BOOST_TEST((takes<std::shared_ptr<Named>>(virtual_dog, virtual_dog)));
    BOOST_TEST((takes<std::shared_ptr<const Animal>>(virtual_dog, virtual_dog)));
    const std::shared_ptr<const Dog> constant = dog;
    BOOST_TEST((takes<std::shared_ptr<const Named>>(constant, constant)));
    BOOST_TEST(dog.use_count() == 2);
}

BOOST_AUTO_TEST_CASE(a_shared_pointer_that_is_kept_keeps_the_object) {
    std::shared_ptr<Named> kept;
    weft::Fabric fabric;
    fabric.connect(
        "on_step", [&kept](const std::shared_ptr<Named>& x) { kept = x; }, "x"_a);
    auto dog = std::make_shared<Dog>();
    fabric.call("on_step", "x"_a = dog);
    const std::weak_ptr<Dog> watched = dog;
    dog.reset();
    BOOST_TEST(!watched.expired());
    BOOST_TEST(kept->name == "Rex");
    kept.reset();
    BOOST_TEST(watched.expired());
}

BOOST_AUTO_TEST_CASE(null_stays_null) {
    Dog* const no_dog = nullptr;
    Virtual* const no_virtual = nullptr;
    BOOST_TEST((takes<Animal*>(no_dog, static_cast<Animal*>(nullptr))));
    BOOST_TEST((takes<Animal*>(no_virtual, static_cast<Animal*>(nullptr))));
    BOOST_TEST((takes<std::shared_ptr<Animal>>(std::shared_ptr<Dog>(), std::shared_ptr<Animal>())));
    BOOST_TEST((takes<std::shared_ptr<Animal>>(std::shared_ptr<Virtual>(), std::shared_ptr<Animal>())));
    // One that shares something, and points to nothing.
    const std::shared_ptr<Dog> of_owner(std::make_shared<int>(1), nullptr);
    weft::Fabric fabric;
    fabric.connect(
        "on_step",
        [](const std::shared_ptr<Animal>& x) {
            BOOST_TEST((x == nullptr));
            BOOST_TEST(x.use_count() == 2);
        },
        "x"_a);
    BOOST_TEST(fabric.call("on_step", "x"_a = of_owner) == 1U);
}

BOOST_AUTO_TEST_CASE(what_the_language_does_not_convert_is_refused) {
    Animal animal;
    Hidden hidden;
    const Dog constant;
    BOOST_TEST(refuses<Dog*>(&animal));
    BOOST_TEST(refuses<Animal*>(&hidden));
    BOOST_TEST(refuses<Animal*>(&constant));
    BOOST_TEST(refuses<Named*>(&animal));
    BOOST_TEST((refuses<Animal*>(static_cast<Both*>(nullptr)) != catches_null<Animal, Both>()));
    BOOST_TEST(refuses<Animal*>(static_cast<void*>(&animal)));
    BOOST_TEST(refuses<Animal*>(nullptr));
    BOOST_TEST(refuses<Animal*>(animal));
    BOOST_TEST(refuses<Animal*>(std::make_shared<Animal>()));
    BOOST_TEST(refuses<Animal>(&animal));
    BOOST_TEST(refuses<void*>(&animal));
    BOOST_TEST(refuses<std::shared_ptr<Dog>>(std::make_shared<Animal>()));
    BOOST_TEST(refuses<std::shared_ptr<Animal>>(std::make_shared<Hidden>()));
    BOOST_TEST(refuses<std::shared_ptr<Animal>>(std::make_shared<const Dog>()));
    BOOST_TEST((refuses<std::shared_ptr<Animal>>(std::shared_ptr<Both>()) != catches_null<Animal, Both>()));
    Both both;
    BOOST_TEST(refuses<Animal*>(&both));
    BOOST_TEST(refuses<std::shared_ptr<Animal>>(std::make_shared<Both>()));
    BOOST_TEST(refuses<std::shared_ptr<Animal>>(std::shared_ptr<Dog[]>()));
    BOOST_TEST(refuses<std::shared_ptr<Animal>>(&animal));
    BOOST_TEST(refuses<std::shared_ptr<void>>(std::make_shared<Animal>()));
    BOOST_TEST(refuses<Animal**>(static_cast<Dog**>(nullptr)));
}

BOOST_AUTO_TEST_CASE(a_mutable_reference_takes_the_pointer_itself_only) {
    Dog dog;
    Dog* pointer = &dog;
    const auto shared = std::make_shared<Dog>();
    weft::Fabric fabric;
    fabric.connect(
        "on_pointer", [](Animal*&) {}, "x"_a);
    fabric.connect(
        "on_shared", [](std::shared_ptr<Animal>&) {}, "x"_a);
    fabric.connect(
        "on_own", [](Dog*& x) { x = nullptr; }, "x"_a);
    auto copy = shared;
    BOOST_CHECK_THROW(fabric.call("on_pointer", "x"_a = pointer), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("on_shared", "x"_a = copy), weft::ArgumentError);
    fabric.call("on_own", "x"_a = pointer);
    BOOST_TEST(pointer == nullptr);
}

BOOST_AUTO_TEST_CASE(results_defaults_and_entries_of_maps_are_converted) {
    const auto dog = std::make_shared<Dog>();
    weft::Fabric fabric;
    fabric.connect("on_ask", [&dog] { return dog; });
    fabric.connect("on_ask", [&dog] { return dog.get(); });
    BOOST_TEST((fabric.collect<std::shared_ptr<Animal>>("on_ask").front() == dog));
    BOOST_TEST(fabric.first<const Named*>("on_ask").value() == dog.get());
    fabric.connect(
        "on_step",
        [&dog](const std::shared_ptr<Named>& x, Animal* y) {
            BOOST_TEST((x == dog));
            BOOST_TEST(y == dog.get());
        },
        "x"_a = dog, "y"_a = dog.get());
    BOOST_TEST(fabric.call("on_step") == 1U);
    const weft::ArgMap map{"x"_a = dog, "y"_a = dog.get()};
    BOOST_TEST(fabric.call("on_step", weft::unpack(map)) == 1U);
    BOOST_TEST((map.get<std::shared_ptr<Animal>>("x") == dog));
}

BOOST_AUTO_TEST_CASE(pointers_to_classes_that_are_only_declared_become_no_other_class) {
    auto* const pointer = reinterpret_cast<OnlyDeclared*>(0x100);
    BOOST_TEST((takes<OnlyDeclared*>(pointer, pointer)));
    BOOST_TEST((takes<const OnlyDeclared*>(pointer, static_cast<const OnlyDeclared*>(pointer))));
    BOOST_TEST((takes<const volatile OnlyDeclared*>(static_cast<volatile OnlyDeclared*>(pointer),
                                                    static_cast<const volatile OnlyDeclared*>(pointer))));
    BOOST_TEST((takes<const OnlyDeclared*>(static_cast<OnlyDeclared*>(nullptr),
                                           static_cast<const OnlyDeclared*>(nullptr))));
    BOOST_TEST(refuses<OnlyDeclared*>(static_cast<const OnlyDeclared*>(pointer)));
    BOOST_TEST((takes<std::shared_ptr<OnlyDeclared>>(std::shared_ptr<OnlyDeclared>(),
                                                     std::shared_ptr<OnlyDeclared>())));
    BOOST_TEST((takes<std::shared_ptr<const OnlyDeclared>>(std::shared_ptr<OnlyDeclared>(),
                                                           std::shared_ptr<const OnlyDeclared>())));
    BOOST_TEST(refuses<std::shared_ptr<OnlyDeclared>>(std::shared_ptr<const OnlyDeclared>()));
    BOOST_TEST(refuses<Animal*>(pointer));
    BOOST_TEST(refuses<OnlyDeclared*>(static_cast<Animal*>(nullptr)));
    BOOST_TEST(refuses<std::shared_ptr<OnlyDeclared>>(std::make_shared<Animal>()));
    BOOST_TEST(refuses<std::shared_ptr<Animal>>(std::shared_ptr<OnlyDeclared>()));
    Number number{1};
    BOOST_TEST((takes<Number*>(&number, &number)));
    BOOST_TEST((takes<int*>(&number.whole, &number.whole)));
}

BOOST_AUTO_TEST_SUITE_END()
