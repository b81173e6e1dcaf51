// SPDX-License-Identifier: MIT
// Checkpoint: what a fit that goes on makes of the files of one that was killed.
#include "checkpoints.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/checkpoint.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <functional>
#include <ostream>
#include <string>

using namespace weft::literals;
using boost::test_tools::per_element;
using weft::Checkpoint;

BOOST_AUTO_TEST_SUITE(checkpoint_resumed_tests)

namespace fs = std::filesystem;

namespace {

Checkpoint::Write writes(char letter) {
    return [letter](std::ostream& stream) { stream << std::string(100'000, letter); };
}

bool is_whole(const std::string& content) {
    return content.size() == 100'000 && content.find_first_not_of(content.front()) == std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_fit_killed_right_after_the_last_gives_the_best_its_name) {
    const TemporaryFolder folder;
    const weft::CheckpointOptions options{.monitor = "val_loss"};
    weft::ArgMap state;
    weft::Fabric* self = nullptr;
    Names written;
    weft::Fabric first{Checkpoint(
        folder.path(),
        [&](std::ostream& stream) {
            self->call("on_save_checkpoint", "state"_a = state);
            written = names_in(folder.path());
            writes('a')(stream);
        },
        options)};
    self = &first;
    validate(first, 0, 0.5);
    BOOST_REQUIRE(written.size() == 1U);
    // As it was before the name was given.
    fs::rename(folder / "best-epoch=0-step=10.ckpt", folder / *written.begin());

    Checkpoint resumed(folder.path(), writes('b'), options);
    const weft::Fabric after{std::ref(resumed)};
    after.call("on_load_checkpoint", "state"_a = state);
    BOOST_REQUIRE(resumed.best().size() == 1U);
    BOOST_TEST(is_whole(content_of(resumed.best().front().file)));
    BOOST_TEST(names_in(folder.path()) == (Names{"best-epoch=0-step=10.ckpt", "last.ckpt"}), per_element());
}

BOOST_AUTO_TEST_CASE(what_a_killed_fit_had_no_time_to_remove_the_resumed_one_removes) {
    const TemporaryFolder folder;
    const weft::CheckpointOptions options{.monitor = "val_loss"};
    weft::ArgMap state;
    weft::Fabric* self = nullptr;
    weft::Fabric first{Checkpoint(
        folder.path(),
        [&](std::ostream& stream) {
            self->call("on_save_checkpoint", "state"_a = state);
            writes('a')(stream);
        },
        options)};
    self = &first;
    validate(first, 0, 0.5);
    validate(first, 1, 0.25);
    std::ofstream(folder / "best-epoch=0-step=10.ckpt") << "outranked, not yet removed";

    const weft::Fabric after{Checkpoint(folder.path(), writes('b'), options)};
    after.call("on_load_checkpoint", "state"_a = state);
    // A state may be loaded to look at it only.
    BOOST_TEST(names_in(folder.path()).size() == 3U);
    validate(after, 2, 0.75);
    BOOST_TEST(names_in(folder.path()) == (Names{"best-epoch=1-step=20.ckpt", "last.ckpt"}), per_element());
}

BOOST_AUTO_TEST_CASE(a_best_one_that_is_gone_ranks_no_longer) {
    const TemporaryFolder folder;
    const weft::CheckpointOptions options{.monitor = "val_loss", .keep_best = 2};
    weft::ArgMap state;
    {
        const weft::Fabric first{Checkpoint(folder.path(), writes('a'), options)};
        validate(first, 0, 0.5);
        validate(first, 1, 0.25);
        first.call("on_save_checkpoint", "state"_a = state);
    }
    fs::remove(folder / "best-epoch=1-step=20.ckpt");
    Checkpoint resumed(folder.path(), writes('b'), options);
    const weft::Fabric after{std::ref(resumed)};
    after.call("on_load_checkpoint", "state"_a = state);
    BOOST_REQUIRE(resumed.best().size() == 1U);
    BOOST_TEST(resumed.best().front().value == 0.5);
}

BOOST_AUTO_TEST_CASE(a_best_one_of_an_epoch_that_ranks_no_more_is_removed_when_the_resumed_fit_comes_by) {
    const TemporaryFolder folder;
    const weft::CheckpointOptions options{.monitor = "val_loss", .keep_last = false};
    weft::ArgMap state;
    {
        const weft::Fabric first{Checkpoint(folder.path(), writes('a'), options)};
        validate(first, 0, 0.5);
        first.call("on_save_checkpoint", "state"_a = state);
    }
    // Written after the state that is resumed from.
    std::ofstream(folder / "best-epoch=1-step=20.ckpt") << "of the fit that was killed";
    const weft::Fabric after{Checkpoint(folder.path(), writes('b'), options)};
    after.call("on_load_checkpoint", "state"_a = state);
    validate(after, 1, 0.75);
    BOOST_TEST(names_in(folder.path()) == Names{"best-epoch=0-step=10.ckpt"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_stream_can_be_positioned_as_that_of_a_file) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{Checkpoint(folder.path(), [](std::ostream& stream) {
        stream << "size?" << std::string(100'000, 'a');
        const auto end = stream.tellp();
        stream.seekp(0);
        stream << end - std::streampos(5);
        stream.seekp(0, std::ios_base::end);
        stream << "end";
    })};
    validate(fabric, 0, 1.0);
    const std::string content = content_of(folder / "last.ckpt");
    BOOST_TEST(content.substr(0, 6) == "100000");
    BOOST_TEST(content.size() == 100'008U);
    BOOST_TEST(content.ends_with("aend"));
}

BOOST_AUTO_TEST_SUITE_END()
