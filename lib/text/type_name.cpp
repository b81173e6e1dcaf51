// SPDX-License-Identifier: MIT
// Shortens the demangled names of types, and finds out from mangled ones whether a type is local to a source file.
#include <weft/detail/text/type_name.hpp>

#include <boost/core/demangle.hpp>

#include <algorithm>

namespace weft::detail {

namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
        text.replace(at, what.size(), with);
    }
}

/// Removes each template argument that begins with `start`: `, std::allocator<...>` and its like, which are the defaults.
void remove_argument(std::string& text, std::string_view start) {
    for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at)) {
        std::size_t end = at + start.size();
        for (int depth = 1; end < text.size() && depth > 0; ++end) {
            depth += text[end] == '<' ? 1 : text[end] == '>' ? -1 : 0;
        }
        text.erase(at, end - at);
    }
}

/// Whether a mangled name contains the name of a static function or variable, which has an L before it as a mark. Other L's are
/// part of names, or stand before a value among template arguments. Only a mark can be removed without a change of what the
/// name demangles to. A name that cannot be demangled counts as local.
bool names_a_static(std::string_view name) {
    for (std::size_t at = name.find('L'); at != std::string_view::npos; at = name.find('L', at + 1)) {
        if (at + 1 < name.size() && name[at + 1] >= '0' && name[at + 1] <= '9') {
            std::string without(name);
            const boost::core::scoped_demangled_name with_mark(without.c_str());
            without.erase(at, 1);
            const boost::core::scoped_demangled_name unmarked(without.c_str());
            if (with_mark.get() == nullptr ||
                (unmarked.get() != nullptr && std::string_view(with_mark.get()) == unmarked.get())) {
                return true;
            }
        }
    }
    return false;
}

}  // namespace

bool is_local_to_a_file(const std::type_info& type) noexcept {
    // How an anonymous namespace is mangled, and how Clang mangles a type without a name that only one file can see.
    const std::string_view name = type.name();
    return name.find("_GLOBAL__N_") != std::string_view::npos || name.find("$_") != std::string_view::npos ||
           names_a_static(name);
}

std::string type_name(const std::type_info& type) {
    std::string text = boost::core::demangle(type.name());
    for (const std::string_view inline_namespace : {"std::__cxx11::", "std::__1::", "std::__fs::"}) {
        replace_all(text, inline_namespace, "std::");
    }
    replace_all(text, "(anonymous namespace)::", "");
    replace_all(text, " >", ">");
    remove_argument(text, ", std::allocator<");
    remove_argument(text, ", std::char_traits<");
    replace_all(text, "std::basic_string<char>", "std::string");
    replace_all(text, "std::basic_string_view<char>", "std::string_view");
    replace_all(text, "char const*", "const char*");
    return text;
}

}  // namespace weft::detail
