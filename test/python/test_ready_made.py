# SPDX-License-Identifier: MIT
"""The ready-made callbacks in a loop of Python's."""

import json
import pathlib

import pytest

import weft


def fit(fabric, losses, should_stop=None):
    """A loop that passes what training loops pass. Returns how many epochs it ran."""
    should_stop = should_stop or weft.Ref(False)
    rate = weft.Ref(0.1)
    step = 0
    fabric.call("on_fit_start", max_epochs=len(losses), batches_per_epoch=2)
    for epoch, loss in enumerate(losses):
        fabric.call("on_train_epoch_start", epoch=epoch)
        for batch_idx in range(2):
            fabric.call("on_train_batch_start", batch=[], batch_idx=batch_idx, epoch=epoch)
            step += 1
            fabric.call("on_train_batch_end", loss=loss, batch_idx=batch_idx, epoch=epoch, step=step, lr=rate.value, samples=4, should_stop=should_stop)
        fabric.call("on_train_epoch_end", epoch=epoch, step=step, loss=loss, lr=rate.value, should_stop=should_stop)
        fabric.call("on_validation_epoch_start", epoch=epoch)
        fabric.call("on_validation_epoch_end", epoch=epoch, step=step, val_loss=loss, learning_rate=rate, should_stop=should_stop)
        if should_stop.value:
            break
    fabric.call("on_fit_end", epoch=epoch, step=step)
    return epoch + 1, rate.value


def test_early_stopping():
    stopping = weft.EarlyStopping("val_loss", patience=2)
    assert fit(weft.Fabric(stopping), [3.0, 2.0, 2.5, 2.5, 1.0])[0] == 4
    assert stopping.has_stopped and stopping.best == 2.0 and stopping.waited == 2
    assert "val_loss" in stopping.reason


def test_stop_after():
    assert fit(weft.Fabric(weft.StopAfter(epochs=2)), [1.0] * 5)[0] == 2
    assert fit(weft.Fabric(weft.StopAfter(steps=5)), [1.0] * 5)[0] == 3


def test_reduce_on_plateau():
    plateau = weft.ReduceOnPlateau("val_loss", factor=0.5, patience=1)
    assert fit(weft.Fabric(plateau), [1.0, 2.0, 2.0])[1] == pytest.approx(0.025)
    assert plateau.reductions == 2


def test_timers_and_monitors():
    timer, throughput, rates = weft.IterationTimer(), weft.ThroughputMonitor(), weft.LearningRateMonitor()
    fit(weft.Fabric([timer, throughput, rates]), [1.0, 2.0])
    assert timer.count == 4 and timer.mean > 0.0 and timer.p95 >= timer.p50
    assert throughput.samples == 16
    assert [entry.step for entry in rates.steps] == [1, 2, 3, 4] and rates.epochs[0].lr == [0.1]


def test_loggers_and_reports_write_files(tmp_path):
    fabric = weft.Fabric(
        [
            weft.MetricsLogger(csv=tmp_path / "metrics.csv", json_lines=str(tmp_path / "metrics.jsonl")),
            weft.TensorBoardLogger(tmp_path / "events"),
            weft.Report(tmp_path / "report.html", title="Mine", profile=lambda: "a profile of mine"),
        ]
    )
    fit(fabric, [1.5, 2.5])
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert [line["val_loss"] for line in lines if "val_loss" in line] == [1.5, 2.5]
    assert "val_loss" in (tmp_path / "metrics.csv").read_text()
    assert list((tmp_path / "events").iterdir())
    page = (tmp_path / "report.html").read_text()
    assert "Mine" in page and "a profile of mine" in page


def test_a_checkpoint_saves_what_the_function_returns(tmp_path):
    state = {"epoch": 0}
    checkpoint = weft.Checkpoint(tmp_path, lambda: json.dumps(state).encode(), monitor="val_loss", keep_best=2)

    class Count:
        def on_train_epoch_end(self, epoch):
            state["epoch"] = epoch

    fit(weft.Fabric([Count(), checkpoint]), [3.0, 1.0, 2.0])
    assert json.loads(checkpoint.last_file.read_bytes()) == {"epoch": 2}
    assert [best.value for best in checkpoint.best] == [1.0, 2.0]
    assert all(isinstance(best.file, pathlib.Path) and best.file.exists() for best in checkpoint.best)


def test_what_the_writer_raises_leaves_the_loop(tmp_path):
    error = OSError("no space")

    def write():
        raise error

    fabric = weft.Fabric(weft.Checkpoint(tmp_path, write))
    with pytest.raises(OSError) as caught:
        fit(fabric, [1.0])
    assert caught.value is error or "no space" in str(caught.value)


def test_a_progress_bar_draws_to_a_file(tmp_path):
    with open(tmp_path / "bar.txt", "w", encoding="utf-8") as file:
        fabric = weft.Fabric(weft.ProgressBar(file=file, is_terminal=False, arguments=["loss"]))
        fit(fabric, [1.5])
        del fabric
    assert "loss 1.5" in (tmp_path / "bar.txt").read_text()


def test_callbacks_of_both_languages_stand_in_one_list():
    order = []

    class Mine:
        def on_validation_epoch_end(self, val_loss, should_stop: weft.Ref):
            order.append((val_loss, should_stop.value))

    stopping = weft.EarlyStopping("val_loss", patience=1)
    fit(weft.Fabric([Mine(), stopping, Mine()]), [1.0, 2.0])
    assert order == [(1.0, False), (1.0, False), (2.0, False), (2.0, True)]


def test_the_same_callback_in_two_fabrics_is_one_object():
    timer = weft.IterationTimer()
    fit(weft.Fabric(timer), [1.0])
    fabric = weft.Fabric([timer, timer])
    fabric.call("on_train_batch_start")
    assert len(fabric.hooks()[0].handlers) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: weft.EarlyStopping("val_loss", patience=0),
        lambda: weft.EarlyStopping("val_loss", mode="best"),
        lambda: weft.EarlyStopping("val_loss", 3),
        lambda: weft.EarlyStopping(),
        lambda: weft.StopAfter(),
        lambda: weft.Checkpoint("/tmp", 3),
        lambda: weft.ProgressBar(colour=True),
        lambda: weft.in_background(print),
    ],
)
def test_wrong_options_are_refused(wrong):
    with pytest.raises((weft.Error, TypeError, ValueError)):
        wrong()


@pytest.mark.parametrize("native", [weft.EarlyStopping, weft.Checkpoint, weft.Background])
def test_classes_of_cpp_have_no_subclasses(native):
    with pytest.raises(TypeError):
        type("Mine", (native,), {"on_step": print})
