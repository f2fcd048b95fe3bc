"""``zsim explore``: random worlds by their seeds, told as they are played, and what they met."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from dataclasses import dataclass
from pathlib import Path
from shlex import join

import typer

from zsim.catalogue.suggest import listed
from zsim.cli.campaign_progress import CampaignProgress
from zsim.cli.exits import Exit
from zsim.cli.rarity import rarity
from zsim.cli.terminal import terminal_of
from zsim.explore.campaigns import (
    Campaign,
    CampaignFinding,
    Here,
    MakeFunctions,
    Processes,
    Workers,
    begin_saving,
    cluster_at,
    save_campaign,
    save_findings,
    saved_campaign,
    trace_file,
)
from zsim.explore.drawing import Bounds
from zsim.kernel.columns import columns
from zsim.kernel.errors import UsageError
from zsim.kernel.stopwatch import Stopwatch
from zsim.report.phrases import counted

WORLDS = 200
"""How many are played where nothing says how many, nor how long."""
SEEDS = 10**9
SAVE_HERE = Path("found")


@dataclass(frozen=True, slots=True)
class CampaignOptions:
    """What a person asked ``zsim explore`` for; ``None`` and empty for what was left out."""

    examples: int | None = None
    minutes: float | None = None
    seed: int | None = None
    faults: bool = False
    products: str = ""
    model: bool = True
    workers: int | None = None
    dask: str = ""
    save: Path | None = None
    resume: bool = False

    @property
    def of_worlds(self) -> tuple[str, ...]:
        """Those that say which worlds, as they are typed."""
        told = {"--seed": self.seed is not None, "--faults": self.faults, "--products": bool(self.products)}
        return tuple([name for name, given in {**told, "--no-model": not self.model}.items() if given])


def explore_seeds(options: CampaignOptions, make: MakeFunctions | None = None) -> Exit:
    """Play what was asked for, tell each finding with what repeats and shortens it, then sum up.

    ``make`` gives functions that replace pieces of the worlds; it is how bugs are planted.
    """
    _check(options)
    campaign, worlds = _begun(options)
    asked = [counted(worlds, "world")] if worlds is not None else []
    asked += [f"{options.minutes:g} minutes"] if options.minutes is not None else []
    typer.echo(f"seed {campaign.seed}, {' or '.join(asked)}: {command(campaign.seed, campaign.bounds, worlds)}")
    with ExitStack() as stack:
        workers = stack.enter_context(_workers(options))
        if options.save is not None and not options.resume:
            begin_saving(options.save, campaign, worlds)
        session = Session(campaign, worlds, options.save, make)
        ended = session.play(workers, options.minutes)
    for line in session.summary(ended=ended):
        typer.echo(line)
    if not ended:
        return Exit.INTERRUPTED
    return Exit.FAILED if campaign.tally.findings else Exit.OK


def command(seed: int, bounds: Bounds, worlds: int | None) -> str:
    """The command that plays so many worlds from a seed on, within bounds."""
    words = ["zsim", "explore", "--seed", str(seed)]
    words += ["--faults"] if bounds.faults else []
    words += ["--products", ",".join(bounds.products)] if bounds.products != Bounds().products else []
    words += [] if bounds.model else ["--no-model"]
    return join([*words, *(["--examples", str(worlds)] if worlds is not None else [])])


class Session:
    """One call of the command, which plays a campaign, or what is left of it."""

    def __init__(self, campaign: Campaign, worlds: int | None, folder: Path | None, make: MakeFunctions | None) -> None:
        self._campaign = campaign
        self._worlds = worlds
        self._folder = folder
        self._make = make
        self._watch = Stopwatch()
        self._steps_before = campaign.tally.steps

    def play(self, workers: Workers, minutes: float | None) -> bool:
        """Play on to the end; whether that was reached, and nobody broke off."""

        def enough() -> bool:
            return minutes is not None and self._watch.seconds >= minutes * 60

        campaign = self._campaign
        playing = campaign.go_on(workers, self._worlds, enough, self._make)
        with CampaignProgress(terminal_of(sys.stdout, os.environ), self._worlds) as progress, closing(playing):
            try:
                for fresh in playing:
                    for each in fresh:
                        progress.tell("\n".join(self._told(each)))
                    if self._folder is not None:
                        save_findings(self._folder, fresh, campaign.bounds, self._make)
                        save_campaign(self._folder, campaign, self._worlds)
                    progress.move(campaign.tally)
            except KeyboardInterrupt:
                return False
        return True

    def summary(self, *, ended: bool) -> Iterator[str]:
        """What was played, how fast, what it met, and what it found."""
        tally = self._campaign.tally
        if not ended:
            yield f"Broken off after {counted(tally.worlds, 'world')}: {self._how_to_go_on()}."
        steps = tally.steps - self._steps_before
        speed = f", {steps / self._watch.seconds:,.0f} steps a second" if steps else ""
        yield f"{counted(tally.worlds, 'world')}, {counted(tally.steps, 'step')}{speed}"
        yield from rarity(self._campaign)
        rows = [
            (f"  {each.signature}", f"in {counted(each.worlds, 'world')}, first of seed {each.seed}")
            for each in tally.findings.values()
        ]
        yield f"{counted(len(rows), 'finding')}:" if rows else "nothing was found"
        yield from columns(rows) if rows else []

    def _told(self, finding: CampaignFinding) -> Iterator[str]:
        yield f"✗ {finding.signature}"
        yield from [f"  {line}" for line in finding.told.splitlines()]
        repeat = command(finding.seed, self._campaign.bounds, 1)
        yield f"  repeat:  {repeat}"
        saving = "" if self._folder is not None else f"{repeat} --save {SAVE_HERE} && "
        yield f"  shorten: {saving}{join(['zsim', 'shrink', str(trace_file(self._folder or SAVE_HERE, finding))])}"

    def _how_to_go_on(self) -> str:
        if self._folder is None:
            return "nothing was saved, as '--save DIR' does"
        return f"'{join(['zsim', 'explore', '--save', str(self._folder), '--resume'])}' goes on"


def _begun(options: CampaignOptions) -> tuple[Campaign, int | None]:
    """The campaign, new or saved, and how many worlds it is to come to."""
    if options.resume:
        assert options.save is not None, "refused before"
        campaign, asked = saved_campaign(options.save)
        worlds = options.examples or asked
        if worlds is None and options.minutes is None:
            right = "'--minutes' for how long now, or '--examples'"
            raise UsageError(asked=f"go on from {options.save}", found="it was to play for some time", right=right)
        return campaign, worlds
    bounds = Bounds(faults=options.faults, model=options.model)
    if options.products:
        bounds = Bounds(listed("--products", options.products), faults=options.faults, model=options.model)
    worlds = WORLDS if options.examples is None and options.minutes is None else options.examples
    seed = int.from_bytes(os.urandom(8)) % SEEDS if options.seed is None else options.seed
    return Campaign(seed, bounds), worlds


def _workers(options: CampaignOptions) -> AbstractContextManager[Workers]:
    if options.dask:
        return cluster_at(options.dask)
    return nullcontext(Here() if options.workers in (None, 1) else Processes(options.workers))


def _check(options: CampaignOptions) -> None:
    if options.resume and options.save is None:
        raise UsageError(asked="--resume", found="it is not said from where", right="--save DIR --resume")
    if options.resume and options.of_worlds:
        found = "a campaign that goes on plays the worlds it began with"
        raise UsageError(asked=f"--resume with {', '.join(options.of_worlds)}", found=found, right="leave the rest out")
    if options.dask and options.workers is not None:
        found = "a cluster has workers of its own"
        raise UsageError(asked=f"--dask with --workers {options.workers}", found=found, right="one of the two")
    if options.minutes is not None and not options.minutes > 0:
        raise UsageError(asked=f"--minutes {options.minutes:g}", found="no time is left", right="a number above 0")
