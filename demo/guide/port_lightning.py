# SPDX-License-Identifier: MIT
"""A loop with two callbacks, with Lightning Fabric. port_weft.cpp is the same with weft."""

from lightning.fabric import Fabric


class Printer:
    def on_step_end(self, step, residual, **others):
        print(f"step {step}: {residual:.4f}")

    def on_solve_end(self, step):
        print(f"{step} steps")


class StopBelow:
    def __init__(self, limit):
        self.limit = limit

    def on_step_end(self, residual, stop, **others):
        stop["now"] = residual < self.limit


class Solver:
    def __init__(self, fabric):
        self.fabric = fabric

    def solve(self):
        residual, step, stop = 1.0, 0, {"now": False}
        while not stop["now"]:
            residual /= 4
            step += 1
            self.fabric.call("on_step_end", step=step, residual=residual, stop=stop)
        self.fabric.call("on_solve_end", step=step)


Solver(Fabric(callbacks=[Printer(), StopBelow(0.01)])).solve()
