// SPDX-License-Identifier: MIT
// What the ready-made callbacks that log take for a number: exactly what Arg::number gives, of whatever type, lazy or not.
#include "temporary_folder.hpp"

#include <weft/callbacks/metrics_logger.hpp>
#include <weft/callbacks/report.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>

using namespace weft::literals;

namespace logged_numbers_types {

struct Tensor {
    std::optional<double> number;
};
struct Price {
    operator double() const {
        return 2.5;
    }  // NOLINT(google-explicit-constructor): what the language converts
};

}  // namespace logged_numbers_types

template <>
struct weft::Reading<logged_numbers_types::Tensor> {
    static std::optional<double> number(const logged_numbers_types::Tensor& tensor) { return tensor.number; }
};

BOOST_AUTO_TEST_SUITE(logged_numbers_tests)

namespace {

using logged_numbers_types::Price;
using logged_numbers_types::Tensor;

weft::Fabric logging_to(const std::filesystem::path& csv) {
    return weft::Fabric{weft::MetricsLogger({.csv = csv, .hooks = {"on_fit_end"}})};
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_reads_as_a_number_is_logged) {
    const TemporaryFolder folder;
    const weft::Fabric fabric = logging_to(folder / "log.csv");
    const Tensor loss{0.25};
    fabric.call("on_fit_end", "loss"_a = loss, "none"_a = Tensor{}, "price"_a = Price{}, "name"_a = "digits",
                "yes"_a = true, "letter"_a = 'a');
    BOOST_TEST(content_of(folder / "log.csv") == "hook,loss\non_fit_end,0.25\n");
}

BOOST_AUTO_TEST_CASE(every_lazy_number_is_made_and_logged_and_nothing_else_is_made) {
    const TemporaryFolder folder;
    const weft::Fabric fabric = logging_to(folder / "log.csv");
    int numbers = 0;
    int others = 0;
    fabric.call("on_fit_end", "loss"_a = weft::lazy([&numbers] { return ++numbers, 0.5F; }),
                "least"_a = weft::lazy([&numbers] {
                    ++numbers;
                    return std::numeric_limits<std::int64_t>::min();
                }),
                "tensor"_a = weft::lazy([&numbers] { return ++numbers, Tensor{0.25}; }),
                "name"_a = weft::lazy([&others] { return ++others, std::string("digits"); }),
                "yes"_a = weft::lazy([&others] { return ++others, true; }));
    BOOST_TEST(content_of(folder / "log.csv") ==
               "hook,loss,least,tensor\non_fit_end,0.5,-9223372036854775808,0.25\n");
    BOOST_TEST(numbers == 3);
    BOOST_TEST(others == 0);
}

BOOST_AUTO_TEST_CASE(integers_of_64_bits_stay_exact) {
    const TemporaryFolder folder;
    const weft::Fabric fabric = logging_to(folder / "log.csv");
    fabric.call("on_fit_end", "odd"_a = (std::int64_t{1} << 53) + 1,
                "most"_a = std::numeric_limits<std::uint64_t>::max());
    BOOST_TEST(content_of(folder / "log.csv") ==
               "hook,odd,most\non_fit_end,9007199254740993,18446744073709551615\n");
}

BOOST_AUTO_TEST_CASE(a_report_draws_what_reads_as_a_number) {
    const TemporaryFolder folder;
    {
        const weft::Fabric fabric{weft::Report(folder / "report.html")};
        fabric.call("on_fit_start");
        for (int epoch = 0; epoch < 2; ++epoch) {
            fabric.call("on_train_epoch_end", "epoch"_a = epoch, "loss"_a = Tensor{0.125});
        }
        fabric.call("on_fit_end", "epoch"_a = 1, "step"_a = 2);
    }
    BOOST_TEST(content_of(folder / "report.html").find("0.125") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
