// SPDX-License-Identifier: MIT
// Tries out whether a library loads: has the system's loader preload it into a small program that prints a line. If the line
// is printed, the library's initialisers have returned.
#include "plugin/probe.hpp"

#include <weft/detail/text/escaped.hpp>

#include <fmt/format.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <poll.h>
#include <spawn.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string_view>
#include <vector>

namespace weft::detail {

namespace {

constexpr const char* program = "/bin/echo";  // Prints `loaded`.
constexpr std::string_view loaded = "weft: the library is loaded";
/// Set in the environment of such a process, which then tries out nothing itself: with a library whose initialisers load a
/// plug-in, one process would start the next without end.
constexpr const char* mark = "WEFT_PLUGIN_PROBE";
/// The loader's exit code when it cannot load the library into that program. In this process it may well be able to.
constexpr int loader_refuses = 127;
/// With that exit code the loader prints one of these, in every language. Without them the code is the library's own.
constexpr std::array<std::string_view, 3> loader_says{
    ": error while loading shared libraries: ", ": symbol lookup error: ", ": relocation error: "};

/// What this process was loaded with, so that the other one is loaded alike.
struct Process {
    std::string loader;   ///< The path of the system's loader.
    std::string folders;  ///< The folders of all libraries, each with a colon behind it.
};

/// Called by `dl_iterate_phdr` for the program and each library; `data` is the `Process` to fill.
int look_at(dl_phdr_info* object, std::size_t /*size*/, void* data) {
    auto& process = *static_cast<Process*>(data);
    for (int i = 0; i < object->dlpi_phnum && process.loader.empty(); ++i) {
        if (object->dlpi_phdr[i].p_type == PT_INTERP) {
            // NOLINTNEXTLINE(performance-no-int-to-ptr): the system gives addresses as numbers.
            process.loader = reinterpret_cast<const char*>(object->dlpi_addr + object->dlpi_phdr[i].p_vaddr);
        }
    }
    const std::string_view name = object->dlpi_name;
    if (name.starts_with('/')) {
        process.folders += std::string(name.substr(0, name.rfind('/'))) + ":";
    }
    return 0;
}

/// Whether this program was built with a sanitizer. Its plug-ins usually do not load into a program without.
bool has_a_sanitizer() {
    return ::dlsym(RTLD_DEFAULT, "__asan_init") != nullptr ||
           ::dlsym(RTLD_DEFAULT, "__tsan_init") != nullptr || ::dlsym(RTLD_DEFAULT, "__msan_init") != nullptr;
}

enum class Preload { library, nothing };

/// Starts the process with default signals, and with standard output and error going to `output`. Returns its id, or -1 if it
/// could not be started.
pid_t start(const std::filesystem::path& library, Preload preload, const Process& process, int output) {
    // The loader splits the list of --preload at spaces and colons, and the folder's name may have some: so the process starts
    // in that folder, and the library is named without it.
    const std::string name = "./" + library.filename().string();
    const std::string folder = library.parent_path().string();
    const char* const search = ::secure_getenv("LD_LIBRARY_PATH");
    const std::string folders = process.folders + (search != nullptr ? search : "");
    std::vector<std::string> words{process.loader, "--library-path", folders};
    if (preload == Preload::library) {
        words.insert(words.end(), {"--preload", name});
    }
    words.insert(words.end(), {program, std::string(loaded)});
    std::vector<char*> arguments(words.size() + 1);
    std::transform(words.begin(), words.end(), arguments.begin(),
                   [](std::string& word) { return word.data(); });
    std::string marked = std::string(mark) + "=1";
    std::vector<char*> environment;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        environment.push_back(*entry);
    }
    environment.push_back(marked.data());
    environment.push_back(nullptr);

    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, output, STDERR_FILENO);
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addchdir_np(&files, folder.c_str());
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t child = -1;
    if (::posix_spawn(&child, process.loader.c_str(), &files, &attributes, arguments.data(),
                      environment.data()) != 0) {
        child = -1;
    }
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&files);
    return child;
}

/// Waits for the process to end; false if it has not after `patience`. On a system that has no pidfd_open (Linux before 5.3),
/// returns true at once, and the caller waits without a limit.
bool ends(pid_t child, std::chrono::milliseconds patience) {
    const int descriptor = static_cast<int>(::syscall(SYS_pidfd_open, child, 0));
    if (descriptor < 0) {
        return true;
    }
    const auto deadline = std::chrono::steady_clock::now() + patience;
    pollfd wanted{descriptor, POLLIN, 0};
    int ready = -1;
    do {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        ready =
            ::poll(&wanted, 1, static_cast<int>(std::max(left, std::chrono::milliseconds::zero()).count()));
    } while (ready < 0 && errno == EINTR);
    ::close(descriptor);
    return ready != 0;
}

/// The first 500 bytes that the process printed, in one line with single spaces.
std::string printed(int output) {
    std::array<char, 500> text{};
    const ssize_t count = ::pread(output, text.data(), text.size(), 0);
    std::string line;
    for (const char character :
         std::string_view(text.data(), static_cast<std::size_t>(std::max(count, ssize_t{0})))) {
        const bool is_space = character == ' ' || character == '\n';
        if (!is_space || (!line.empty() && line.back() != ' ')) {
            line += is_space ? ' ' : character;
        }
    }
    return line;
}

/// Whether the text is the loader's own message.
bool is_of_loader(std::string_view said) {
    return std::any_of(loader_says.begin(), loader_says.end(),
                       [said](std::string_view words) { return said.find(words) != std::string_view::npos; });
}

/// Whether `loaded` and a line end are the last that was printed.
bool has_loaded(int output) {
    const off_t size = ::lseek(output, 0, SEEK_END);
    std::string end(loaded.size(), '\0');
    const off_t at = size - static_cast<off_t>(loaded.size()) - 1;
    return at >= 0 && ::pread(output, end.data(), end.size(), at) == static_cast<ssize_t>(end.size()) &&
           end == loaded;
}

/// How a process has ended, and what it has said of that. Both empty if it has ended well, or could not be started.
struct ProcessEnd {
    std::string how;
    std::string said;
};

/// Waits for the process, or kills it.
ProcessEnd ending(pid_t child, int output, std::chrono::milliseconds patience) {
    // If it crashes, it shall leave no core file.
    const rlimit no_core{0, 0};
    ::prlimit(child, RLIMIT_CORE, &no_core, nullptr);
    const bool has_ended = ends(child, patience);
    if (!has_ended) {
        ::kill(child, SIGKILL);
    }
    int status = 0;
    pid_t waited = -1;
    do {
        waited = ::waitpid(child, &status, 0);
    } while (waited < 0 && errno == EINTR);
    if (!has_ended) {
        return {fmt::format("have not ended after {} ms", patience.count()), {}};
    }
    std::string said = printed(output);
    while (said.ends_with(' ')) {
        said.pop_back();
    }
    // A program that ignores SIGCHLD gets no status of its children. Then nobody can tell how this one ended.
    if (has_loaded(output) || waited != child ||
        (WIFEXITED(status) && WEXITSTATUS(status) == loader_refuses && is_of_loader(said))) {
        return {};
    }
    return {WIFSIGNALED(status) ? fmt::format("end the process by {}", ::strsignal(WTERMSIG(status)))
                                : fmt::format("end the process with exit code {}", WEXITSTATUS(status)),
            said};
}

/// A file in memory for what the process prints, or -1. Its number is above those of the standard streams: where one of these is
/// closed, whatever else this program prints would go there too.
int open_output() {
    // One thread at a time: the numbers that another one has taken are free again when it closes them.
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::array<int, 3> standard_numbers{};  // For this moment, where they are free.
    std::generate(standard_numbers.begin(), standard_numbers.end(),
                  [] { return ::open("/dev/null", O_RDWR | O_CLOEXEC); });
    const int output = ::memfd_create("weft-plugin", MFD_CLOEXEC);
    std::for_each(standard_numbers.begin(), standard_numbers.end(), &::close);
    return output;
}

ProcessEnd ending_of_process(const std::filesystem::path& library, Preload preload, const Process& process,
                             std::chrono::milliseconds patience) {
    const int output = open_output();
    if (output < 0) {
        return {};
    }
    const pid_t child = start(library, preload, process, output);
    ProcessEnd ended = child > 0 ? ending(child, output, patience) : ProcessEnd();
    ::close(output);
    return ended;
}

}  // namespace

std::string ending_by_load(const std::filesystem::path& absolute_path, std::chrono::milliseconds patience) {
    if (::getauxval(AT_SECURE) != 0 || ::secure_getenv(mark) != nullptr || has_a_sanitizer() ||
        absolute_path.filename().string().find_first_of(": ") != std::string::npos) {
        return {};
    }
    Process process;
    ::dl_iterate_phdr(&look_at, &process);
    if (process.loader.empty()) {
        return {};
    }
    const ProcessEnd with = ending_of_process(absolute_path, Preload::library, process, patience);
    // Where it ends so without the library too, as under an emulator of another processor, nobody can tell.
    if (with.how.empty() ||
        with.how == ending_of_process(absolute_path, Preload::nothing, process, patience).how) {
        return {};
    }
    return with.said.empty() ? with.how : with.how + ", saying: " + escaped(with.said);
}

}  // namespace weft::detail
