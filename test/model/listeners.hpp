// SPDX-License-Identifier: MIT
// What is registered with weft: callbacks, observers and what is inside of every handler.
#pragma once

#include "subject.hpp"

#include <weft/weft.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <tuple>

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

/// What weft gives a handler or a predicate.
class ReachInWeft final : public Reach {
public:
    ReachInWeft(const weft::Next* next, const weft::Args* args) : next_(next), args_(args) {}

    [[nodiscard]] bool has_next() const override { return next_ != nullptr; }
    void next() override { (*next_)(); }
    [[nodiscard]] bool has_all() const override { return args_ != nullptr; }
    [[nodiscard]] long take_x() override {
        return args_->contains("x") ? std::lround(2 * args_->get<double>("x")) : not_passed;
    }
    [[nodiscard]] long not_made() const override {
        long count = 0;
        for (const weft::Arg& arg : *args_) {
            count += fmt::format("{}", arg).ends_with("<not made>") ? 1 : 0;
        }
        return count;
    }

private:
    const weft::Next* next_;
    const weft::Args* args_;
};

inline bool holds_in_weft(Behaviour& behaviour, Actor actor, When when, const weft::Args& args) {
    ReachInWeft reach(nullptr, &args);
    return behaviour.holds(actor, when, reach);
}

struct Part {
    Behaviour* behaviour;
    Actor actor;
    std::shared_ptr<Token> token;

    /// Uses the token before and after, as what a handler holds lasts until it has finished.
    void ran(std::size_t hook, const Heard& heard, const weft::Next* next = nullptr) const {
        run_with(hook, heard, {next, nullptr});
    }
    /// The same for one that takes all arguments. Returns how many there are.
    int ran_with_all(std::size_t hook, const weft::Args& args, const weft::Next* next = nullptr) const {
        run_with(hook, {static_cast<long>(args.size()), args.contains("x") ? 1 : 0}, {next, &args});
        return static_cast<int>(args.size());
    }

private:
    void run_with(std::size_t hook, const Heard& heard, ReachInWeft reach) const {
        token->expect_alive();
        behaviour->ran(actor, hook, heard, reach);
        token->expect_alive();
    }
};

struct Wholly {
    Part part;

    void on_a() const { part.ran(0, {0, 0}); }
    void on_b(int x) { part.ran(1, {x, 0}); }
    void on_c(const weft::Args& args) { part.ran_with_all(2, args); }
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

struct Around {
    Part part;

    void on_a(const weft::Next& next) const { part.ran(0, {0, 0}, &next); }
    int on_b(const weft::Next& next, int x) {
        part.ran(1, {x, 0}, &next);
        return x;
    }
    void on_c(const weft::Args& args, const weft::Next& next) { part.ran_with_all(2, args, &next); }
};
WEFT_CALLBACK(Around, (on_a), (on_b, x), (on_c))

/// Asks for a place itself: the same as `late_order`.
struct Late {
    static constexpr auto weft_order = std::tuple(weft::after_all, weft::after("n"));

    Part part;

    void on_a() const { part.ran(0, {0, 0}); }
    void on_b(int x) const { part.ran(1, {x, 0}); }
};
WEFT_CALLBACK(Late, (on_a), (on_b, x))

inline weft::DynamicCallback dynamic_callback(const Part& part) {
    weft::DynamicCallback callback("Dynamic");
    callback
        .on("on_a", weft::everything,
            [part](const weft::Args& args, const weft::Next& next) { part.ran_with_all(0, args, &next); })
        .on("on_b", {"x"}, [part](const weft::Args& args) { return part.ran_with_all(1, args); })
        .on("on_c", {weft::optional("x")}, [part](const weft::Args& args) { part.ran_with_all(2, args); });
    return callback;
}

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
