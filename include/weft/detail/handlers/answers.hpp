// SPDX-License-Identifier: MIT
// Gathers what handlers return, for `collect` and `first`.
#pragma once

#include <weft/detail/arguments/convert_one.hpp>
#include <weft/detail/handlers/call.hpp>

#include <string_view>
#include <vector>

namespace weft::detail {

/// Refuses a result that does not fit what was asked for.
[[noreturn]] WEFT_API void refuse_result(const Call& call, const ArgInfo& info, const void* result,
                                         const std::type_info& wanted, Kind kind);

/// Whether an answer of the type lasts beyond the call. An optional, which is a view in C++26, lasts as what it holds.
template <class Result>
inline constexpr bool can_be_answer = !std::is_reference_v<Result> && !std::ranges::enable_view<Result>;
template <class Value>
    requires is_optional<std::optional<Value>>
inline constexpr bool can_be_answer<std::optional<Value>> = can_be_answer<Value>;

/// Something that can be kept, where the answer that was asked for cannot.
template <class Result>
using AnswerOr = std::conditional_t<can_be_answer<Result>, Result, int>;

/// Takes each result that converts to `Result` by the table for parameters, and passes over the others.
template <class Result>
class Answers : public Sink {
public:
    explicit Answers(bool first_only) : Sink{&take, first_only} {}

    std::vector<Result> all;

private:
    static void take(Sink& sink, Handler& /*handler*/, Call& call, const ArgInfo& info, void* result) {
        const ConvertOne<Result> one(info, result, false);
        if (one.match() != Match::yes) {
            return;
        }
        if (!one.fits()) {
            refuse_result(call, info, result, typeid(Result), parameter_kind<Result>);
        }
        static_cast<Answers&>(sink).all.push_back(one.get());
        call.is_stopped = sink.stops_at_first;
    }
};

}  // namespace weft::detail
