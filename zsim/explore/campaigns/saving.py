"""A campaign in a folder: ``campaign.json`` says how far it came, and each finding has its trace beside it.

All of it is written whole or not at all, what was found before what says so, and without a moment or a duration: a
campaign that was broken off and goes on leaves the same bytes as one that was not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from zsim.explore.campaigns.batch import MakeFunctions
from zsim.explore.campaigns.campaign import Campaign
from zsim.explore.campaigns.tally import CampaignFinding, Tally
from zsim.explore.drawing import Bounds, play_seed
from zsim.explore.failures import Signature
from zsim.explore.traces import save, trace_of_script
from zsim.explore.traces.trace import write_whole
from zsim.kernel.errors import OtherVersion, UsageError

FORMAT = "zsim-campaign"
VERSION = 1
FILE = "campaign.json"


def trace_file(folder: Path, finding: CampaignFinding) -> Path:
    """Where the trace of a finding stands."""
    return folder / f"seed-{finding.seed}.json"


def begin_saving(folder: Path, campaign: Campaign, worlds: int | None) -> None:
    """Make ready a folder before anything is played; one that cannot be written, or has a campaign, is refused."""
    if (folder / FILE).exists():
        raise UsageError(
            asked=f"--save {folder}",
            found="there is a campaign in it",
            right="'--resume' to go on with it, or another folder",
        )
    save_campaign(folder, campaign, worlds)


def save_campaign(folder: Path, campaign: Campaign, worlds: int | None) -> None:
    """Write how far a campaign came that is to play so many worlds."""
    tally = campaign.tally
    held = {
        "format": FORMAT,
        "version": VERSION,
        "seed": campaign.seed,
        "bounds": {each.name: getattr(campaign.bounds, each.name) for each in fields(Bounds)},
        "asked": worlds,
        "worlds": tally.worlds,
        "steps": tally.steps,
        "met": {name: [tally.met[name], tally.in_worlds[name]] for name in sorted(tally.met)},
        "findings": [
            {"signature": each.signature._asdict(), "seed": each.seed, "worlds": each.worlds, "told": each.told}
            for each in tally.findings.values()
        ],
    }
    write_whole(folder / FILE, json.dumps(held, indent=1, ensure_ascii=False) + "\n")


def save_findings(
    folder: Path, findings: Iterable[CampaignFinding], bounds: Bounds, make: MakeFunctions | None = None
) -> None:
    """Write the trace of each; its seed is played once more for that, and must fail the same way."""
    for each in findings:
        functions = None if make is None else make()
        failing = play_seed(each.seed, bounds, functions).failing
        assert failing is not None, f"seed {each.seed} failed where it was played first, and not here"
        assert failing.signature == each.signature, (
            f"seed {each.seed} fails as {failing.signature}, not {each.signature}"
        )
        save(trace_of_script(failing.script, f"explored seed {each.seed}", functions), trace_file(folder, each))


def saved_campaign(folder: Path) -> tuple[Campaign, int | None]:
    """The campaign in a folder, and how many worlds it was to play; none there, or part of one, is refused."""
    path = folder / FILE
    held = _read(path)
    try:
        bounds = Bounds(**{name: _tupled(each) for name, each in held["bounds"].items()})
        tally = Tally(
            held["worlds"],
            held["steps"],
            Counter({name: times for name, (times, _) in held["met"].items()}),
            Counter({name: worlds for name, (_, worlds) in held["met"].items()}),
            {each.signature: each for each in map(_finding, held["findings"])},
        )
        return Campaign(held["seed"], bounds, tally), held["asked"]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        found = f"{error} is missing" if isinstance(error, KeyError) else f"part of it is none of a campaign ({error})"
        raise UsageError(asked=f"read {path}", found=found, right="the whole file as it was written") from None


def _tupled(value: object) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _finding(held: Mapping[str, Any]) -> CampaignFinding:
    check, *others = [held["signature"][each] for each in Signature._fields]
    return CampaignFinding(Signature(check, *map(tuple, others)), held["seed"], held["told"], held["worlds"])


def _read(path: Path) -> Mapping[str, Any]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        right = "the folder of a campaign that was saved, by '--save' without '--resume'"
        raise UsageError(asked=f"go on from {path.parent}", found="there is no campaign in it", right=right) from None
    except OSError as error:
        found = error.strerror or str(error)
        raise UsageError(asked=f"read {path}", found=found, right="a file that can be read") from None
    except ValueError:  # no JSON, or no text
        raise UsageError(
            asked=f"read {path}", found="it is no JSON; it may be cut short", right="the whole file as it was written"
        ) from None
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise UsageError(asked=f"read {path}", found="it is no campaign", right=f"one of the format {FORMAT}")
    if held.get("version") != VERSION:
        found = f"its format version is {held.get('version')}"
        raise OtherVersion(asked=f"read {path}", found=found, right=f"version {VERSION}")
    return held
