"""A campaign in a folder: read as it was written, whole or refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.explore.campaigns.samples import BOOKS, keeping, played
from zsim.explore.campaigns import (
    Campaign,
    Here,
    begin_saving,
    save_campaign,
    save_findings,
    saved_campaign,
    trace_file,
)
from zsim.explore.campaigns.saving import FILE
from zsim.explore.traces import read_trace, replay
from zsim.kernel.errors import OtherVersion, UsageError

WHICH = '{"format": "zsim-campaign", "version": 1, "seed": 1'


@pytest.fixture
def campaign() -> Campaign:
    return played(Here(), 30)


def test_a_campaign_is_read_as_it_was_written(campaign: Campaign, tmp_path: Path) -> None:
    campaign.tally.met["merge"], campaign.tally.in_worlds["merge"] = 3, 2
    save_campaign(tmp_path, campaign, 50)
    assert campaign.tally.findings
    assert saved_campaign(tmp_path) == (campaign, 50)


def test_a_finding_is_saved_as_a_trace_that_fails_again(campaign: Campaign, tmp_path: Path) -> None:
    finding, *_ = campaign.tally.findings.values()
    save_findings(tmp_path, [finding], BOOKS, keeping)
    path = trace_file(tmp_path, finding)
    trace = read_trace(path.read_text(), str(path))
    assert (path.name, trace.name) == (f"seed-{finding.seed}.json", f"explored seed {finding.seed}")
    assert trace.failure.endswith(finding.told)
    assert replay(trace, keeping()).difference is None


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="a folder that can be written"):
        begin_saving(tmp_path / "file" / "below", Campaign(1), 5)


def test_a_folder_with_a_campaign_is_not_written_over(tmp_path: Path) -> None:
    begin_saving(tmp_path, Campaign(1), 5)
    with pytest.raises(UsageError, match="there is a campaign in it; '--resume'"):
        begin_saving(tmp_path, Campaign(2), 5)
    assert saved_campaign(tmp_path)[0].seed == 1


def test_a_campaign_of_another_version_is_refused_as_such(tmp_path: Path) -> None:
    save_campaign(tmp_path, Campaign(1), 5)
    held = json.loads((tmp_path / FILE).read_text())
    (tmp_path / FILE).write_text(json.dumps({**held, "version": 7}))
    with pytest.raises(OtherVersion, match="its format version is 7; version 1"):
        saved_campaign(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"format": "zsim-camp', "it is no JSON; it may be cut short"),
        ('{"format": "zsim-trace", "version": 1}', "it is no campaign; one of the format zsim-campaign"),
        ("[]", "it is no campaign"),
        (f"{WHICH}}}", "'bounds' is missing"),
        (
            f'{WHICH}, "bounds": {{"products": ["boks"]}}}}',
            "did you mean 'books'",
        ),
        (
            f'{WHICH}, "bounds": {{"products": ["books"]}}, "worlds": 1, "steps": 1, "met": {{"merge": 3}}}}',
            "part of it is none of a campaign",
        ),
    ],
)
def test_what_is_no_whole_campaign_is_refused(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(UsageError, match=words):
        saved_campaign(tmp_path)


def test_a_folder_without_a_campaign_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no campaign in it"):
        saved_campaign(tmp_path)
