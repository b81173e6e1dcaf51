// SPDX-License-Identifier: MIT
// Block, Connection and ScopedConnection: the user's handles on a registration, which may be null in each of them.
#include <weft/connection.hpp>

#include <weft/detail/engine/registration.hpp>

namespace weft {

Block::Block(detail::RegistrationPointer registration) noexcept : registration_(std::move(registration)) {
    if (registration_ != nullptr) {
        registration_->block();
    }
}

Block& Block::operator=(Block&& other) noexcept {
    if (this != &other) {
        unblock();
        registration_ = std::move(other.registration_);
    }
    return *this;
}

Block::~Block() {
    unblock();
}

void Block::unblock() noexcept {
    if (registration_ != nullptr) {
        registration_->unblock();
        registration_.reset();
    }
}

Connection::Connection(detail::RegistrationPointer registration) noexcept
    : registration_(std::move(registration)) {}

void Connection::disconnect() const {
    if (registration_ != nullptr) {
        registration_->disconnect();
    }
}

void Connection::disconnect_and_wait() const {
    if (registration_ != nullptr) {
        registration_->disconnect_and_wait();
    }
}

bool Connection::connected() const noexcept {
    return registration_ != nullptr && registration_->connected();
}

Block Connection::block() const noexcept {
    return Block(registration_);
}

bool Connection::blocked() const noexcept {
    return registration_ != nullptr && registration_->blocked();
}

ScopedConnection& ScopedConnection::operator=(ScopedConnection&& other) noexcept {
    if (this != &other) {
        connection_.disconnect();
        connection_ = other.release();
    }
    return *this;
}

ScopedConnection::~ScopedConnection() {
    connection_.disconnect();
}

}  // namespace weft
