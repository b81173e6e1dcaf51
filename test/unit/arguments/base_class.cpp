// SPDX-License-Identifier: MIT
// Both ways from an object to its base class, beside what the language converts.
#include "run_together.hpp"

#include <weft/detail/arguments/base_class.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstddef>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

BOOST_AUTO_TEST_SUITE(base_class_tests)

using weft::detail::DescribedBases;
using weft::detail::ThrownBases;

// Those that the library has.
using Ways = std::conditional_t<WEFT_DETAIL_TYPE_DESCRIPTIONS == 1, std::tuple<DescribedBases, ThrownBases>,
                                std::tuple<ThrownBases>>;

// In no anonymous namespace, as templates that GCC takes for another file's have members of them.
struct Animal {
    int legs = 4;
};
struct Named {
    virtual ~Named() = default;
    std::string name = "Rex";
};
struct Dog : Animal, Named {};
struct Puppy : Dog {};
struct Mule : virtual Named, virtual Animal {};
struct Foal : Mule {
    int age = 1;
};
struct Load {
    double kilos = 50;
};
struct Laden : Load, Foal {
    int days = 2;
};
struct Left : Animal {};
struct Right : Animal {};
struct Twice : Left, Right {};
struct Hidden : private Animal {};
struct Guarded : protected Animal {};
struct OnlyDeclared;

/// The base class of the object, found anew; null where there is none to be taken.
template <class Bases, class Base, class Object>
Base* base_in(Object& object) {
    constexpr auto bases = Bases::template of<Object, true>();
    typename Bases::Path path;
    Base* base = nullptr;
    const bool is_found = bases.template find<Base>(typeid(Object), path) &&
                          Bases::follow(path, typeid(Object), std::addressof(object), base);
    return is_found ? base : nullptr;
}

/// The same of a pointer. False where it is not converted.
template <class Bases, class Base, class Object>
bool converts(Object* object, Base*& base) {
    constexpr auto bases = Bases::template of<Object*, true>();
    typename Bases::Path path;
    return bases.template find_of_pointer<Base>(typeid(Object*), path) &&
           Bases::follow_pointer(path, typeid(Object*), const_cast<std::remove_cv_t<Object>*>(object), base);
}

template <class Bases>
int legs_of(Foal& foal) {
    const Animal* const animal = base_in<Bases, Animal>(foal);
    return animal == &foal ? animal->legs : -1;
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_the_language_converts_is_found, Bases, Ways) {
    Puppy puppy;
    Foal foal;
    BOOST_TEST((base_in<Bases, Dog>(puppy) == &puppy));
    BOOST_TEST((base_in<Bases, Animal>(puppy) == &puppy));
    BOOST_TEST((base_in<Bases, Named>(puppy) == &puppy));
    BOOST_TEST((base_in<Bases, const Named>(puppy) == &puppy));
    BOOST_TEST((base_in<Bases, Mule>(foal) == &foal));
    BOOST_TEST((base_in<Bases, Animal>(foal) == &foal));
    BOOST_TEST((base_in<Bases, const Named>(foal) == &foal));
    // Elsewhere in another object.
    Laden laden;
    Foal& part = laden;
    BOOST_TEST((base_in<Bases, Animal>(part) == &part));
    BOOST_TEST((base_in<Bases, Named>(part) == &part));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(what_the_language_does_not_convert_is_not_found, Bases, Ways) {
    Twice twice;
    Hidden hidden;
    Guarded guarded;
    Animal animal;
    std::string text;
    BOOST_TEST((base_in<Bases, Animal>(twice) == nullptr));
    BOOST_TEST((base_in<Bases, Left>(twice) == &twice));
    BOOST_TEST((base_in<Bases, Animal>(hidden) == nullptr));
    BOOST_TEST((base_in<Bases, Animal>(guarded) == nullptr));
    BOOST_TEST((base_in<Bases, Dog>(animal) == nullptr));
    BOOST_TEST((base_in<Bases, Animal>(text) == nullptr));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(pointers_are_converted_with_their_const, Bases, Ways) {
    Foal foal;
    Named* named = nullptr;
    BOOST_TEST((converts<Bases>(&foal, named)));
    BOOST_TEST(named == &foal);
    const Animal* animal = nullptr;
    BOOST_TEST((converts<Bases>(&std::as_const(foal), animal)));
    BOOST_TEST(animal == &foal);
    BOOST_TEST((!converts<Bases>(&std::as_const(foal), named)));
    // A class is no pointer to it.
    typename Bases::Path path;
    constexpr auto of_class = Bases::template of<Foal, true>();
    constexpr auto of_pointer = Bases::template of<Foal*, true>();
    BOOST_TEST(!of_class.template find_of_pointer<Named>(typeid(Foal), path));
    BOOST_TEST(!of_pointer.template find<Named>(typeid(Foal*), path));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_null_pointer_stays_null, Bases, Ways) {
    Animal other;
    Animal* animal = &other;
    BOOST_TEST((converts<Bases>(static_cast<Foal*>(nullptr), animal)));
    BOOST_TEST((animal == nullptr));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_class_that_is_only_declared_has_no_base, Bases, Ways) {
    constexpr auto bases = Bases::template of<OnlyDeclared*, false>();
    typename Bases::Path path;
    BOOST_TEST(!bases.template find_of_pointer<Animal>(typeid(OnlyDeclared*), path));
    OnlyDeclared* base = nullptr;
    BOOST_TEST((!converts<Bases>(static_cast<Dog*>(nullptr), base)));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_class_that_is_only_declared_may_become_const, Bases, Ways) {
    constexpr auto bases = Bases::template of<OnlyDeclared*, false>();
    typename Bases::Path path;
    BOOST_REQUIRE(bases.template find_of_pointer<const OnlyDeclared>(typeid(OnlyDeclared*), path));
    Animal animal;
    const OnlyDeclared* same = nullptr;
    BOOST_TEST(Bases::follow_pointer(path, typeid(OnlyDeclared*), &animal, same));
    BOOST_TEST((static_cast<const void*>(same) == &animal));
    BOOST_TEST(!bases.template find_of_pointer<OnlyDeclared>(typeid(const OnlyDeclared*), path));
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_base_is_found_while_an_exception_unwinds, Bases, Ways) {
    struct Leaving {
        Foal& foal;
        int& legs;
        ~Leaving() { legs = std::uncaught_exceptions() == 1 ? legs_of<Bases>(foal) : 0; }
    };
    Foal foal;
    int legs = 0;
    try {
        const Leaving leaving{foal, legs};
        throw std::runtime_error("the one that unwinds");
    } catch (const std::exception& error) {
        BOOST_TEST(error.what() == "the one that unwinds");
        // In a handler of exceptions too, whose exception stays the current one.
        const std::exception_ptr before = std::current_exception();
        BOOST_TEST(legs_of<Bases>(foal) == 4);
        BOOST_TEST((std::current_exception() == before));
    }
    BOOST_TEST(legs == 4);
    BOOST_TEST(std::uncaught_exceptions() == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(a_base_is_found_where_nothing_may_be_thrown, Bases, Ways) {
    Foal foal;
    const auto ask = [&foal]() noexcept { return legs_of<Bases>(foal); };
    BOOST_TEST(ask() == 4);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(many_threads_find_bases_at_once, Bases, Ways) {
    Foal foal;
    std::atomic<int> found = 0;
    run_together(4, [&foal, &found](std::size_t) {
        for (int i = 0; i < 500; ++i) {
            found += legs_of<Bases>(foal) == 4 ? 1 : 0;
        }
    });
    BOOST_TEST(found == 2000);
}

BOOST_AUTO_TEST_SUITE_END()
