// SPDX-License-Identifier: MIT
// Loads callbacks from shared libraries, so that others can extend a program that is already compiled.
#pragma once

// A plug-in is a shared library that includes this header, uses one of the two macros at its end once, and links weft. A
// program that loads plug-ins links weft-plugin as well. Both must use the same shared library of weft.

#include <weft/detail/export.hpp>

#include <weft/arg_map.hpp>
#include <weft/callback.hpp>
#include <weft/error.hpp>
#include <weft/version.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

namespace weft {

/// Thrown for a file that cannot be used as a plug-in. The text says which file and why: it is missing, truncated, no shared
/// library or no plug-in; it was built for another version, ABI or copy of weft; or its static initialisers end the process
/// or do not return within a minute. Damage inside a file of the right length is not noticed.
///
/// Also thrown for settings that a plug-in does not take, and for whatever leaves the factory of a plug-in. The exception of
/// the factory is nested in it: see `std::rethrow_if_nested`.
class WEFT_API PluginError : public Error {
public:
    using Error::Error;
    PluginError(const PluginError&) = default;
    PluginError& operator=(const PluginError&) = default;
    ~PluginError() override;
};

/// Loads a plug-in and returns the callbacks that it exports, in its order. Each call makes new objects:
///
/// `weft::Fabric fabric{weft::load_callbacks("./stop_at_loss.so", {"below"_a = 0.1})};`
///
/// The file is the one at that path. Nothing is searched for: a name without a folder is a file in the current folder. A
/// library stays loaded until the process ends, as handlers point into it.
///
/// A library that is not loaded yet is first loaded into another process, to see whether its static initialisers end or hold
/// up a process; so they run twice. That is left out for some files and programs, which the page on plug-ins lists. No code of
/// a file without the right version and ABI is run. Throws `PluginError`. May be called from any thread.
[[nodiscard]] WEFT_API std::vector<Callback> load_callbacks(const std::filesystem::path& path,
                                                            const ArgMap& settings = ArgMap());

/// Loads all plug-ins that the environment variable WEFT_CALLBACKS names, as in "./a.so:./b.so", on Windows ".\\a.dll;.\\b.dll", and
/// returns their callbacks in that order. They get no settings. If the variable is not set, there are none.
///
/// Empty entries are skipped, so that a script can put an entry and a colon before the old value, even if that is not set. A
/// program that runs with more rights than its caller (setuid, of POSIX) ignores the variable, as its caller could make it run any code.
/// Throws `PluginError`, which names the variable.
[[nodiscard]] WEFT_API std::vector<Callback> load_callbacks_from_environment();

namespace detail {

/// What a plug-in says about itself, as plain characters. They are read from the file before any code of the file runs.
struct PluginIdentity {
    std::array<char, 32> version;  ///< First in every version of weft: it says whether the rest can be read.
    std::array<char, 96> abi;      ///< Names what changes the layout of the types that both sides use.
};

template <std::size_t size>
constexpr std::array<char, size> characters(std::string_view text) {
    std::array<char, size> all{};
    if (text.size() >= size) {
        throw "a text that does not fit into its characters";
    }
    std::copy(text.begin(), text.end(), all.begin());
    return all;
}

template <std::size_t size>
std::string_view text_of(const std::array<char, size>& characters) noexcept {
    const std::string_view all(characters.data(), size);
    return all.substr(0, all.find('\0'));
}

constexpr PluginIdentity identity_of(std::string_view version) {
    PluginIdentity identity{
        characters<32>(version),
        characters<96>(WEFT_DETAIL_CONTAINERS_IN_WORDS ", " WEFT_DETAIL_STRINGS_IN_WORDS
                                                       ", " WEFT_DETAIL_BASES_IN_WORDS ", fmt ")};
    char* end = std::find(identity.abi.data(), identity.abi.data() + identity.abi.size(), '\0');
    constexpr int major = FMT_VERSION / 10000;
    if (major >= 10) {
        *end++ = static_cast<char>('0' + major / 10);
    }
    *end = static_cast<char>('0' + major % 10);
    return identity;
}

inline constexpr PluginIdentity plugin_identity = identity_of(WEFT_VERSION);

/// What a plug-in exports, as `weft_plugin`.
struct Plugin {
    PluginIdentity identity;
    std::string (*weft)(
        const std::type_info&);  ///< Its address tells one copy of weft in the process from another.
    bool takes_settings;
    std::vector<Callback> (*make)(const ArgMap& settings);
};

template <class... Types>
std::vector<Callback> made_alone(const ArgMap& /*settings*/) {
    static_assert(
        (std::default_initializable<Types> && ...),
        "weft: WEFT_EXPORT_CALLBACKS makes callbacks without arguments: export a function that makes them "
        "with WEFT_EXPORT_CALLBACK_FACTORY");
    std::vector<Callback> callbacks;
    callbacks.reserve(sizeof...(Types));
    if constexpr ((std::default_initializable<Types> && ...)) {
        (callbacks.emplace_back(std::make_shared<Types>()), ...);
    }
    return callbacks;
}

template <class Factory>
consteval bool makes_callbacks() {
    if constexpr (std::invocable<const Factory&, const ArgMap&>) {
        return !std::is_void_v<std::invoke_result_t<const Factory&, const ArgMap&>>;
    } else {
        return false;
    }
}

template <class Factory>
std::vector<Callback> made_by(const Factory& factory, const ArgMap& settings) {
    constexpr bool is_factory = makes_callbacks<Factory>();
    static_assert(is_factory,
                  "weft: a factory of callbacks takes a const weft::ArgMap&, and returns a callback or a "
                  "std::vector<weft::Callback>");
    std::vector<Callback> callbacks;
    if constexpr (is_factory) {
        using Result = std::invoke_result_t<const Factory&, const ArgMap&>;
        if constexpr (std::same_as<std::remove_cvref_t<Result>, std::vector<Callback>>) {
            callbacks = factory(settings);
        } else {
            callbacks.emplace_back(factory(settings));
        }
    }
    return callbacks;
}

}  // namespace detail
}  // namespace weft

/// `WEFT_EXPORT_CALLBACKS(MyCallback, Other);` makes a shared library a plug-in with an object of each of these classes, in
/// this order. The objects are made without arguments; a class without a default constructor does not compile. Write it once,
/// at namespace scope, in one source file of the library. The plug-in takes no settings.
#define WEFT_EXPORT_CALLBACKS(...) WEFT_DETAIL_PLUGIN(false, &::weft::detail::made_alone<__VA_ARGS__>)

/// `WEFT_EXPORT_CALLBACK_FACTORY(make);` instead, for a plug-in that takes settings. `make(settings)` gets the
/// `const weft::ArgMap&` that was given to `load_callbacks`. It returns a callback, in any form in which one is handed over,
/// or a `std::vector<weft::Callback>`. What it throws reaches the program inside a `PluginError`.
#define WEFT_EXPORT_CALLBACK_FACTORY(...)                           \
    WEFT_DETAIL_PLUGIN(true, [](const ::weft::ArgMap& weft_given) { \
        return ::weft::detail::made_by(__VA_ARGS__, weft_given);    \
    })

// Exports one constant under a fixed name. It is a constant, so that its first bytes can be read from the file.
#define WEFT_DETAIL_PLUGIN(takes_settings, ...)                                                    \
    extern "C" {                                                                                   \
    WEFT_DETAIL_EXPORTED extern const ::weft::detail::Plugin weft_plugin;                          \
    constinit const ::weft::detail::Plugin weft_plugin{                                            \
        ::weft::detail::plugin_identity, &::weft::detail::type_name, takes_settings, __VA_ARGS__}; \
    }                                                                                              \
    static_assert(true)
