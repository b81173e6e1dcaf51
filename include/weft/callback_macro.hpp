// SPDX-License-Identifier: MIT
// Declares which methods of a class serve which hooks, and the names of their parameters. C++26 reflection needs no such line.
#pragma once

#include <weft/detail/export.hpp>

// As a system header, so that GCC reports a refusal where the macro is used, and not again for each macro that it consists
// of.
#pragma GCC system_header

#include <weft/detail/handlers/declaration.hpp>
#include <weft/detail/handlers/hooks_of.hpp>

/// Makes a class a callback, in C++20: lists its methods, each with the names of its parameters.
///
/// `WEFT_CALLBACK(Logger, (on_epoch_end, epoch, loss), (on_fit_end))`
///
/// It stands after the class, at namespace scope, in the namespace of the class. Each method serves the hook of its own name,
/// and takes the arguments of the names listed here, in the order of its parameters. A `const weft::Args&` gets all arguments
/// and is the one parameter that is not listed.
///
/// A method is public and has one overload. It may be const, noexcept, inherited or virtual, and may return anything: only
/// `collect` and `first` look at the result. Methods that are not listed are never called. A derived class does not
/// inherit the declaration: it needs its own, which may list inherited methods.
///
/// These do not compile, with a message that says what to write: another number of names than the method has parameters, a
/// name that is no identifier or is given twice, a method that does not exist or is listed twice, a static method, a `T&&`
/// parameter, a parameter by value that cannot be copied, more than 256 methods. Where reflection is available too, the
/// methods listed here are the only ones.
#define WEFT_CALLBACK(Type, ...) WEFT_DETAIL_CALLBACK(Type, __VA_ARGS__)

/// The same from inside the class, in its public or private part. Needed for a nested private class, a local class or a class
/// template, and wherever the methods are private: `WEFT_CALLBACK_INSIDE(Largest, (on_train_batch_end, loss))`.
#define WEFT_CALLBACK_INSIDE(Type, ...) WEFT_DETAIL_CALLBACK_INSIDE(Type, __VA_ARGS__)

// Declares two functions that weft finds by their parameter, the tag of the class. `weft_declares` only says that there is a
// declaration, so that an error in `weft_hooks` is not followed by another about a class without hooks. The lists of methods
// are made by the compiler; nothing runs when the program starts.
#define WEFT_DETAIL_CALLBACK(Type, ...)                                                                    \
    static_assert(!::weft::detail::is_template_tag<decltype(::weft::detail::tag_of<Type>())>,              \
                  "weft: " #Type " is a class template: write WEFT_CALLBACK_INSIDE(" #Type                 \
                  ", (method, parameter...)) inside it");                                                  \
    static_assert(::weft::detail::is_complete<decltype(::weft::detail::tag_of<Type>()), __LINE__>,         \
                  "weft: WEFT_CALLBACK(" #Type                                                             \
                  ", ...) stands after the class, in its namespace: inside the class, "                    \
                  "write WEFT_CALLBACK_INSIDE");                                                           \
    [[maybe_unused]] consteval ::weft::detail::DeclaredHooks weft_declares(                                \
        decltype(::weft::detail::tag_of<Type>())) {                                                        \
        return {};                                                                                         \
    }                                                                                                      \
    static_assert(::weft::detail::is_in_its_namespace<decltype(::weft::detail::tag_of<Type>()), __LINE__>, \
                  "weft: WEFT_CALLBACK(" #Type                                                             \
                  ", ...) stands in another namespace than the class: move it there");                     \
    [[maybe_unused]] consteval auto weft_hooks(decltype(::weft::detail::tag_of<Type>()) weft_tag) {        \
        WEFT_DETAIL_BODY(typename decltype(weft_tag)::type, #Type, __VA_ARGS__)                            \
    }

// The same as static functions of the class. `HookAccess` is a friend, so that they may stand in the private part.
#define WEFT_DETAIL_CALLBACK_INSIDE(Type, ...)                                           \
    friend struct ::weft::detail::HookAccess;                                            \
    [[maybe_unused]] static consteval ::weft::detail::Tag<Type> weft_declares_inside() { \
        return {};                                                                       \
    }                                                                                    \
    [[maybe_unused]] static consteval auto weft_hooks_inside() {                         \
        WEFT_DETAIL_BODY(Type, #Type, __VA_ARGS__)                                       \
    }

// The body of `weft_hooks`. Checks how the list is spelt first, as text, as everything after that would fail in other words;
// then finds each method, refuses the ones that cannot serve a hook, and returns the list of the methods.
#define WEFT_DETAIL_BODY(Self, type, ...)                                                          \
    constexpr ::weft::detail::Spelling weft_spelling = ::weft::detail::spelling_of(#__VA_ARGS__);  \
    static_assert(weft_spelling.has_parentheses, "weft: WEFT_CALLBACK takes each method of " type  \
                                                 " with its parameters in parentheses, as in "     \
                                                 "(on_epoch_end, epoch), (on_fit_end)");           \
    static_assert(weft_spelling.has_names_only, "weft: WEFT_CALLBACK takes names alone, as " type  \
                                                " spells them: (on_epoch_end, epoch), without "    \
                                                "quotes, types and defaults");                     \
    static_assert(weft_spelling.parameters_differ,                                                 \
                  "weft: WEFT_CALLBACK gives two parameters of a method of " type                  \
                  " one name: give each its own");                                                 \
    static_assert(weft_spelling.methods_differ,                                                    \
                  "weft: WEFT_CALLBACK lists a method of " type " twice: list each once");         \
    static_assert(weft_spelling.is_short, "weft: WEFT_CALLBACK takes at most 256 methods of " type \
                                          ": move the others to another class");                   \
    constexpr auto weft_methods = ::weft::detail::find_methods<Self, weft_spelling.is_right()>(    \
        #__VA_ARGS__ WEFT_DETAIL_EACH(WEFT_DETAIL_FINDER, type, __VA_ARGS__));                     \
    WEFT_DETAIL_EACH(WEFT_DETAIL_CHECK, type, __VA_ARGS__)                                         \
    return ::weft::detail::list_methods < weft_methods.is_right && weft_spelling.is_right() > (weft_methods);

// A lambda that returns the pointer to the method as a type. It cannot be called where there is no such method, or more than
// one, so the check below can refuse that with weft's own words instead of the compiler's.
#define WEFT_DETAIL_FINDER(type, method, ...)                                                          \
    , []<class WeftSelf>(::weft::detail::Tag<WeftSelf>) -> ::weft::detail::Method<&WeftSelf::method> { \
        return {};                                                                                     \
    }

// One assertion for each fault that a method can have. Their texts are what users read: test/must_not_compile pins each.
#define WEFT_DETAIL_CHECK(type, method, ...)                                                               \
    WEFT_DETAIL_REFUSE(                                                                                    \
        not_found, method,                                                                                 \
        "weft: " type "::" #method                                                                         \
        " is no method that can be called from here by its name alone: correct its name; "                 \
        "give overloads and templates names of their own; declare a private one by WEFT_CALLBACK_INSIDE")  \
    WEFT_DETAIL_REFUSE(static_member, method,                                                              \
                       "weft: " type "::" #method                                                          \
                       " is static: remove static, or connect it: fabric.connect(\"" #method "\", &" type  \
                       "::" #method ", ...)")                                                              \
    WEFT_DETAIL_REFUSE(                                                                                    \
        data_member, method,                                                                               \
        "weft: " type "::" #method                                                                         \
        " is a data member: name a method; connect what it holds by fabric.connect(\"" #method "\", ...)") \
    WEFT_DETAIL_REFUSE(qualified, method,                                                                  \
                       "weft: " type "::" #method                                                          \
                       " is called more than once, on a plain object, with given arguments: remove &&, "   \
                       "volatile or the three dots")                                                       \
    WEFT_DETAIL_REFUSE(moved_parameter, method,                                                            \
                       "weft: a parameter T&& of " type "::" #method                                       \
                       " would move an argument that all handlers share: take it by "                      \
                       "const T&, T& or T")                                                                \
    WEFT_DETAIL_REFUSE(mutable_view, method,                                                               \
                       "weft: " type "::" #method                                                          \
                       " takes all arguments as const weft::Args&, and what comes after it as "            \
                       "const weft::Next&")                                                                \
    WEFT_DETAIL_REFUSE(                                                                                    \
        uncopyable_parameter, method,                                                                      \
        "weft: a parameter taken by value must be copyable, as handlers share the argument: " type         \
        "::" #method " has to take it by const T& or T&")                                                  \
    WEFT_DETAIL_REFUSE(number_of_names, method,                                                            \
                       "weft: WEFT_CALLBACK must name every parameter of " type "::" #method               \
                       ", but no weft::Args and no parameter that it does not have")

// Fails where this method has this fault.
#define WEFT_DETAIL_REFUSE(fault, method, words)                                                       \
    static_assert(                                                                                     \
        weft_methods.is_right || weft_methods.is_free_of(::weft::detail::MethodFault::fault, #method), \
        words);

// Expands to `macro(type, method, parameter...)` for each method of the list, and skips what stands in no parentheses. A macro
// cannot expand itself, so there are 16 steps that name the next one. The last step leaves the name of the first one behind,
// unexpanded; each further scan by WEFT_DETAIL_REPEAT expands another 16. That is enough for the 256 methods that a class
// may declare.
#define WEFT_DETAIL_EACH(macro, type, ...) \
    __VA_OPT__(WEFT_DETAIL_REPEAT(WEFT_DETAIL_STEP1(macro, type, __VA_ARGS__)))
#define WEFT_DETAIL_STEP1(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP2(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP2(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP3(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP3(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP4(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP4(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP5(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP5(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP6(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP6(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP7(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP7(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP8(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP8(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP9(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP9(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP10(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP10(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP11(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP11(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP12(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP12(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP13(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP13(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP14(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP14(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP15(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP15(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method) __VA_OPT__(WEFT_DETAIL_STEP16(macro, type, __VA_ARGS__))
#define WEFT_DETAIL_STEP16(macro, type, method, ...) \
    WEFT_DETAIL_APPLY(macro, type, method)           \
    __VA_OPT__(WEFT_DETAIL_NEXT WEFT_DETAIL_PARENTHESES(macro, type, __VA_ARGS__))
// Apart from its parentheses, so that the scan which leaves it behind does not expand it already.
#define WEFT_DETAIL_NEXT() WEFT_DETAIL_STEP1
#define WEFT_DETAIL_PARENTHESES ()

// Whether `method` stands in parentheses: if it does, WEFT_DETAIL_PROBE takes them as its own and puts a 1 in the second
// place; otherwise the 0 is there. WEFT_DETAIL_APPLY_1 then removes the parentheses and calls the macro.
#define WEFT_DETAIL_APPLY(macro, type, method)                                              \
    WEFT_DETAIL_JOIN(WEFT_DETAIL_APPLY_, WEFT_DETAIL_SECOND(WEFT_DETAIL_PROBE method, 0, )) \
    (macro, type, method)
#define WEFT_DETAIL_APPLY_0(macro, type, method)
#define WEFT_DETAIL_APPLY_1(macro, type, method) WEFT_DETAIL_CALL(macro, (type, WEFT_DETAIL_BARE method))
#define WEFT_DETAIL_BARE(...) __VA_ARGS__
#define WEFT_DETAIL_CALL(macro, arguments) macro arguments
#define WEFT_DETAIL_PROBE(...) , 1
#define WEFT_DETAIL_SECOND(...) WEFT_DETAIL_SECOND_OF(__VA_ARGS__)
#define WEFT_DETAIL_SECOND_OF(first, second, ...) second
#define WEFT_DETAIL_JOIN(one, other) WEFT_DETAIL_JOIN_AGAIN(one, other)
#define WEFT_DETAIL_JOIN_AGAIN(one, other) one##other

// Scans its arguments again and again: four times four times, with a few scans more for the macros in between.
#define WEFT_DETAIL_REPEAT(...) \
    WEFT_DETAIL_REPEAT4(WEFT_DETAIL_REPEAT4(WEFT_DETAIL_REPEAT4(WEFT_DETAIL_REPEAT4(__VA_ARGS__))))
#define WEFT_DETAIL_REPEAT4(...) \
    WEFT_DETAIL_REPEAT1(WEFT_DETAIL_REPEAT1(WEFT_DETAIL_REPEAT1(WEFT_DETAIL_REPEAT1(__VA_ARGS__))))
#define WEFT_DETAIL_REPEAT1(...) __VA_ARGS__
