"""The commands for scripts and traces, declared: what they do stands in the modules they import when called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zsim.cli.invocation import Invocation, refuse_rest


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("shrink")(shrink)
    app.command("replay")(replay)
    new = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Begin a file of a project.")
    new.command("bug")(new_bug)
    new.callback()(_nothing)
    app.add_typer(new, name="new")


def shrink(
    context: typer.Context,
    asked: Annotated[
        str, typer.Argument(metavar="SCENARIO|TRACE|SCRIPT", help="What fails: a scenario's id or path, or a file.")
    ],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="What the new scenario is called.")] = "",
    into: Annotated[
        Path | None, typer.Option("--into", metavar="FILE", help="Its file, instead of one in scenarios/found/.")
    ] = None,
    known_gap: Annotated[bool, typer.Option("--known-gap", help="Mark it as expected to fail.")] = False,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of the scenario that is shortened.")] = 0,
) -> None:
    """Find the shortest script that fails the same way, and save it as a scenario."""
    from zsim.cli.shrink import shrink_it

    call: Invocation = context.obj
    refuse_rest(call)
    call.code = shrink_it(asked, name, into, known_gap=known_gap, seed=seed)


def replay(
    context: typer.Context,
    trace: Annotated[Path, typer.Argument(metavar="TRACE", help="What was recorded, as 'zsim run --traces' does.")],
) -> None:
    """Play a trace again and stop at the first difference; exit 11 where there is one, 12 for another version's."""
    from zsim.cli.replay import replay_it

    call: Invocation = context.obj
    refuse_rest(call)
    call.code = replay_it(trace)


def new_bug(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called, such as a_phone_is_lost.")],
    trace: Annotated[
        Path | None, typer.Option("--from", metavar="TRACE", help="Write what was recorded; also of a script.")
    ] = None,
) -> None:
    """Begin a scenario for a bug in scenarios/found/: one to fill in, or one that does what was recorded."""
    from zsim.cli.new import new_bug as begin_bug

    call: Invocation = context.obj
    refuse_rest(call)
    call.code = begin_bug(name, trace)


def _nothing() -> None:
    pass
