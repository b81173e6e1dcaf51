// SPDX-License-Identifier: MIT
// Finds the methods of a class and the names of a lambda's parameters by reflection. Without reflection, the same functions
// find nothing. Classes that are declared do not come here, so that files compiled either way can be linked together.
#pragma once

#include <weft/detail/export.hpp>
#include <weft/detail/handlers/method.hpp>

#if WEFT_DETAIL_REFLECTS

#include <algorithm>
#include <meta>
#include <string>
#include <string_view>
#include <vector>

namespace weft::detail {

/// The `CompileMode` of files compiled with reflection. It is an argument of functions that mean something else with reflection
/// than without, so that the linker does not take the one for the other.
struct Reflecting {};
using CompileMode = Reflecting;

/// The name of a function's parameter. Empty where it has none, where its declarations disagree, and where the name is
/// reserved to the implementation, so that it cannot be the user's.
consteval std::string parameter_name(std::meta::info parameter) {
    if (!has_identifier(parameter)) {
        return {};
    }
    const std::string name(identifier_of(parameter));
    const bool is_reserved =
        name.contains("__") || (name.size() > 1 && name[0] == '_' && name[1] >= 'A' && name[1] <= 'Z');
    return is_reserved ? std::string() : name;
}

/// Appends the names of the function's parameters to `words`, each after a comma: `on_train_batch_end, loss, output`. Leaves
/// out `const Args&` and `const Next&`, as WEFT_CALLBACK does.
consteval std::string words_of(std::meta::info function, std::string words) {
    for (const std::meta::info parameter : parameters_of(function)) {
        const std::meta::info type = type_of(parameter);
        if (!is_same_type(type, ^^const Args&) && !is_same_type(type, ^^const Next&)) {
            words += ", " + parameter_name(parameter);
        }
    }
    return words;
}

/// Whether weft can keep the address of an object of the type, or of what it refers to, and compare its type at run time.
consteval bool is_usable(std::meta::info type) {
    const std::meta::info object = remove_reference(type);
    return !is_function_type(object) && !is_volatile_type(object) && is_complete_type(object);
}

/// Whether an argument could fill the parameter.
consteval bool is_bindable(std::meta::info parameter) {
    const std::meta::info type = type_of(parameter);
    return !is_explicit_object_parameter(parameter) && !is_rvalue_reference_type(type) &&
           !is_same_type(type, ^^Args&) && !is_same_type(type, ^^Next&) &&
           (is_same_type(type, ^^const Args&) ||
            (is_usable(type) && (is_lvalue_reference_type(type) || is_copy_constructible_type(type))));
}

/// Whether the member is a method that can be a handler.
consteval bool serves_hook(std::meta::info member) {
    return std::meta::is_function(member) && has_identifier(member) && !is_static_member(member) &&
           !is_constructor(member) && !is_destructor(member) && !is_deleted(member) && !is_volatile(member) &&
           !is_rvalue_reference_qualified(member) && !is_vararg_function(member) &&
           (is_void_type(return_type_of(member)) || is_usable(return_type_of(member))) &&
           std::ranges::all_of(parameters_of(member), is_bindable);
}

/// Appends the class and all its direct and indirect bases, each once, the class before its bases.
consteval void gather_classes(std::meta::info type, std::vector<std::meta::info>& classes) {
    if (!std::ranges::contains(classes, type)) {
        classes.push_back(type);
        for (const std::meta::info base : bases_of(type, std::meta::access_context::unchecked())) {
            gather_classes(dealias(type_of(base)), classes);
        }
    }
}

/// Whether the class itself, and not a base of it, has a member of that name.
consteval bool declares(std::meta::info type, std::string_view name) {
    return std::ranges::any_of(members_of(type, std::meta::access_context::unchecked()),
                               [&](std::meta::info member) consteval {
                                   return has_identifier(member) && identifier_of(member) == name;
                               });
}

/// Whether the method cannot be called by its name, as a class derived from the method's, among `classes`, has a member of that
/// name, too.
consteval bool is_hidden(std::meta::info method, const std::vector<std::meta::info>& classes) {
    const std::meta::info type = parent_of(method);
    return std::ranges::any_of(classes, [&](std::meta::info derived) consteval {
        return derived != type && is_base_of_type(type, derived) && declares(derived, identifier_of(method));
    });
}

/// Whether two methods of one class have the same name and parameters, and differ only in qualifiers such as const.
consteval bool are_twins(std::meta::info one, std::meta::info other) {
    return one != other && parent_of(one) == parent_of(other) && identifier_of(one) == identifier_of(other) &&
           std::ranges::equal(parameters_of(one), parameters_of(other), std::meta::is_same_type,
                              std::meta::type_of, std::meta::type_of);
}

/// The methods that can be called on an object by their names: those of the class first, then those of its bases. Of two that
/// differ only in const it takes the one that a call on the object would take.
consteval std::vector<std::meta::info> methods_of(std::meta::info object) {
    std::vector<std::meta::info> classes;
    gather_classes(dealias(remove_cv(object)), classes);
    std::vector<std::meta::info> methods;
    for (const std::meta::info type : classes) {
        // Leaves out a private base, and one that is ambiguous as the class has several of its type.
        if (!is_convertible_type(add_pointer(object),
                                 add_pointer(is_const_type(object) ? add_const(type) : type))) {
            continue;
        }
        for (const std::meta::info member : members_of(type, std::meta::access_context::unprivileged())) {
            if (serves_hook(member) && (is_const(member) || !is_const_type(object)) &&
                !is_hidden(member, classes)) {
                methods.push_back(member);
            }
        }
    }
    if (!is_const_type(object)) {
        const std::vector<std::meta::info> all = methods;
        std::erase_if(methods, [&](std::meta::info method) consteval {
            return is_const(method) && std::ranges::any_of(all, [&](std::meta::info other) consteval {
                       return are_twins(method, other);
                   });
        });
    }
    return methods;
}

// No warning where the method is deprecated: that would be for those who call it, and nobody calls it here.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
template <std::meta::info function>
using ReflectedMethod = Method<&[:function:]>;
#pragma GCC diagnostic pop

/// The type `MethodList` of a class's methods.
template <class Object>
consteval std::meta::info method_list() {
    std::vector<std::meta::info> arguments{^^Object, std::meta::reflect_constant(true)};
    for (const std::meta::info function : methods_of(^^Object)) {
        arguments.push_back(substitute(^^ReflectedMethod, {
                                                              std::meta::reflect_constant(function)}));
    }
    return substitute(^^MethodList, arguments);
}

/// The names of the methods and their parameters: `(on_train_batch_end, loss, output)(on_fit_end)`. As in WEFT_CALLBACK, but
/// with no commas between methods.
template <class Object>
consteval const char* method_words() {
    std::string words;
    for (const std::meta::info function : methods_of(^^Object)) {
        words += "(" + words_of(function, std::string(identifier_of(function))) + ")";
    }
    return std::define_static_string(words);
}

/// Whether methods can be found without a declaration. Chooses between two error messages for a class without any.
inline constexpr bool finds_methods = true;

/// The methods of a class that has no declaration; `Object` may be const. `NoMethods` where none can be a handler.
template <class Object>
consteval auto reflected_methods() {
    if constexpr (std::is_class_v<Object>) {
        using List = [:method_list<Object>():];
        if constexpr (List::count > 0) {
            return List{method_words<Object>()};
        } else {
            return NoMethods{};
        }
    } else {
        return NoMethods{};
    }
}

/// Whether it is the type of a lambda. Reflection does not tell; but no such type has a name or template arguments or is an
/// aggregate, and few other classes have none of the three.
template <class Function>
consteval bool is_lambda() {
    if constexpr (std::is_class_v<Function> && requires { &Function::operator(); }) {
        return !has_identifier(^^Function) && !has_template_arguments(^^Function) &&
               !std::is_aggregate_v<Function>;
    } else {
        return false;
    }
}

/// The names of a lambda's parameters in the form of a method without a name: `(, epoch, loss)`. Empty for anything else.
template <class Function>
consteval auto lambda_words() {
    if constexpr (is_lambda<Function>()) {
        constexpr const char* text =
            std::define_static_string("(" + words_of(^^Function::operator(), "") + ")");
        return FixedString<std::string_view(text).size() + 1>(text, std::string_view(text).size());
    } else {
        return FixedString("");
    }
}

}  // namespace weft::detail

#else

namespace weft::detail {

/// The `CompileMode` of files compiled without reflection.
struct Declaring {};
using CompileMode = Declaring;

inline constexpr bool finds_methods = false;

template <class Object>
consteval NoMethods reflected_methods() {
    return {};
}

template <class Function>
consteval auto lambda_words() {
    return FixedString("");
}

}  // namespace weft::detail

#endif
