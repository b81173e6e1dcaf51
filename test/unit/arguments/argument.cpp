// SPDX-License-Identifier: MIT
// Passing arguments: lvalues by reference, rvalues alive and const, arrays as pointers, names of both kinds.
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>
#include <vector>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(argument_tests)

namespace {

struct Counted {
    static inline int copies = 0;
    static inline int moves = 0;
    static inline int alive = 0;
    static void reset() { copies = moves = 0; }

    int value = 0;

    explicit Counted(int initial = 0) : value{initial} { ++alive; }
    Counted(const Counted& other) : value{other.value} { ++copies, ++alive; }
    Counted(Counted&& other) noexcept : value{std::exchange(other.value, -1)} { ++moves, ++alive; }
    Counted& operator=(const Counted& other) {
        value = other.value;
        ++copies;
        return *this;
    }
    Counted& operator=(Counted&& other) noexcept {
        value = std::exchange(other.value, -1);
        ++moves;
        return *this;
    }
    ~Counted() { --alive; }
};

struct Pinned {
    int value = 0;
    explicit Pinned(int initial) : value{initial} {}
    Pinned(const Pinned&) = delete;
    Pinned& operator=(const Pinned&) = delete;
};

struct Shape {
    Shape() = default;
    Shape(const Shape&) = delete;
    Shape& operator=(const Shape&) = delete;
    virtual ~Shape() = default;
    [[nodiscard]] virtual int corners() const = 0;
};

struct Square final : Shape {
    [[nodiscard]] int corners() const override { return 4; }
};

}  // namespace

BOOST_AUTO_TEST_CASE(an_lvalue_is_the_very_same_object_in_the_handler) {
    weft::Fabric fabric;
    const int* seen = nullptr;
    fabric.connect(
        "h", [&](const int& x) { seen = &x; }, "x"_a);
    int number = 3;
    const int constant = 4;
    fabric.call("h", "x"_a = number);
    BOOST_CHECK(seen == &number);
    fabric.call("h", constant);
    BOOST_CHECK(seen == &constant);
    fabric.call("h", weft::arg("x", number));
    BOOST_CHECK(seen == &number);
}

BOOST_AUTO_TEST_CASE(an_lvalue_is_never_copied_nor_moved) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](const Counted& x) { BOOST_TEST(x.value == 5); }, "x"_a);
    fabric.connect(
        "h", [](Counted& x) { BOOST_TEST(x.value == 5); }, "x"_a);
    fabric.connect("h", [](const weft::Args& args) { BOOST_TEST(args.get<const Counted&>(0).value == 5); });
    Counted counted{5};
    const std::string name{"x"};
    Counted::reset();
    BOOST_TEST(fabric.call("h", "x"_a = counted) == 3U);
    BOOST_TEST(fabric.call("h", counted) == 3U);
    BOOST_TEST(fabric.call("h", weft::arg(name, counted)) == 3U);
    BOOST_TEST(Counted::copies == 0);
    BOOST_TEST(Counted::moves == 0);
}

BOOST_AUTO_TEST_CASE(a_const_lvalue_is_never_copied) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](const Counted& x) { BOOST_TEST(x.value == 5); }, "x"_a);
    const Counted counted{5};
    Counted::reset();
    fabric.call("h", "x"_a = counted);
    fabric.call("h", counted);
    BOOST_TEST(Counted::copies == 0);
}

BOOST_AUTO_TEST_CASE(a_parameter_by_value_costs_one_copy_and_leaves_the_original_alone) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](Counted x) { x.value = 99; }, "x"_a);
    Counted counted{5};
    Counted::reset();
    fabric.call("h", "x"_a = counted);
    BOOST_TEST(Counted::copies == 1);
    BOOST_TEST(counted.value == 5);
}

BOOST_AUTO_TEST_CASE(an_lvalue_that_cannot_be_copied_or_moved_is_passed) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](Pinned& x) { ++x.value; }, "x"_a);
    Pinned pinned{1};
    fabric.call("h", "x"_a = pinned);
    fabric.call("h", pinned);
    fabric.call("h", weft::arg("x", pinned));
    BOOST_TEST(pinned.value == 4);
}

BOOST_AUTO_TEST_CASE(an_lvalue_of_an_abstract_class_is_passed) {
    weft::Fabric fabric;
    int corners = 0;
    fabric.connect(
        "h", [&](const Shape& shape) { corners += shape.corners(); }, "shape"_a);
    const Square square;
    const Shape& shape = square;
    fabric.call("h", "shape"_a = shape);
    fabric.call("h", shape);
    BOOST_TEST(corners == 8);
}

BOOST_AUTO_TEST_CASE(what_one_handler_writes_the_next_one_and_the_caller_read) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](int& x) { x += 1; }, "x"_a);
    fabric.connect("h", [](const weft::Args& args) { args.get<int&>("x") *= 10; });
    int seen = 0;
    fabric.connect(
        "h", [&](int x) { seen = x; }, "x"_a);
    int number = 1;
    fabric.call("h", "x"_a = number);
    BOOST_TEST(seen == 20);
    BOOST_TEST(number == 20);
}

BOOST_AUTO_TEST_CASE(an_rvalue_lives_until_the_last_handler_has_run) {
    weft::Fabric fabric;
    std::vector<int> seen;
    for (int i = 0; i < 3; ++i) {
        fabric.connect(
            "h", [&](const Counted& x) { seen.push_back(Counted::alive > 0 ? x.value : -9); }, "x"_a);
    }
    const int before = Counted::alive;
    fabric.call("h", "x"_a = Counted{1});
    fabric.call("h", Counted{2});
    fabric.call("h", weft::arg(std::string{"x"}, Counted{3}));
    BOOST_TEST(seen == (std::vector<int>{1, 1, 1, 2, 2, 2, 3, 3, 3}), boost::test_tools::per_element());
    BOOST_TEST(Counted::alive == before);
}

BOOST_AUTO_TEST_CASE(an_rvalue_is_released_when_a_handler_throws_or_is_refused) {
    weft::Fabric fabric;
    const int before = Counted::alive;
    fabric.connect(
        "h", [](const Counted&) { throw std::domain_error{"no"}; }, "x"_a);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = Counted{1}), std::domain_error);
    fabric.connect(
        "refused", [](Counted&) {}, "x"_a);
    BOOST_CHECK_THROW(fabric.call("refused", "x"_a = Counted{1}), weft::ArgumentError);
    BOOST_TEST(Counted::alive == before);
}

BOOST_AUTO_TEST_CASE(an_rvalue_is_const_to_handlers) {
    weft::Fabric fabric;
    bool ran = false;
    fabric.connect(
        "h", [&](Counted&) { ran = true; }, "x"_a);
    Counted counted{5};
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = Counted{1}), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", Counted{1}), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", weft::arg("x", Counted{1})), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = std::move(counted)), weft::ArgumentError);
    BOOST_TEST(!ran);
}

BOOST_AUTO_TEST_CASE(a_fundamental_rvalue_is_const_to_handlers) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](int& x) { ++x; }, "x"_a);
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = 1), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", 1), weft::ArgumentError);
    const int constant = 1;
    BOOST_CHECK_THROW(fabric.call("h", "x"_a = constant), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", constant), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(a_move_only_rvalue_is_passed) {
    weft::Fabric fabric;
    int sum = 0;
    fabric.connect(
        "h", [&](const std::unique_ptr<int>& x) { sum += *x; }, "x"_a);
    fabric.connect(
        "h", [&](const std::unique_ptr<int>& x) { sum += *x; }, "x"_a);
    fabric.call("h", "x"_a = std::make_unique<int>(3));
    fabric.call("h", std::make_unique<int>(4));
    BOOST_TEST(sum == 14);
}

BOOST_AUTO_TEST_CASE(an_array_of_characters_is_a_pointer_to_its_first_one) {
    weft::Fabric fabric;
    const char* seen = nullptr;
    bool is_pointer = false;
    fabric.connect(
        "h",
        [&](const char* text, const weft::Args& args) {
            seen = text;
            for (const auto& argument : args)
                is_pointer = argument.type() == typeid(const char*);
        },
        "text"_a);
    char buffer[8] = "train";
    const char constant[] = "test";
    fabric.call("h", "text"_a = buffer);
    BOOST_CHECK(seen == buffer);
    BOOST_TEST(is_pointer);
    fabric.call("h", constant);
    BOOST_CHECK(seen == constant);
    BOOST_TEST(is_pointer);
    fabric.call("h", weft::arg("text", "literal"));
    BOOST_TEST(std::string_view{seen} == "literal");
    BOOST_TEST(is_pointer);
}

BOOST_AUTO_TEST_CASE(a_run_time_name_is_anything_a_string_is) {
    weft::Fabric fabric;
    int sum = 0;
    fabric.connect(
        "h", [&](int loss) { sum += loss; }, "loss"_a);
    const char* pointer = "loss";
    const std::string string{"loss"};
    const std::string_view unterminated = std::string_view{"losses"}.substr(0, 4);
    fabric.call("h", weft::arg("loss", 1));
    fabric.call("h", weft::arg(pointer, 10));
    fabric.call("h", weft::arg(string, 100));
    fabric.call("h", weft::arg(std::string{"loss"}, 1000));
    fabric.call("h", weft::arg(unterminated, 10000));
    BOOST_TEST(sum == 11111);
}

BOOST_AUTO_TEST_CASE(a_run_time_name_given_twice_throws) {
    weft::Fabric fabric;
    int ran = 0;
    fabric.connect(
        "h", [&](int) { ++ran; }, "loss"_a);
    const std::string name{"loss"};
    BOOST_CHECK_THROW(fabric.call("h", weft::arg(name, 1), weft::arg(name, 2)), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", weft::arg(name, 1), "loss"_a = 2), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "loss"_a = 1, "other"_a = 2, weft::arg("loss", 2)),
                      weft::ArgumentError);
    BOOST_TEST(ran == 0);
    BOOST_TEST(fabric.call("h", weft::arg(name, 1), weft::arg("other", 2)) == 1U);
}

BOOST_AUTO_TEST_CASE(a_double_name_throws_even_where_the_handler_does_not_ask_for_it) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](int) {}, "loss"_a);
    const std::string name{"extra"};
    BOOST_CHECK_THROW(fabric.call("h", "loss"_a = 1, weft::arg(name, 1), weft::arg(name, 2)),
                      weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(an_empty_run_time_name_throws) {
    weft::Fabric fabric;
    fabric.connect(
        "h", [](int) {}, "loss"_a);
    BOOST_CHECK_THROW(fabric.call("h", weft::arg("", 1)), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", weft::arg(std::string{}, 1)), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", "loss"_a = 1, weft::arg(std::string_view{}, 2)), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(names_that_differ_a_little_are_different_names) {
    weft::Fabric fabric;
    int seen = 0;
    fabric.connect(
        "h", [&](int a) { seen = a; }, "loss"_a);
    const std::string with_nul{"loss\0x", 6};
    fabric.call("h", weft::arg(with_nul, 1), weft::arg("Loss", 2), weft::arg("los", 3), weft::arg("loss ", 4),
                weft::arg("losss", 5), "loss"_a = 6);
    BOOST_TEST(seen == 6);
    BOOST_CHECK_THROW(fabric.call("h", weft::arg(with_nul, 1)), weft::ArgumentError);
    BOOST_CHECK_THROW(fabric.call("h", weft::arg("Loss", 1)), weft::ArgumentError);
}

BOOST_AUTO_TEST_CASE(positional_arguments_go_before_named_ones) {
    weft::Fabric fabric;
    std::string seen;
    fabric.connect(
        "h",
        [&](const std::string& a, int b, double c) {
            seen = a + std::to_string(b) + std::to_string(static_cast<int>(c));
        },
        "a"_a, "b"_a, "c"_a);
    fabric.call("h", "x", 1, 2.0);
    BOOST_TEST(seen == "x12");
    fabric.call("h", "y", "c"_a = 4.0, "b"_a = 3);
    BOOST_TEST(seen == "y34");
    fabric.call("h", "z", 5, weft::arg("c", 6.0));
    BOOST_TEST(seen == "z56");
}

BOOST_AUTO_TEST_SUITE_END()
