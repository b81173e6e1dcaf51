// SPDX-License-Identifier: MIT
// What is registered with weft: callbacks, observers and what is inside of every handler.
#pragma once

#include "subject.hpp"

#include <weft/weft.hpp>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace model {

inline constexpr std::array<const char*, hooks> hook_names{"on_a", "on_b", "on_c"};

inline std::size_t hook_number(std::string_view name) {
    return static_cast<std::size_t>(std::find(hook_names.begin(), hook_names.end(), name) -
                                    hook_names.begin());
}

/// Something that every handler holds and whose end can be seen.
class Token {
public:
    Token() = default;
    Token(const Token&) = delete;
    Token& operator=(const Token&) = delete;
    ~Token() { is_alive_ = false; }

    void expect_alive() const {
        if (!is_alive_) {
            std::abort();
        }
    }

private:
    bool is_alive_ = true;
};

struct Part {
    Behaviour* behaviour;
    Actor actor;
    std::shared_ptr<Token> token;

    /// Uses the token before and after, as what a handler holds lasts until it has finished.
    void ran(std::size_t hook, const Heard& heard) const {
        token->expect_alive();
        behaviour->ran(actor, hook, heard);
        token->expect_alive();
    }
};

inline Heard hear_all(const weft::Args& args) {
    return {static_cast<long>(args.size()), args.contains("x") ? 1 : 0};
}

struct Wholly {
    Part part;

    void on_a() const { part.ran(0, {0, 0}); }
    void on_b(int x) { part.ran(1, {x, 0}); }
    void on_c(const weft::Args& args) { part.ran(2, hear_all(args)); }
};
WEFT_CALLBACK(Wholly, (on_a), (on_b, x), (on_c))

struct Partly {
    Part part;

    void on_a() { part.ran(0, {0, 0}); }
    int on_c(int x) {
        part.ran(2, {x, 0});
        return x;
    }
};
WEFT_CALLBACK(Partly, (on_a), (on_c, x))

struct Watching {
    Part part;

    void operator()(const weft::Event& event) const {
        part.token->expect_alive();
        const bool is_end = event.kind() == weft::EventKind::call_end;
        part.behaviour->told(part.actor, static_cast<Moment>(event.kind()), hook_number(event.hook()),
                             event.exception() != nullptr, is_end ? event.ran() : event.args().size());
        part.token->expect_alive();
    }
};

}  // namespace model
