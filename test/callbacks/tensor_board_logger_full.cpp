// SPDX-License-Identifier: MIT
// TensorBoardLogger: what it does on a disk that is full.
#include "full_disk.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/tensor_board_logger.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

#include <fmt/format.h>

using namespace weft::literals;

BOOST_AUTO_TEST_SUITE(tensor_board_logger_full_tests)

BOOST_AUTO_TEST_CASE(a_record_that_does_not_fit_on_the_disk_leaves_no_half_of_itself) {
    const TemporaryFolder folder;
    const weft::Fabric fabric{weft::TensorBoardLogger(folder / "run")};
    fabric.call("on_train_epoch_end", "step"_a = 1, "loss"_a = 0.5);
    const std::filesystem::path file = std::filesystem::directory_iterator(folder / "run")->path();
    const std::string before = content_of(file);
    {
        const FullDisk full(before.size() + 10);
        BOOST_CHECK_EXCEPTION(fabric.call("on_train_epoch_end", "step"_a = 2, "loss"_a = 0.5), weft::Error,
                              [&file](const weft::Error& error) {
                                  return error.what() ==
                                         fmt::format("TensorBoardLogger: cannot write {}: File too large",
                                                     file.string());
                              });
    }
    BOOST_TEST((content_of(file) == before));
}

BOOST_AUTO_TEST_SUITE_END()
