// SPDX-License-Identifier: MIT
// The loop that is misused.
#include "misuses.hpp"

#include "program.hpp"

#include <functional>
#include <optional>
#include <stdexcept>

using namespace weft::literals;

namespace misuses {

namespace {

struct Loop : program::Apart {
    Misuse misuse;
    int wrong_rank;
    int wrong_step;
    MPI_Comm of_loop = MPI_COMM_NULL;
    MPI_Comm of_callbacks = MPI_COMM_NULL;
    MPI_Comm of_nobody = MPI_COMM_NULL;
    weft::Fabric fabric;
    weft::Connection averaging;

    Loop(Misuse its_misuse, int rank, int step) : misuse(its_misuse), wrong_rank(rank), wrong_step(step) {
        MPI_Comm_dup(comm, &of_loop);
        MPI_Comm_dup(comm, &of_callbacks);
        MPI_Comm_dup(comm, &of_nobody);
    }

    [[nodiscard]] bool is_wrong(Misuse which, int step) const {
        return misuse == which && program::rank() == wrong_rank && step >= wrong_step;
    }

    /// A collective of the loop's own, or of a callback's.
    static void reduce(MPI_Comm over) {
        double mine = 1.0;
        double all = 0.0;
        MPI_Allreduce(&mine, &all, 1, MPI_DOUBLE, MPI_SUM, over);
    }
    static void broadcast(MPI_Comm over) {
        double value = 1.0;
        MPI_Bcast(&value, 1, MPI_DOUBLE, 0, over);
        MPI_Barrier(over);
    }

    void connect() {
        const auto throw_if = [this](Misuse which) {
            return [this, which](int step) {
                if (is_wrong(which, step)) {
                    throw std::runtime_error("not on all ranks");
                }
            };
        };
        fabric.connect("on_step_end", throw_if(Misuse::exception), "step"_a);
        fabric.connect("on_step_begin", throw_if(Misuse::exception_while_others_reduce), "step"_a);
        // A metric that all ranks have to compute, and that one of them no longer does.
        const auto average = [this](int step) {
            if (is_wrong(Misuse::quarantine, step)) {
                throw std::runtime_error("no metric");
            }
            reduce(of_callbacks);
        };
        averaging = misuse == Misuse::once && program::rank() == wrong_rank
                        ? fabric.connect("on_step_end", average, "step"_a, weft::once)
                        : fabric.connect("on_step_end", average, "step"_a);
        fabric.connect(
            "on_question",
            [this](int step) -> std::optional<int> {
                return is_wrong(Misuse::first, step) ? std::optional<int>(1) : std::nullopt;
            },
            "step"_a);
        fabric.connect("on_question", [this] { reduce(of_callbacks); });
        const bool is_other_order = misuse == Misuse::order_of_callbacks && program::rank() == wrong_rank;
        fabric.connect("on_pair", [this] { reduce(of_loop); });
        if (is_other_order) {
            fabric.connect(
                "on_pair", [this] { broadcast(of_callbacks); }, weft::at_front);
        } else {
            fabric.connect("on_pair", [this] { broadcast(of_callbacks); });
        }
        fabric.connect(
            "on_step_end",
            [this](int step, bool& should_stop) {
                should_stop = should_stop || is_wrong(Misuse::stop_after, step);
            },
            "step"_a, "should_stop"_a);
        if (misuse == Misuse::plug_in && program::rank() == wrong_rank) {
            fabric.connect("on_step_end", [this] { reduce(of_callbacks); });
        }
        if (misuse == Misuse::quarantine) {
            fabric.on_error(weft::quarantine(1, [](const weft::Quarantined&) {}));
        }
    }

    /// Returns whether to go on.
    bool step(int step) {
        bool should_stop = false;
        if (is_wrong(Misuse::order_of_calls, step)) {
            fabric.call("on_reduced", "step"_a = step);
            fabric.call("on_step_begin", "step"_a = step);
        } else {
            fabric.call("on_step_begin", "step"_a = step);
            fabric.call("on_reduced", "step"_a = step);
        }
        if (is_wrong(Misuse::other_hook, step)) {
            fabric.call("on_other");
        }
        if (is_wrong(Misuse::stays_outside, step)) {
            reduce(of_nobody);
        }
        reduce(of_loop);
        if (is_wrong(Misuse::disconnect, step)) {
            averaging.disconnect();
        }
        if (is_wrong(Misuse::argument_names, step)) {
            fabric.call("on_named", "los"_a = 0.5);
        } else {
            fabric.call("on_named", "loss"_a = 0.5);
        }
        static_cast<void>(fabric.first<int>("on_question", "step"_a = step));
        fabric.call("on_pair");
        if (is_wrong(Misuse::collective_of_one_rank, step)) {
            broadcast(of_nobody);
        }
        fabric.call("on_step_end", "step"_a = step, "should_stop"_a = should_stop);
        return !should_stop;
    }

    void run() {
        int steps = 40;
        if (program::rank() == wrong_rank) {
            steps = misuse == Misuse::more_batches ? 41 : misuse == Misuse::fewer_batches ? wrong_step : 40;
        }
        for (int i = 0; i < steps && step(i); ++i) {
            if (is_wrong(Misuse::ends, i)) {
                return;
            }
        }
        fabric.call("on_epoch_end");
        reduce(of_loop);
        fabric.call("on_fit_end");
    }
};

}  // namespace

const std::vector<Named>& all() {
    static const std::vector<Named> misuses{
        {"other_hook", Misuse::other_hook},
        {"more_batches", Misuse::more_batches},
        {"fewer_batches", Misuse::fewer_batches},
        {"argument_names", Misuse::argument_names},
        {"order_of_calls", Misuse::order_of_calls},
        {"order_of_callbacks", Misuse::order_of_callbacks},
        {"exception", Misuse::exception},
        {"exception_while_others_reduce", Misuse::exception_while_others_reduce},
        {"quarantine", Misuse::quarantine},
        {"disconnect", Misuse::disconnect},
        {"once", Misuse::once},
        {"first", Misuse::first},
        {"stop_after", Misuse::stop_after},
        {"plug_in", Misuse::plug_in},
        {"collective_of_one_rank", Misuse::collective_of_one_rank},
        {"stays_outside", Misuse::stays_outside},
        {"ends", Misuse::ends},
    };
    return misuses;
}

std::string run(Misuse misuse, int rank, int step, std::uint64_t every) {
    Loop loop(misuse, rank, step);
    loop.fabric.observe(loop.quick_guard(every));
    loop.connect();
    try {
        loop.run();
    } catch (const std::exception& error) {
        return error.what();
    }
    return {};
}

}  // namespace misuses
