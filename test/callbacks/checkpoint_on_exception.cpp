// SPDX-License-Identifier: MIT
// Checkpoint also saves when the loop ends by an exception, if it is told to, and at any moment if it is asked.
#include "in_child.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/checkpoint.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <functional>
#include <ostream>
#include <stdexcept>
#include <string>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(checkpoint_on_exception_tests)

BOOST_AUTO_TEST_CASE(it_saves_under_a_name_of_its_own_where_it_is_told_to) {
    const TemporaryFolder folder;
    std::string content = "epoch 0";
    weft::Checkpoint checkpoint(folder.path(), [&](std::ostream& stream) { stream << content; },
                                {.on_exception = true});
    const weft::Fabric fabric{std::ref(checkpoint)};
    fabric.call("on_validation_epoch_end");
    content = "the middle of epoch 1";
    fabric.call("on_exception", "exception"_a = std::make_exception_ptr(std::runtime_error("x")));
    BOOST_TEST(content_of(folder / "last.ckpt") == "epoch 0");
    BOOST_TEST(content_of(folder / "exception.ckpt") == "the middle of epoch 1");
}

BOOST_AUTO_TEST_CASE(it_does_not_save_then_by_default) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{
        weft::Checkpoint(folder.path(), [](std::ostream& stream) { stream << "state"; })};
    fabric.call("on_exception");
    BOOST_TEST(std::filesystem::is_empty(folder.path()));
}

BOOST_AUTO_TEST_CASE(what_keeps_it_from_saving_does_not_hide_the_exception) {
    const TemporaryFolder folder;
    const auto said_by = [&](const std::function<void(std::ostream&)>& write) {
        const weft::Fabric fabric{weft::Checkpoint(folder.path(), write, {.on_exception = true})};
        return in_child(Stream::kept, Stream::kept, [&] { fabric.call("on_exception"); });
    };
    const Outcome standard = said_by([](std::ostream&) { throw std::runtime_error("no\nstate"); });
    BOOST_TEST(standard.status == 0);
    BOOST_TEST(standard.error == "no\\nstate\n");
    const Outcome other = said_by([](std::ostream&) { throw 5; });
    BOOST_TEST(other.status == 0);
    BOOST_TEST(other.error == "Checkpoint: not written: what writes it threw what is no std::exception\n");
    BOOST_TEST(std::filesystem::is_empty(folder.path()));
}

BOOST_AUTO_TEST_CASE(the_last_one_can_be_saved_at_any_moment) {
    const TemporaryFolder folder;
    weft::Checkpoint checkpoint(folder.path(), [](std::ostream& stream) { stream << "in the middle"; },
                                {.monitor = "val_loss"});
    checkpoint.save_last();
    BOOST_TEST(content_of(folder / "last.ckpt") == "in the middle");
}

BOOST_AUTO_TEST_SUITE_END()
