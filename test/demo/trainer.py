# SPDX-License-Identifier: MIT
"""Checks what the trainer promises on its command line: what it learns, that a seed fixes it, what its options show."""

import atexit
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

LEAST_ACCURACY = 0.95
SECONDS = 60
FOLDER = pathlib.Path(tempfile.mkdtemp(prefix="weft-trainer-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)


def command(program, arguments):
    """What a run of the trainer is, which keeps its checkpoints to itself."""
    apart = () if "--checkpoints" in arguments else ("--checkpoints", FOLDER / "checkpoints")
    return [program, *apart, *arguments]


def run(program, *arguments):
    return subprocess.run(
        command(program, arguments),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
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
    def curve(seed, name):
        file = FOLDER / name
        run_well(program, "--epochs", "2", "--callbacks", "none", "--csv", file, "--seed", seed)
        return file.read_text()

    first, second, other = curve("7", "first"), curve("7", "second"), curve("8", "other")
    if len(first.splitlines()) != 5 or first != second:
        sys.exit(f"two runs with one seed differ, or say nothing:\n{first}\n{second}")
    if first == other:
        sys.exit("another seed changes nothing")


def killed(program, arguments, last_line):
    """Runs the trainer until it has printed such a line, and kills it then."""
    with subprocess.Popen(command(program, arguments), stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if re.match(last_line, line):
                process.kill()
                return
    sys.exit(f"the trainer ended before it could be killed at '{last_line}'")


def a_killed_fit_resumes_on_the_same_curve(program):
    options = ("--epochs", "60", "--callbacks", "timer,lr,profiler,throughput,early-stopping,averaged-weights")
    through = ("--csv", FOLDER / "through.csv", "--checkpoints", FOLDER / "through", *options)
    resumed = ("--csv", FOLDER / "resumed.csv", "--checkpoints", FOLDER / "resumed", *options)
    accuracy = trained(program, *through)

    killed(program, resumed, r"epoch 2\b")
    killed(program, (*resumed, "--resume"), r"epoch 7\b")
    if trained(program, *resumed, "--resume") != accuracy:
        sys.exit("a resumed fit ends with another accuracy")
    if (FOLDER / "through.csv").read_text() != (FOLDER / "resumed.csv").read_text():
        sys.exit("a resumed fit leaves another curve")
    best = [sorted(path.name for path in (FOLDER / name).glob("best*.ckpt")) for name in ("through", "resumed")]
    if len(best[0]) != 1 or best[0] != best[1]:
        sys.exit(f"a resumed fit keeps other checkpoints: {best}")
    if trained(program, *resumed, "--resume") != accuracy:
        sys.exit("resuming a fit that has ended changes its accuracy")


def the_background_changes_no_curve(program):
    options = ("--epochs", "3", "--callbacks", "reduce-on-plateau,early-stopping")
    files = {}
    for where in ("background", "foreground"):
        flags = ("--foreground",) if where == "foreground" else ()
        csv, checkpoints = FOLDER / f"{where}.csv", FOLDER / where
        files[where] = [trained(program, "--csv", csv, "--checkpoints", checkpoints, *options, *flags), csv.read_text()]
        files[where].append(sorted(path.name for path in checkpoints.iterdir()))
    if files["background"] != files["foreground"]:
        sys.exit(f"the background changes the curve or the checkpoints: {files}")


def signalled(program, arguments, seconds, number=signal.SIGTERM):
    """Runs the trainer, and signals it so long after its first line. Returns what it prints."""
    with subprocess.Popen(command(program, arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        first = process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(number)
        text, errors = process.communicate(timeout=SECONDS)
    if process.returncode != 0 or errors:
        sys.exit(f"exit code {process.returncode} after the signal {number}:\n{first}{text}{errors}")
    return first + text


def stopped_fits_resume_on_the_same_curve(program, moments, wanted=None):
    """Stops a fit at each of these moments, as parts of its time, goes on with it, stops it again and goes on. Ends when so many
    as `wanted` were stopped in the middle of an epoch."""
    options = ("--epochs", "12", "--callbacks", "timer,lr,stop-on-signal,throughput,reduce-on-plateau")
    through = ("--csv", FOLDER / "whole.csv", "--checkpoints", FOLDER / "whole", *options)
    begin = time.monotonic()
    accuracy = trained(program, *through)
    duration = time.monotonic() - begin
    interrupted = 0
    for fit, part in enumerate(moments):
        moment = part * duration
        stopped = ("--csv", FOLDER / f"{fit}.csv", "--checkpoints", FOLDER / f"stopped-{fit}", *options)
        text = signalled(program, stopped, moment, random.choice((signal.SIGTERM, signal.SIGINT)))
        interrupted += "in the middle of an epoch" in text
        if (FOLDER / f"stopped-{fit}" / "last.ckpt").exists():
            stopped = (*stopped, "--resume")
            text = signalled(program, stopped, moment / 2)
        if (FOLDER / f"stopped-{fit}" / "last.ckpt").exists():
            stopped = (*stopped, "--resume")
        if trained(program, *stopped) != accuracy:
            sys.exit(f"a fit that was stopped after {moment} s ends with another accuracy")
        if (FOLDER / f"{fit}.csv").read_text() != (FOLDER / "whole.csv").read_text():
            sys.exit(f"a fit that was stopped after {moment} s leaves another curve")
        if interrupted == wanted:
            return
    if interrupted == 0:
        sys.exit("no fit was stopped in the middle of an epoch")
    print(f"{interrupted} of {len(moments)} were stopped in the middle of an epoch")


def a_signal_in_the_middle_of_an_epoch_ends_and_saves_the_fit(program):
    stopped_fits_resume_on_the_same_curve(program, [0.05 * moment for moment in range(1, 20)], 1)


def a_fit_stopped_at_random_moments_resumes(program):
    stopped_fits_resume_on_the_same_curve(program, [random.uniform(0.0, 0.9) for _ in range(20)])


def a_second_signal_ends_the_process(program):
    with subprocess.Popen(command(program, ("--epochs", "1000000")), stdout=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        # Stopped, it receives both before it can heed the first.
        process.send_signal(signal.SIGSTOP)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGCONT)
        process.stdout.read()
    if -process.returncode not in (signal.SIGTERM, signal.SIGINT):
        sys.exit(f"two signals leave the exit code {process.returncode}")


def what_cannot_be_resumed_is_refused(program):
    result = run(program, "--resume")
    if result.returncode != 2 or "--resume: there is no" not in result.stderr:
        sys.exit(f"--resume without a checkpoint: {result!r}")
    run_well(program, "--epochs", "1")
    result = run(program, "--epochs", "1", "--seed", "9", "--resume")
    if result.returncode != 1 or "the checkpoint is of a fit with {epochs=1, " not in result.stderr:
        sys.exit(f"--resume with another seed: {result!r}")
    (FOLDER / "checkpoints" / "last.ckpt").write_bytes(b"torn")
    result = run(program, "--epochs", "1", "--resume")
    if result.returncode != 1 or "load: the stream ends after 4 of 8 bytes: a whole map is expected there" not in result.stderr:
        sys.exit(f"--resume with a torn checkpoint: {result!r}")


def files_are_written_where_asked(program):
    report, trace, csv = FOLDER / "report.html", FOLDER / "trace.json", FOLDER / "metrics.csv"
    events = FOLDER / "events"
    arguments = ("--report", report, "--trace", trace, "--csv", csv, "--tensorboard", events)
    run_well(program, "--epochs", "2", *arguments)
    if "Handwritten digits" not in report.read_text() or "train_batch" not in report.read_text():
        sys.exit("the report lacks its title or the profile")
    names = {event["name"] for event in json.loads(trace.read_text())["traceEvents"]}
    if not {"train_epoch", "on_train_batch_end", "weft::ProgressBar"} <= names:
        sys.exit(f"the trace holds only {sorted(names)}")
    if csv.read_text().splitlines()[0] != "hook,epoch,step,loss,lr,val_loss,val_accuracy,learning_rate":
        sys.exit(f"the CSV begins with {csv.read_text().splitlines()[0]}")
    if len(list(events.glob("events.out.tfevents.*"))) != 1:
        sys.exit("there is no event file")
    for option in ("--report", "--csv", "--trace"):
        result = run(program, "--epochs", "1", option, FOLDER / "missing" / "file")
        if result.returncode != 1 or "No such file or directory" not in result.stderr:
            sys.exit(f"{option} into a folder that is not there: {result!r}")


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
    options = (
        "epochs batch-size learning-rate seed ranks callbacks plugin checkpoints resume report trace csv tensorboard data foreground hooks "
        "unused trace-calls spectrum"
    )
    expect(text, *(rf" +--{option}\b.*" for option in options.split()))


def hooks_shows_who_listens_and_trains_nothing(program):
    result = run_well(program, "--hooks")
    expect(
        result.stdout,
        "on_train_batch_end",
        r"  weft::ProgressBar\(.*\)",
        r"  weft::LearningRateMonitor\(.*\)",
        r"  weft::Checkpoint\(.*\) after_all",
        r"  handler at .*train\.cpp:\d+\(\) once",
    )
    if "val_accuracy=" in result.stdout or result.stderr:
        sys.exit(f"--hooks does more than to show the hooks: {result!r}")
    if "LearningRateMonitor" in run_well(program, "--hooks", "--callbacks", "none").stdout:
        sys.exit("--hooks shows a callback that --callbacks has left out")


def unused_reports_before_the_last_line(program):
    text = run_well(program, "--epochs", "1", "--callbacks", "none", "--unused").stdout
    expect(
        text.rpartition("val_accuracy=")[0],
        "on_exception: weft::ProgressBar never ran",
        "on_before_backward: nobody heard this hook",
    )
    if "nobody heard" in run_well(program, "--epochs", "1", "--callbacks", "none").stdout:
        sys.exit("what is unused is said unasked")


def trace_calls_shows_every_call_on_the_error_stream(program):
    arguments = ("--epochs", "1", "--callbacks", "none", "--batch-size", "500")
    plain = run_well(program, *arguments)
    traced = run_well(program, "--trace-calls", *arguments)
    if plain.stderr or len(traced.stdout.splitlines()) != len(plain.stdout.splitlines()):
        sys.exit(f"--trace-calls changes what is printed:\n{plain.stdout}\n{traced.stdout}")
    time = r"\d+\.\d us"
    expect(
        traced.stderr,
        rf"on_fit_start \{{max_epochs=1, .*\}}; weft::ProgressBar {time}; weft::Checkpoint {time}; 2 ran, {time}",
        rf"on_after_backward \{{\}}; 0 ran, {time}",
        rf"on_before_optimizer_step \{{optimizer=<demo::Sgd>, spectrum=<not made>\}}; 0 ran, {time}",
        rf"on_train_batch_end \{{loss=.*, should_stop=false\}}; weft::ProgressBar {time}; .*",
        rf"on_fit_end \{{epoch=0, step=\d+\}}; weft::ProgressBar {time}; weft::Checkpoint {time}; 2 ran, {time}",
    )


def the_spectrum_is_computed_where_it_is_asked_for(program):
    arguments = ("--epochs", "2", "--callbacks", "none", "--trace-calls")
    plain = run_well(program, *arguments)
    shown = run_well(program, "--spectrum", *arguments)
    made = shown.stdout.count("spectrum: ")
    if shown.stdout.splitlines()[-1] != plain.stdout.splitlines()[-1] or "spectrum: " in plain.stdout:
        sys.exit(f"--spectrum changes more than it shows:\n{plain.stdout}\n{shown.stdout}")
    expect(shown.stdout, r"spectrum: \d+\.\d{4} to \d+\.\d{4}, 64 values")
    steps = plain.stderr.count("on_before_optimizer_step {optimizer=<demo::Sgd>, spectrum=<not made>}; 0 ran")
    if steps == 0 or made != steps // 50:
        sys.exit(f"{made} spectra are shown in {steps} steps, expected every 50th")


def column(file, hook, name):
    """The values of one column of a CSV file, of the lines of one hook."""
    names, *lines = (line.split(",") for line in file.read_text(encoding="utf-8").splitlines())
    return [line[names.index(name)] for line in lines if line[names.index("hook")] == hook]


def validation_with_averaged_weights_changes_no_step(program):
    files = {}
    for callback in ("none", "averaged-weights"):
        files[callback] = FOLDER / f"{callback}.csv"
        trained(program, "--epochs", "3", "--callbacks", callback, "--csv", files[callback])
    for hook, name, is_same in (("on_train_epoch_end", "loss", True), ("on_validation_epoch_end", "val_loss", False)):
        plain, averaged = (column(file, hook, name) for file in files.values())
        if len(plain) != 3 or (plain == averaged) != is_same:
            sys.exit(f"{name} with and without averaged weights: {plain}, {averaged}")


def a_plug_in_extends_the_loop(program, plugin):
    arguments = ("--epochs", "3", "--callbacks", "none")
    text = run_well(program, *arguments, "--plugin", f"{plugin},below=1e3,name=first").stdout
    expect(text, r"first: epoch 0, loss \d\.\d+ is below 1000")
    if "epoch 1" in text:
        sys.exit(f"the plug-in does not stop the fit:\n{text}")
    both = run_well(program, *arguments, "--plugin", f"{plugin},below=0,name='5'", "--plugin", f"{plugin},below=2", "--hooks")
    if both.stdout.count("StopAtLoss(epoch, loss, should_stop)") != 2:
        sys.exit(f"expected two callbacks of plug-ins:\n{both.stdout}")


def the_environment_names_plug_ins(program, plugin):
    result = subprocess.run(
        command(program, ("--hooks",)),
        env={**os.environ, "WEFT_CALLBACKS": f"{plugin}:/nowhere/missing.so"},
        capture_output=True,
        text=True,
        check=False,
    )
    # Without the setting that it needs.
    if result.returncode != 2 or f"train: WEFT_CALLBACKS: {plugin}: ArgMap asks for 'below' (double)" not in result.stderr:
        sys.exit(f"the first plug-in of the environment is not refused: {result!r}")


def a_bad_plug_in_is_refused(program, plugin):
    for value, reason in (
        ("/nowhere/missing.so", "train: /nowhere/missing.so: there is no such file"),
        (program, f"train: {program}: "),
        (f"{plugin},below", f"train: --plugin: 'below' found behind {plugin}, expected key=value"),
        (f"{plugin},=1", f"train: --plugin: '=1' found behind {plugin}, expected key=value"),
        (f"{plugin},below=1,below=2", f"train: --plugin: 'below' found twice behind {plugin}"),
        (f"{plugin},below=1,bellow=2", f"train: {plugin}: 'bellow' found, expected the settings below and name"),
        (f"{plugin},below=low", f"train: {plugin}: ArgMap asks for 'below' (double), but the map holds std::string"),
        (f"{plugin},below=true", f"train: {plugin}: ArgMap asks for 'below' (double), but the map holds bool"),
        (f"{plugin},below=0.1,name=0.1", f"train: {plugin}: ArgMap asks for 'name' (std::string), but the map holds double"),
    ):
        result = run(program, "--plugin", value)
        if result.returncode != 2 or not result.stderr.startswith(reason) or result.stdout:
            sys.exit(f"--plugin {value}: expected '{reason}', found {result!r}")


def main():
    claim, program, *plugin = sys.argv[1:]
    claims = (
        the_trainer_learns_the_digits,
        the_same_seed_gives_the_same_result,
        a_killed_fit_resumes_on_the_same_curve,
        the_background_changes_no_curve,
        a_signal_in_the_middle_of_an_epoch_ends_and_saves_the_fit,
        a_fit_stopped_at_random_moments_resumes,
        a_second_signal_ends_the_process,
        what_cannot_be_resumed_is_refused,
        files_are_written_where_asked,
        bad_options_are_refused,
        the_help_names_every_option,
        hooks_shows_who_listens_and_trains_nothing,
        unused_reports_before_the_last_line,
        trace_calls_shows_every_call_on_the_error_stream,
        the_spectrum_is_computed_where_it_is_asked_for,
        validation_with_averaged_weights_changes_no_step,
        a_plug_in_extends_the_loop,
        the_environment_names_plug_ins,
        a_bad_plug_in_is_refused,
    )
    {known.__name__: known for known in claims}[claim](program, *plugin)


if __name__ == "__main__":
    main()
