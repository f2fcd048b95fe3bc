"""``zsim explore``: random worlds by their seeds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.cli.suite import INTERRUPTIBLE
from tests.unit.explore.campaigns.samples import keeping
from zsim.cli import main
from zsim.cli.campaign import CampaignOptions, explore_seeds
from zsim.cli.exits import Exit
from zsim.explore.campaigns.saving import FILE
from zsim.explore.traces import read_trace

TOP = Path(__file__).resolve().parents[3]
BOOKS = CampaignOptions(examples=25, seed=1, products="books", model=False)


def files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_the_seed_is_told_first_and_the_worlds_are_summed_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explore", "--examples", "3", "--seed", "7", "--products", "books,billing", "--no-model"]) == Exit.OK
    first, second, *others = capsys.readouterr().out.splitlines()
    assert first == "seed 7, 3 worlds: zsim explore --seed 7 --products books,billing --no-model --examples 3"
    assert second.startswith("3 worlds, ")
    assert second.endswith(" steps a second")
    assert "nothing was found" in others


def test_without_a_seed_a_fresh_one_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    main(["explore", "--examples", "1", "--no-model"])
    main(["explore", "--examples", "1", "--no-model"])
    one, other = [line for line in capsys.readouterr().out.splitlines() if line.startswith("seed ")]
    assert one != other


def test_a_finding_ends_with_the_commands_that_repeat_and_shorten_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert explore_seeds(BOOKS, keeping) == Exit.FAILED
    lines = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("✗ links-pair-up ("))
    repeat = next(line for line in lines[at:] if line.startswith("  repeat: "))
    seed = repeat.split("--seed ")[1].split()[0]
    assert repeat == f"  repeat:  zsim explore --seed {seed} --products books --no-model --examples 1"
    assert lines[lines.index(repeat) + 1] == (
        f"  shorten: {repeat.removeprefix('  repeat:  ')} --save found && zsim shrink found/seed-{seed}.json"
    )
    assert [line for line in lines if line.startswith(f"  {lines[at].removeprefix('✗ ')}  ")]
    capsys.readouterr()
    assert explore_seeds(replace(BOOKS, seed=int(seed), examples=1), keeping) == Exit.FAILED
    assert "links-pair-up" in capsys.readouterr().out


def test_two_workers_save_what_one_saves(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert explore_seeds(replace(BOOKS, save=one), keeping) == Exit.FAILED
    assert explore_seeds(replace(BOOKS, save=two, workers=2), keeping) == Exit.FAILED
    assert files(one) == files(two)
    traces = [each for each in files(one) if each != FILE]
    assert traces
    for each in traces:
        assert read_trace((one / each).read_text()).failure.startswith("InvariantViolated: ")


def test_a_campaign_goes_on_where_it_was_broken_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    explore_seeds(replace(BOOKS, save=whole), keeping)
    explore_seeds(replace(BOOKS, save=parts, examples=10), keeping)
    capsys.readouterr()
    again = CampaignOptions(save=parts, resume=True, examples=25)
    assert explore_seeds(again, keeping) == Exit.FAILED
    assert files(parts) == files(whole)
    assert "25 worlds" in capsys.readouterr().out
    assert explore_seeds(replace(again, examples=None), keeping) == Exit.FAILED  # nothing is left, and all is told
    assert " finding" in capsys.readouterr().out


def test_it_ends_when_its_time_is_up(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explore", "--minutes", "0.005", "--seed", "7", "--no-model"]) == Exit.OK
    assert capsys.readouterr().out.startswith("seed 7, 0.005 minutes: ")


def command(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, "explore", "--save", str(folder), *arguments],
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TOP), os.environ.get("PYTHONPATH", "")])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def worlds(folder: Path) -> int:
    path = folder / FILE
    return json.loads(path.read_text())["worlds"] if path.exists() else 0


def wait_for_worlds(running: subprocess.Popen[str], folder: Path) -> None:
    while not worlds(folder):
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"it ended at once, with {running.wait(timeout=0.05)}")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_broken_off_it_tells_what_was_done_and_goes_on(workers: str, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    running = command(folder, "--examples", "20000", "--seed", "1", "--no-model", "--workers", workers)
    wait_for_worlds(running, folder)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does, to all of them
    out, _ = running.communicate(timeout=60)
    done = worlds(folder)
    assert running.returncode == Exit.INTERRUPTED, out
    assert f"'zsim explore --save {folder} --resume' goes on" in out
    assert "Broken off after " in out
    assert "Traceback" not in out
    assert main(["explore", "--save", str(folder), "--resume", "--examples", str(done + 1)]) == Exit.OK
    assert worlds(folder) == done + 1


def test_killed_it_goes_on_and_leaves_no_process(tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    running = command(folder, "--examples", "20000", "--seed", "1", "--no-model", "--workers", "2")
    wait_for_worlds(running, folder)
    running.kill()
    running.communicate(timeout=30)  # until nobody is left who could print
    done = worlds(folder)
    assert main(["explore", "--save", str(folder), "--resume", "--examples", str(done + 1)]) == Exit.OK


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--products", "boks"], Exit.USAGE, "did you mean 'books'?"),
        (["--products", "crm"], Exit.USAGE, "there is no such finance product"),
        (["--resume"], Exit.USAGE, "--save DIR --resume"),
        (["--resume", "--save", "none"], Exit.USAGE, "there is no campaign in it"),
        (["--resume", "--save", "none", "--faults"], Exit.USAGE, "--resume with --faults"),
        (["--save", "file/below"], Exit.USAGE, "a folder that can be written"),
        (["--resume", "--save", "cut"], Exit.USAGE, "it may be cut short"),
        (["--resume", "--save", "later"], Exit.UNREADABLE, "its format version is 2; version 1"),
        (["--minutes", "0"], Exit.USAGE, "no time is left"),
        (["--minutes", "nan"], Exit.USAGE, "no time is left"),
        (["--dask", "nonsense", "--save", "new"], Exit.USAGE, "no cluster answers there"),
        (["--dask", "tcp://127.0.0.1:1", "--workers", "2"], Exit.USAGE, "a cluster has workers of its own"),
        (["--case", "books"], Exit.USAGE, "random worlds have no cases"),
        (["script.json"], Exit.USAGE, "it is not said how"),
        (["--interrupt", "--examples", "3"], Exit.USAGE, "it plays no random worlds"),
        (["script.json", "--whatif", "--faults"], Exit.USAGE, "it is for one scenario alone"),
    ],
)
def test_what_cannot_be_explored_is_refused_and_nothing_is_written(
    arguments: list[str], code: Exit, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    for name, text in (("cut", '{"format": "zsim-c'), ("later", '{"format": "zsim-campaign", "version": 2}')):
        (tmp_path / name).mkdir()
        (tmp_path / name / FILE).write_text(text)
    before = sorted(tmp_path.rglob("*"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        assert main(["explore", *arguments]) == code
    assert words in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before
