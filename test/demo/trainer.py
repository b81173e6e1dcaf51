# SPDX-License-Identifier: MIT
"""Checks what the trainer promises on its command line: what it learns, that a seed fixes it, what its options show."""

import re
import subprocess
import sys

LEAST_ACCURACY = 0.95
SECONDS = 60


def run(program, *arguments):
    return subprocess.run(
        [program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def trained(program, *arguments):
    """What a run prints; the last line must be the accuracy."""
    result = run(program, *arguments)
    if result.returncode != 0:
        sys.exit(f"exit code {result.returncode} from {arguments}:\n{result.stdout}{result.stderr}")
    lines = result.stdout.splitlines()
    last = lines[-1] if lines else ""
    if not re.fullmatch(r"val_accuracy=[01]\.\d+", last):
        sys.exit(f"the last line is '{last}', expected val_accuracy=0.97 or the like")
    if re.search(r"[\r\x1b]", result.stdout):
        sys.exit("piped output holds the control characters of a terminal")
    return float(last.partition("=")[2])


def the_trainer_learns_the_digits(program):
    accuracy = trained(program)
    if not LEAST_ACCURACY < accuracy <= 1.0:
        sys.exit(f"val_accuracy={accuracy}, expected more than {LEAST_ACCURACY}")


def the_same_seed_gives_the_same_result(program):
    arguments = ("--epochs", "2", "--callbacks", "none", "--seed")
    first, second = (run(program, *arguments, "7").stdout for _ in range(2))
    other = run(program, *arguments, "8").stdout
    if not first or first != second:
        sys.exit(f"two runs with one seed differ, or print nothing:\n{first}\n{second}")
    if first == other:
        sys.exit("another seed changes nothing")


def bad_options_are_refused(program):
    for arguments in (
        ["--no-such-option"],
        ["--epochs", "many"],
        ["--epochs", "0"],
        ["--callbacks", "nobody"],
        ["surplus"],
    ):
        result = run(program, *arguments)
        if result.returncode != 2:
            sys.exit(f"exit code {result.returncode} from {arguments}, expected 2")
        if not result.stderr.strip() or result.stdout:
            sys.exit(f"{arguments}: expected the reason on the error stream alone, found {result!r}")


def expect(text, *patterns):
    """Each pattern must match a line of the text, whole."""
    for pattern in patterns:
        if not re.search(rf"^{pattern}$", text, re.MULTILINE):
            sys.exit(f"no line matches '{pattern}' in:\n{text}")


def run_well(program, *arguments):
    result = run(program, *arguments)
    if result.returncode != 0:
        sys.exit(f"exit code {result.returncode} from {arguments}:\n{result.stdout}{result.stderr}")
    return result


def the_help_names_every_option(program):
    text = run_well(program, "--help").stdout
    options = "epochs batch-size learning-rate seed callbacks data hooks unused trace-calls"
    expect(text, *(rf" +--{option}\b.*" for option in options.split()))


def hooks_shows_who_listens_and_trains_nothing(program):
    result = run_well(program, "--hooks")
    expect(
        result.stdout,
        "on_train_batch_end",
        r"  demo::Report\(epoch, val_loss, val_accuracy\)",
        r"  demo::LearningRateMonitor\(batch_idx, lr\)",
        r"  handler at .*train\.cpp:\d+\(\) once",
    )
    if "val_accuracy=" in result.stdout or result.stderr:
        sys.exit(f"--hooks does more than to show the hooks: {result!r}")
    if "LearningRateMonitor" in run_well(program, "--hooks", "--callbacks", "none").stdout:
        sys.exit("--hooks shows a callback that --callbacks has left out")


def unused_reports_before_the_last_line(program):
    arguments = ("--epochs", "1", "--callbacks", "none")
    trained(program, "--unused", *arguments)
    plain = run_well(program, *arguments).stdout.splitlines()
    lines = run_well(program, "--unused", *arguments).stdout.splitlines()
    more = lines[len(plain) - 1 : -1]
    if lines != plain[:-1] + more + plain[-1:] or not more:
        sys.exit(f"--unused adds nothing before the last line, or changes others:\n{plain}\n{lines}")
    expect(
        "\n".join(more),
        "on_exception: demo::Report never ran",
        "on_before_backward: nobody heard this hook",
        "on_train_batch_end: nobody read 'output'",
    )


def trace_calls_shows_every_call_on_the_error_stream(program):
    arguments = ("--epochs", "1", "--callbacks", "none", "--batch-size", "500")
    plain = run_well(program, *arguments)
    traced = run_well(program, "--trace-calls", *arguments)
    if plain.stderr or traced.stdout != plain.stdout:
        sys.exit(f"--trace-calls changes what is printed:\n{plain.stdout}\n{traced.stdout}")
    time = r"\d+\.\d us"
    expect(
        traced.stderr,
        rf"on_fit_start \{{max_epochs=1, .*\}}; demo::Report {time}; 1 ran, {time}",
        rf"on_after_backward \{{\}}; 0 ran, {time}",
        rf"on_train_batch_end \{{loss=.*, should_stop=false\}}; demo::Report {time}; .*",
        rf"on_fit_end \{{epoch=0, step=\d+\}}; 0 ran, {time}",
    )


def main():
    claim, program = sys.argv[1:]
    claims = (
        the_trainer_learns_the_digits,
        the_same_seed_gives_the_same_result,
        bad_options_are_refused,
        the_help_names_every_option,
        hooks_shows_who_listens_and_trains_nothing,
        unused_reports_before_the_last_line,
        trace_calls_shows_every_call_on_the_error_stream,
    )
    {known.__name__: known for known in claims}[claim](program)


if __name__ == "__main__":
    main()
