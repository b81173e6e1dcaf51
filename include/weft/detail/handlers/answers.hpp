// SPDX-License-Identifier: MIT
// Collects what handlers return, for `collect` and `first`.
#pragma once

#include <weft/detail/arguments/convert_one.hpp>
#include <weft/detail/handlers/call.hpp>

#include <string_view>
#include <vector>

namespace weft::detail {

/// Throws `ArgumentError`: a result has a type that converts to what was asked for, but a value that does not fit it.
[[noreturn]] WEFT_API void refuse_result(const Call& call, const ArgInfo& info, const void* result,
                                         const std::type_info& wanted, Kind kind);

/// Whether an answer of the type is valid after the call: it is no reference and no view. An optional, which C++26 makes a
/// view, is judged by what it holds.
template <class Result>
inline constexpr bool can_be_answer = !std::is_reference_v<Result> && !std::ranges::enable_view<Result>;
template <class Value>
    requires is_optional<std::optional<Value>>
inline constexpr bool can_be_answer<std::optional<Value>> = can_be_answer<Value>;

/// `Result`, or `int` where such an answer cannot be kept. A static_assert has refused `Result` then, and no errors about a
/// container of references follow.
template <class Result>
using AnswerOr = std::conditional_t<can_be_answer<Result>, Result, int>;

/// Keeps each result whose type converts to `Result` by the rules for parameters, and ignores the others. A value that does
/// not fit is refused with `ArgumentError`.
template <class Result>
class WEFT_DETAIL_HIDDEN Answers : public Sink {
public:
    explicit Answers(bool first_only) : Sink{&take, first_only} {}

    std::vector<Result> all;

private:
    static void take(Sink& sink, Handler& /*handler*/, Call& call, const ArgInfo& info, void* result) {
        const ConvertOne<Result> one(info, result, false, &call);
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
