// SPDX-License-Identifier: MIT
// ProgressBar: the width of a console, which may change.
#include "../fake_clock.hpp"

#include <weft/callbacks/progress_bar.hpp>
#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>

#include <windows.h>

#include <fcntl.h>
#include <io.h>

using namespace std::chrono_literals;
using namespace weft::literals;
using weft::ProgressBar;

BOOST_AUTO_TEST_SUITE(progress_bar_console_tests)

namespace {

/// A console of this process, on which nobody looks.
class Console {
public:
    Console() {
        is_made_ = ::AllocConsole() != 0;
        buffer_ =
            ::CreateConsoleScreenBuffer(GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                        nullptr, CONSOLE_TEXTMODE_BUFFER, nullptr);
        if (buffer_ != INVALID_HANDLE_VALUE) {
            file = ::_fdopen(::_open_osfhandle(reinterpret_cast<std::intptr_t>(buffer_), _O_TEXT), "w");
        }
    }
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;
    ~Console() {
        if (file != nullptr) {
            std::fclose(file);
        }
        if (is_made_) {
            ::FreeConsole();
        }
    }

    bool has_width(SHORT columns) const {
        const SMALL_RECT smallest{0, 0, 0, 0};
        const SMALL_RECT wanted{0, 0, static_cast<SHORT>(columns - 1), 9};
        return ::SetConsoleWindowInfo(buffer_, TRUE, &smallest) != 0 &&
               ::SetConsoleScreenBufferSize(buffer_, {columns, 10}) != 0 &&
               ::SetConsoleWindowInfo(buffer_, TRUE, &wanted) != 0;
    }
    /// The line of the cursor, without blanks at its end.
    std::string line() const {
        CONSOLE_SCREEN_BUFFER_INFO info{};
        ::GetConsoleScreenBufferInfo(buffer_, &info);
        std::string text(static_cast<std::size_t>(info.dwSize.X), ' ');
        DWORD read = 0;
        ::ReadConsoleOutputCharacterA(buffer_, text.data(), static_cast<DWORD>(text.size()),
                                      {0, info.dwCursorPosition.Y}, &read);
        return text.substr(0, text.find_last_not_of(' ') + 1);
    }

    std::FILE* file = nullptr;

private:
    HANDLE buffer_;
    bool is_made_ = false;
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_width_is_that_of_the_console_also_when_it_changes) {
    const Console console;
    if (console.file == nullptr) {
        BOOST_TEST_MESSAGE("SKIPPED: there is no console");
        return;
    }
    FakeClock clock;
    // That it clears lines when told is what Wine's console says only of late.
    const weft::Fabric fabric{ProgressBar({.file = console.file, .is_terminal = true, .now = clock.now()})};
    const auto drawn_at = [&](SHORT columns) {
        BOOST_TEST(console.has_width(columns));
        clock.time += 1s;
        fabric.call("on_train_batch_end", "loss"_a = 0.123456789, "momentum"_a = 0.9, "lr"_a = 0.1);
        return console.line();
    };
    fabric.call("on_fit_start", "max_epochs"_a = 10, "batches_per_epoch"_a = 1000);
    BOOST_TEST(drawn_at(30).size() <= 29U);
    BOOST_TEST(drawn_at(30).size() > 15U);
    BOOST_TEST(drawn_at(100).find("lr 0.1") != std::string::npos);
    BOOST_TEST(drawn_at(20).size() <= 19U);
}

BOOST_AUTO_TEST_SUITE_END()
