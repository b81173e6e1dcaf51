// SPDX-License-Identifier: MIT
// Gathers what handlers return, for `collect` and `first`.
#pragma once

#include <weft/detail/handler.hpp>

#include <string_view>
#include <vector>

namespace weft::detail {

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
    static void take(Sink& sink, Handler& handler, Call& call, const ArgInfo& info, void* result) {
        using Access = ParameterOf<Result>;
        Source source;
        source.index = 0;
        if (Access::resolve(info, false, result, source) != Match::yes) {
            return;
        }
        typename Access::Stored stored;
        if (!Access::load(stored, source, Shape{&info, 1, 0, false, true}, result)) {
            refuse_result(handler, call, info, result, typeid(Result), parameter_kind<Result>);
        }
        static_cast<Answers&>(sink).all.push_back(Access::pass(stored));
        call.is_stopped = sink.stops_at_first;
    }
};

}  // namespace weft::detail
