"""The commands that explore, declared: what they do stands in the modules they import when called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zsim.cli.invocation import Invocation, refuse_rest

INTERRUPT = "Instead: disturb every call of the runs that a script ends with."
WHATIF = "Instead: play a scenario under every policy option, oddity and product."
CASE = "To interrupt: only cases with this in their name."

Script = Annotated[
    str | None,
    typer.Argument(metavar="[SCENARIO|SCRIPT]", help="With --interrupt or --whatif: a scenario; a script as JSON."),
]
Examples = Annotated[int | None, typer.Option("--examples", metavar="N", min=1, help="Play N worlds.")]
Minutes = Annotated[float | None, typer.Option("--minutes", metavar="M", help="Play for so long.")]
FirstSeed = Annotated[
    int | None, typer.Option("--seed", metavar="S", min=0, help="The first world's seed, instead of a fresh one.")
]
WorkerCount = Annotated[int | None, typer.Option("--workers", metavar="N", min=1, help="Play in N processes.")]
Saving = Annotated[
    Path | None, typer.Option("--save", metavar="DIR", help="Write how far it came, and what fails, into a folder.")
]
SampleSize = Annotated[
    int | None, typer.Option("--sample", metavar="N", min=1, help="To interrupt: only N plays, the same each time.")
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("explore")(explore)
    app.command("doctor")(doctor)


def explore(
    context: typer.Context,
    script: Script = None,
    examples: Examples = None,
    minutes: Minutes = None,
    seed: FirstSeed = None,
    faults: Annotated[bool, typer.Option("--faults", help="Let things go wrong meanwhile.")] = False,
    products: Annotated[str, typer.Option("--products", metavar="A,B", help="Only with these products.")] = "",
    model: Annotated[bool, typer.Option("--model/--no-model", help="Have the reference model judge each run.")] = True,
    workers: WorkerCount = None,
    dask: Annotated[str, typer.Option("--dask", metavar="ADDRESS", help="Play on the Dask cluster there.")] = "",
    save: Saving = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what --save has written.")] = False,
    interrupt: Annotated[bool, typer.Option("--interrupt", help=INTERRUPT)] = False,
    whatif: Annotated[bool, typer.Option("--whatif", help=WHATIF)] = False,
    case: Annotated[str, typer.Option("--case", metavar="NAME", help=CASE)] = "",
    sample: SampleSize = None,
) -> None:
    """Play random worlds and judge all they do; exit 1 on a finding.

    Or play scripts again with all that can happen at each call of their last runs, or a scenario under other rules.
    """
    from zsim.cli.campaign import CampaignOptions, explore_seeds

    call: Invocation = context.obj
    refuse_rest(call)
    options = CampaignOptions(
        examples=examples,
        minutes=minutes,
        seed=seed,
        faults=faults,
        products=products,
        model=model,
        workers=workers,
        dask=dask,
        save=save,
        resume=resume,
    )
    if whatif:
        if script is None or interrupt or case or sample or options != CampaignOptions():
            raise _refused("--whatif", "it is for one scenario alone", "zsim explore SCENARIO --whatif")
        from zsim.cli.whatif import what_if

        call.code = what_if(script)
    elif interrupt:
        from zsim.cli.explore import interrupt as interrupt_cases

        if options != CampaignOptions(save=save):
            raise _refused("--interrupt", "it plays no random worlds", "only --case, --sample and --save with it")
        if script is not None and case:
            raise _refused(f"--case {case!r} of {script}", "a script is one case", "leave one out")
        call.code = interrupt_cases(script, case, sample, save)
    elif script is not None or case or sample:
        found = "it is not said how" if script is not None else "random worlds have no cases"
        right = "zsim explore SCENARIO --interrupt, or zsim explore SCENARIO --whatif"
        raise _refused(f"zsim explore {script or ''}".strip(), found, right)
    else:
        call.code = explore_seeds(options)


def doctor(
    context: typer.Context,
    worlds: Annotated[int, typer.Option("--worlds", metavar="N", min=0, help="So many random worlds.")] = 6,
    scenarios: Annotated[int, typer.Option("--scenarios", metavar="N", min=0, help="So many scenarios.")] = 24,
    seed: Annotated[int, typer.Option("--seed", metavar="S", min=0, help="The first world's seed.")] = 0,
    pythons: Annotated[
        list[str] | None, typer.Option("--python", metavar="PATH", help="Also play the worlds by this Python.")
    ] = None,
) -> None:
    """Tell versions and clashing plug-ins, and run a sample in several processes; exit 11 if a journal differs."""
    from zsim.cli.doctor import examine, require_pythons

    call: Invocation = context.obj
    refuse_rest(call)
    require_pythons(pythons or ())
    call.code = examine(worlds, scenarios, seed, pythons or ())


def _refused(asked: str, found: str, right: str) -> Exception:
    from zsim.kernel.errors import UsageError

    return UsageError(asked=asked, found=found, right=right)
