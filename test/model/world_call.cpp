// SPDX-License-Identifier: MIT
// The forms of arguments, in the order of `arguments_forms`.
#include "world_call.hpp"

#include "arguments.hpp"
#include "listeners.hpp"

#include <optional>
#include <utility>

using namespace weft::literals;

namespace model {

namespace {

/// Brings back what handlers did to a map's entry.
struct Following {
    weft::ArgMap& map;
    double& y;

    ~Following() { y = map.get<double>("y"); }
};

/// The function of a lazy x.
struct MakeX {
    Passed& passed;
    Behaviour& behaviour;

    long operator()() const {
        behaviour.makes_x(passed.call);
        return passed.x;
    }
};

class Calling {
public:
    Calling(const weft::Fabric& fabric, std::size_t hook, Way way, Passed& passed, Behaviour& behaviour)
        : fabric_(fabric), hook_(hook_names.at(hook)), way_(way), passed_(passed), behaviour_(behaviour) {}

    std::vector<long> call() {
        int& x = passed_.x;
        double& y = passed_.y;
        switch (passed_.form) {
            case 1: return with("x"_a = x);
            case 2: return with("y"_a = y, "x"_a = x);
            case 3: return with(x);
            case 4: return with(static_cast<long>(x), y);
            case 5: return with(weft::arg("x", x), weft::arg("y", y));
            case 6: {
                weft::ArgMap map{"x"_a = x, "y"_a = y};
                const Following following{map, y};
                return with(weft::unpack(map));
            }
            case 7: return with("x"_a = large_x);
            case 8: return with("y"_a = std::as_const(y));
            case 9: return with("x"_a = broken_x);
            case 11: return with("y"_a = weft::lazy([&y] { return y; }));
            default: return passed_.form < first_lazy_form ? with() : call_lazily();
        }
    }

private:
    std::vector<long> call_lazily() {
        double& y = passed_.y;
        const MakeX make_x{passed_, behaviour_};
        switch (passed_.form) {
            case 12: return with(weft::lazy(make_x), "y"_a = y);
            case 13: {
                const auto lazy = weft::lazy(std::ref(make_x));
                return with(weft::arg("y", y), weft::arg("x", lazy));
            }
            default:
                return with("x"_a = weft::lazy(make_x), "y"_a = weft::lazy([&y]() -> double& { return y; }));
        }
    }

    template <class... Arguments>
    std::vector<long> with(Arguments&&... arguments) {
        switch (way_) {
            case Way::call:
                return {static_cast<long>(fabric_.call(hook_, std::forward<Arguments>(arguments)...))};
            case Way::collect: return fabric_.collect<long>(hook_, std::forward<Arguments>(arguments)...);
            case Way::around: {
                const bool is_entered = fabric_.around(hook_, std::forward<Arguments>(arguments)...,
                                                       [this] { behaviour_.entered(passed_.call); });
                return {is_entered ? 1 : 0};
            }
            default: {
                const std::optional<long> first =
                    fabric_.first<long>(hook_, std::forward<Arguments>(arguments)...);
                return first.has_value() ? std::vector<long>{*first} : std::vector<long>();
            }
        }
    }

    const weft::Fabric& fabric_;
    const char* hook_;
    Way way_;
    Passed& passed_;
    Behaviour& behaviour_;
};

}  // namespace

std::vector<long> call_weft(const weft::Fabric& fabric, std::size_t hook, Way way, Passed& passed,
                            Behaviour& behaviour) {
    return Calling(fabric, hook, way, passed, behaviour).call();
}

}  // namespace model
