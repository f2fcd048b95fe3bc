"""How far a campaign came, as a line that moves; shown on a terminal only."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, Self

import typer

from zsim.cli.terminal import Terminal
from zsim.explore.campaigns import Tally
from zsim.report.phrases import counted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class CampaignProgress:
    """A bar of the worlds, where their number is known, with the steps, the situations met and the findings."""

    def __init__(self, terminal: Terminal, worlds: int | None) -> None:
        self._terminal = terminal
        self._worlds = worlds
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        if self._terminal.live:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            console = Console(no_color=not self._terminal.colour)
            shown = (TextColumn("worlds"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[met]}"))
            self._progress = Progress(*shown, console=console, auto_refresh=False, transient=True)
            self._task = self._progress.add_task("worlds", total=self._worlds, met="")
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def move(self, tally: Tally) -> None:
        """Show what was counted so far."""
        if self._progress is not None and self._task is not None:
            met = ", ".join(
                [
                    counted(tally.steps, "step"),
                    f"{counted(len(tally.met), 'situation')} met",
                    counted(len(tally.findings), "finding"),
                ]
            )
            self._progress.update(self._task, completed=tally.worlds, met=met, refresh=True)

    def tell(self, text: str) -> None:
        """Print something that stays, above the bar."""
        if self._progress is None:
            typer.echo(text)
        else:
            self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)
