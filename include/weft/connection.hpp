// SPDX-License-Identifier: MIT
// What lets go of a handler or a callback: by hand, for a while, or at the end of a scope.
#pragma once

#include <weft/detail/export.hpp>

#include <weft/detail/engine/registration_pointer.hpp>

#include <utility>

namespace weft {

namespace detail {

struct RegistrationAccess;

}  // namespace detail

/// Keeps a connection's handlers from running while it lives. Several on one connection count.
class [[nodiscard]] WEFT_API Block {
public:
    Block() noexcept = default;
    Block(Block&& other) noexcept = default;
    Block& operator=(Block&& other) noexcept;
    Block(const Block&) = delete;
    Block& operator=(const Block&) = delete;
    ~Block();

    /// Lets the handlers run again, as far as this block is concerned.
    void unblock() noexcept;

private:
    friend class Connection;

    explicit Block(detail::RegistrationPointer registration) noexcept;

    detail::RegistrationPointer registration_;
};

/// A handle on what one `connect` or `add` registered; for a callback it covers all its hooks. Cheap to copy, keeps
/// neither the callback nor the fabric alive. All members may be used from several threads at once.
class WEFT_API Connection {
public:
    /// Connected to nothing.
    Connection() noexcept = default;

    /// No call that reaches the handler from here on runs it. Does not wait for one that is inside on another thread.
    /// What the handler captured is released at once, or, while it runs, when it returns.
    void disconnect() const;

    /// Disconnects and waits until no thread is inside a handler of this connection and what they captured is
    /// released. From within one of them it does not wait. Two handlers that wait so for each other wait for ever.
    void disconnect_and_wait() const;

    /// False as well after the fabric's end and, for a tracked callback, after the object's.
    [[nodiscard]] bool connected() const noexcept;

    /// Keeps the handlers from running as long as the block lives; several blocks count. Does not wait for one that runs.
    [[nodiscard]] Block block() const noexcept;
    /// Whether a block of this connection lives.
    [[nodiscard]] bool blocked() const noexcept;

    /// Whether both stand for the same registration.
    bool operator==(const Connection& other) const noexcept { return registration_ == other.registration_; }

private:
    friend struct detail::RegistrationAccess;

    explicit Connection(detail::RegistrationPointer registration) noexcept;

    detail::RegistrationPointer registration_;
};

/// Disconnects at its end.
class [[nodiscard]] WEFT_API ScopedConnection {
public:
    ScopedConnection() noexcept = default;
    /// Takes the connection over; copies of it stay valid.
    ScopedConnection(Connection connection) noexcept : connection_(std::move(connection)) {}
    ScopedConnection(ScopedConnection&& other) noexcept : connection_(other.release()) {}
    ScopedConnection& operator=(ScopedConnection&& other) noexcept;
    ScopedConnection(const ScopedConnection&) = delete;
    ScopedConnection& operator=(const ScopedConnection&) = delete;
    ~ScopedConnection();

    /// Whether the connection that it holds is connected.
    [[nodiscard]] bool connected() const noexcept { return connection_.connected(); }

    /// Gives the connection back: it is no longer disconnected here.
    Connection release() noexcept { return std::exchange(connection_, Connection()); }

private:
    Connection connection_;
};

}  // namespace weft
