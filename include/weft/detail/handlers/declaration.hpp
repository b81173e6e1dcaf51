// SPDX-License-Identifier: MIT
// What WEFT_CALLBACK was given: whether it is spelt as it has to be, which methods it names, and what is wrong with them.
#pragma once

#include <weft/detail/handlers/method.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace weft::detail {

inline constexpr std::size_t most_methods = 256;

template <template <class...> class Template>
struct TemplateTag {
    using type = TemplateTag;
};

/// The tag of whatever is called so, also of a class template, which can then be refused with words.
template <class Type>
consteval Tag<Type> tag_of() {
    return {};
}
template <template <class...> class Template>
consteval TemplateTag<Template> tag_of() {
    return {};
}

template <class Tag>
inline constexpr bool is_template_tag = false;
template <template <class...> class Template>
inline constexpr bool is_template_tag<TemplateTag<Template>> = true;

/// Whether the class is complete in this line: inside itself it is not yet. (In another line the answer may be another.)
template <class Tag, int line>
inline constexpr bool is_complete = requires { sizeof(typename Tag::type); };

/// Whether what was just declared of a complete class, in this line, is found in the namespace of the class.
template <class Tag, int line>
inline constexpr bool is_in_its_namespace =
    is_template_tag<Tag> || !is_complete<Tag, line> || requires { weft_declares(Tag{}); };

/// The marker that a class was declared, even where the rest of its declaration could not be compiled.
struct DeclaredHooks {};

/// How the methods are spelt.
struct Spelling {
    bool has_parentheses = true;
    bool has_names_only = true;
    bool parameters_differ = true;
    bool methods_differ = true;
    bool is_short = true;

    [[nodiscard]] constexpr bool is_right() const {
        return has_parentheses && has_names_only && parameters_differ && methods_differ && is_short;
    }
};

constexpr bool is_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           character == '_' || character == '$' || static_cast<unsigned char>(character) >= 0x80;
}

/// A word of the text, with a hash: compilers limit the steps that a constant may take.
struct SpeltWord {
    const char* text = nullptr;
    std::size_t size = 0;
    std::uint32_t hash = 0;

    [[nodiscard]] constexpr bool operator==(const SpeltWord& that) const {
        return hash == that.hash && std::string_view(text, size) == std::string_view(that.text, that.size);
    }
    /// Whether it is an identifier, and none of those that begin a type.
    [[nodiscard]] constexpr bool is_name() const {
        constexpr std::size_t longest_type = 8;
        if (size == 0 || !is_letter(text[0])) {
            return false;
        }
        if (size <= longest_type) {
            for (const std::string_view type : {"auto", "bool", "char", "const", "double", "float", "int",
                                                "long", "short", "signed", "unsigned", "void"}) {
                if (type == std::string_view(text, size)) {
                    return false;
                }
            }
        }
        for (std::size_t i = 1; i < size; ++i) {
            if (!is_letter(text[i]) && !(text[i] >= '0' && text[i] <= '9')) {
                return false;
            }
        }
        return true;
    }
};

/// Up to the next comma or parenthesis on this level, without the blanks around it; `at` is left there.
constexpr SpeltWord next_word(std::string_view all, std::size_t& at) {
    const char* const text = all.data();
    const std::size_t size = all.size();
    while (at < size && text[at] == ' ') {
        ++at;
    }
    SpeltWord word{text + at};
    std::size_t depth = 0;
    for (; at < size && (depth > 0 || (text[at] != ',' && text[at] != ')')); ++at) {
        depth += text[at] == '(' ? 1U : 0U;
        depth -= text[at] == ')' ? 1U : 0U;
        if (text[at] != ' ') {
            word.hash = word.hash * 31U + static_cast<unsigned char>(text[at]);
        }
    }
    word.size = static_cast<std::size_t>(text + at - word.text);
    while (word.size > 0 && word.text[word.size - 1] == ' ') {
        --word.size;
    }
    return word;
}

/// Reads a method and its parameters up to the parenthesis that closes them; `at` is left behind that.
constexpr SpeltWord check_method(std::string_view all, std::size_t& at, Spelling& spelling) {
    constexpr std::size_t most_parameters = 64;
    std::array<SpeltWord, most_parameters> parameters{};
    std::size_t count = 0;
    const SpeltWord method = next_word(all, at);
    spelling.has_names_only = spelling.has_names_only && method.is_name();
    while (at < all.size() && all[at] == ',') {
        ++at;
        const SpeltWord parameter = next_word(all, at);
        spelling.has_names_only = spelling.has_names_only && parameter.is_name();
        for (std::size_t i = 0; i < count; ++i) {
            spelling.parameters_differ = spelling.parameters_differ && !(parameters[i] == parameter);
        }
        if (count < most_parameters) {
            parameters[count++] = parameter;
        }
    }
    ++at;
    return method;
}

constexpr Spelling spelling_of(std::string_view text) {
    Spelling spelling;
    SpeltWord methods[most_methods]{};
    std::size_t count = 0;
    bool is_due = true;  // Between two methods there is a comma.
    for (std::size_t at = 0; at < text.size();) {
        const char character = text[at++];
        if (character == '(' && is_due) {
            if (count == most_methods) {
                spelling.is_short = false;
                return spelling;
            }
            const SpeltWord method = check_method(text, at, spelling);
            for (std::size_t i = 0; i < count; ++i) {
                if (methods[i].hash == method.hash && methods[i] == method) {
                    spelling.methods_differ = false;
                }
            }
            methods[count++] = method;
            is_due = false;
        } else if (character == ',' && !is_due) {
            is_due = true;
        } else if (character != ' ') {
            spelling.has_parentheses = false;
            return spelling;
        }
    }
    spelling.has_parentheses = !is_due || count == 0;
    return spelling;
}

/// Why a method cannot serve a hook.
enum class MethodFault : std::uint8_t {
    none,
    not_found,
    static_member,
    data_member,
    qualified,
    moved_parameter,
    uncopyable_parameter,
    number_of_names,
};

template <class... Parameters>
consteval MethodFault fault_of_parameters(TypeList<Parameters...>) {
    if ((std::is_rvalue_reference_v<Parameters> || ...)) {
        return MethodFault::moved_parameter;
    }
    return (is_taken_by_value_safely<Parameters> && ...) ? MethodFault::none
                                                         : MethodFault::uncopyable_parameter;
}

template <class Found>
struct FoundMethod {
    static constexpr MethodFault fault = MethodFault::not_found;
    static constexpr std::size_t names = 0;
};

template <auto method>
consteval MethodFault fault_of_method() {
    using Pointer = decltype(method);
    if constexpr (std::is_member_object_pointer_v<Pointer>) {
        return MethodFault::data_member;
    } else if constexpr (!std::is_member_pointer_v<Pointer>) {
        return MethodFault::static_member;
    } else if constexpr (!HasSignature<Pointer>) {
        return MethodFault::qualified;
    } else if constexpr (Signature<Pointer>::is_rvalue_only) {
        return MethodFault::qualified;
    } else {
        return fault_of_parameters(typename Signature<Pointer>::parameters{});
    }
}

template <auto method>
consteval std::size_t names_of_method() {
    if constexpr (fault_of_method<method>() == MethodFault::none) {
        return named_parameters<typename Signature<decltype(method)>::parameters>;
    } else {
        return 0;
    }
}

template <auto method>
struct FoundMethod<Method<method>> {
    static constexpr MethodFault fault = fault_of_method<method>();
    static constexpr std::size_t names = names_of_method<method>();
};

/// What the finders have found: for each method a type `Method`, or void.
template <class Self, class... Found>
struct FoundMethods {
    std::string_view words;
    std::array<MethodFault, sizeof...(Found) + 1> faults{};
    bool is_right = true;

    consteval explicit FoundMethods(std::string_view spelt)
        : words(spelt), faults{FoundMethod<Found>::fault...} {
        constexpr std::array<std::size_t, sizeof...(Found) + 1> names{FoundMethod<Found>::names...};
        std::size_t method = 0;
        std::size_t commas = 0;
        const char* const text = words.data();
        const std::size_t size = words.size();
        for (std::size_t i = 0; i < size; ++i) {
            const char character = text[i];
            commas = character == '(' ? 0 : commas + (character == ',' ? 1U : 0U);
            if (character == ')') {
                if (faults[method] == MethodFault::none && names[method] != commas) {
                    faults[method] = MethodFault::number_of_names;
                }
                is_right = is_right && faults[method] == MethodFault::none;
                ++method;
            }
        }
    }

    /// Whether the method of this name has not that fault.
    [[nodiscard]] constexpr bool is_free_of(MethodFault fault, std::string_view method) const {
        if (is_right) {
            return true;
        }
        std::size_t i = 0;
        for (std::size_t at = 0; at < words.size(); ++at) {
            if (words[at] == '(') {
                if (split_words<1>(words.substr(at))[0] == method && faults[i] == fault) {
                    return false;
                }
                ++i;
            }
        }
        return true;
    }
};

template <class Finder, class Self>
struct FindMethod {
    using type = void;
};
template <class Finder, class Self>
    requires std::is_invocable_v<Finder, Tag<Self>>
struct FindMethod<Finder, Self> {
    using type = std::invoke_result_t<Finder, Tag<Self>>;
};

/// `Finder` is a function that returns `Method<&Self::name>` for a `Tag<Self>`, where there is one such method.
template <class Self, bool is_spelt_right, class... Finders>
consteval auto find_methods(std::string_view words, const Finders&...) {
    if constexpr (is_spelt_right && !is_template_tag<Self>) {
        return FoundMethods<Self, typename FindMethod<Finders, Self>::type...>(words);
    } else {
        return FoundMethods<Self>("");
    }
}

template <bool are_right, class Self, class... Found>
consteval auto list_methods([[maybe_unused]] const FoundMethods<Self, Found...>& found) {
    if constexpr (are_right) {
        return MethodList<Self, false, Found...>{found.words};
    } else {
        return RefusedMethods{};
    }
}

}  // namespace weft::detail
