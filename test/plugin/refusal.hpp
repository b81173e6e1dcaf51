// SPDX-License-Identifier: MIT
// Where the plug-ins are, and the text with which one is refused.
#pragma once

#include <weft/plugin.hpp>

#include <filesystem>
#include <string>

inline const std::filesystem::path folder = WEFT_TEST_PLUGINS;

/// Where it is, as its text names it.
inline std::string in_folder(const std::string& name) {
    return (folder / name).string();
}

/// The text of the PluginError that `action` throws; empty if it throws none.
template <class Action>
std::string refusal(Action action) {
    try {
        action();
    } catch (const weft::PluginError& error) {
        return error.what();
    }
    return {};
}

inline std::string refusal_of(const std::filesystem::path& path, const weft::ArgMap& settings = {}) {
    return refusal([&] { static_cast<void>(weft::load_callbacks(path, settings)); });
}

class WorkingFolder {
public:
    explicit WorkingFolder(const std::filesystem::path& path) : before_(std::filesystem::current_path()) {
        std::filesystem::current_path(path);
    }
    WorkingFolder(const WorkingFolder&) = delete;
    WorkingFolder& operator=(const WorkingFolder&) = delete;
    ~WorkingFolder() { std::filesystem::current_path(before_); }

private:
    std::filesystem::path before_;
};
