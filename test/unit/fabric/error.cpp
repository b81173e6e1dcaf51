// SPDX-License-Identifier: MIT
// What errors say: the exact text of the contract's example, and the parts every other refusal names.
#include "hooks.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

using namespace weft::literals;

struct Tensor {};

struct MyCallback {
    void on_train_batch_end([[maybe_unused]] double loss, [[maybe_unused]] const Tensor& output) {
        BOOST_ERROR("a refused handler ran");
    }
};
HOOKS(MyCallback, (on_train_batch_end, loss, output))

BOOST_AUTO_TEST_SUITE(error_tests)

namespace app {

struct Recorder {
    void on_epoch_end([[maybe_unused]] std::int8_t shard, [[maybe_unused]] Tensor& tensor,
                      [[maybe_unused]] int count) {
        BOOST_ERROR("a refused handler ran");
    }
};
HOOKS(Recorder, (on_epoch_end, shard, tensor, count))

}  // namespace app

namespace {

/// The text of the ArgumentError that `action` throws; empty if it throws none.
template <class Action>
std::string refusal(Action action) {
    try {
        action();
    } catch (const weft::ArgumentError& error) {
        return error.what();
    }
    return {};
}

bool has(const std::string& text, std::initializer_list<std::string_view> parts) {
    bool all = !text.empty();
    for (const std::string_view part : parts) {
        if (text.find(part) == std::string::npos) {
            BOOST_TEST_MESSAGE("no '" << part << "' in: " << text);
            all = false;
        }
    }
    return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_argument_error_is_an_error_is_a_runtime_error) {
    static_assert(std::is_base_of_v<weft::Error, weft::ArgumentError>);
    static_assert(std::is_base_of_v<std::runtime_error, weft::Error>);
    static_assert(std::is_convertible_v<weft::ArgumentError*, weft::Error*>);
    static_assert(std::is_convertible_v<weft::Error*, std::runtime_error*>);
    weft::Fabric fabric;
    fabric.connect(
        "h", [](int) {}, "x"_a);
    BOOST_CHECK_THROW(fabric.call("h"), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_missing_argument_reads_exactly_as_in_the_contract) {
    weft::Fabric fabric{MyCallback{}};
    const Tensor output;
    const double loss = 0.5;
    const std::string text =
        refusal([&] { fabric.call("on_train_batch_end", "los"_a = loss, "output"_a = output); });
    BOOST_TEST(text ==
               "on_train_batch_end: MyCallback takes 'loss' (double), but the call passes no such argument; "
               "it passes {los, output}: did you mean 'los'?");
}

BOOST_AUTO_TEST_CASE(the_text_is_the_same_with_run_time_names_and_unpacked_maps) {
    weft::Fabric fabric{MyCallback{}};
    const Tensor output;
    const std::string expected =
        refusal([&] { fabric.call("on_train_batch_end", "los"_a = 0.5, "output"_a = output); });
    const std::string name{"los"};
    BOOST_TEST(refusal([&] {
                   fabric.call("on_train_batch_end", weft::arg(name, 0.5), "output"_a = output);
               }) == expected);
    const weft::ArgMap map{"los"_a = 0.5, "output"_a = output};
    BOOST_TEST(refusal([&] { fabric.call("on_train_batch_end", weft::unpack(map)); }) == expected);
}

BOOST_AUTO_TEST_CASE(the_nearest_of_several_names_is_proposed) {
    weft::Fabric fabric{MyCallback{}};
    const std::string text = refusal(
        [&] { fabric.call("on_train_batch_end", "lozz"_a = 1, "losss"_a = 2, "output"_a = Tensor{}); });
    BOOST_TEST(has(text, {"did you mean 'losss'?", "{lozz, losss, output}"}));
}

BOOST_AUTO_TEST_CASE(no_name_is_proposed_where_none_is_near) {
    weft::Fabric fabric{MyCallback{}};
    const std::string text =
        refusal([&] { fabric.call("on_train_batch_end", "quaternion"_a = 1, "output"_a = Tensor{}); });
    BOOST_TEST(has(text, {"on_train_batch_end", "MyCallback", "'loss'", "double", "quaternion", "output"}));
    BOOST_TEST(text.find("did you mean") == std::string::npos);
    const std::string none = refusal([&] { fabric.call("on_train_batch_end"); });
    BOOST_TEST(has(none, {"on_train_batch_end", "MyCallback", "'loss'", "double"}));
    BOOST_TEST(none.find("did you mean") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_wrong_type_is_named_beside_the_one_expected) {
    weft::Fabric fabric{MyCallback{}};
    const std::string text = refusal([&] {
        fabric.call("on_train_batch_end", "output"_a = Tensor{}, "loss"_a = true, "unrelated_name"_a = 1);
    });
    BOOST_TEST(has(
        text, {"on_train_batch_end", "MyCallback", "loss", "double", "bool", "output", "unrelated_name"}));
}

BOOST_AUTO_TEST_CASE(a_wrong_class_is_named_beside_the_one_expected) {
    weft::Fabric fabric{MyCallback{}};
    const std::string text =
        refusal([&] { fabric.call("on_train_batch_end", "loss"_a = 0.5, "output"_a = app::Recorder{}); });
    BOOST_TEST(has(text, {"on_train_batch_end", "MyCallback", "output", "Tensor", "Recorder", "loss"}));
}

BOOST_AUTO_TEST_CASE(a_value_out_of_range_is_told) {
    weft::Fabric fabric{app::Recorder{}};
    Tensor tensor;
    const std::string text =
        refusal([&] { fabric.call("on_epoch_end", "shard"_a = 31337, "tensor"_a = tensor, "count"_a = 1); });
    BOOST_TEST(has(text, {"on_epoch_end", "Recorder", "shard", "31337", "signed char", "tensor", "count"}));
    const std::string negative =
        refusal([&] { fabric.call("on_epoch_end", "shard"_a = -129L, "tensor"_a = tensor, "count"_a = 1); });
    BOOST_TEST(has(negative, {"-129"}));
    const std::string huge = refusal([&] {
        fabric.call("on_epoch_end", "shard"_a = 1, "tensor"_a = tensor, "count"_a = 18446744073709551615ULL);
    });
    BOOST_TEST(has(huge, {"count", "18446744073709551615", "int"}));
}

BOOST_AUTO_TEST_CASE(a_const_object_for_a_mutable_reference_is_told) {
    weft::Fabric fabric{app::Recorder{}};
    const Tensor tensor;
    const std::string text =
        refusal([&] { fabric.call("on_epoch_end", "shard"_a = 1, "tensor"_a = tensor, "count"_a = 1); });
    BOOST_TEST(has(text, {"on_epoch_end", "Recorder", "tensor", "const", "Tensor", "shard", "count"}));
}

BOOST_AUTO_TEST_CASE(a_positional_argument_of_the_wrong_type_is_told_with_the_parameters_name) {
    weft::Fabric fabric{MyCallback{}};
    const std::string text = refusal([&] { fabric.call("on_train_batch_end", true, "output"_a = Tensor{}); });
    BOOST_TEST(has(text, {"on_train_batch_end", "MyCallback", "loss", "double", "bool", "output"}));
}

BOOST_AUTO_TEST_CASE(a_parameter_filled_twice_is_told) {
    weft::Fabric fabric{MyCallback{}};
    std::string text;
    try {
        fabric.call("on_train_batch_end", 0.5, "output"_a = Tensor{}, "loss"_a = 0.25);
    } catch (const weft::Error& error) {
        text = error.what();
    }
    BOOST_TEST(has(text, {"on_train_batch_end", "MyCallback", "loss", "output"}));
}

BOOST_AUTO_TEST_CASE(a_handler_is_told_by_the_file_and_line_of_its_connect) {
    weft::Fabric fabric;
    const auto handler = [](int) {};
    const int line = __LINE__ + 1;
    fabric.connect("on_step", handler, "epoch"_a);
    const std::string number = std::to_string(line);
    const std::string missing = refusal([&] { fabric.call("on_step", "epoc"_a = 1, "other_name"_a = 1); });
    BOOST_TEST(has(missing, {"on_step", "handler", "error.cpp", number, "'epoch'", "int", "epoc",
                             "other_name", "did you mean 'epoc'?"}));
    const std::string wrong = refusal([&] { fabric.call("on_step", "epoch"_a = 0.5); });
    BOOST_TEST(has(wrong, {"on_step", "handler", "error.cpp", number, "epoch", "int", "double"}));
}

BOOST_AUTO_TEST_CASE(two_handlers_of_one_hook_are_told_apart_by_their_lines) {
    weft::Fabric fabric;
    const auto first = [](int) {};
    const auto second = [](double) {};
    const int line = __LINE__ + 2;
    fabric.connect("on_step", first, "epoch"_a);
    fabric.connect("on_step", second, "loss"_a);
    const std::string text = refusal([&] { fabric.call("on_step", "epoch"_a = 1); });
    BOOST_TEST(has(text, {"on_step", "error.cpp", std::to_string(line), "'loss'", "double", "epoch"}));
}

BOOST_AUTO_TEST_CASE(a_parameter_without_a_name_is_refused_with_hook_type_and_arguments) {
    weft::Fabric fabric;
    fabric.connect("on_step", [](unsigned short) {});
    const std::string text = refusal([&] { fabric.call("on_step", "epoch"_a = 1); });
    BOOST_TEST(has(text, {"on_step", "handler", "error.cpp", "unsigned short", "epoch"}));
}

BOOST_AUTO_TEST_CASE(a_double_run_time_name_is_told) {
    weft::Fabric fabric{MyCallback{}};
    const std::string name{"loss"};
    const std::string text = refusal([&] {
        fabric.call("on_train_batch_end", weft::arg(name, 0.5), weft::arg(name, 0.5), "output"_a = Tensor{});
    });
    BOOST_TEST(has(text, {"on_train_batch_end", "loss"}));
}

BOOST_AUTO_TEST_SUITE_END()
