// SPDX-License-Identifier: MIT
// Does to weft what the operations say.
#include "world.hpp"

#include "arguments.hpp"
#include "listeners.hpp"

#include <weft/weft.hpp>

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <utility>

using namespace weft::literals;

namespace model {

namespace {

/// Tries to connect the function in each manner, as extras are chosen by their types.
template <class Function, class... Names>
weft::Connection connect_in_manner(weft::Fabric& fabric, const char* hook, const Manner& manner,
                                   Function function, const Names&... names) {
    const auto with = [&](const auto&... extras) {
        if (manner.every > 0) {
            return fabric.connect(hook, std::move(function), names..., extras..., weft::every(manner.every));
        }
        return fabric.connect(hook, std::move(function), extras..., names...);
    };
    if (manner.at_front) {
        return manner.once ? with(weft::at_front, weft::once) : with(weft::at_front);
    }
    return manner.once ? with(weft::once) : with();
}

class World final : public Subject {
public:
    explicit World(Behaviour& behaviour) : behaviour_(behaviour) {}

    [[nodiscard]] bool has(std::size_t fabric) const override { return fabrics_.at(fabric) != nullptr; }
    void create(std::size_t fabric) override { fabrics_.at(fabric) = std::make_unique<weft::Fabric>(); }
    void destroy(std::size_t fabric) override { fabrics_.at(fabric).reset(); }

    void move(std::size_t fabric, bool by_assignment) override {
        std::unique_ptr<weft::Fabric>& from = fabrics_.at(fabric);
        std::unique_ptr<weft::Fabric>& to = fabrics_.at(1 - fabric);
        if (by_assignment && to != nullptr) {
            *to = std::move(*from);
        } else {
            to = std::make_unique<weft::Fabric>(std::move(*from));
        }
        from.reset();
    }

    void connect(Registration registration, Actor actor, std::size_t fabric, std::size_t hook, Shape shape,
                 const Manner& manner) override {
        const Part part = new_part(actor);
        const auto as = [&](auto function, const auto&... names) {
            return connect_in_manner(*fabrics_.at(fabric), hook_names.at(hook), manner, std::move(function),
                                     names...);
        };
        keep(registration, [&] {
            switch (shape) {
                case Shape::x: return as([part, hook](int x) { part.ran(hook, {x, 0}); }, "x"_a);
                case Shape::x_and_y:
                    return as(
                        [part, hook](int x, double& y) {
                            part.ran(hook, {x, std::lround(2 * y++)});
                        },
                        "x"_a, "y"_a);
                case Shape::x_with_default:
                    return as([part, hook](int x) { part.ran(hook, {x, 0}); }, "x"_a = default_x);
                case Shape::optional_x:
                    return as(
                        [part, hook](std::optional<int> x) {
                            part.ran(hook, {x.has_value() ? *x : not_passed, 0});
                        },
                        "x"_a);
                case Shape::all:
                    return as([part, hook](const weft::Args& args) { part.ran(hook, hear_all(args)); });
                case Shape::answer:
                    return as(
                        [part, hook](int x) {
                            part.ran(hook, {x, 0});
                            return x;
                        },
                        "x"_a);
                case Shape::text:
                    return as([part, hook] {
                        part.ran(hook, {0, 0});
                        return std::string("text");
                    });
                default: return as([part, hook] { part.ran(hook, {0, 0}); });
            }
        }());
    }

    void make(Actor actor, Form form, bool is_part) override {
        if (is_part) {
            make_as(actor, form, Partly{new_part(actor)});
        } else {
            make_as(actor, form, Wholly{new_part(actor)});
        }
    }
    void add(Registration registration, Actor actor, std::size_t fabric, bool at_front) override {
        keep(registration, {});
        weft::Fabric& to = *fabrics_.at(fabric);
        weft::Callback callback = hand_over_.at(actor)();
        keep(registration,
             at_front ? to.add(std::move(callback), weft::at_front) : to.add(std::move(callback)));
    }
    void build(std::size_t fabric, const std::vector<Actor>& actors) override {
        std::vector<weft::Callback> callbacks;
        for (const Actor actor : actors) {
            callbacks.push_back(hand_over_.at(actor)());
        }
        if (callbacks.size() == 2) {
            *fabrics_.at(fabric) = weft::Fabric{std::move(callbacks[0]), std::move(callbacks[1])};
        } else {
            fabrics_.at(fabric) = std::make_unique<weft::Fabric>(std::move(callbacks));
        }
    }
    void observe(Registration registration, Actor actor, std::size_t fabric, Form form) override {
        weft::Fabric& to = *fabrics_.at(fabric);
        Watching watching{new_part(actor)};
        if (form == Form::rvalue) {
            keep(registration, to.observe(std::move(watching)));
            return;
        }
        const auto shared = std::make_shared<Watching>(std::move(watching));
        owners_.at(actor) = shared;
        keep(registration,
             form == Form::shared ? to.observe(shared) : to.observe(std::weak_ptr<Watching>(shared)));
    }
    void expire(Actor actor) override { owners_.at(actor).reset(); }

    std::vector<long> call(std::size_t fabric, std::size_t hook, Way way, Passed& passed) override {
        const auto with = [&](auto&&... arguments) {
            return call_in_way(*fabrics_.at(fabric), hook_names.at(hook), way,
                               std::forward<decltype(arguments)>(arguments)...);
        };
        const double& constant = passed.y;
        switch (passed.form) {
            case 1: return with("x"_a = passed.x);
            case 2: return with("y"_a = passed.y, "x"_a = passed.x);
            case 3: return with(passed.x);
            case 4: return with(static_cast<long>(passed.x), passed.y);
            case 5: return with(weft::arg("x", passed.x), weft::arg("y", passed.y));
            case 6: {
                weft::ArgMap map{"x"_a = passed.x, "y"_a = passed.y};
                const Following following{map, passed.y};
                return with(weft::unpack(map));
            }
            case 7: return with("x"_a = 3'000'000'000L);
            case 8: return with("y"_a = constant);
            case 9: return with("x"_a = 2.5);
            case 10:
                return with("x"_a = weft::lazy(AtMostOnce{passed}),
                            "y"_a = weft::lazy([&passed]() -> double& { return passed.y; }));
            case 11: return with("y"_a = weft::lazy([&passed] { return passed.y; }));
            default: return with();
        }
    }

    void on_error(std::size_t fabric, std::size_t number, unsigned mode) override {
        if (mode == 0) {
            fabrics_.at(fabric)->on_error({});
            return;
        }
        fabrics_.at(fabric)->on_error([this, number, mode](const weft::Failure& failure) {
            const auto found = std::find(connections_.begin(), connections_.end(), failure.connection());
            behaviour_.failed(
                number, mode, hook_number(failure.hook()),
                found == connections_.end() ? nobody : static_cast<std::size_t>(found - connections_.begin()),
                failure.consecutive());
        });
    }

    void disconnect(Registration registration) override { connections_.at(registration).disconnect(); }
    void disconnect_and_wait(Registration registration) override {
        connections_.at(registration).disconnect_and_wait();
    }
    void block(Registration registration) override {
        blocks_.push_back(connections_.at(registration).block());
    }
    void unblock(std::size_t block) override {
        blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(block));
    }
    void scope(Registration registration) override { scopes_.emplace_back(connections_.at(registration)); }
    void end_scope(std::size_t scope) override {
        scopes_.erase(scopes_.begin() + static_cast<std::ptrdiff_t>(scope));
    }
    void release_scope(std::size_t scope) override {
        scopes_.at(scope).release();
        end_scope(scope);
    }

    [[nodiscard]] bool connected(Registration registration) const override {
        return registration < connections_.size() && connections_[registration].connected();
    }
    [[nodiscard]] bool blocked(Registration registration) const override {
        return registration < connections_.size() && connections_[registration].blocked();
    }
    [[nodiscard]] bool alive(Actor actor) const override {
        return actor < tokens_.size() && !tokens_[actor].expired();
    }

    [[nodiscard]] std::vector<HookState> inspect(std::size_t fabric) const override {
        std::vector<HookState> states;
        for (const weft::HookInfo& info : fabrics_.at(fabric)->hooks()) {
            HookState state{hook_number(info.name), {}};
            for (const weft::HandlerInfo& handler : info.handlers) {
                state.handlers.push_back({handler.blocked, handler.once, handler.every});
            }
            states.push_back(std::move(state));
        }
        return states;
    }

private:
    /// Brings back what handlers did to a map's entry.
    struct Following {
        weft::ArgMap& map;
        double& y;

        ~Following() { y = map.get<double>("y"); }
    };

    /// The function of a lazy x.
    struct AtMostOnce {
        Passed& passed;
        bool is_made = false;

        long operator()() {
            if (std::exchange(is_made, true)) {
                throw std::logic_error("made a second time");
            }
            return passed.x;
        }
    };

    template <class... Arguments>
    static std::vector<long> call_in_way(const weft::Fabric& fabric, const char* hook, Way way,
                                         Arguments&&... arguments) {
        if (way == Way::call) {
            return {static_cast<long>(fabric.call(hook, std::forward<Arguments>(arguments)...))};
        }
        if (way == Way::collect) {
            return fabric.collect<long>(hook, std::forward<Arguments>(arguments)...);
        }
        const std::optional<long> first = fabric.first<long>(hook, std::forward<Arguments>(arguments)...);
        return first.has_value() ? std::vector<long>{*first} : std::vector<long>();
    }

    Part new_part(Actor actor) {
        const auto token = std::make_shared<Token>();
        tokens_.resize(std::max(tokens_.size(), actor + 1));
        owners_.resize(tokens_.size());
        hand_over_.resize(tokens_.size());
        tokens_[actor] = token;
        return {&behaviour_, actor, token};
    }

    template <class Object>
    void make_as(Actor actor, Form form, Object object) {
        std::function<weft::Callback()>& hand_over = hand_over_.at(actor);
        if (form == Form::rvalue || form == Form::unique) {
            auto callback = std::make_shared<std::optional<weft::Callback>>();
            if (form == Form::rvalue) {
                callback->emplace(std::move(object));
            } else {
                callback->emplace(std::make_unique<Object>(std::move(object)));
            }
            hand_over = [callback] {
                weft::Callback handed = std::move(callback->value());
                callback->reset();
                return handed;
            };
            return;
        }
        if (form == Form::erased) {
            const auto callback = std::make_shared<weft::Callback>(std::move(object));
            owners_.at(actor) = callback;
            hand_over = [weak = std::weak_ptr<weft::Callback>(callback)] { return *weak.lock(); };
            return;
        }
        const auto shared = std::make_shared<Object>(std::move(object));
        const std::weak_ptr<Object> weak = shared;
        owners_.at(actor) = shared;
        switch (form) {
            case Form::shared: hand_over = [weak] { return weft::Callback(weak.lock()); }; break;
            case Form::weak: hand_over = [weak] { return weft::Callback(weak); }; break;
            default: hand_over = [weak] { return weft::Callback(std::ref(*weak.lock())); }; break;
        }
    }

    void keep(Registration registration, weft::Connection connection) {
        if (registration == nobody) {
            return;
        }
        connections_.resize(std::max(connections_.size(), registration + 1));
        connections_[registration] = std::move(connection);
    }

    Behaviour& behaviour_;
    std::vector<std::weak_ptr<Token>> tokens_;
    std::vector<std::function<weft::Callback()>> hand_over_;
    std::vector<std::shared_ptr<void>> owners_;
    std::array<std::unique_ptr<weft::Fabric>, fabrics> fabrics_;
    std::vector<weft::Connection> connections_;
    std::vector<weft::Block> blocks_;
    std::vector<weft::ScopedConnection> scopes_;
};

}  // namespace

std::unique_ptr<Subject> make_world(Behaviour& behaviour) {
    return std::make_unique<World>(behaviour);
}

}  // namespace model
