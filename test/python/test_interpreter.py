# SPDX-License-Identifier: MIT
"""Beginning and end of an interpreter, signals, sub-interpreters: each in a process of its own."""

import os
import signal
import subprocess
import sys
import textwrap

import loops
import pytest

import weft


def run(program, *, timeout=60):
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )


def test_ctrl_c_ends_a_loop_of_cpp():
    with subprocess.Popen(
        [
            sys.executable,
            "-c",
            textwrap.dedent(
                """
                import signal
                import loops, weft
                # Whoever has started the tests may ignore it, as shells do in the background, and Python then does too.
                signal.signal(signal.SIGINT, signal.default_int_handler)
                calls = 0
                def handler(step):
                    global calls
                    calls += 1
                    if calls == 1:
                        print("running", flush=True)
                fabric = weft.Fabric()
                fabric.connect("on_step", handler, every=1000)
                fabric.on_error(lambda failure: None)
                try:
                    loops.loop(fabric, 10**9)
                except KeyboardInterrupt:
                    print("interrupted")
                """
            ),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        try:
            assert process.stdout.readline() == "running\n"
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=60)
        finally:
            process.kill()
    assert out == "interrupted\n" and process.returncode == 0


def test_a_fabric_may_outlive_everything_at_the_end():
    for program in (
        "import weft; fabric = weft.Fabric(); fabric.connect('on_step', print)",
        "import weft, sys; sys.fabric = weft.Fabric([type('C', (), {'on_step': lambda self: 1})()])",
        "import weft; fabric = weft.Fabric(weft.in_background(type('C', (), {'on_step': lambda self: print('ran')})())); fabric.call('on_step')",
    ):
        done = run(program)
        assert done.returncode == 0, done.stderr


def test_the_end_of_python_waits_for_no_thread_of_cpp_that_is_the_first_to_import_threading():
    done = run(
        """
        import _thread
        import weft
        main = _thread.get_ident()
        class Callback:
            def on_step(self):
                import threading
                print(threading.main_thread().ident == main)
        background = weft.in_background(Callback())
        fabric = weft.Fabric(background)
        fabric.call("on_step")
        background.flush()
        """
    )
    assert (done.returncode, done.stdout) == (0, "True\n"), done.stderr


def test_a_thread_that_calls_while_python_ends_is_refused():
    done = run(
        """
        import loops, weft
        fabric = weft.Fabric()
        fabric.connect("on_step", lambda step: None)
        loops.run_detached(fabric)
        assert loops.wait_for_detached()
        """
    )
    assert done.returncode == 0, done.stderr
    assert "Python: the interpreter has ended" in done.stdout


def test_the_end_of_python_waits_for_handlers_in_threads_of_cpp():
    done = run(
        """
        import atexit, threading
        import loops, weft
        inside, ending = threading.Event(), threading.Event()
        def handler(step):
            if step == 100:
                inside.set()
                ending.wait()
                for _ in range(20):
                    sum(range(100_000))  # The GIL goes to others meanwhile.
                print("finished", flush=True)
        fabric = weft.Fabric()
        fabric.connect("on_step", handler)
        atexit.register(ending.set)
        loops.run_detached(fabric)
        inside.wait()
        """
    )
    assert done.returncode == 0 and done.stdout.startswith("finished\n"), done.stderr


def test_daemons_that_call_while_python_ends_do_no_harm():
    for _ in range(3):
        done = run(
            """
            import itertools, threading
            import weft
            begun = threading.Event()
            def handler(step):
                begun.set()
                sum(range(100))
            fabric = weft.Fabric()
            fabric.connect("on_step", handler)
            def call():
                for step in itertools.count():
                    fabric.call("on_step", step=step)
            for _ in range(3):
                threading.Thread(target=call, daemon=True).start()
            begun.wait()
            """
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_a_forked_process_ends_without_the_threads_of_its_parent():
    done = run(
        """
        import os, sys, threading
        import loops, weft
        inside, go_on = threading.Event(), threading.Event()
        def handler(step):
            inside.set()
            go_on.wait()
        fabric = weft.Fabric()
        connection = fabric.connect("on_step", handler)
        loops.run_detached(fabric)
        inside.wait()
        child = os.fork()
        if child == 0:
            import atexit
            atexit._run_exitfuncs()
            os._exit(3)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
        go_on.set()
        """
    )
    assert done.returncode == 0 and done.stdout.startswith("3\n"), (done.stdout, done.stderr)


def test_a_forked_process_calls_after_threads_of_its_parent_have_ended():
    done = run(
        """
        import os
        import loops, weft
        fabric = weft.Fabric()
        fabric.connect("on_step", lambda step: None)
        loops.loop_in_threads(fabric, 4, 2)
        child = os.fork()
        if child == 0:
            os._exit(3 if fabric.call("on_step", step=1) == 1 else 4)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status))
        """
    )
    assert done.returncode == 0 and done.stdout == "3\n", (done.stdout, done.stderr)


def test_what_a_handler_calls_runs_while_the_end_of_python_waits_for_it():
    done = run(
        """
        import atexit, threading
        import loops, weft
        inside, ending = threading.Event(), threading.Event()
        fabric = weft.Fabric()
        def handler(step):
            if step == 100:
                inside.set()
                ending.wait()
                for _ in range(20):
                    sum(range(100_000))  # The end has begun to wait meanwhile.
                print(fabric.call("on_inner"), flush=True)
        fabric.connect("on_step", handler)
        fabric.connect("on_inner", lambda: None)
        atexit.register(ending.set)
        loops.run_detached(fabric)
        inside.wait()
        """
    )
    assert done.returncode == 0 and done.stdout.startswith("1\n"), (done.stdout, done.stderr)


SUB_INTERPRETER = """
    try:
        import _interpreters as interpreters
        how = ["legacy"]  # Any other refuses a module that does not say that it knows of it.
    except ImportError:  # Before Python 3.13.
        import _xxsubinterpreters as interpreters
        how = []
    {before}
    sub = interpreters.create(*how)
    try:
        print(interpreters.run_string(sub, "import weft; weft.Fabric()"))  # Since Python 3.13 what it raised.
    except interpreters.RunFailedError as error:
        print(error)
    """


@pytest.mark.parametrize("before", ["", "import weft; weft.Fabric()"])
def test_a_sub_interpreter_is_refused_with_words(before):
    done = run(SUB_INTERPRETER.format(before=before))
    assert "sub-interpreter, expected the main one" in done.stdout, (done.stdout, done.stderr)


def test_a_program_of_another_pybind11_is_refused_with_words():
    with pytest.raises(weft.Error, match="compiled with pybind11 3.0 .*__pybind11_internals_v99.* but weft-python with pybind11 2"):
        loops.check_pybind11("__pybind11_internals_v99_gcc__", 300)


def test_help_teaches():
    done = run("import weft; help(weft.Fabric)")
    assert "fabric.call(\"on_train_batch_end\", loss=loss, output=output)" in done.stdout
    assert "Ref" in done.stdout and "around(self, hook, /, *args, **kwargs)" in done.stdout
