// SPDX-License-Identifier: MIT
// TensorBoardLogger: what it writes, as a decoder of its own in Python reads it.
#include "temporary_folder.hpp"

#include <weft/callbacks/tensor_board_logger.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

using namespace std::chrono_literals;
using namespace weft::literals;
using weft::TensorBoardLogger;

BOOST_AUTO_TEST_SUITE(tensor_board_logger_tests)

namespace {

struct Logged {
    TemporaryFolder folder;
    weft::Fabric fabric;

    explicit Logged(std::vector<std::string> hooks = weft::TensorBoardLoggerOptions().hooks)
        : fabric{TensorBoardLogger(
              folder / "run", {.hooks = std::move(hooks),
                               .now = [] { return std::chrono::system_clock::time_point(1000500ms); }})} {}

    [[nodiscard]] std::vector<std::filesystem::path> files() const {
        std::vector<std::filesystem::path> files;
        if (std::filesystem::exists(folder / "run")) {
            for (const auto& entry : std::filesystem::directory_iterator(folder / "run")) {
                files.push_back(entry.path());
            }
        }
        return files;
    }
};

/// Where Python can be started: the build says so.
boost::test_tools::assertion_result is_decoder_there(boost::unit_test::test_unit_id /*test*/) {
    boost::test_tools::assertion_result is_there(std::getenv("WEFT_TEST_READ_EVENTS") != nullptr);
    is_there.message() << "no program can start Python here";
    return is_there;
}

const boost::unit_test::precondition has_decoder{is_decoder_there};

struct Decoded {
    std::string text;
    bool is_well;
};

Decoded decode(const std::filesystem::path& file) {
    const std::string command =
        fmt::format("python3 '{}' '{}' 2>&1", std::getenv("WEFT_TEST_READ_EVENTS"), file.string());
    std::FILE* const output = ::popen(command.c_str(), "r");
    if (output == nullptr) {
        throw std::runtime_error("cannot run python3");
    }
    std::string text;
    for (int character = std::fgetc(output); character != EOF; character = std::fgetc(output)) {
        text += static_cast<char>(character);
    }
    return {text, ::pclose(output) == 0};
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_independent_decoder_reads_the_scalars, *has_decoder) {
    const Logged logged;
    bool should_stop = false;
    logged.fabric.call("on_train_batch_end", "loss"_a = 0.5, "batch_idx"_a = 0, "epoch"_a = 0, "step"_a = 1,
                       "lr"_a = 0.125, "samples"_a = 16, "should_stop"_a = should_stop);
    logged.fabric.call("on_train_epoch_end", "epoch"_a = 0, "step"_a = 300, "loss"_a = 0.25);
    logged.fabric.call("on_validation_epoch_end", "epoch"_a = 0, "step"_a = 300, "val_loss"_a = 2.0,
                       "val_accuracy"_a = 0.75F);
    BOOST_TEST(logged.files().size() == 1U);
    const Decoded decoded = decode(logged.files().at(0));
    BOOST_TEST(decoded.is_well);
    BOOST_TEST(decoded.text ==
               "1000.5 brain.Event:2\n"
               "1000.5 1 train/loss 0.5\n"
               "1000.5 1 train/lr 0.125\n"
               "1000.5 300 train_epoch/loss 0.25\n"
               "1000.5 300 validation/loss 2.0\n"
               "1000.5 300 validation/accuracy 0.75\n");
}

BOOST_AUTO_TEST_CASE(each_byte_is_the_one_worked_out_by_hand) {
    const Logged logged;
    logged.fabric.call("on_validation_epoch_end", "step"_a = 300, "val_loss"_a = 0.5);
    // Length, its checksum, the event, its checksum. 1000.5 is 0x408f440000000000, 300 the varint ac 02.
    constexpr std::string_view version =
        "18 00 00 00 00 00 00 00 a3 7f 4b 22 "
        "09 00 00 00 00 00 44 8f 40 "                    // wall_time = 1000.5
        "1a 0d 62 72 61 69 6e 2e 45 76 65 6e 74 3a 32 "  // file_version = "brain.Event:2"
        "ab a3 33 45 ";
    constexpr std::string_view scalar =
        "26 00 00 00 00 00 00 00 73 4f e3 00 "
        "09 00 00 00 00 00 44 8f 40 "                          // wall_time = 1000.5
        "10 ac 02 "                                            // step = 300
        "2a 18 0a 16 "                                         // summary, and its one value
        "0a 0f 76 61 6c 69 64 61 74 69 6f 6e 2f 6c 6f 73 73 "  // tag = "validation/loss"
        "15 00 00 00 3f "                                      // simple_value = 0.5
        "8b 85 1c a8 ";
    std::string bytes;
    for (const char byte : content_of(logged.files().at(0))) {
        bytes += fmt::format("{:02x} ", static_cast<unsigned char>(byte));
    }
    BOOST_TEST(bytes == fmt::format("{}{}", version, scalar));
}

BOOST_AUTO_TEST_CASE(values_that_are_not_finite_are_written_too, *has_decoder) {
    const Logged logged;
    logged.fabric.call("on_train_epoch_end", "step"_a = 1,
                       "loss"_a = std::numeric_limits<double>::quiet_NaN());
    BOOST_TEST(decode(logged.files().at(0)).text.find("train_epoch/loss nan") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_decoder_notices_a_wrong_byte, *has_decoder) {
    const Logged logged;
    logged.fabric.call("on_train_epoch_end", "step"_a = 1, "loss"_a = 0.5);
    std::string content = content_of(logged.files().at(0));
    content[content.size() - 6] = static_cast<char>(content[content.size() - 6] ^ 1);
    const std::filesystem::path torn = logged.folder / "torn";
    std::ofstream(torn, std::ios::binary) << content;
    const Decoded decoded = decode(torn);
    BOOST_TEST(!decoded.is_well);
    BOOST_TEST(decoded.text.find("a checksum is wrong") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_watched_hooks_are_written) {
    const Logged logged({"on_train_epoch_end"});
    logged.fabric.call("on_train_batch_end", "step"_a = 1, "loss"_a = 0.5);
    BOOST_TEST(logged.files().empty());
    logged.fabric.call("on_train_epoch_end", "step"_a = 1, "loss"_a = 0.5);
    BOOST_TEST(logged.files().size() == 1U);
}

BOOST_AUTO_TEST_CASE(where_a_hook_passes_no_step_its_calls_are_counted, *has_decoder) {
    const Logged logged;
    for (int call = 0; call < 2; ++call) {
        logged.fabric.call("on_train_batch_end", "loss"_a = 0.5);
        logged.fabric.call("on_train_epoch_end", "loss"_a = 0.25);
    }
    logged.fabric.call("on_train_batch_end", "loss"_a = 0.125, "step"_a = 9);
    BOOST_TEST(decode(logged.files().at(0)).text ==
               "1000.5 brain.Event:2\n"
               "1000.5 1 train/loss 0.5\n"
               "1000.5 1 train_epoch/loss 0.25\n"
               "1000.5 2 train/loss 0.5\n"
               "1000.5 2 train_epoch/loss 0.25\n"
               "1000.5 9 train/loss 0.125\n");
}

BOOST_AUTO_TEST_CASE(what_was_counted_is_resumed_and_a_fit_begins_afresh, *has_decoder) {
    const Logged first({"on_train_batch_end"});
    first.fabric.call("on_train_batch_end", "loss"_a = 0.5);
    weft::ArgMap state;
    first.fabric.call("on_save_checkpoint", "state"_a = state);

    const Logged resumed({"on_train_batch_end"});
    resumed.fabric.call("on_load_checkpoint", "state"_a = state);
    resumed.fabric.call("on_fit_start");
    resumed.fabric.call("on_train_batch_end", "loss"_a = 0.25);
    BOOST_TEST(decode(resumed.files().at(0)).text == "1000.5 brain.Event:2\n1000.5 2 train/loss 0.25\n");

    const Logged afresh({"on_train_batch_end"});
    for (int fit = 0; fit < 2; ++fit) {
        afresh.fabric.call("on_fit_start");
        afresh.fabric.call("on_train_batch_end", "loss"_a = 0.25);
    }
    for (const std::filesystem::path& file : afresh.files()) {
        BOOST_TEST(decode(file).text == "1000.5 brain.Event:2\n1000.5 1 train/loss 0.25\n");
    }
}

BOOST_AUTO_TEST_CASE(as_an_observer_it_hears_any_hook, *has_decoder) {
    const TemporaryFolder folder;
    weft::Fabric fabric;
    fabric.observe(
        TensorBoardLogger(folder / "run", {.hooks = {"on_sample", "on_train_epoch_end"},
                                           .now = [] { return std::chrono::system_clock::time_point(1s); }}));
    fabric.call("on_fit_start");
    fabric.call("on_sample", "energy"_a = 0.5);
    fabric.call("on_other", "energy"_a = 0.5);
    fabric.call("on_train_epoch_end", "loss"_a = 0.25, "step"_a = 3);
    for (const auto& entry : std::filesystem::directory_iterator(folder / "run")) {
        BOOST_TEST(decode(entry.path()).text ==
                   "1.0 brain.Event:2\n1.0 1 sample/energy 0.5\n1.0 3 train_epoch/loss 0.25\n");
    }
}

BOOST_AUTO_TEST_CASE(only_the_arguments_that_were_asked_for_are_written, *has_decoder) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{TensorBoardLogger(
        folder / "run",
        {.arguments = {"lr", "epoch"}, .now = [] { return std::chrono::system_clock::time_point(1s); }})};
    fabric.call("on_train_epoch_end", "loss"_a = 0.25, "lr"_a = 0.5, "epoch"_a = 2, "step"_a = 3);
    for (const auto& entry : std::filesystem::directory_iterator(folder / "run")) {
        BOOST_TEST(decode(entry.path()).text ==
                   "1.0 brain.Event:2\n1.0 3 train_epoch/lr 0.5\n1.0 3 train_epoch/epoch 2.0\n");
    }
}

BOOST_AUTO_TEST_CASE(the_file_is_named_as_tensorboard_expects) {
    const Logged logged;
    logged.fabric.call("on_train_epoch_end", "step"_a = 1, "loss"_a = 0.5);
    BOOST_TEST(logged.files().at(0).filename().string().starts_with("events.out.tfevents.0000001000."));
}

BOOST_AUTO_TEST_CASE(a_file_of_that_name_which_is_there_already_is_left_alone) {
    const Logged first;
    first.fabric.call("on_train_epoch_end", "step"_a = 1, "loss"_a = 0.5);
    const std::string name = first.files().at(0).filename().string();
    const std::size_t number_at = name.rfind('.') + 1;
    const std::string of_another =
        name.substr(0, number_at) + std::to_string(std::stoi(name.substr(number_at)) + 1);

    const Logged second;
    std::filesystem::create_directories(second.folder / "run");
    std::ofstream(second.folder / "run" / of_another) << "of another container";
    second.fabric.call("on_train_epoch_end", "step"_a = 1, "loss"_a = 0.5);
    BOOST_TEST(content_of(second.folder / "run" / of_another) == "of another container");
    BOOST_TEST(second.files().size() == 2U);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_a_clear_error) {
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "in the way";
    const weft::Fabric fabric{TensorBoardLogger(folder / "file" / "run")};
    BOOST_CHECK_EXCEPTION(fabric.call("on_train_epoch_end", "step"_a = 1, "loss"_a = 0.5), weft::Error,
                          [](const weft::Error& error) {
                              const std::string text = error.what();
                              return text.starts_with("TensorBoardLogger: cannot make the folder ") &&
                                     text.ends_with(": Not a directory");
                          });
    const weft::Fabric unheard{TensorBoardLogger(folder.path(), {.hooks = {"on_my_step"}})};
    BOOST_CHECK_THROW(unheard.call("on_fit_start"), weft::Error);
}

BOOST_AUTO_TEST_CASE(each_fit_has_a_file_of_its_own) {
    const Logged logged;
    for (int fit = 0; fit < 2; ++fit) {
        logged.fabric.call("on_fit_start");
        logged.fabric.call("on_train_epoch_end", "step"_a = 1, "loss"_a = 0.5);
        logged.fabric.call("on_train_epoch_end", "step"_a = 2, "loss"_a = 0.5);
    }
    logged.fabric.call("on_fit_start");
    BOOST_TEST(logged.files().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
