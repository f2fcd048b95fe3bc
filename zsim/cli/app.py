"""The commands and their options; what they do stands in the modules they import when called.

Importing anything heavy here would be paid by every ``zsim --help``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from zsim.cli import bank_commands, exploring_commands, script_commands
from zsim.cli.exits import Exit
from zsim.cli.invocation import Invocation, refuse_rest
from zsim.cli.listable import Listable

if TYPE_CHECKING:
    from zsim.kernel.errors import UsageError

ABOUT = "Simulate the integrations between Zoho CRM, the Zoho finance products and Zoho MarketingHub."
PASSED_ON = "Whatever follows -- goes to pytest."


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line (the process's own by default) and give its exit code."""
    own, rest = _split(sys.argv[1:] if arguments is None else arguments)
    call = Invocation(rest)
    try:
        _commands()(args=own, prog_name="zsim", obj=call)
    except SystemExit as leaving:
        if isinstance(getattr(leaving.__context__, "__cause__", None), KeyboardInterrupt):
            return Exit.INTERRUPTED
        if call.code is None:
            return Exit.USAGE if leaving.code else Exit.OK
    except _refusal() as error:
        typer.echo(f"zsim: {error}", err=True)
        return _code_of(error)
    return Exit.OK if call.code is None else call.code


def run(
    context: typer.Context,
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH...]", help="Scripts, instead of scenarios/.")
    ] = None,
    tags: Annotated[
        list[str] | None, typer.Option("--tag", "-t", metavar="TAG", help="Only scenarios with this tag.")
    ] = None,
    text: Annotated[
        str, typer.Option("-k", metavar="TEXT", help="Only scenarios whose name matches, as in pytest.")
    ] = "",
    behaviours: Annotated[
        list[str] | None, typer.Option("--behaviour", metavar="ID", help="Only scenarios that cover it.")
    ] = None,
    products: Annotated[list[str] | None, typer.Option("--product", metavar="P", help="Only this product.")] = None,
    failed: Annotated[bool, typer.Option("--failed", help="Only what failed the last time.")] = False,
    stop: Annotated[bool, typer.Option("-x", help="Stop at the first failure.")] = False,
    workers: Annotated[str, typer.Option("-n", metavar="N", help="Spread over N processes.")] = "",
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of all scenarios.")] = 0,
    junit: Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Also write JUnit XML.")] = None,
    traces: Annotated[
        Path | None, typer.Option("--traces", metavar="DIR", help="Also write a trace of each scenario that fails.")
    ] = None,
    bug: Annotated[str, typer.Option("--bug", metavar="NAME", help="Plant a bug of the bank; writes no reports.")] = "",
    check: Annotated[
        bool, typer.Option("--check", help="Compare the committed reports; exit 10 if they differ.")
    ] = False,
    twin: Annotated[
        bool, typer.Option("--twin", help="Run twice under other hash seeds; exit 11 if a journal differs.")
    ] = False,
    spread: Annotated[
        bool, typer.Option("--spread", help="Let seconds pass before each action of a person; writes no reports.")
    ] = False,
) -> None:
    """Run scenarios and write the reports. Whatever follows -- goes to pytest."""
    from zsim.cli.run import SessionOptions, run_scenarios

    call: Invocation = context.obj
    options = SessionOptions(
        paths=tuple(paths or ()),
        tags=tuple(tags or ()),
        text=text,
        behaviours=tuple(behaviours or ()),
        products=tuple(products or ()),
        failed=failed,
        stop=stop,
        workers=workers,
        seed=seed,
        junit=junit,
        traces=traces,
        bug=bug,
        check=check,
        twin=twin,
        spread=spread,
        rest=call.rest,
    )
    call.code = run_scenarios(options)


def list_(
    context: typer.Context,
    kind: Annotated[str, typer.Argument(metavar="|".join(Listable), help="What to list.")] = Listable.SCENARIOS,
    area: Annotated[
        str, typer.Option("--area", metavar="CODE", help="Only scenarios or behaviours of an area, such as CUS.")
    ] = "",
    unproven: Annotated[
        bool, typer.Option("--unproven", help="Only behaviours that the last run does not prove.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List scenarios, what the catalogue holds, or what can go wrong."""
    from zsim.catalogue.suggest import choose
    from zsim.cli.listing import list_kind

    call: Invocation = context.obj
    refuse_rest(call)
    list_kind(choose(Listable, kind, "kind").value, area, _recording(None) if unproven else None, as_json=as_json)
    call.code = Exit.OK


def show(
    context: typer.Context,
    asked: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="Id or name of a behaviour, scenario, policy, oddity, invariant, fault, complaint, outcome, field...",
        ),
    ],
) -> None:
    """Show what something is: what it says, where that stands, what hangs on it and what proves it."""
    from zsim.cli.showing import show_all
    from zsim.testing.project import RUN_FILE, project_here

    call: Invocation = context.obj
    refuse_rest(call)
    show_all(asked, project_here() / RUN_FILE)
    call.code = Exit.OK


def why(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD", help="The id or the name of a record.")],
    trace: Annotated[
        Path | None,
        typer.Option("--in", metavar="TRACE", help="A recording, instead of the project's last."),
    ] = None,
    scenario: Annotated[
        str, typer.Option("--scenario", metavar="ID", help="Only this scenario of the recording.")
    ] = "",
) -> None:
    """Tell what became of a record, and every decision about it, on both sides."""
    from zsim.cli.why import tell_why

    call: Invocation = context.obj
    refuse_rest(call)
    tell_why(record, _recording(trace), scenario)
    call.code = Exit.OK


def report(
    context: typer.Context,
    recording: Annotated[
        Path | None, typer.Argument(metavar="[RUN]", help="The recording of a run, instead of the project's last.")
    ] = None,
    scenario: Annotated[
        str, typer.Option("--single-file", metavar="SCENARIO", help="Only its page, as one file to be sent around.")
    ] = "",
    output: Annotated[Path | None, typer.Option("-o", metavar="FILE", help="Where that is to be written.")] = None,
) -> None:
    """Write the reports again from a recording, without running anything."""
    from zsim.cli.reports import rebuild, single_file

    call: Invocation = context.obj
    refuse_rest(call)
    if scenario:
        single_file(_recording(recording), scenario, output)
    else:
        rebuild(_recording(recording))
    call.code = Exit.OK


def diff(
    context: typer.Context,
    old: Annotated[
        str, typer.Argument(metavar="[OLD]", help="A recording, a folder of reports or a revision; else HEAD.")
    ] = "",
    new: Annotated[str, typer.Argument(metavar="[NEW]", help="The same; else the project's last recording.")] = "",
    gate: Annotated[
        bool, typer.Option("--gate", help="Exit 10 if it may not be released, else 0, whatever differs.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    as_markdown: Annotated[bool, typer.Option("--markdown", help="As Markdown, for a pull request.")] = False,
) -> None:
    """Tell what differs between two releases, and whether the later one may be released; exit 1 on a difference."""
    from zsim.cli.diff import diff as tell_differences

    call: Invocation = context.obj
    refuse_rest(call)
    call.code = tell_differences(old, new, gate=gate, as_json=as_json, as_markdown=as_markdown)


def init(context: typer.Context) -> None:
    """Begin a project here: a first scenario, and settings of pytest if there are none."""
    from zsim.cli.init import begin

    call: Invocation = context.obj
    refuse_rest(call)
    begin(Path.cwd())
    call.code = Exit.OK


def _options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_tell_version, help="Tell the version and leave.")
    ] = False,
) -> None:
    pass


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        python = ".".join(map(str, sys.version_info[:3]))
        typer.echo(f"zsim {version('zsim')} (Python {python}, pytest {version('pytest')})")
        raise typer.Exit


def _recording(named: Path | None) -> Path:
    """The recording named, or the last one of the project we stand in or have below us, as seen from here."""
    from zsim.testing.project import last_recording, seen_from_here

    return named or Path(seen_from_here(last_recording()))


def _commands() -> typer.Typer:
    app = typer.Typer(
        help=ABOUT, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True
    )
    app.callback()(_options)
    app.command("run")(run)
    app.command("list")(list_)
    app.command("show")(show)
    app.command("why")(why)
    exploring_commands.add_to(app)
    script_commands.add_to(app)
    bank_commands.add_to(app)
    app.command("report")(report)
    app.command("diff")(diff)
    app.command("init")(init)
    return app


def _split(arguments: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """What is ours, and what follows the first ``--``."""
    given = list(arguments)
    end = given.index("--") if "--" in given else len(given)
    return given[:end], tuple(given[end + 1 :])


def _refusal() -> type[UsageError]:
    """What a command raises when it cannot be done; looked up only once something was raised."""
    from zsim.kernel.errors import UsageError

    return UsageError


def _code_of(error: UsageError) -> Exit:
    from zsim.kernel.errors import Unreadable  # an error is rare, and --help should not pay for it

    return Exit.UNREADABLE if isinstance(error, Unreadable) else Exit.USAGE
