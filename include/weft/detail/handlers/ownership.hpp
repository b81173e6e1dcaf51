// SPDX-License-Identifier: MIT
// Keeps an object in the form in which a callback or an observer was handed over: by value, pointer or reference.
#pragma once

#include <weft/detail/export.hpp>

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace weft::detail {

/// Who keeps the object alive. `shared`: weft does, alone or with others. `tracked`: others do, and weft notices when it is
/// gone. `borrowed`: the user does, and has to.
enum class Ownership : std::uint8_t { shared, tracked, borrowed };

/// The object that was handed over, without its type.
struct KeptObject {
    Ownership ownership;
    void* object;
    std::shared_ptr<void> owner;  ///< Null unless `ownership` is shared.
    std::weak_ptr<void> tracked;

    /// False for a null pointer and for a tracked object that is gone.
    [[nodiscard]] bool is_alive() const noexcept {
        return ownership == Ownership::shared     ? owner != nullptr
               : ownership == Ownership::borrowed ? object != nullptr
                                                  : !tracked.expired();
    }
};

/// The object's type inside what was handed over: `MyCallback` in `std::shared_ptr<MyCallback>`. `is_wrapped` is false where
/// the object itself was handed over.
template <class Given>
struct Handed {
    using object = Given;
    static constexpr bool is_wrapped = false;
};
template <class Object, class Deleter>
struct Handed<std::unique_ptr<Object, Deleter>> {
    using object = Object;
    static constexpr bool is_wrapped = true;
};
template <class Object>
struct Handed<std::shared_ptr<Object>> {
    using object = Object;
    static constexpr bool is_wrapped = true;
};
template <class Object>
struct Handed<std::weak_ptr<Object>> {
    using object = Object;
    static constexpr bool is_wrapped = true;
};
template <class Object>
struct Handed<std::reference_wrapper<Object>> {
    using object = Object;
    static constexpr bool is_wrapped = true;
};

template <class Given>
using HandedObject = typename Handed<std::remove_cvref_t<Given>>::object;

template <class Object>
WEFT_DETAIL_HIDDEN void* untyped(Object* object) noexcept {
    return const_cast<void*>(static_cast<const void*>(object));
}

template <class Object>
WEFT_DETAIL_HIDDEN std::shared_ptr<void> untyped(const std::shared_ptr<Object>& object) noexcept {
    return std::const_pointer_cast<std::remove_const_t<Object>>(object);
}

template <class Object>
WEFT_DETAIL_HIDDEN KeptObject share(const std::shared_ptr<Object>& object) noexcept {
    return {Ownership::shared, untyped(object.get()), untyped(object), {}};
}

/// An object that weft owns. Hidden, and with it all that `std::make_shared` makes for this type.
template <class Object>
struct WEFT_DETAIL_HIDDEN Owned {
    Object object;

    template <class Given>
    explicit Owned(Given&& given) : object(std::forward<Given>(given)) {}
};

/// Keeps the object in the way that its form asks for: borrowed for `std::ref`, tracked for `std::weak_ptr`, else shared. An
/// object that comes as itself is moved or copied to the heap.
template <class Given>
WEFT_DETAIL_HIDDEN KeptObject hand_over(Given&& given) {
    using Shell = std::remove_cvref_t<Given>;
    using Object = HandedObject<Given>;
    if constexpr (std::same_as<Shell, std::reference_wrapper<Object>>) {
        return {Ownership::borrowed, untyped(std::addressof(given.get())), {}, {}};
    } else if constexpr (std::same_as<Shell, std::weak_ptr<Object>>) {
        const std::shared_ptr<Object> object = given.lock();
        return {Ownership::tracked, untyped(object.get()), {}, untyped(object)};
    } else if constexpr (Handed<Shell>::is_wrapped) {
        return share(std::shared_ptr<Object>(std::forward<Given>(given)));
    } else {
        auto owned = std::make_shared<Owned<Shell>>(std::forward<Given>(given));
        void* const object = untyped(std::addressof(owned->object));
        return {Ownership::shared, object, std::move(owned), {}};
    }
}

}  // namespace weft::detail
