// SPDX-License-Identifier: MIT
// Has the system's loader put the library before a program that says a word: a library that loads lets it come that far.
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
#include <string_view>
#include <vector>

namespace weft::detail {

namespace {

constexpr const char* program = "/bin/echo";
constexpr std::string_view loaded = "weft: the library is loaded";
/// In the environment of such a process: what loads plug-ins while it is loaded itself would have no end.
constexpr const char* mark = "WEFT_PLUGIN_PROBE";
/// With this code the loader says that it cannot put them together; here it may well be able to.
constexpr int loader_refuses = 127;
/// Beside one of these words, which it translates into no language.
constexpr std::array<std::string_view, 3> loader_says{
    ": error while loading shared libraries: ", ": symbol lookup error: ", ": relocation error: "};

struct Process {
    std::string loader;   ///< That of this program.
    std::string folders;  ///< Of all that it has loaded, so that the same is found.
};

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

bool has_a_sanitizer() {
    return ::dlsym(RTLD_DEFAULT, "__asan_init") != nullptr ||
           ::dlsym(RTLD_DEFAULT, "__tsan_init") != nullptr || ::dlsym(RTLD_DEFAULT, "__msan_init") != nullptr;
}

/// Starts it with what it prints going to `output`; -1 if it does not start.
pid_t start(const std::filesystem::path& library, const Process& process, int output) {
    // The list of --preload is split at spaces and colons: the folder's name may have some.
    const std::string name = "./" + library.filename().string();
    const std::string folder = library.parent_path().string();
    const char* const search = ::secure_getenv("LD_LIBRARY_PATH");
    const std::string folders = process.folders + (search != nullptr ? search : "");
    std::vector<std::string> words{process.loader, "--library-path",   folders, "--preload", name,
                                   program,        std::string(loaded)};
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

/// Whether it has ended. Where the system cannot wait with a limit, there is none.
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
        ready = ::poll(&wanted, 1, static_cast<int>(std::max(left.count(), std::int64_t{0})));
    } while (ready < 0 && errno == EINTR);
    ::close(descriptor);
    return ready != 0;
}

/// What it printed, in one line.
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

bool is_of_loader(std::string_view said) {
    return std::any_of(loader_says.begin(), loader_says.end(),
                       [said](std::string_view words) { return said.find(words) != std::string_view::npos; });
}

bool has_loaded(int output) {
    const off_t size = ::lseek(output, 0, SEEK_END);
    std::string end(loaded.size(), '\0');
    const off_t at = size - static_cast<off_t>(loaded.size()) - 1;
    return at >= 0 && ::pread(output, end.data(), end.size(), at) == static_cast<ssize_t>(end.size()) &&
           end == loaded;
}

std::string ending(pid_t child, int output, std::chrono::milliseconds patience) {
    // No core of it is wanted.
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
        return fmt::format("have not ended after {} ms", patience.count());
    }
    std::string said = printed(output);
    while (said.ends_with(' ')) {
        said.pop_back();
    }
    // Without a status, where the program lets its children go unseen, only the word tells.
    if (has_loaded(output) || waited != child ||
        (WIFEXITED(status) && WEXITSTATUS(status) == loader_refuses && is_of_loader(said))) {
        return {};
    }
    std::string how = WIFSIGNALED(status)
                          ? fmt::format("end the process by {}", ::strsignal(WTERMSIG(status)))
                          : fmt::format("end the process with exit code {}", WEXITSTATUS(status));
    return said.empty() ? how : how + ", saying: " + escaped(said);
}

}  // namespace

std::string ending_by_load(const std::filesystem::path& absolute_path, std::chrono::milliseconds patience) {
    if (::getauxval(AT_SECURE) != 0 || ::secure_getenv(mark) != nullptr || has_a_sanitizer() ||
        absolute_path.filename().string().find_first_of(": ") != std::string::npos) {
        return {};
    }
    Process process;
    ::dl_iterate_phdr(&look_at, &process);
    const int output = process.loader.empty() ? -1 : ::memfd_create("weft-plugin", MFD_CLOEXEC);
    if (output < 0) {
        return {};
    }
    const pid_t child = start(absolute_path, process, output);
    std::string how = child > 0 ? ending(child, output, patience) : std::string();
    ::close(output);
    return how;
}

}  // namespace weft::detail
