# SPDX-License-Identifier: MIT
"""The programs of the demo that are Python, or that run Python."""

import os
import pathlib
import re
import subprocess
import sys

import pytest

DEMO = pathlib.Path(os.environ["WEFT_DEMO"])
TRAIN = os.environ.get("WEFT_TRAIN", "")


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr


def python(*arguments):
    code, out, err = run(sys.executable, *arguments)
    assert code == 0, err
    return out


def test_the_program_of_the_readme_runs_with_its_import_changed():
    program = (DEMO / "1_first_callback.py").read_text(encoding="utf-8")
    changed = program.replace("from lightning.fabric import Fabric", "from weft import Fabric")
    assert changed != program
    assert python("-c", changed) == (DEMO / "expected" / "1_first_callback.txt").read_text(encoding="utf-8")


with_trainer = pytest.mark.skipif(not TRAIN, reason="the trainer is not built")


@with_trainer
def test_loops_of_both_languages_run_callbacks_of_both():
    out = python(str(DEMO / "python" / "train.py"))
    assert re.search(r"python: y = 3\.0 x \+ 1\.0, as val_loss has not got better", out)
    assert "python: the best was 0.0" in out
    assert re.search(r"trainer: \d+ batches, 10 classes, good", out)


@with_trainer
def test_the_trainer_runs_a_class_of_python(tmp_path):
    code, out, err = run(
        TRAIN, "--epochs", "2", "--checkpoints", tmp_path, "--callbacks", "none", "--python", f"{DEMO}/python/my_callbacks.py:MyCallback"
    )
    assert code == 0, err
    assert re.search(r"python: a loss is a float, an output a ndarray of \(10, 16\)", out)
    assert re.findall(r"python: epoch (\d), loss \d\.\d{4}", out) == ["0", "1"]
    assert "val_accuracy=0." in out


@with_trainer
def test_a_class_of_python_stops_the_trainer(tmp_path):
    code, out, _ = run(
        TRAIN, "--epochs", "50", "--checkpoints", tmp_path, "--callbacks", "none", "--python", f"{DEMO}/python/my_callbacks.py:StopEarly"
    )
    assert code == 0 and "is enough" in out and "epoch 49" not in out


@with_trainer
@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ("nowhere.py:MyCallback", "expected FILE:CLASS"),
        ("my_callbacks.py", "expected FILE:CLASS"),
        (f"{DEMO}/python/my_callbacks.py:Missing", "there is no Missing"),
    ],
)
def test_what_is_no_class_is_refused(choice, words, tmp_path):
    code, _, err = run(TRAIN, "--checkpoints", tmp_path, "--python", choice)
    assert code == 2 and words in err


@with_trainer
def test_what_a_class_of_python_raises_ends_the_trainer_with_its_text(tmp_path):
    (tmp_path / "mine.py").write_text("class Mine:\n    def on_fit_start(self):\n        raise ValueError('mine')\n")
    code, _, err = run(TRAIN, "--checkpoints", tmp_path, "--python", f"{tmp_path}/mine.py:Mine")
    assert code == 1 and "ValueError: mine" in err
