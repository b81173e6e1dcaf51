// SPDX-License-Identifier: MIT
// Checkpoint: which files are kept, and that none is ever torn.
#include "checkpoints.hpp"
#include "says.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/checkpoint.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <functional>
#include <limits>
#include <stdexcept>
#include <string>

using namespace weft::literals;
using boost::test_tools::per_element;
using weft::Checkpoint;

BOOST_AUTO_TEST_SUITE(checkpoint_tests)

namespace {

/// Writes how often it has written.
struct CountingWrite {
    int count = 0;

    Checkpoint::Write function() {
        return [this](std::ostream& stream) { stream << "checkpoint " << ++count; };
    }
};

}  // namespace

BOOST_AUTO_TEST_CASE(without_a_metric_the_last_checkpoint_is_kept) {
    const TemporaryFolder folder;
    CountingWrite write;
    const weft::Fabric fabric{Checkpoint(folder.path(), write.function())};
    validate(fabric, 0, 1.0);
    validate(fabric, 1, 2.0);
    BOOST_TEST(names_in(folder.path()) == Names{"last.ckpt"}, per_element());
    BOOST_TEST(content_of(folder / "last.ckpt") == "checkpoint 2");
}

BOOST_AUTO_TEST_CASE(the_best_k_are_kept_beside_the_last) {
    const TemporaryFolder folder;
    CountingWrite write;
    Checkpoint checkpoint(folder.path(), write.function(), {.monitor = "val_loss", .keep_best = 2});
    const weft::Fabric fabric{std::ref(checkpoint)};
    validate(fabric, 0, 0.5);
    validate(fabric, 1, 0.25);
    validate(fabric, 2, 0.75);
    BOOST_TEST(names_in(folder.path()) ==
                   (Names{"best-epoch=0-step=10.ckpt", "best-epoch=1-step=20.ckpt", "last.ckpt"}),
               per_element());
    BOOST_TEST(content_of(folder / "last.ckpt") == "checkpoint 3");

    validate(fabric, 3, 0.125);
    BOOST_TEST(names_in(folder.path()) ==
                   (Names{"best-epoch=1-step=20.ckpt", "best-epoch=3-step=40.ckpt", "last.ckpt"}),
               per_element());
    BOOST_TEST(checkpoint.best().size() == 2U);
    BOOST_TEST(checkpoint.best()[0].value == 0.125);
    BOOST_TEST(content_of(checkpoint.best()[0].file) == "checkpoint 4");
    BOOST_TEST(content_of(checkpoint.last_file()) == "checkpoint 4");
}

BOOST_AUTO_TEST_CASE(with_mode_max_more_is_better) {
    const TemporaryFolder folder;
    CountingWrite write;
    const weft::Fabric fabric{
        Checkpoint(folder.path(), write.function(),
                   {.monitor = "val_loss", .mode = weft::MonitorMode::max, .keep_last = false})};
    validate(fabric, 0, 0.5);
    validate(fabric, 1, 0.75);
    validate(fabric, 2, 0.25);
    BOOST_TEST(names_in(folder.path()) == Names{"best-epoch=1-step=20.ckpt"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_metric_that_is_not_finite_never_ranks) {
    const TemporaryFolder folder;
    CountingWrite write;
    const weft::Fabric fabric{Checkpoint(folder.path(), write.function(), {.monitor = "val_loss"})};
    validate(fabric, 0, std::numeric_limits<double>::quiet_NaN());
    validate(fabric, 1, -std::numeric_limits<double>::infinity());
    BOOST_TEST(names_in(folder.path()) == Names{"last.ckpt"}, per_element());
}

BOOST_AUTO_TEST_CASE(it_can_save_at_the_end_of_training_epochs) {
    const TemporaryFolder folder;
    CountingWrite write;
    const weft::Fabric fabric{Checkpoint(folder.path(), write.function(),
                                         {.monitor = "loss", .at = weft::MonitorAt::train_epoch_end})};
    fabric.call("on_train_epoch_end", "epoch"_a = 0, "step"_a = 10, "loss"_a = 0.5);
    BOOST_TEST(names_in(folder.path()) == (Names{"best-epoch=0-step=10.ckpt", "last.ckpt"}), per_element());
    fabric.call("on_fit_end");
}

BOOST_AUTO_TEST_CASE(a_fit_without_the_hook_it_waits_for_is_an_error) {
    const TemporaryFolder folder;
    CountingWrite write;
    const weft::Fabric fabric{Checkpoint(folder.path(), write.function())};
    fabric.call("on_train_epoch_end", "epoch"_a = 0, "step"_a = 10, "loss"_a = 0.5);
    BOOST_CHECK_EXCEPTION(fabric.call("on_fit_end"), weft::Error,
                          says("Checkpoint waits for on_validation_epoch_end"));
}

BOOST_AUTO_TEST_CASE(what_the_function_throws_passes_through_and_leaves_the_old_file) {
    const TemporaryFolder folder;
    bool fails = false;
    const weft::Fabric fabric{Checkpoint(folder.path(), [&fails](std::ostream& stream) {
        stream << "half";
        if (fails) {
            throw std::logic_error("cannot");
        }
    })};
    validate(fabric, 0, 1.0);
    fails = true;
    BOOST_CHECK_THROW(validate(fabric, 1, 1.0), std::logic_error);
    BOOST_TEST(content_of(folder / "last.ckpt") == "half");
    BOOST_TEST(names_in(folder.path()) == Names{"last.ckpt"}, per_element());
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_made_or_written_is_refused_at_once) {
    const TemporaryFolder folder;
    CountingWrite write;
    std::ofstream(folder / "file") << "in the way";
    BOOST_CHECK_EXCEPTION(Checkpoint(folder / "file" / "sub", write.function()), weft::Error,
                          says("Checkpoint: cannot write into the folder " +
                               (folder / "file" / "sub").string() + ": Not a directory"));
    Checkpoint(folder / "new" / "sub", write.function());
    BOOST_TEST(std::filesystem::is_directory(folder / "new" / "sub"));
}

BOOST_AUTO_TEST_CASE(options_out_of_range_are_refused) {
    const TemporaryFolder folder;
    CountingWrite write;
    BOOST_CHECK_EXCEPTION(Checkpoint(folder.path(), nullptr), weft::Error, says("an empty function found"));
    BOOST_CHECK_EXCEPTION(Checkpoint(folder.path(), write.function(), {.keep_last = false}), weft::Error,
                          says("it would keep nothing"));
    BOOST_CHECK_EXCEPTION(Checkpoint(folder.path(), write.function(), {.monitor = "loss", .keep_best = 0}),
                          weft::Error, says("keep_best is 0, expected at least 1"));
    BOOST_CHECK_EXCEPTION(Checkpoint(folder.path(), write.function(), {.prefix = "a/b"}), weft::Error,
                          says("the prefix 'a/b' found"));
}

BOOST_AUTO_TEST_CASE(a_resumed_one_ranks_as_one_that_ran_through) {
    const TemporaryFolder folder;
    weft::ArgMap state;
    const auto write_state = [&state](std::ostream& stream) { stream << state.size(); };
    const weft::CheckpointOptions options{.monitor = "val_loss", .keep_best = 2};
    {
        const weft::Fabric fabric{Checkpoint(folder.path(), write_state, options)};
        validate(fabric, 0, 0.5);
        validate(fabric, 1, 0.75);
        fabric.call("on_save_checkpoint", "state"_a = state);
    }
    Checkpoint resumed(folder.path(), write_state, options);
    const weft::Fabric fabric{std::ref(resumed)};
    fabric.call("on_load_checkpoint", "state"_a = state);
    BOOST_TEST(resumed.best().size() == 2U);
    validate(fabric, 2, 0.25);
    BOOST_TEST(names_in(folder.path()) ==
                   (Names{"best-epoch=0-step=10.ckpt", "best-epoch=2-step=30.ckpt", "last.ckpt"}),
               per_element());
}

BOOST_AUTO_TEST_CASE(a_prefix_may_be_of_any_language) {
    const TemporaryFolder folder;
    CountingWrite write;
    const std::string prefix = "\u6e2c\u91cf \u00e9";
    const weft::CheckpointOptions options{.monitor = "val_loss", .keep_best = 1, .prefix = prefix};
    weft::ArgMap state;
    {
        const weft::Fabric fabric{Checkpoint(folder.path(), write.function(), options)};
        validate(fabric, 0, 0.5);
        fabric.call("on_save_checkpoint", "state"_a = state);
        BOOST_TEST(names_in(folder.path()).count(prefix + "-epoch=0-step=10.ckpt") == 1U);
    }
    const weft::Fabric fabric{Checkpoint(folder.path(), write.function(), options)};
    fabric.call("on_load_checkpoint", "state"_a = state);
    validate(fabric, 1, 0.25);
    BOOST_TEST(names_in(folder.path()) == (Names{prefix + "-epoch=1-step=20.ckpt", "last.ckpt"}),
               per_element());
}

BOOST_AUTO_TEST_CASE(the_state_in_a_best_checkpoint_ranks_that_checkpoint_itself) {
    const TemporaryFolder folder;
    Checkpoint* self = nullptr;
    std::size_t ranked = 0;
    Checkpoint checkpoint(folder.path(), [&](std::ostream&) { ranked = self->best().size(); },
                          {.monitor = "val_loss"});
    self = &checkpoint;
    validate(weft::Fabric{std::ref(checkpoint)}, 0, 0.5);
    BOOST_TEST(ranked == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
