// SPDX-License-Identifier: MIT
// What a class says it reads where its methods take `const weft::Args&`.
#pragma once

#include <weft/detail/export.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace weft {

/// How much a method wants an argument that it reads from `const weft::Args&`.
enum class Need : std::uint8_t {
    required,  ///< It refuses a call without it.
    optional,  ///< It uses it where it is there.
    numbers,   ///< It uses all that are numbers, whatever they are called.
    all,       ///< It uses all, whatever they are called.
};

/// One argument that a method reads from `const weft::Args&`. A class lists them, so that `check`, `hooks` and `Unused` know of
/// them as they do of parameters, and `in_background` copies no others:
///
/// @code
/// struct Printer {
///     void on_step(const weft::Args& args);
///
///     static constexpr std::array weft_reads{weft::Read{"on_step", "loss"},
///                                            weft::Read{"on_step", "step", weft::Need::optional}};
/// };
/// @endcode
///
/// Where that depends on the object, `weft_reads` is a function: `static std::vector<weft::Read> weft_reads(const Printer&)`. It
/// may be called in any thread at any time, several at once, and should always say the same of one object. A class that has
/// `weft_reads` reads nothing that it does not list; one without it may read anything.
struct Read {
    std::string_view hook;
    std::string_view argument{};  ///< The name; empty for `Need::numbers` and `Need::all`.
    Need need = Need::required;
    bool changes = false;  ///< Whether it may write to the argument, by `get<T&>`.
};

namespace detail {

template <class Object>
concept HasReadsOfObject = requires(const Object& object) { Object::weft_reads(object); };
template <class Object>
concept HasReads = requires { Object::weft_reads.begin(); };

/// Whether the class lists what its objects read, in either form.
template <class Object>
concept SaysReads = HasReadsOfObject<Object> || HasReads<Object>;

/// Lists what an object reads.
using ListReads = std::vector<Read> (*)(const void* object);

/// All that the object reads on any of its hooks. The texts are valid as long as the object.
template <class Object>
std::vector<Read> reads_of_object([[maybe_unused]] const void* object) {
    if constexpr (requires(const Object& one) { Object::weft_reads(one); }) {
        return Object::weft_reads(*static_cast<const Object*>(object));
    } else {
        return {Object::weft_reads.begin(), Object::weft_reads.end()};
    }
}

}  // namespace detail
}  // namespace weft
