"""A campaign meets the same however its seeds are handed out, and whoever plays them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.unit.explore.campaigns.samples import BOOKS, Stopped, deadly, deadly_always, keeping, played
from zsim.explore.campaigns import Batch, Campaign, CampaignFinding, Here, Processes, Tally, play_batch
from zsim.explore.drawing import Explored, play_seed
from zsim.explore.failures import Failing, Signature
from zsim.explore.script import Script, Start
from zsim.kernel.errors import UsageError

ONE, OTHER = Signature("one"), Signature("other")


def explored(seed: int, *met: str, fails: Signature | None = None) -> Explored:
    script = Script(Start("books"), ())
    failing = None if fails is None else Failing(script, fails, f"of {seed}")
    return Explored(seed, script, 2, Counter(met), failing, Counter(), Counter())


def tally(*worlds: Explored) -> Tally:
    counted = Tally()
    for each in worlds:
        counted.count(each)
    return counted


def test_worlds_steps_and_situations_are_counted() -> None:
    counted = tally(explored(1, "merge", "merge"), explored(2, "merge", "deletion"))
    assert (counted.worlds, counted.steps) == (2, 4)
    assert counted.met == {"merge": 3, "deletion": 1}
    assert counted.in_worlds == {"merge": 2, "deletion": 1}


def test_equal_findings_are_one_of_the_first_seed() -> None:
    counted = tally(explored(1, fails=OTHER), explored(2, fails=ONE), explored(3, fails=OTHER))
    assert list(counted.findings.values()) == [
        CampaignFinding(OTHER, 1, "of 1", worlds=2),
        CampaignFinding(ONE, 2, "of 2"),
    ]


def test_the_tallies_of_neighbouring_seeds_add_up_to_that_of_all() -> None:
    worlds = [explored(1, "merge", fails=ONE), explored(2), explored(3, "merge", fails=OTHER), explored(4, fails=ONE)]
    first = tally(*worlds[:2])
    assert first.add(tally(*worlds[2:])) == (CampaignFinding(OTHER, 3, "of 3"),)
    assert first == tally(*worlds)


def test_a_planted_bug_is_found_in_the_first_seed_that_fails() -> None:
    explored = [play_seed(seed, BOOKS, keeping()) for seed in range(1, 31)]
    failing = [(each.failing.signature, each.seed) for each in explored if each.failing is not None]
    found = played(Here(), 30).tally.findings
    assert "links-pair-up" in [each.check for each in found]
    assert {name: each.seed for name, each in found.items()} == dict(reversed(failing))
    assert {name: each.worlds for name, each in found.items()} == Counter([name for name, _ in failing])


def test_a_sound_engine_gives_no_findings_where_only_invariants_judge() -> None:
    assert not played(Here(), 20, make=None).tally.findings


def test_two_processes_meet_what_one_does() -> None:
    one, two = played(Here(), 50), played(Processes(2), 50)
    assert one.tally.findings
    assert two.tally == one.tally
    assert [*two.tally.findings] == [*one.tally.findings]


def test_a_campaign_that_was_broken_off_goes_on_to_the_same_end() -> None:
    campaign = Campaign(1, BOOKS)
    with pytest.raises(KeyboardInterrupt):
        for _ in campaign.go_on(Stopped(batches=3), 25, make=keeping):
            pass
    assert campaign.next_seed == 16
    for _ in campaign.go_on(Here(), 25, make=keeping):
        pass
    assert campaign.tally == played(Here(), 25).tally


def test_no_batch_is_begun_once_it_is_enough() -> None:
    campaign = Campaign(1, BOOKS)
    for _ in campaign.go_on(Here(), enough=lambda: campaign.tally.worlds >= 10):
        pass
    assert campaign.tally.worlds == 10


def test_what_a_lost_process_was_to_play_is_played_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZSIM_TEST_MARKER", str(tmp_path / "died"))
    assert played(Processes(2), 50, deadly).tally == played(Here(), 50).tally
    assert (tmp_path / "died").exists()


def test_seeds_that_end_each_process_are_told() -> None:
    with pytest.raises(UsageError, match="play seeds 1 to 20: the processes that play were ended, 3 times in a row"):
        played(Processes(2), 20, deadly_always)


def test_a_batch_is_played_alone_as_in_a_row() -> None:
    assert play_batch(Batch(13, 1, BOOKS)).steps == play_seed(13, BOOKS).results
