// SPDX-License-Identifier: MIT
// Several writers of one file: threads, processes, forks, and those that were killed.
#include "checkpoints.hpp"
#include "child_process.hpp"
#include "temporary_folder.hpp"

#include <weft/callbacks/checkpoint.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <atomic>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

using namespace weft::literals;
using boost::test_tools::per_element;
using weft::Checkpoint;

BOOST_AUTO_TEST_SUITE(file_writers_tests)

namespace fs = std::filesystem;

namespace {

/// In two pieces, so that there is a middle.
Checkpoint::Write writes(char letter) {
    return [letter](std::ostream& stream) {
        stream << std::string(50'000, letter) << std::flush << std::string(50'000, letter);
    };
}

bool is_whole(const std::string& content) {
    return content.size() == 100'000 && content.find_first_not_of(content.front()) == std::string::npos;
}

int write_often(const fs::path& folder, char letter) {
    const weft::Fabric fabric{Checkpoint(folder, writes(letter))};
    for (int epoch = 0; epoch < 50; ++epoch) {
        validate(fabric, epoch, 1.0);
    }
    return 0;
}

/// Writes a half, says so, and waits for its end.
class HalfWritten {
public:
    explicit HalfWritten(const fs::path& folder, weft::CheckpointOptions options = {}) {
        if (::pipe(half_.data()) != 0) {
            throw std::runtime_error("no pipe");
        }
        child_.emplace([&] {
            const weft::Fabric fabric{Checkpoint(
                folder,
                [this](std::ostream& stream) {
                    stream << std::string(100'000, 'h') << std::flush;
                    (void)!::write(half_[1], "x", 1);
                    for (;;) {
                        ::pause();
                    }
                },
                options)};
            validate(fabric, 0, 1.0);
            return 1;
        });
        ::close(half_[1]);
        char byte = 0;
        is_there_ = ::read(half_[0], &byte, 1) == 1;
        ::close(half_[0]);
    }

    [[nodiscard]] bool is_there() const { return is_there_; }
    void kill() { child_->kill(); }

private:
    std::array<int, 2> half_{};
    std::optional<ChildProcess> child_;
    bool is_there_ = false;
};

}  // namespace

BOOST_AUTO_TEST_CASE(two_threads_that_write_one_file_never_tear_it) {
    const TemporaryFolder folder;
    write_often(folder.path(), 'a');
    std::atomic<bool> has_ended{false};
    std::atomic<int> failures{0};
    std::vector<std::thread> writers;
    for (const char letter : {'a', 'b'}) {
        writers.emplace_back([&folder, &failures, letter] {
            try {
                write_often(folder.path(), letter);
            } catch (const std::exception&) {
                ++failures;
            }
        });
    }
    std::thread reader([&] {
        while (!has_ended) {
            failures += is_whole(content_of(folder / "last.ckpt")) ? 0 : 1;
        }
    });
    for (std::thread& writer : writers) {
        writer.join();
    }
    has_ended = true;
    reader.join();
    BOOST_TEST(failures == 0);
    BOOST_TEST(names_in(folder.path()) == Names{"last.ckpt"}, per_element());
}

BOOST_AUTO_TEST_CASE(two_forks_that_write_one_file_never_tear_it) {
    const TemporaryFolder folder;
    // Made before the fork: whatever a name is drawn from, both have.
    const weft::Fabric fabric{Checkpoint(folder.path(), [](std::ostream& stream) {
        const char letter = ::getpid() % 2 == 0 ? 'a' : 'b';
        stream << std::string(50'000, letter) << std::flush << std::string(50'000, letter);
    })};
    validate(fabric, 0, 1.0);
    const auto write = [&fabric] {
        for (int epoch = 0; epoch < 50; ++epoch) {
            validate(fabric, epoch, 1.0);
        }
        return 0;
    };
    ChildProcess first(write);
    ChildProcess second(write);
    int torn = 0;
    for (int reading = 0; reading < 100; ++reading) {
        torn += is_whole(content_of(folder / "last.ckpt")) ? 0 : 1;
    }
    BOOST_TEST(torn == 0);
    BOOST_TEST(first.wait() == 0);
    BOOST_TEST(second.wait() == 0);
    BOOST_TEST(names_in(folder.path()) == Names{"last.ckpt"}, per_element());
}

BOOST_AUTO_TEST_CASE(what_a_killed_writer_left_goes_with_the_next_file_of_its_name) {
    const TemporaryFolder folder;
    HalfWritten killed(folder.path());
    BOOST_REQUIRE(killed.is_there());
    killed.kill();
    BOOST_TEST(names_in(folder.path()).size() == 1U);
    validate(weft::Fabric{Checkpoint(folder.path(), writes('a'))}, 0, 1.0);
    BOOST_TEST(names_in(folder.path()) == Names{"last.ckpt"}, per_element());
}

BOOST_AUTO_TEST_CASE(what_a_living_writer_has_begun_stays) {
    const TemporaryFolder folder;
    HalfWritten living(folder.path());
    BOOST_REQUIRE(living.is_there());
    validate(weft::Fabric{Checkpoint(folder.path(), writes('a'))}, 0, 1.0);
    BOOST_TEST(names_in(folder.path()).size() == 2U);
}

BOOST_AUTO_TEST_CASE(files_that_only_look_alike_stay) {
    const TemporaryFolder folder;
    const Names alike{"last.ckpt.tmp", "last.ckpt.123.tmp", "last.ckpt.weft-0123456789abcdeg.tmp",
                      "other.weft-0123456789abcdef.tmp", "last.ckpt.weft-0123456789abcdef.tmp.kept"};
    for (const std::string& name : alike) {
        std::ofstream(folder / name) << "mine";
    }
    // A link is not what weft makes.
    fs::create_symlink("elsewhere", folder / "last.ckpt.weft-0123456789abcdef.tmp");
    validate(weft::Fabric{Checkpoint(folder.path(), writes('a'))}, 0, 1.0);
    BOOST_TEST(names_in(folder.path()).size() == alike.size() + 2);
}

BOOST_AUTO_TEST_CASE(a_process_forked_while_a_file_is_written_leaves_it_to_its_parent) {
    const TemporaryFolder folder;
    int ended_with = -1;
    const pid_t parent = ::getpid();
    const weft::Fabric fabric{Checkpoint(folder.path(), [&](std::ostream& stream) {
        stream << std::string(50'000, 'a') << std::flush;
        const pid_t child = ::fork();
        if (child > 0) {
            int status = 0;
            ::waitpid(child, &status, 0);
            ended_with = WEXITSTATUS(status);
            stream << std::string(50'000, 'a');
        }
    })};
    try {
        validate(fabric, 0, 1.0);
    } catch (const weft::Error&) {
        if (::getpid() != parent) {
            ::_exit(7);
        }
        throw;
    }
    if (::getpid() != parent) {
        ::_exit(8);
    }
    BOOST_TEST(ended_with == 7);
    BOOST_TEST(is_whole(content_of(folder / "last.ckpt")));
}

BOOST_AUTO_TEST_CASE(what_is_printed_to_a_closed_stream_does_not_get_into_the_file) {
    const TemporaryFolder folder;
    ChildProcess child([&folder] {
        for (const int standard : {0, 1, 2}) {
            ::close(standard);
        }
        const weft::Fabric fabric{Checkpoint(folder.path(), [](std::ostream& stream) {
            stream << std::string(50'000, 'a') << std::flush;
            for (const int standard : {0, 1, 2}) {
                (void)!::write(standard, "printed", 7);
            }
            stream << std::string(50'000, 'a');
        })};
        validate(fabric, 0, 1.0);
        return 0;
    });
    BOOST_TEST(child.wait() == 0);
    BOOST_TEST(is_whole(content_of(folder / "last.ckpt")));
}

BOOST_AUTO_TEST_CASE(a_fit_killed_between_the_best_and_the_last_finds_the_best_it_names) {
    const TemporaryFolder folder;
    const weft::CheckpointOptions options{.monitor = "val_loss"};
    weft::ArgMap state;
    Checkpoint first(folder.path(), writes('a'), options);
    const weft::Fabric before{std::ref(first)};
    validate(before, 0, 0.5);
    before.call("on_save_checkpoint", "state"_a = state);

    // A pipe for the last one stops the writer where the best one is written and the last one is not.
    fs::remove(folder / "last.ckpt");
    BOOST_REQUIRE(::mkfifo((folder / "last.ckpt").c_str(), 0666) == 0);
    const int last = ::open((folder / "last.ckpt").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    std::array<int, 2> ends{};
    BOOST_REQUIRE(::pipe(ends.data()) == 0);
    {
        ChildProcess killed([&before, &ends] {
            ::close(ends[0]);
            validate(before, 1, 0.25);
            return 0;
        });
        ::close(ends[1]);
        std::array<pollfd, 2> either{pollfd{last, POLLIN, 0}, pollfd{ends[0], POLLIN, 0}};
        ::poll(either.data(), either.size(), -1);
        BOOST_TEST((either[0].revents & POLLIN) != 0);
        killed.kill();
    }
    ::close(ends[0]);
    ::close(last);
    fs::remove(folder / "last.ckpt");

    Checkpoint resumed(folder.path(), writes('a'), options);
    const weft::Fabric after{std::ref(resumed)};
    after.call("on_load_checkpoint", "state"_a = state);
    BOOST_REQUIRE(resumed.best().size() == 1U);
    BOOST_TEST(is_whole(content_of(resumed.best().front().file)));
    validate(after, 1, 0.75);
    BOOST_TEST(names_in(folder.path()) == (Names{"best-epoch=0-step=10.ckpt", "last.ckpt"}), per_element());
}

BOOST_AUTO_TEST_SUITE_END()
