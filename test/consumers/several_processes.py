# SPDX-License-Identifier: MIT
"""Builds somebody else's project for several processes with an installed weft-mpi, and runs it on three ranks.

    several_processes.py [CLAIM BUILD MPIRUN]    without arguments: the claims, one a line"""

import pathlib
import shutil
import sys
import tempfile

from consumers import HERE, TOP, Installed, compare, headers_are_the_installed_ones, run, shell, shown_by

sys.path.insert(0, str(TOP / "test" / "mpi"))
from ranks import Job  # noqa: E402

RANKS = 3
SECONDS = 60
PROGRAM = "several_ranks"


def project(folder):
    """The program is the one of the page."""
    shutil.copytree(HERE / "several_processes", folder)
    shutil.copy(TOP / "demo" / "guide" / f"{PROGRAM}.cpp", folder)
    return folder


def works(mpirun, app, **environment):
    code, out, errors = Job(mpirun, RANKS, [str(app)], SECONDS, **environment).result()
    if code != 0:
        sys.exit(f"exit code {code} on {RANKS} ranks:\n{out}{errors}")
    compare(out, (TOP / "demo" / "expected" / f"{PROGRAM}.txt").read_text(encoding="utf-8"))


def a_compiler_with_pkg_config(build, folder, mpirun):
    installed = Installed(build, folder / "installed")
    consumer = project(folder / "project")
    flags = installed.flags("weft-mpi")
    headers_are_the_installed_ones(installed, run("g++", "-std=c++20", "-M", f"{PROGRAM}.cpp", *flags, cwd=consumer))
    run("g++", "-std=c++20", "-Wall", "-Wextra", "-Werror", f"{PROGRAM}.cpp", "-o", PROGRAM, *flags, cwd=consumer)
    works(mpirun, consumer / PROGRAM, **installed.environment())
    (consumer / PROGRAM).unlink()
    shell(shown_by("processes.md", "sh", "several_processes.py")[0].partition("mpirun")[0], consumer, **installed.environment())
    works(mpirun, consumer / PROGRAM, **installed.environment())


def meson_with_an_installed_weft(build, folder, mpirun):
    installed = Installed(build, folder / "installed")
    consumer = project(folder / "project")
    run("meson", "setup", "build", cwd=consumer, **installed.environment())
    run("meson", "compile", "-C", "build", cwd=consumer)
    works(mpirun, consumer / "build" / PROGRAM, **installed.environment())


def cmake(build, folder, *options):
    installed = Installed(build, folder / "installed")
    consumer = project(folder / "project")
    run("cmake", "-S", consumer, "-B", consumer / "build", f"-DCMAKE_PREFIX_PATH={installed.prefix}", *options)
    run("cmake", "--build", consumer / "build")
    return installed, consumer / "build" / PROGRAM


def cmake_with_an_installed_weft(build, folder, mpirun):
    installed, app = cmake(build, folder)
    works(mpirun, app, **installed.environment())


def cmake_with_the_static_libraries(build, folder, mpirun):
    _, app = cmake(build, folder, "-DWEFT_STATIC=ON")
    if "libweft" in run("ldd", app):
        sys.exit("the program needs a shared library of weft")
    works(mpirun, app)


CLAIMS = (
    a_compiler_with_pkg_config,
    meson_with_an_installed_weft,
    cmake_with_an_installed_weft,
    cmake_with_the_static_libraries,
)


def main():
    if len(sys.argv) == 1:
        print("\n".join(claim.__name__ for claim in CLAIMS))
        return
    claim, build, mpirun = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="weft-consumer-") as folder:
        chosen = {known.__name__: known for known in CLAIMS}[claim]
        chosen(pathlib.Path(build).resolve(), pathlib.Path(folder).resolve(), mpirun)


if __name__ == "__main__":
    main()
