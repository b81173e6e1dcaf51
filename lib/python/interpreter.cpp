// SPDX-License-Identifier: MIT
// Takes the GIL in threads of any kind, but never while the interpreter ends: Python would end the thread.
#include "python/interpreter.hpp"

#include "platform.hpp"
#include "python/refusals.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

namespace weft::python::detail {

namespace {

/// Set when the interpreter begins to end, and for good.
std::atomic<bool> is_ending = false;
/// How many threads the interpreter's end waits for: those that are about to take the GIL, and guests that have it.
std::atomic<int> entered = 0;

/// Whether weft has made a state of Python's for the thread, which dies before the thread does.
enum class Guest : std::uint8_t { none, has_state, has_ended };

/// What weft knows of a thread.
struct OfThread {
    Guest guest = Guest::none;
    bool is_guest_inside = false;   ///< Whether it is counted in `entered` as a guest.
    bool ends_interpreter = false;  ///< It takes the GIL as before.
};
WEFT_DETAIL_INITIAL_EXEC constinit thread_local OfThread of_thread;

bool has_gil() noexcept {
    if (of_thread.guest == Guest::has_ended) {
        return false;
    }
    PyThreadState* const current = pybind11::detail::get_thread_state_unchecked();
    return current != nullptr && Py_IsInitialized() != 0 && current == PyGILState_GetThisThreadState();
}

void leave() noexcept {
    entered.fetch_sub(1);
    if (is_ending.load()) {
        entered.notify_all();
    }
}

/// Announces that this thread is about to take the GIL. False where it must not. A guest that the interpreter's end waits for may.
bool enter() noexcept {
    if (of_thread.guest == Guest::has_ended) {
        return false;
    }
    entered.fetch_add(1);
    if ((is_ending.load() && !of_thread.is_guest_inside) || Py_IsInitialized() == 0) {
        leave();
        return false;
    }
    return true;
}

/// Keeps a thread where it is until the process ends.
[[noreturn]] void stay() {
    for (;;) {
        std::this_thread::sleep_for(std::chrono::hours(1));
    }
}

/// What a call returns, unless Python ends the thread in it.
template <class Call>
PyObject* unless_ended(const Call& call) {
    try {
        return call();
    } catch (const weft::detail::ForcedUnwind&) {
        stay();
    }
}

/// Called with the GIL, before Python ends anything. Returns when no thread is left that would be ended within weft.
void end() {
    of_thread.ends_interpreter = true;
    is_ending.store(true);
    const WithoutGil without;
    for (int count = entered.load(); count != 0; count = entered.load()) {
        entered.wait(count);
    }
}

/// What threads have left behind that have ended. None of them takes the GIL for it: whoever waits for its end may have the GIL.
template <class Left>
class Abandoned {
public:
    void add(Left* left) noexcept {
        const std::lock_guard lock(mutex_);
        try {
            all_.push_back(left);
            is_empty_.store(false);
        } catch (
            const std::bad_alloc&) {  // NOLINT(bugprone-empty-catch): it stays until the interpreter's end.
        }
    }
    std::vector<Left*> take() noexcept {
        std::vector<Left*> taken;
        if (!is_empty_.load(std::memory_order_relaxed)) {
            const std::lock_guard lock(mutex_);
            taken.swap(all_);
            is_empty_.store(true);
        }
        return taken;
    }

private:
    std::mutex mutex_;
    std::vector<Left*> all_;
    std::atomic<bool> is_empty_ = true;
};

Abandoned<PyObject>& abandoned_objects() {
    static auto* const all = new Abandoned<PyObject>;
    return *all;
}

Abandoned<PyThreadState>& abandoned_states() {
    static auto* const all = new Abandoned<PyThreadState>;
    return *all;
}

/// Called with the GIL. May run any code.
void drop_objects() noexcept {
    for (PyObject* const object : abandoned_objects().take()) {
        Py_DECREF(object);
    }
}

/// Called by a thread that has no state of Python's, without the GIL. May run any code.
///
/// Python since 3.12 takes each state that is deleted for that of the thread that deletes it, which then has none. So no thread
/// may do it that has one that it still needs: this one makes one for it, and deletes that last.
void drop_states() noexcept {
    const std::vector<PyThreadState*> states = abandoned_states().take();
    if (states.empty()) {
        return;
    }
    static_cast<void>(PyGILState_Ensure());
    for (PyThreadState* const state : states) {
        PyThreadState_Clear(state);
    }
    PyThreadState_Clear(PyGILState_GetThisThreadState());
    for (PyThreadState* const state : states) {
        PyThreadState_Delete(state);
    }
    PyThreadState_DeleteCurrent();
}

/// In a new process, which has no thread but this one: Python has deleted the states of all others.
void forget_other_threads() {
    entered.store(of_thread.is_guest_inside ? 1 : 0);
    static_cast<void>(abandoned_states().take());
}

/// Gives a thread that Python has not made a state of Python's, and the GIL with it. The first handler that runs there makes one, and
/// all others use it, as to make one costs more than most handlers.
struct StateOfGuest {
    StateOfGuest() noexcept {
        drop_states();
        static_cast<void>(PyGILState_Ensure());
        of_thread.guest = Guest::has_state;
    }
    StateOfGuest(const StateOfGuest&) = delete;
    StateOfGuest& operator=(const StateOfGuest&) = delete;
    ~StateOfGuest() {
        of_thread.guest = Guest::has_ended;
        abandoned_states().add(PyGILState_GetThisThreadState());
    }
};

/// Takes the GIL with the state that this thread has, or with one that is made.
void take_gil() noexcept {
    if (PyThreadState* const state = PyGILState_GetThisThreadState(); state != nullptr) {
        PyEval_RestoreThread(state);
    } else {
        static const thread_local StateOfGuest made;
    }
}

}  // namespace

bool may_wait() noexcept {
    return !is_ending.load();
}

Gil::Gil() : Gil(std::nothrow) {
    if (!is_held()) {
        refuse_ended();
    }
}

Gil::Gil(std::nothrow_t /*instead*/) noexcept {
    if (has_gil()) {
        way_ = Way::was_held;
        return;
    }
    if (!enter()) {
        return;
    }
    take_gil();
    if (of_thread.guest == Guest::has_state && !of_thread.is_guest_inside) {
        of_thread.is_guest_inside = true;
        way_ = Way::taken_by_guest;
    } else {
        way_ = Way::taken;
        leave();
    }
    drop_objects();
}

Gil::~Gil() {
    if (way_ == Way::taken || way_ == Way::taken_by_guest) {
        static_cast<void>(PyEval_SaveThread());
    }
    if (way_ == Way::taken_by_guest) {
        of_thread.is_guest_inside = false;
        leave();
    }
}

WithoutGil::~WithoutGil() {
    if (of_thread.is_guest_inside || of_thread.ends_interpreter) {
        PyEval_RestoreThread(state_);
        return;
    }
    if (!enter()) {
        stay();
    }
    PyEval_RestoreThread(state_);
    leave();
}

PyObject* call_python(PyObject* function, PyObject* const* given, std::size_t count, PyObject* names) {
    return unless_ended([&] { return PyObject_Vectorcall(function, given, count, names); });
}

PyObject* call_python(PyObject* function, PyObject* given, PyObject* named) {
    return unless_ended([&] { return PyObject_Call(function, given, named); });
}

void refuse_sub_interpreter() {
    if (PyInterpreterState_Get() != PyInterpreterState_Main()) {
        refuse_interpreter();
    }
}

void watch_interpreter() {
    refuse_sub_interpreter();
    if (is_ending.load()) {
        refuse_ended();
    }
    // Python takes the thread that imports it first for its main thread, and its end waits for that one.
    pybind11::module_::import("threading");
    const auto function = [](void (*one)()) { return pybind11::cpp_function(one); };
    pybind11::module_::import("atexit").attr("register")(function(&end));
    pybind11::module_::import("os").attr("register_at_fork")(pybind11::arg("after_in_child") =
                                                                 function(&forget_other_threads));
}

void let_go(PyObject* object) noexcept {
    if (object == nullptr) {
        return;
    }
    if (const Gil gil(std::nothrow); gil.is_held()) {
        Py_DECREF(object);
    } else {
        abandoned_objects().add(object);
    }
}

void let_go_later(PyObject* object) noexcept {
    if (object != nullptr) {
        abandoned_objects().add(object);
    }
}

}  // namespace weft::python::detail
