// SPDX-License-Identifier: MIT
// Handles to disconnect a handler or a callback: by hand, for a while, or at the end of a scope.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/engine/registration_pointer.hpp>

#include <utility>

namespace weft {

namespace detail {

struct RegistrationAccess;

}  // namespace detail

/// Keeps the handlers of a connection from running while it lives: `const weft::Block block = connection.block();`. They run
/// again when the last of several blocks on the connection has ended. It keeps neither the callback nor the fabric alive.
class [[nodiscard]] WEFT_API Block {
public:
    Block() noexcept = default;
    Block(Block&& other) noexcept = default;
    Block& operator=(Block&& other) noexcept;
    Block(const Block&) = delete;
    Block& operator=(const Block&) = delete;
    ~Block();

    /// Ends the block early. Afterwards it blocks nothing; a second time does nothing.
    void unblock() noexcept;

private:
    friend class Connection;

    explicit Block(detail::RegistrationPointer registration) noexcept;

    detail::RegistrationPointer registration_;
};

/// A handle to what one `connect`, `add` or `observe` has registered; that of a callback covers all its hooks.
///
/// It is cheap to copy and keeps neither the callback nor the fabric alive. When the last copy goes, nothing is disconnected:
/// see `ScopedConnection` for that. It stays valid when the fabric is moved, and reads disconnected when the fabric is
/// destroyed. All members may be used from several threads at once, and from inside any handler.
class WEFT_API Connection {
public:
    /// Makes a handle that stands for nothing: it is not connected, and its members may be called and do nothing.
    Connection() noexcept = default;

    /// From here on, no call runs a handler of this connection, not even one that is under way and has not reached it yet.
    ///
    /// Does not wait for a handler that is running on another thread. What the handler captured is destroyed at once, in this
    /// thread; while the handler runs, it is destroyed when the handler has returned. A second time does nothing.
    void disconnect() const;

    /// Disconnects, and returns when no thread is inside a handler of this connection and what they captured is destroyed.
    /// Call it before an object is destroyed that a handler still uses.
    ///
    /// Called from inside one of these handlers, it does not wait. Two handlers that each wait for the other one wait for
    /// ever; so does a caller that holds a lock which a handler needs.
    void disconnect_and_wait() const;

    /// Whether calls still reach the handlers, blocked or not. False also when the fabric has been destroyed, or the object
    /// of a callback that was handed over as a `std::weak_ptr`.
    [[nodiscard]] bool connected() const noexcept;

    /// Keeps the handlers from running as long as the returned block lives. Does not wait for one that is running.
    [[nodiscard]] Block block() const noexcept;
    /// Whether there is at least one block on this connection.
    [[nodiscard]] bool blocked() const noexcept;

    /// Whether both stand for the same `connect`, `add` or `observe`, or both for nothing.
    bool operator==(const Connection& other) const noexcept { return registration_ == other.registration_; }

private:
    friend struct detail::RegistrationAccess;

    explicit Connection(detail::RegistrationPointer registration) noexcept;

    detail::RegistrationPointer registration_;
};

/// Disconnects when it is destroyed, or assigned to: `weft::ScopedConnection guard = fabric.connect(...);`.
///
/// As `disconnect`, it does not wait for a handler that is running on another thread.
class [[nodiscard]] WEFT_API ScopedConnection {
public:
    ScopedConnection() noexcept = default;
    /// Takes the connection over. Copies of the connection stay usable.
    ScopedConnection(Connection connection) noexcept : connection_(std::move(connection)) {}
    ScopedConnection(ScopedConnection&& other) noexcept : connection_(other.release()) {}
    ScopedConnection& operator=(ScopedConnection&& other) noexcept;
    ScopedConnection(const ScopedConnection&) = delete;
    ScopedConnection& operator=(const ScopedConnection&) = delete;
    ~ScopedConnection();

    /// Whether the connection that it holds is connected.
    [[nodiscard]] bool connected() const noexcept { return connection_.connected(); }

    /// Gives the connection back, still connected; this object no longer disconnects anything.
    Connection release() noexcept { return std::exchange(connection_, Connection()); }

private:
    Connection connection_;
};

}  // namespace weft
