// SPDX-License-Identifier: MIT
// More handlers at the front than a 32-bit number counts. Nobody waits for that many: the test sets the hook's count.
#include "fabric/fabric_state.hpp"

#include <weft/weft.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>

BOOST_AUTO_TEST_SUITE(many_fronts_tests)

namespace {

/// An explicit instantiation may name what is private, and leaves it to a friend that is found by its argument.
template <auto member>
struct CoreOf {
    friend const weft::detail::FabricState& state_of(const weft::Fabric& fabric) { return *(fabric.*member); }
};
const weft::detail::FabricState& state_of(const weft::Fabric& fabric);
template struct CoreOf<&weft::Fabric::state_>;

}  // namespace

BOOST_AUTO_TEST_CASE(the_order_holds_after_two_thousand_million_handlers_at_the_front) {
    for (const std::int64_t before : {std::int64_t{std::numeric_limits<std::int32_t>::max()} - 1,
                                      std::int64_t{std::numeric_limits<std::uint32_t>::max()} - 1}) {
        std::string order;
        weft::Fabric fabric;
        fabric.connect("on_step", [&order] { order += "z"; });
        state_of(fabric).hooks.for_each([before](weft::detail::Hook& hook) { hook.fronts = before; });
        for (const char letter : {'d', 'c', 'b', 'a'}) {
            fabric.connect(
                "on_step", [&order, letter] { order += letter; }, weft::at_front);
        }
        fabric.call("on_step");
        BOOST_TEST(order == "abcdz");
    }
}

BOOST_AUTO_TEST_SUITE_END()
