// SPDX-License-Identifier: MIT
// What a handler does that calls its `Next`.
#include "engine/wrapping.hpp"

#include "engine/emission.hpp"
#include "handlers/refusals.hpp"

namespace weft::detail {

Wrapping::Wrapping(Emission& of, Handler& wrapping) noexcept
    : call_(of), handler_(wrapping), outer_(of.wrapping), hold_(*wrapping.registration) {
    call_.wrapping = this;
    call_.inside = wrapping.registration;
}

Wrapping::~Wrapping() {
    call_.inside = nullptr;
    call_.wrapping = outer_;
}

bool Wrapping::run_handler() {
    const bool goes_on = run_carefully(handler_, call_);
    return goes_on && !is_given_;
}

void Wrapping::run() const {
    if (!call_.is_of_this_thread()) {
        refuse_next_elsewhere(call_.hook->name, registration().name());
    }
    if (has_run_) {
        refuse_next_again(call_.hook->name, registration().name());
    }
    has_run_ = true;
    call_.run_rest(const_cast<Wrapping&>(*this));
}

namespace {

/// Runs slot after slot as the combiner does, where Signals2 does not call that. Returns whether the end was reached.
template <class Iterator>
WEFT_DETAIL_FLATTEN bool run_slots(Iterator& slot, const Iterator& end) {
    while (slot != end && *slot) {
        ++slot;
    }
    return slot == end;
}

/// Makes Signals2 give up the slot at which the rest of a call has ended: a handler that goes around it may wait for that slot's.
template <class Iterator>
struct LetGo {
    Iterator& slot;
    const Iterator& end;

    ~LetGo() {
        while (slot != end) {
            ++slot;
        }
    }
};

/// One emission that has come to a handler which takes a `Next`. The handlers that are around each other share the iterator.
template <class Iterator>
class WrappingAt final : public Wrapping {
public:
    WrappingAt(Emission& of, Handler& handler, Iterator& slot, Iterator& end) noexcept
        : Wrapping(of, handler), slot_(slot), end_(end) {}

private:
    bool run_handlers() override {
        const LetGo<Iterator> let_go{slot_, end_};
        ++slot_;
        return run_slots(slot_, end_) || InOrder::go_around(slot_, end_, &call());
    }

    Iterator& slot_;
    Iterator& end_;
};

}  // namespace

template <class Iterator>
bool InOrder::go_around(Iterator& slot, Iterator& end, Emission* call) {
    Emission& of = call != nullptr ? *call : static_cast<Emission&>(*innermost_frame());
    do {
        if (of.is_stopped || !WrappingAt<Iterator>(of, *of.wrapping_handler, slot, end).run_handler()) {
            return false;
        }
        ++slot;
    } while (!run_slots(slot, end));
    return true;
}

template bool InOrder::go_around(Signal::slot_call_iterator&, Signal::slot_call_iterator&, Emission*);

}  // namespace weft::detail
