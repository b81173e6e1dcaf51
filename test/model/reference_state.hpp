// SPDX-License-Identifier: MIT
// What the model knows of fabrics, registrations and actors.
#pragma once

#include "subject.hpp"

#include <map>
#include <memory>
#include <vector>

namespace model {

struct Registered {
    Registration number;  // nobody where its connection was not handed out
    Actor actor;
    bool is_connected = true;
    std::size_t blocks = 0;
};
using Shared = std::shared_ptr<Registered>;

struct Handler {
    Shared registration;
    Shape shape = Shape::nothing;
    bool once = false;
    unsigned every = 0;
    std::size_t calls = 0;
    std::size_t failures = 0;
};
using Handlers = std::vector<std::shared_ptr<Handler>>;

struct ErrorHandler {
    std::size_t number;
    unsigned mode;
};

struct FabricState {
    std::map<std::size_t, Handlers> handlers;
    std::vector<std::size_t> hooks_in_order_of_use;
    Handlers observers;
    std::shared_ptr<ErrorHandler> error_handler;
    std::size_t telling = 0;
};

struct ActorState {
    Form form = Form::rvalue;
    bool is_part = false;
    bool has_owner = false;
    std::size_t running = 0;
};

class Counted {
public:
    explicit Counted(std::size_t& count) : count_(count) { ++count_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    ~Counted() { --count_; }

private:
    std::size_t& count_;
};

}  // namespace model
