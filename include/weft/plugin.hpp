// SPDX-License-Identifier: MIT
// Callbacks from shared libraries that the program has never seen. A plug-in includes this and links weft; a program that
// loads plug-ins links weft-plugin.
#pragma once

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

/// A file that is missing, truncated, no shared library, no plug-in, or of another version, ABI or copy of weft; one whose
/// static initialisers end the process or do not return; or what left a plug-in's factory, which is nested in it then.
/// The text says which file, and which of these.
class WEFT_API PluginError : public Error {
public:
    using Error::Error;
    PluginError(const PluginError&) = default;
    PluginError& operator=(const PluginError&) = default;
    ~PluginError() override;
};

/// The callbacks that the plug-in exports, in its order; made anew each time. The file is the one at that path, a name
/// alone is one in the current folder: nothing is searched for. Once loaded, a library stays loaded; before, its static
/// initialisers run in another process as well, to see whether they end it. Throws `PluginError`, also for settings given
/// to a plug-in that takes none. From any thread.
[[nodiscard]] WEFT_API std::vector<Callback> load_callbacks(const std::filesystem::path& path,
                                                            const ArgMap& settings = ArgMap());

/// The callbacks of all plug-ins that the environment variable WEFT_CALLBACKS names, `a.so:b.so`, in that order and
/// without settings; none in a program that runs with more rights than its caller. An empty entry is none, so that
/// something can be put before or behind a variable that is not set. Throws `PluginError`, which names the variable.
[[nodiscard]] WEFT_API std::vector<Callback> load_callbacks_from_environment();

namespace detail {

/// What a plug-in says of itself, in characters: read from its file before any of its code runs.
struct PluginIdentity {
    std::array<char, 32> version;  ///< In this place in every version: it tells whether the rest can be read.
    std::array<char, 96> abi;      ///< Of the libraries whose types cross: another text, another layout.
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
        characters<96>(WEFT_DETAIL_CONTAINERS_IN_WORDS ", " WEFT_DETAIL_STRINGS_IN_WORDS ", fmt ")};
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

/// `WEFT_EXPORT_CALLBACKS(MyCallback, Other)`, once in a shared library: makes it a plug-in, which gives an object of each
/// of these classes, made without arguments.
#define WEFT_EXPORT_CALLBACKS(...) WEFT_DETAIL_PLUGIN(false, &::weft::detail::made_alone<__VA_ARGS__>)

/// `WEFT_EXPORT_CALLBACK_FACTORY(make)`, instead: `make(settings)` takes the `const weft::ArgMap&` that was given for the
/// plug-in and returns a callback, in any form in which one is handed over, or a `std::vector<weft::Callback>`.
#define WEFT_EXPORT_CALLBACK_FACTORY(...)                           \
    WEFT_DETAIL_PLUGIN(true, [](const ::weft::ArgMap& weft_given) { \
        return ::weft::detail::made_by(__VA_ARGS__, weft_given);    \
    })

#define WEFT_DETAIL_PLUGIN(takes_settings, ...)                                                    \
    extern "C" {                                                                                   \
    WEFT_API extern const ::weft::detail::Plugin weft_plugin;                                      \
    constinit const ::weft::detail::Plugin weft_plugin{                                            \
        ::weft::detail::plugin_identity, &::weft::detail::type_name, takes_settings, __VA_ARGS__}; \
    }                                                                                              \
    static_assert(true)
