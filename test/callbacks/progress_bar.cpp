// SPDX-License-Identifier: MIT
// ProgressBar: plain lines, the line on a terminal, its width, how often it is drawn.
#include "fake_clock.hpp"

#include <weft/callbacks/progress_bar.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;
using namespace weft::literals;
using weft::ProgressBar;

BOOST_AUTO_TEST_SUITE(progress_bar_tests)

namespace {

constexpr std::string_view erase = "\r\x1b[K";

/// A bar, the file it writes to, and a loop.
struct Shown {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::tmpfile(), &std::fclose};
    FakeClock clock;
    ProgressBar bar;
    weft::Fabric fabric{std::ref(bar)};

    explicit Shown(bool is_terminal, int width = 80)
        : bar({.file = file.get(), .is_terminal = is_terminal, .width = width, .now = clock.now()}) {}

    std::string text() const {
        std::fflush(file.get());
        std::rewind(file.get());
        std::string text;
        for (int character = std::fgetc(file.get()); character != EOF; character = std::fgetc(file.get())) {
            text += static_cast<char>(character);
        }
        return text;
    }

    /// What each redraw shows.
    std::vector<std::string> drawn() const {
        std::vector<std::string> lines;
        const std::string all = text();
        for (std::size_t start = all.find(erase); start != std::string::npos;) {
            const std::size_t next = all.find(erase, start + 1);
            lines.push_back(all.substr(start + erase.size(), next - start - erase.size()));
            start = next;
        }
        return lines;
    }

    void start(int epochs, int batches) const {
        fabric.call("on_fit_start", "max_epochs"_a = epochs, "batches_per_epoch"_a = batches);
    }
    void train(int epoch, int batches, std::chrono::milliseconds each) {
        fabric.call("on_train_epoch_start", "epoch"_a = epoch);
        for (int batch = 0; batch < batches; ++batch) {
            clock.time += each;
            fabric.call("on_train_batch_end", "loss"_a = 0.5, "batch_idx"_a = batch, "epoch"_a = epoch,
                        "lr"_a = 0.125, "samples"_a = 16);
        }
        fabric.call("on_train_epoch_end", "epoch"_a = epoch, "loss"_a = 0.25);
    }
    void validate(int epoch) const {
        fabric.call("on_validation_epoch_start", "epoch"_a = epoch);
        fabric.call("on_validation_batch_end", "loss"_a = 1.0, "batch_idx"_a = 0, "epoch"_a = epoch);
        fabric.call("on_validation_epoch_end", "epoch"_a = epoch, "val_loss"_a = 0.5,
                    "val_accuracy"_a = 0.75);
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(elsewhere_than_on_a_terminal_each_epoch_is_a_plain_line) {
    Shown shown(false);
    shown.start(2, 4);
    for (int epoch = 0; epoch < 2; ++epoch) {
        shown.train(epoch, 4, 250ms);
        shown.validate(epoch);
    }
    shown.fabric.call("on_fit_end");
    BOOST_TEST(shown.text() ==
               "epoch 0: loss 0.25, val_loss 0.5, val_accuracy 0.75, 4 it/s, 1 s\n"
               "epoch 1: loss 0.25, val_loss 0.5, val_accuracy 0.75, 4 it/s, 1 s\n");
}

BOOST_AUTO_TEST_CASE(an_epoch_without_validation_leaves_its_line_too) {
    Shown shown(false);
    shown.train(0, 4, 250ms);
    shown.train(1, 2, 250ms);
    shown.fabric.call("on_fit_end");
    BOOST_TEST(shown.text() == "epoch 0: loss 0.25, 4 it/s, 1 s\nepoch 1: loss 0.25, 4 it/s, 0.5 s\n");
}

BOOST_AUTO_TEST_CASE(a_loop_may_pass_nothing_but_the_ends_of_batches) {
    Shown shown(true);
    shown.clock.time += 1s;
    shown.fabric.call("on_train_batch_end");
    shown.clock.time += 1s;
    shown.fabric.call("on_train_batch_end");
    BOOST_TEST(shown.drawn().back() == "epoch 0  2  2 it/s");
}

BOOST_AUTO_TEST_CASE(on_a_terminal_a_line_shows_epoch_batch_rate_remaining_time_and_metrics) {
    Shown shown(true);
    shown.start(20, 200);
    shown.train(2, 100, 500ms);
    BOOST_TEST(shown.drawn().at(49) ==
               "epoch 2/19  [####--------------]  50/200  2 it/s  1:15 left  loss 0.5  lr 0.125");
}

BOOST_AUTO_TEST_CASE(it_is_drawn_at_most_ten_times_a_second) {
    Shown shown(true);
    shown.start(1, 1000);
    shown.train(0, 1000, 1ms);
    // In a second, and once more when it is taken away at the end of the epoch.
    BOOST_TEST(shown.drawn().size() == 11U);
}

BOOST_AUTO_TEST_CASE(a_line_never_reaches_the_last_column) {
    for (int width = 1; width <= 200; ++width) {
        Shown shown(true, width);
        shown.start(20, 200);
        shown.train(0, 10, 500ms);
        shown.validate(0);
        std::vector<std::string> lines = shown.drawn();
        // The last ones are the end of the epoch, which stays.
        std::erase_if(lines, [](const std::string& line) { return line.find('\n') != std::string::npos; });
        BOOST_TEST(lines.size() >= 10U);
        const auto longest =
            std::max_element(lines.begin(), lines.end(),
                             [](const auto& one, const auto& other) { return one.size() < other.size(); });
        BOOST_TEST(longest->size() <= static_cast<std::size_t>(std::max(width - 1, 1)));
    }
}

BOOST_AUTO_TEST_CASE(numbers_of_batches_that_make_no_sense_draw_a_line_that_fits) {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t batches : {std::int64_t{10}, std::int64_t{0}, std::int64_t{-10}, most}) {
        for (const std::int64_t index : {std::int64_t{-5}, std::int64_t{0}, std::int64_t{1000}, most - 1}) {
            Shown shown(true);
            shown.fabric.call("on_fit_start", "max_epochs"_a = 1, "batches_per_epoch"_a = batches);
            shown.fabric.call("on_train_epoch_start", "epoch"_a = 0);
            shown.clock.time += 1s;
            shown.fabric.call("on_train_batch_end", "batch_idx"_a = index);
            BOOST_TEST_REQUIRE(shown.drawn().size() == 1U);
            BOOST_TEST(shown.drawn().front().starts_with("epoch 0/0"));
            BOOST_TEST(shown.drawn().front().size() < 80U);
        }
    }
}

BOOST_AUTO_TEST_CASE(validation_shows_its_batches) {
    Shown shown(true);
    shown.start(1, 10);
    shown.fabric.call("on_train_epoch_start", "epoch"_a = 0);
    shown.clock.time += 1s;
    shown.validate(0);
    BOOST_TEST(shown.drawn().at(0) == "epoch 0/0  validating, batch 1");
}

BOOST_AUTO_TEST_CASE(the_line_is_taken_away_before_the_epoch_leaves_its_own) {
    Shown shown(true);
    shown.start(1, 1);
    shown.train(0, 1, 1s);
    shown.validate(0);
    const std::string text = shown.text();
    BOOST_TEST(text.ends_with(std::string(erase) +
                              "epoch 0: loss 0.25, val_loss 0.5, val_accuracy 0.75, 1 it/s, 1 s\n"));
}

BOOST_AUTO_TEST_CASE(clear_and_an_exception_take_the_line_away) {
    for (const bool is_exception : {true, false}) {
        Shown shown(true);
        shown.clock.time += 1s;
        shown.fabric.call("on_train_batch_end");
        if (is_exception) {
            shown.fabric.call("on_exception", "exception"_a = std::exception_ptr());
        } else {
            shown.bar.clear();
            shown.bar.clear();
        }
        BOOST_TEST(shown.drawn().size() == 2U);
        BOOST_TEST(shown.drawn().back().empty());
    }
}

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused) {
    BOOST_CHECK_THROW(ProgressBar({.redraws_per_second = 0}), weft::Error);
}

BOOST_AUTO_TEST_CASE(extreme_numbers_are_shown_and_not_counted_beyond) {
    using Limits = std::numeric_limits<std::int64_t>;
    using Time = std::chrono::steady_clock::time_point;
    for (const std::int64_t extreme : {Limits::min(), Limits::max(), std::int64_t{-1}, std::int64_t{0}}) {
        for (const Time time : {Time::min(), Time::max(), Time()}) {
            for (const int redraws : {1, std::numeric_limits<int>::max()}) {
                const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::tmpfile(), &std::fclose};
                FakeClock clock;
                const weft::Fabric fabric{ProgressBar({.file = file.get(),
                                                       .redraws_per_second = redraws,
                                                       .is_terminal = true,
                                                       .width = std::numeric_limits<int>::max(),
                                                       .now = clock.now()})};
                fabric.call("on_fit_start", "max_epochs"_a = extreme, "batches_per_epoch"_a = extreme);
                fabric.call("on_train_epoch_start", "epoch"_a = extreme);
                fabric.call("on_train_batch_end", "batch_idx"_a = extreme);
                clock.time = time;
                fabric.call("on_train_batch_end", "batch_idx"_a = extreme);
                fabric.call("on_train_batch_end");
                fabric.call("on_train_epoch_end");
                fabric.call("on_train_epoch_start");
                fabric.call("on_fit_end");
                BOOST_TEST(std::ftell(file.get()) > 0);
            }
        }
    }
    BOOST_CHECK_THROW(ProgressBar({.redraws_per_second = std::numeric_limits<int>::min()}), weft::Error);
}

BOOST_AUTO_TEST_CASE(a_fit_that_ended_by_an_exception_leaves_nothing_to_the_next) {
    Shown shown(false);
    shown.start(2, 2);
    shown.train(7, 2, 10ms);
    shown.fabric.call("on_exception");
    shown.start(2, 2);
    shown.fabric.call("on_train_epoch_start");
    shown.fabric.call("on_fit_end");
    BOOST_TEST(shown.text() == "epoch 0: 0 s\n");
}

BOOST_AUTO_TEST_CASE(what_others_print_leaves_the_line_whole) {
    Shown shown(true);
    shown.start(1, 10);
    shown.clock.time += 1s;
    shown.fabric.call("on_train_batch_end", "batch_idx"_a = 0);
    const std::string line = shown.drawn().back();
    weft::print(shown.file.get(), "step {}\n", 1);
    BOOST_TEST(shown.text().ends_with(std::string(erase) + "step 1\n" + line));
    weft::detail::Printer("Somebody", shown.file.get()).print("and more\n");
    BOOST_TEST(shown.text().ends_with(std::string(erase) + "and more\n" + line));
    // A text that ends no line stays alone until the next drawing.
    weft::print(shown.file.get(), "half");
    BOOST_TEST(shown.text().ends_with(std::string(erase) + "half"));
    weft::print(shown.file.get(), " a line\n");
    BOOST_TEST(shown.text().ends_with("half a line\n"));
}

BOOST_AUTO_TEST_CASE(a_bar_that_a_fabric_owns_can_be_cleared) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::tmpfile(), &std::fclose};
    const auto size = [&file] { return std::ftell(file.get()); };
    const weft::Fabric fabric{ProgressBar({.file = file.get(), .is_terminal = true, .width = 80})};
    fabric.call("on_train_batch_end");
    const long before = size();
    BOOST_TEST(before > 0);
    weft::clear_lines();
    BOOST_TEST(size() == before + static_cast<long>(erase.size()));
    weft::clear_lines();
    BOOST_TEST(size() == before + static_cast<long>(erase.size()));
}

BOOST_AUTO_TEST_CASE(a_bar_that_has_ended_is_not_drawn_again) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::tmpfile(), &std::fclose};
    {
        const weft::Fabric fabric{ProgressBar({.file = file.get(), .is_terminal = true, .width = 80})};
        fabric.call("on_train_batch_end");
    }
    const long before = std::ftell(file.get());
    weft::print(file.get(), "line\n");
    BOOST_TEST(std::ftell(file.get()) == before + 5);
}

BOOST_AUTO_TEST_CASE(only_the_arguments_that_were_asked_for_are_shown) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::tmpfile(), &std::fclose};
    {
        const weft::Fabric fabric{
            ProgressBar({.file = file.get(), .is_terminal = false, .arguments = {"samples"}})};
        fabric.call("on_validation_epoch_end", "val_loss"_a = 0.5, "samples"_a = 16);
    }
    std::rewind(file.get());
    char text[64] = {};
    BOOST_TEST(std::fgets(text, sizeof text, file.get()) != nullptr);
    BOOST_TEST(std::string(text) == "validation: samples 16\n");
}

BOOST_AUTO_TEST_SUITE_END()
