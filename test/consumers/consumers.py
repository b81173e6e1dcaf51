# SPDX-License-Identifier: MIT
"""Builds and runs somebody else's project, with one way of finding weft: installed, or as a subproject."""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent

APP_PRINTS = """\
loss 1.00 with 2 outputs
loss 0.50 with 2 outputs
on_train_batch_end: Printer takes 'loss' (double), but the call passes no such argument; it passes {los}: did you mean 'los'?
"""
PLUG_IN_PRINTS = "good-bye from a plug-in\n"


def run(*command, cwd=None, **environment):
    """What it prints; whoever fails ends the check with what it said."""
    result = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **{name: str(value) for name, value in environment.items()}},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if result.returncode != 0:
        sys.exit(f"exit code {result.returncode} from {shlex.join(str(word) for word in command)}:\n{result.stdout}")
    return result.stdout


def built_and_installed(build):
    """The libraries and modules that `meson install` installs, as ninja names them."""
    installed = json.loads(run("meson", "introspect", "--installed", build))
    files = [pathlib.Path(file) for file in installed]
    return [file.relative_to(build) for file in files if build in file.parents and re.search(r"\.(so|a)\b", file.name)]


class Installed:
    """A copy of weft, installed from a build folder below another folder than the one it was configured for."""

    def __init__(self, build, folder):
        # One at a time: checks run beside each other.
        run("flock", build, "ninja", "-C", build, *built_and_installed(build))
        run("meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", folder)
        package_files = list(folder.rglob("weft.pc"))
        if len(package_files) != 1:
            sys.exit(f"expected one weft.pc, found {package_files}")
        self.folder = folder
        self.package_files = package_files[0].parent
        self.libraries = self.package_files.parent
        self.prefix = next(folder.rglob("include")).parent
        for path in [*folder.rglob("*.pc"), *folder.rglob("*.cmake")]:
            for place in (TOP, build):
                if str(place) in path.read_text(encoding="utf-8"):
                    sys.exit(f"{path.name} names {place}, where weft was built")

    def environment(self):
        return {"PKG_CONFIG_PATH": self.package_files, "LD_LIBRARY_PATH": self.libraries}

    def flags(self, *packages):
        return run("pkg-config", "--cflags", "--libs", *packages, **self.environment()).split()


def shown_by(page, language, test="consumers.py"):
    """What the page of the guide says that the test runs: its blocks of that language."""
    text = (TOP / "demo" / "guide" / page).read_text(encoding="utf-8")
    mark = re.escape(f"<!-- run by test/consumers/{test} -->")
    found = re.findall(rf"{mark}\n```{language}\n(.*?)```", text, re.DOTALL)
    if not found:
        sys.exit(f"{page} shows nothing in {language} that this test could run")
    return found


def shell(commands, cwd, **environment):
    return run("bash", "-euc", commands, cwd=cwd, **environment)


def project(folder, *files):
    """A project of those files alone."""
    folder.mkdir()
    for name in files:
        shutil.copy(HERE / name, folder)
    return folder


def compare(printed, expected):
    if printed != expected:
        sys.exit(f"expected\n{expected}found\n{printed}")


def works(app, extension, **environment):
    """The program prints what it should, also with a plug-in that it has never seen."""
    compare(run(app, **environment), APP_PRINTS)
    compare(run(app, WEFT_CALLBACKS=extension, **environment), APP_PRINTS + PLUG_IN_PRINTS)


def headers_are_the_installed_ones(installed, said):
    """`said` names the files that a compilation has read."""
    headers = [word for word in said.split() if "/weft/" in word]
    if not headers:
        sys.exit("no header of weft is read")
    for word in headers:
        if installed.folder not in pathlib.Path(word).resolve().parents:
            sys.exit(f"{word} is read, which is not installed")


def a_compiler_with_pkg_config(build, folder):
    installed = Installed(build, folder / "installed")
    consumer = project(folder / "project", "app.cpp", "extension.cpp")
    strict = ["g++", "-std=c++20", "-Wall", "-Wextra", "-Werror"]
    flags = installed.flags("weft", "weft-callbacks", "weft-plugin")
    headers_are_the_installed_ones(installed, run(*strict, "-M", "app.cpp", *flags, cwd=consumer))
    run(*strict, "app.cpp", "-o", "app", *flags, cwd=consumer)
    flags = ["-shared", "-fPIC", "-fvisibility=hidden", *installed.flags("weft")]
    run(*strict, "extension.cpp", "-o", "extension.so", *flags, cwd=consumer)
    works(consumer / "app", consumer / "extension.so", **installed.environment())
    (consumer / "app").unlink()
    shell(shown_by("installing.md", "sh")[1], consumer, **installed.environment())
    compare(run(consumer / "app", **installed.environment()), APP_PRINTS)


def the_page_on_installing_installs(build, folder):
    # Always the same place: a compiler cache knows it again.
    weft = build.parent / "installed_as_told"
    shutil.rmtree(weft, ignore_errors=True)
    weft.mkdir()
    for name in ("include", "lib"):
        shutil.copytree(TOP / name, weft / name)
    for name in ("meson.build", "meson_options.txt"):
        shutil.copy(TOP / name, weft)
    shell(shown_by("installing.md", "sh")[0], weft, HOME=folder)
    for name in ("weft.pc", "weft-config.cmake", "libweft.so", "libweft.a", "weft.hpp"):
        if not list((folder / "weft").rglob(name)):
            sys.exit(f"{name} is not installed")


def meson_with_an_installed_weft(build, folder):
    installed = Installed(build, folder / "installed")
    consumer = project(folder / "project", "meson.build", "app.cpp", "extension.cpp")
    run("meson", "setup", "build", cwd=consumer, **installed.environment())
    run("meson", "compile", "-C", "build", cwd=consumer)
    headers_are_the_installed_ones(installed, run("ninja", "-C", "build", "-t", "deps", cwd=consumer))
    works(consumer / "build" / "app", consumer / "build" / "extension.so", **installed.environment())


def meson_with_weft_as_a_subproject(build, _):
    # Always the same place: a compiler cache knows it again.
    shutil.rmtree(build.parent / "subproject", ignore_errors=True)
    consumer = project(build.parent / "subproject", "meson.build", "app.cpp", "extension.cpp")
    weft = consumer / "subprojects" / "weft"
    weft.mkdir(parents=True)
    for name in ("include", "lib"):
        shutil.copytree(TOP / name, weft / name)
    for name in ("meson.build", "meson_options.txt"):
        shutil.copy(TOP / name, weft)
    # The page's, with a folder that is there in place of a repository to clone.
    wrap = re.sub(r"\[wrap-git\].*?\n\n", "[wrap-file]\ndirectory = weft\n\n", shown_by("installing.md", "ini")[0], flags=re.DOTALL)
    (consumer / "subprojects" / "weft.wrap").write_text(wrap, encoding="utf-8")
    # The library is built once more, and only has to work: each in one piece, which takes a quarter of the time.
    run(
        "meson", "setup", "build", "--buildtype=plain", "--unity=on", "-Dunity_size=1000", "--force-fallback-for=weft,weft-callbacks,weft-plugin",
        cwd=consumer, PKG_CONFIG_PATH="",
    )
    run("meson", "compile", "-C", "build", "app", "extension", cwd=consumer)
    works(consumer / "build" / "app", consumer / "build" / "extension.so")


def cmake(build, folder, *options):
    installed = Installed(build, folder / "installed")
    consumer = project(folder / "project", "CMakeLists.txt", "app.cpp", "extension.cpp")
    run("cmake", "-S", consumer, "-B", consumer / "build", f"-DCMAKE_PREFIX_PATH={installed.prefix}", *options)
    run("cmake", "--build", consumer / "build")
    return installed, consumer / "build" / "app"


def cmake_with_an_installed_weft(build, folder):
    installed, app = cmake(build, folder)
    works(app, app.with_name("extension.so"), **installed.environment())


def cmake_with_the_static_libraries(build, folder):
    _, app = cmake(build, folder, "-DWEFT_STATIC=ON")
    compare(run(app), APP_PRINTS)
    if "libweft" in run("ldd", app):
        sys.exit("the program needs a shared library of weft")


def the_demo_runs_a_plug_in_built_elsewhere(build, folder):
    """As the head of the plug-in says; the demo is the one that was built without it."""
    installed = Installed(build, folder / "installed")
    plug_in = pathlib.Path(shutil.copy(TOP / "demo" / "plugin" / "stop_at_loss.cpp", folder)).with_suffix(".so")
    command = ["g++", "-std=c++20", "-shared", "-fPIC", plug_in.with_suffix(".cpp"), "-o", plug_in]
    run(*command, *installed.flags("weft"))
    needed = run("readelf", "--dynamic", plug_in)
    if "libweft.so" not in needed or "libweft-plugin.so" in needed:
        sys.exit(f"a plug-in links weft and nothing else of it:\n{needed}")
    train = [build / "demo" / "train", "--callbacks", "none", "--checkpoints", folder / "checkpoints"]
    said = run(*train, "--plugin", f"./{plug_in.name},below=100", cwd=folder)
    if "stop-at-loss: epoch 0, loss " not in said or "epoch 1" in said:
        sys.exit(f"the plug-in does not stop the trainer:\n{said}")
    shutil.copy(TOP / "demo" / "guide" / "print_loss.cpp", folder)
    shell(shown_by("plugins.md", "sh")[0], folder, **installed.environment())
    said = run(*train, "--epochs", "1", "--plugin", "./print_loss.so", cwd=folder)
    if "epoch 0: loss " not in said:
        sys.exit(f"the trainer does not run the plug-in of the page:\n{said}")


PYTHON = "/usr/bin/python3"
LOOP = """\
import loop, weft

class Printer:
    weft_order = {"before": "Last"}
    def on_step(self, step, loss):
        print(f"step {step}, loss {loss:.2f}")

loop.run(weft.Fabric(Printer()), 2)
"""


def python_works(installed, folder):
    """The module finds the installed weft, and the program its Python, whichever comes first in PATH."""
    modules = next(installed.folder.rglob("weft.cpython-*.so")).parent
    environment = {**installed.environment(), "PYTHONPATH": os.pathsep.join(map(str, (modules, folder)))}
    compare(run(PYTHON, "-c", LOOP, **environment), "step 1, loss 1.00\nstep 2, loss 0.50\n")
    compare(run(folder / "app", **environment), "embedded: step 1\n")


def python_with_a_compiler_and_pkg_config(build, folder):
    installed = Installed(build, folder / "installed")
    consumer = project(folder / "project", "python/loop.cpp", "python/app.cpp")
    strict = ["g++", "-std=c++20", "-Wall", "-Wextra", "-Werror"]
    flags = installed.flags("weft-python")
    headers_are_the_installed_ones(installed, run(*strict, "-M", "loop.cpp", *flags, cwd=consumer))
    run(*strict, "-shared", "-fPIC", "-fvisibility=hidden", "loop.cpp", "-o", "loop.so", *flags, cwd=consumer)
    run(*strict, "app.cpp", "-o", "app", *installed.flags("weft-python", "python3-embed"), cwd=consumer)
    python_works(installed, consumer)


def python_with_cmake(build, folder):
    installed = Installed(build, folder / "installed")
    consumer = project(folder / "project", "python/CMakeLists.txt", "python/loop.cpp", "python/app.cpp")
    run("cmake", "-S", consumer, "-B", consumer / "build", f"-DCMAKE_PREFIX_PATH={installed.prefix}")
    run("cmake", "--build", consumer / "build")
    python_works(installed, consumer / "build")


def python_with_meson(build, folder):
    installed = Installed(build, folder / "installed")
    consumer = project(folder / "project", "python/meson.build", "python/loop.cpp", "python/app.cpp")
    run("meson", "setup", "build", cwd=consumer, **installed.environment())
    run("meson", "compile", "-C", "build", cwd=consumer)
    python_works(installed, consumer / "build")


# For a build with weft-python: `consumers.py --python` lists them.
def the_libraries_find_each_other(build, folder):
    """Each is loaded by its path, and finds what it needs of weft's beside it."""
    installed = Installed(build, folder / "installed")
    libraries = sorted(installed.libraries.glob("libweft*.so"))
    if len(libraries) < 3:
        sys.exit(f"expected at least three libraries, found {libraries}")
    for library in libraries:
        run(PYTHON, "-c", "import ctypes, sys; ctypes.CDLL(sys.argv[1])", library, LD_LIBRARY_PATH="")


CLAIMS_OF_PYTHON = (
    the_libraries_find_each_other,
    python_with_a_compiler_and_pkg_config,
    python_with_cmake,
    python_with_meson,
)

CLAIMS = (
    the_libraries_find_each_other,
    a_compiler_with_pkg_config,
    the_page_on_installing_installs,
    meson_with_an_installed_weft,
    meson_with_weft_as_a_subproject,
    cmake_with_an_installed_weft,
    cmake_with_the_static_libraries,
    the_demo_runs_a_plug_in_built_elsewhere,
)


def main():
    listed = {(): CLAIMS, ("--python",): CLAIMS_OF_PYTHON}.get(tuple(sys.argv[1:]))
    if listed:
        print("\n".join(claim.__name__ for claim in listed))
        return
    claim, build = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="weft-consumer-") as folder:
        {known.__name__: known for known in CLAIMS + CLAIMS_OF_PYTHON}[claim](pathlib.Path(build).resolve(), pathlib.Path(folder).resolve())


if __name__ == "__main__":
    main()
