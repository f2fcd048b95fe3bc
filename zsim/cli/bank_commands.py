"""The commands about planted bugs, declared: what they do stands in the modules they import when called."""

from __future__ import annotations

from typing import Annotated

import typer

from zsim.cli.invocation import Invocation, refuse_rest


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("selftest")(selftest)


def selftest(
    context: typer.Context,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME...]", help="Planted bugs, instead of the whole bank.")
    ] = None,
    text: Annotated[
        str, typer.Option("-k", metavar="TEXT", help="Only bugs with that in their name or in what a user sees.")
    ] = "",
    family: Annotated[str, typer.Option("--family", metavar="F", help="Only bugs of this family.")] = "",
    sample: Annotated[
        int | None,
        typer.Option(
            "--sample",
            metavar="N",
            min=1,
            help="Only N of them, the same each time, and no more than shows they are caught.",
        ),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option("--seconds", metavar="S", min=0, help="The processor's time that exploration has for each."),
    ] = 60,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, help="Spread over N processes.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    save: Annotated[
        bool, typer.Option("--save", help="Renew what the report tells of them: reports/selftest.md.")
    ] = False,
) -> None:
    """Plant each bug of the bank and tell what catches it; exit 1 where one is missed."""
    from zsim.cli.selftest import selftest as test_itself

    call: Invocation = context.obj
    refuse_rest(call)
    call.code = test_itself(
        names or (),
        text=text,
        family=family,
        sample=sample,
        seconds=seconds,
        workers=workers,
        as_json=as_json,
        save=save,
    )
