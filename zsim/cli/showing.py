"""``zsim show``: what something is that has an id or a name, what hangs on it, and what proves it."""

from __future__ import annotations

import dataclasses
import inspect
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import typer

from zsim.catalogue import (
    Area,
    Behaviour,
    Catalogue,
    Complaint,
    Document,
    Invariant,
    Policy,
    Product,
    catalogue,
    did_you_mean,
)
from zsim.catalogue.suggest import as_spelled
from zsim.cli.fields import all_fields
from zsim.explore import BUGS
from zsim.explore.situations import Situation, situations
from zsim.faults import KINDS as FAULTS
from zsim.faults import Fault
from zsim.kernel.errors import UsageError
from zsim.ports.schema import Field
from zsim.recording.schema import Recording, ScenarioRun, smallest
from zsim.report import Evidence, State, read_recording
from zsim.report.phrases import evidence_in_words, in_series, product_names, result_in_words, state_in_words
from zsim.sync import Outcome
from zsim.testing.case import Case, base_id
from zsim.testing.project import HOME, project_here

WIDTH = 110


class Showable(NamedTuple):
    """One thing that can be shown: of which kind it is, what it is called, and what is told of it if it is shown."""

    kind: str
    name: str
    told: Iterator[str]


def show_all(asked: str, recording: Path) -> None:
    """Print all that is called so; ``recording`` is read, if there is one, for what proves it and for scenarios.

    Raises ``UsageError`` for a name that nothing has.
    """
    run = read_recording(recording) if recording.is_file() else Recording(())
    known = list(_everything(Evidence(catalogue(), run)))
    wanted = as_spelled(asked, [each.name for each in known])
    found = [each for each in known if each.name == wanted] or list(_unrecorded(asked, catalogue()))
    if not found:
        names = [each.name for each in known if "/" not in asked or each.kind == "scenario"]
        right = did_you_mean(asked, names) if names else "one of 'zsim list'"
        raise UsageError(asked=f"show {asked!r}", found="nothing is called so", right=right)
    for each in found:
        typer.echo(f"{each.kind} {each.name}")
        for line in each.told:
            typer.echo(textwrap.fill(line, WIDTH, initial_indent="  ", subsequent_indent="      "))
        typer.echo("")


def _everything(evidence: Evidence) -> Iterator[Showable]:
    known = evidence.catalogue
    for each in known.behaviours:
        yield Showable("oddity" if each.quirk else "behaviour", each.id, _behaviour(each, evidence))
    yield from [Showable("policy", each.name, _policy(each, known)) for each in known.policies]
    yield from [Showable("invariant", each.name, _invariant(each, known)) for each in known.invariants]
    yield from [
        Showable("complaint", f"complaint-{each.number}", _complaint(each, evidence)) for each in known.complaints
    ]
    yield from [Showable("area", each.code, _area(each, known)) for each in known.areas]
    yield from [Showable("document", each.number, _document(each)) for each in known.documents]
    yield from [Showable("product", each.key, _product(each)) for each in known.products]
    yield from [Showable("fault", name, _fault(kind, known)) for name, kind in FAULTS.items()]
    yield from [Showable("outcome", each.value, iter([each.meaning])) for each in Outcome]
    yield from [Showable("situation", each.name, _situation(each)) for each in situations()]
    yield from [Showable("field", name, _field(*told)) for name, told in all_fields(known).items()]
    yield from _scenarios(evidence)


def _scenarios(evidence: Evidence) -> Iterator[Showable]:
    """Each run of the recording, and all of a scenario together under the id without a product."""
    whole: dict[str, list[ScenarioRun]] = {}
    for run in evidence.recording.scenarios:
        whole.setdefault(run.id, []).append(run)
        if "[" in run.id:
            whole.setdefault(run.id.partition("[")[0], []).append(run)
    for scenario_id, runs in whole.items():
        yield Showable("scenario", scenario_id, _scenario(runs, evidence.catalogue))


def _unrecorded(asked: str, known: Catalogue) -> Iterator[Showable]:
    """A scenario that the recording does not hold, as it is collected."""
    if "/" in asked and (project_here() / HOME).is_dir():
        from zsim.cli.collecting import collected  # pytest is needed for nothing else

        cases = collected(asked)
        if cases:
            yield Showable("scenario", asked, _case(cases, known))


def _behaviour(behaviour: Behaviour, evidence: Evidence) -> Iterator[str]:
    known = evidence.catalogue
    yield from (behaviour.title, behaviour.rule)
    yield f"holds for: {in_series(product_names(known, behaviour.products))}"
    yield f"rests on: {evidence_in_words(behaviour, known)}"
    if behaviour.quirk:
        yield f"without it: World(quirks_off={behaviour.id})"
    yield from [f"decided by policy: {each.name}" for each in known.policies if behaviour.id in each.decides]
    yield from [
        f"invariant that rests on it: {each.name}" for each in known.invariants if behaviour.id in each.behaviours
    ]
    yield from [
        f"decides complaint-{each.number}: {each.symptom}" for each in known.complaints if behaviour.id in each.rules
    ]
    yield from _proof(behaviour, evidence)


def _proof(behaviour: Behaviour, evidence: Evidence) -> Iterator[str]:
    """How it stands for each product, and the shortest scenario that shows it."""
    if not evidence.recording.scenarios:
        yield "proven: there is no recording; 'zsim run' makes one"
        return
    if evidence.recording.selection:
        yield f"the last run was only of part of the suite: {' '.join(evidence.recording.selection)}"
    states = [(product, evidence.state(behaviour, product)) for product in behaviour.products]
    yield f"proven: {', '.join([f'{product} {state_in_words(state)}' for product, state in states])}"
    runs = [run for product, state in states if state is State.PROVEN for run in evidence.scenarios(behaviour, product)]
    if runs:
        yield f"smallest of {len(runs)} examples: {smallest(runs).id}"


def _policy(policy: Policy, known: Catalogue) -> Iterator[str]:
    yield policy.why
    for option in policy.options:
        yield f"{option.value}{' (default)' if option.value == policy.default else ''}: {option.meaning}"
    for each in policy.decides:
        yield f"decides: {_titled(known.behaviour(each))}"


def _invariant(invariant: Invariant, known: Catalogue) -> Iterator[str]:
    yield invariant.sentence
    for each in invariant.behaviours:
        yield f"rests on: {_titled(known.behaviour(each))}"
    for bug in BUGS:
        if invariant.name == bug.invariant:
            yield f"catches the planted bug {bug.name}: {bug.says}"


def _complaint(complaint: Complaint, evidence: Evidence) -> Iterator[str]:
    yield from (complaint.symptom, complaint.verdict)
    for each in complaint.rules:
        yield f"decided by: {_titled(evidence.catalogue.behaviour(each))}"
    for run in evidence.recording.scenarios:
        if f"complaint-{complaint.number}" in run.tags:
            yield f"told by: {run.id}, {result_in_words(run.result)}"


def _area(area: Area, known: Catalogue) -> Iterator[str]:
    yield from (area.name, *map(_titled, known.in_area(area.code)))


def _document(document: Document) -> Iterator[str]:
    yield from (document.title, f"of: {', '.join(document.products)}", *[f"- {each}" for each in document.headings])


def _product(product: Product) -> Iterator[str]:
    yield product.name
    for field in dataclasses.fields(product):
        value = getattr(product, field.name)
        if field.name not in ("key", "name"):
            yield f"{field.name.replace('_', ' ')}: {', '.join(value) if isinstance(value, tuple) else _plain(value)}"


def _fault(kind: type[Fault], known: Catalogue) -> Iterator[str]:
    yield from (inspect.getdoc(kind) or "").split("\n\n")
    yield f"what becomes of records then: {_titled(known.behaviour(kind.rule))}"
    taken = [f"{each.name} ({_plain(each.default)})" for each in dataclasses.fields(kind) if each.name != "app"]
    yield f"takes: {', '.join(taken)}"
    yield f'asked for with: world.faults.{kind.kind}("books")'


def _situation(situation: Situation) -> Iterator[str]:
    yield situation.says
    yield f"of the group: {situation.group.value}"
    if situation.products:
        yield f"in: {', '.join(situation.products)}"
    yield "common: a campaign must meet it" if situation.common else "rare: a campaign may miss it"


def _field(field: Field, notes: Iterable[str]) -> Iterator[str]:
    yield f"{field.label or field.name}, {', '.join([field.type.value, *notes])}"
    if field.lookup:
        yield f"points to: {field.lookup}"
    if field.options:
        yield f"values: {', '.join(field.options)}"


def _case(cases: Sequence[Case], known: Catalogue) -> Iterator[str]:
    first = cases[0]
    yield from _told(first.doc, first.declaration.covers, known)
    yield f"runs for: {in_series(product_names(known, first.products))}" if first.products else "runs once"
    command = first.repeat if len(cases) == 1 else f"zsim run {base_id(first.file, first.name)}"
    yield f"not in the last recording; to run it: {command}"
    yield f"in: {first.file}"


def _told(doc: str, covers: Iterable[str], known: Catalogue) -> Iterator[str]:
    """What a scenario says and which behaviours it covers."""
    yield from doc.split("\n\n")
    yield from [f"covers: {_titled(known.behaviour(each))}" for each in covers]


def _scenario(runs: Iterable[ScenarioRun], known: Catalogue) -> Iterator[str]:
    first, *_ = runs = list(runs)
    yield from _told(first.doc, first.covers, known)
    yield from [f"{step.keyword} {step.text}" for step in first.steps]
    for run in runs:
        yield f"{run.product or 'once'}: {result_in_words(run.result)}" + (
            f", {run.error.message}" if run.error else ""
        )
    yield f"in: {first.file}"


def _titled(behaviour: Behaviour) -> str:
    return f"{behaviour.id} {behaviour.title}"


def _plain(value: object) -> str:
    words: Mapping[object, str] = {True: "yes", False: "no", None: "none"}
    return words[value] if value is None or isinstance(value, bool) else str(value)
