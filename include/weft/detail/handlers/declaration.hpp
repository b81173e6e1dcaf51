// SPDX-License-Identifier: MIT
// Examines what WEFT_CALLBACK was given: whether it is spelt correctly, which methods it names, and why one cannot serve.
#pragma once

#include <weft/detail/handlers/method.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace weft::detail {

/// As many as WEFT_DETAIL_EACH can go through.
inline constexpr std::size_t most_methods = 256;

/// Stands for a class template, as `Tag` does for a class.
template <template <class...> class Template>
struct TemplateTag {
    using type = TemplateTag;
};

/// The tag of the name that WEFT_CALLBACK was given. A class template has one, too, so that a static_assert can refuse it.
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

/// Whether the class is complete in this line. It is not inside its own body. `line` is there because the compiler
/// instantiates a variable only once, and the answer may be another in another line.
template <class Tag, int line>
inline constexpr bool is_complete = requires { sizeof(typename Tag::type); };

/// Whether argument-dependent lookup finds the `weft_declares` that WEFT_CALLBACK has declared for a class: only if that stands
/// in the namespace of the class. True for templates and incomplete classes, which another static_assert refuses.
template <class Tag, int line>
inline constexpr bool is_in_its_namespace =
    is_template_tag<Tag> || !is_complete<Tag, line> || requires { weft_declares(Tag{}); };

/// What `weft_declares` returns. It marks a class as declared even where the rest of its declaration does not compile, so
/// that the class is not also refused for having none.
struct DeclaredHooks {};

/// What is right about the spelling. WEFT_CALLBACK has a static_assert for each member.
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

/// Whether an identifier may begin with it. Bytes from 0x80 are parts of letters in UTF-8.
constexpr bool is_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           character == '_' || character == '$' || static_cast<unsigned char>(character) >= 0x80;
}

/// A word of the text. The hash makes comparisons short, as compilers limit the number of steps of a constant expression.
struct SpeltWord {
    const char* text = nullptr;
    std::size_t size = 0;
    std::uint32_t hash = 0;

    [[nodiscard]] constexpr bool operator==(const SpeltWord& that) const {
        return hash == that.hash && std::string_view(text, size) == std::string_view(that.text, that.size);
    }
    /// Whether it is an identifier, and no keyword that a parameter's type may begin with.
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

/// Reads from `at` up to the next comma or closing parenthesis outside of nested parentheses, and leaves `at` there. Blanks
/// before and after the word are dropped.
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

/// Checks a method and its parameters, from behind the parenthesis that opens them to the one that closes them, and leaves
/// `at` behind that. Returns the method's name.
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

/// Checks the methods as WEFT_CALLBACK was given them: `(on_train_batch_end, loss, output), (on_fit_end)`.
constexpr Spelling spelling_of(std::string_view text) {
    Spelling spelling;
    SpeltWord methods[most_methods]{};
    std::size_t count = 0;
    bool is_due = true;  // Whether a method may follow: not behind another one without a comma.
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

/// Why a method cannot serve a hook. WEFT_CALLBACK has a static_assert for each.
enum class MethodFault : std::uint8_t {
    none,
    not_found,
    static_member,
    data_member,
    qualified,
    moved_parameter,
    mutable_view,
    uncopyable_parameter,
    number_of_names,
};

template <class... Parameters>
consteval MethodFault fault_of_parameters(TypeList<Parameters...>) {
    if ((std::is_rvalue_reference_v<Parameters> || ...)) {
        return MethodFault::moved_parameter;
    }
    if ((is_mutable_view<Parameters> || ...)) {
        return MethodFault::mutable_view;
    }
    return (is_taken_by_value_safely<Parameters> && ...) ? MethodFault::none
                                                         : MethodFault::uncopyable_parameter;
}

/// The fault of what was found, and how many parameters need a name. `Found` is a `Method`, or void for nothing.
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

/// The methods that WEFT_CALLBACK names and their faults. `Found` is a `Method` for each, or void where there is no such
/// method; `words` is the text that names them.
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

    /// Whether the method of this name does not have that fault.
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

/// The type that the finder returns for the class; void where the class has no single accessible member of that name.
template <class Finder, class Self>
struct FindMethod {
    using type = void;
};
template <class Finder, class Self>
    requires std::is_invocable_v<Finder, Tag<Self>>
struct FindMethod<Finder, Self> {
    using type = std::invoke_result_t<Finder, Tag<Self>>;
};

/// Looks up the methods of a class. WEFT_CALLBACK makes a finder for each: a lambda that returns `Method<&Self::name>` for a
/// `Tag<Self>`, and that cannot be called where the expression is invalid.
template <class Self, bool is_spelt_right, class... Finders>
consteval auto find_methods(std::string_view words, const Finders&...) {
    if constexpr (is_spelt_right && !is_template_tag<Self>) {
        return FoundMethods<Self, typename FindMethod<Finders, Self>::type...>(words);
    } else {
        return FoundMethods<Self>("");
    }
}

/// What `hooks_of` gives for the class: its methods, or `RefusedMethods` where a static_assert has refused any.
template <bool are_right, class Self, class... Found>
consteval auto list_methods([[maybe_unused]] const FoundMethods<Self, Found...>& found) {
    if constexpr (are_right) {
        return MethodList<Self, false, Found...>{found.words};
    } else {
        return RefusedMethods{};
    }
}

}  // namespace weft::detail
