// SPDX-License-Identifier: MIT
// Random sequences of operations against the model. Of those that fail it prints the first, shrunk.
#include "shrink.hpp"
#include "trial.hpp"

#include <sys/mman.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <new>
#include <optional>
#include <stdexcept>

namespace {

using model::Fault;
using model::Sequence;

constexpr std::size_t enough_for_a_fault = 200'000;  // operations within which each fault has to be seen
constexpr std::uint64_t sequences_in_a_process = 1000;
constexpr std::size_t largest_counterexample = 12;  // operations, once shrunk

constexpr const char* usage =
    "Usage: model [--seed N] [--operations N] | --replay FILE | --self-test\n"
    "\n"
    "  --seed N        which sequences; 1 if not given\n"
    "  --operations N  how many operations at least; 100000 if not given\n"
    "  --replay FILE   the operations of that file, as a failing run has printed them\n"
    "  --self-test     models that are wrong on purpose: each must be noticed and its sequence shrunk\n";

struct Options {
    std::uint64_t seed = 1;
    std::uint64_t operations = 100'000;
};

/// How far the child has come: seen by its parent even if it has crashed.
struct Progress {
    std::uint64_t sequences;
    std::uint64_t operations;
};

Progress& shared_progress() {
    void* const memory =
        mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        throw std::runtime_error("no memory to share");
    }
    return *new (memory) Progress{};
}

bool differs(const Sequence& sequence, Fault fault) {
    const model::Trial trial = model::try_sequence(sequence, fault);
    std::fputs(trial.difference.c_str(), stdout);
    return !trial.difference.empty();
}

/// The first sequence that fails, or nothing. A process plays a part of them only: AddressSanitizer is slow with the
/// stack of one that has thrown many exceptions.
std::optional<Sequence> search(const Options& options, Fault fault, Progress& progress, bool is_quiet) {
    progress = {};
    const auto part = [&] {
        const std::uint64_t end = progress.sequences + sequences_in_a_process;
        for (; progress.operations < options.operations && progress.sequences < end; ++progress.sequences) {
            const model::Trial trial =
                model::try_sequence(model::random_sequence(options.seed, progress.sequences), fault);
            progress.operations += trial.operations;
            if (!trial.difference.empty()) {
                return true;
            }
        }
        return false;
    };
    while (progress.operations < options.operations) {
        if (model::fails_in_child(part, is_quiet)) {
            return model::random_sequence(options.seed, progress.sequences);
        }
    }
    return std::nullopt;
}

/// In a process of its own only where it may crash: that takes ten times as long.
Sequence shrink(const Sequence& sequence, Fault fault, bool may_crash) {
    return model::shrink(sequence, [fault, may_crash](const Sequence& smaller) {
        return may_crash ? model::fails_in_child([&] { return differs(smaller, fault); }, true)
                         : !model::try_sequence(smaller, fault).difference.empty();
    });
}

int run(const Options& options) {
    Progress& progress = shared_progress();
    const std::optional<Sequence> failing = search(options, Fault::none, progress, false);
    if (!failing.has_value()) {
        std::printf("%llu operations in %llu sequences of seed %llu: weft and its model agree\n",
                    static_cast<unsigned long long>(progress.operations),
                    static_cast<unsigned long long>(progress.sequences),
                    static_cast<unsigned long long>(options.seed));
        return 0;
    }
    std::printf("sequence %llu of seed %llu fails; shrinking\n",
                static_cast<unsigned long long>(progress.sequences),
                static_cast<unsigned long long>(options.seed));
    const Sequence smallest = shrink(*failing, Fault::none, true);
    if (!model::fails_in_child([&] { return differs(smallest, Fault::none); }, false)) {
        std::puts("it fails only after the sequences before it");
    }
    std::printf("\nTo see it again, put this into a file for --replay:\n\n%s",
                model::print(smallest).c_str());
    return 1;
}

int replay(const char* path) {
    std::ifstream file(path);
    if (!file) {
        std::fprintf(stderr, "model: cannot read %s\n", path);
        return 2;
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const Sequence sequence = model::parse(text);
    if (model::fails_in_child([&] { return differs(sequence, Fault::none); }, false)) {
        return 1;
    }
    std::puts("weft and its model agree");
    return 0;
}

/// Whether the wrong model is noticed, and what is left of the sequence still shows it after printing and reading.
bool notices(const model::FaultInfo& info, Progress& progress) {
    const std::optional<Sequence> failing =
        search({.seed = 1, .operations = enough_for_a_fault}, info.fault, progress, true);
    if (!failing.has_value()) {
        std::printf("a model that %s is not noticed\n", std::string(info.name).c_str());
        return false;
    }
    const Sequence smallest = shrink(*failing, info.fault, info.fault == Fault::crashes);
    const Sequence again = model::parse(model::print(smallest));
    const bool is_same = model::print(again) == model::print(smallest);
    const bool still_fails = model::fails_in_child([&] { return differs(again, info.fault); }, true);
    std::printf("a model that %s: after %llu operations; %zu are left of %zu\n%s",
                std::string(info.name).c_str(), static_cast<unsigned long long>(progress.operations),
                model::size_of(smallest), model::size_of(*failing), model::print(smallest).c_str());
    return is_same && still_fails && model::size_of(smallest) <= largest_counterexample;
}

int self_test() {
    Progress& progress = shared_progress();
    bool all_noticed = true;
    for (const model::FaultInfo& info : model::all_faults()) {
        all_noticed = notices(info, progress) && all_noticed;
    }
    return all_noticed ? 0 : 1;
}

bool read_number(const char* text, std::uint64_t& number) {
    const char* const end = text + std::strlen(text);
    return text != end && std::from_chars(text, end, number).ptr == end;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; i += 2) {
        const std::string_view argument = argv[i];
        const char* const value = i + 1 < argc ? argv[i + 1] : "";
        if (argument == "--self-test" && argc == 2) {
            return self_test();
        }
        if (argument == "--replay" && argc == 3) {
            return replay(value);
        }
        if ((argument != "--seed" || !read_number(value, options.seed)) &&
            (argument != "--operations" || !read_number(value, options.operations))) {
            std::fputs(usage, stderr);
            return 2;
        }
    }
    return run(options);
}
