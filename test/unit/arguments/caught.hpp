// SPDX-License-Identifier: MIT
// What the C++ library itself converts: weft does no better where it goes by `catch`.
#pragma once

/// Whether `catch` takes a null `Object*` as a `Base*`. libc++ 16 judges some classes wrongly that have a base class twice.
template <class Base, class Object>
bool catches_null() {
    try {
        throw static_cast<Object*>(nullptr);
    } catch (Base*) {
        return true;
    } catch (const volatile void*) {
        return false;
    }
}
