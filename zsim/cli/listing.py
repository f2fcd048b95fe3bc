"""``zsim list``: scenarios as pytest collects them, what the catalogue holds, the kinds of faults, and situations."""

from __future__ import annotations

import dataclasses
import inspect
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import typer

from zsim.catalogue import Catalogue, catalogue
from zsim.catalogue.life_cycles import life_cycles
from zsim.cli.cells import Cells
from zsim.cli.fields import all_fields
from zsim.faults import KINDS as FAULTS
from zsim.kernel.columns import columns
from zsim.kernel.errors import UsageError
from zsim.report import Evidence, read_recording
from zsim.report.phrases import counted, passages
from zsim.sync import Outcome
from zsim.testing.case import Case


def list_kind(kind: str, area: str, recording: Path | None, *, as_json: bool) -> None:
    """Print all of a kind; ``recording`` narrows behaviours to those that a recording does not prove."""
    _check(kind, area, recording)
    if kind == "words":
        from zsim.cli.words import words_page

        typer.echo(words_page(), nl=False)
        return
    if kind in COLLECTED:
        from zsim.cli.collecting import collected

        rows = COLLECTED[kind](collected(), area)
    elif kind == "behaviours":
        rows = _behaviours(area) if recording is None else _unproven(area, recording)
    else:
        rows = KINDS[kind](catalogue())
    if as_json:
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(columns([tuple(map(_cell, row.values())) for row in rows])) if rows else "none")


def _check(kind: str, area: str, recording: Path | None) -> None:
    if area:
        catalogue().area(area)
        if kind not in ("scenarios", "behaviours"):
            raise UsageError(asked=f"--area {area}", found=f"{kind} have no area", right="list scenarios or behaviours")
    if recording is not None and kind != "behaviours":
        raise UsageError(asked="--unproven", found=f"{kind} are not proven", right="zsim list behaviours --unproven")


def _scenarios(cases: Iterable[Case], area: str) -> list[Cells]:
    return [
        {"id": case.id, "covers": case.declaration.covers, "title": case.title}
        for case in cases
        if not area or any(each.startswith(f"{area}-") for each in case.declaration.covers)
    ]


def _tags(cases: Iterable[Case], area: str) -> list[Cells]:
    runs = Counter(tag for case in cases for tag in case.declaration.tags)
    return [{"tag": tag, "runs": runs[tag]} for tag in sorted(runs)]


def _behaviours(area: str) -> list[Cells]:
    found = catalogue().in_area(area) if area else catalogue().behaviours
    return [
        {
            "id": each.id,
            "title": each.title,
            "products": each.products,
            "basis": each.basis.value,
            "taken_over": each.taken_over,
            "where": tuple([f"{number} {'; '.join(headings)}" for number, _, headings in passages(each, catalogue())]),
        }
        for each in found
    ]


def _unproven(area: str, path: Path) -> list[Cells]:
    recording = read_recording(path)
    evidence = Evidence(catalogue(), recording)
    asked = catalogue().in_area(area) if area else catalogue().behaviours
    found = [(each, evidence.unproven(each)) for each in asked]
    rows: list[Cells] = [
        {"id": each.id, "title": each.title, "products": {product: state.value for product, state in states}}
        for each, states in found
        if states
    ]
    if recording.selection:
        typer.echo(f"The last run was only of part of the suite: {' '.join(recording.selection)}", err=True)
    typer.echo(f"{len(rows)} of {counted(len(asked), 'behaviour')} not proven by {path.as_posix()}", err=True)
    return rows


def _products(catalogue: Catalogue) -> list[Cells]:
    return [{"key": each.key, "name": each.name, "modules": each.modules} for each in catalogue.products]


def _documents(catalogue: Catalogue) -> list[Cells]:
    return [{"number": each.number, "title": each.title, "products": each.products} for each in catalogue.documents]


def _moves(catalogue: Catalogue) -> list[Cells]:
    """The legal moves of finance's documents, each with the products whose documents can make it."""
    return [
        {
            "type": cycle.type,
            "move": move.verb,
            "from": move.before,
            "to": move.after,
            "by": move.by.value,
            "products": tuple([key for key in cycle.products if move in cycle.moves_in(key)]),
        }
        for cycle in life_cycles().values()
        for move in cycle.moves
    ]


def _complaints(catalogue: Catalogue) -> list[Cells]:
    return [
        {"number": each.number, "symptom": each.symptom, "verdict": each.verdict, "rules": each.rules}
        for each in catalogue.complaints
    ]


def _policies(catalogue: Catalogue) -> list[Cells]:
    return [
        {
            "name": each.name,
            "option": option.value,
            "default": "default" if option.value == each.default else "",
            "decides": each.decides,
            "meaning": option.meaning,
        }
        for each in catalogue.policies
        for option in each.options
    ]


def _quirks(catalogue: Catalogue) -> list[Cells]:
    return [{"id": each.id, "title": each.title, "products": each.products} for each in catalogue.quirks]


def _invariants(catalogue: Catalogue) -> list[Cells]:
    return [{"name": each.name, "sentence": each.sentence} for each in catalogue.invariants]


def _faults(catalogue: Catalogue) -> list[Cells]:
    return [
        {
            "name": name,
            "sentence": (inspect.getdoc(kind) or "").partition("\n")[0],
            "behaviour": catalogue.behaviour(kind.rule).id,
            "fields": tuple([field.name for field in dataclasses.fields(kind)]),
        }
        for name, kind in FAULTS.items()
    ]


def _outcomes(catalogue: Catalogue) -> list[Cells]:
    return [{"name": each.value, "meaning": each.meaning} for each in Outcome]


def _situations(catalogue: Catalogue) -> list[Cells]:
    """What random worlds are to meet; ``products`` are all where there is none."""
    from zsim.explore.situations import situations  # nothing else that is listed needs the players of scripts

    return [
        {
            "group": each.group.value,
            "name": each.name,
            "common": "common" if each.common else "rare",
            "products": each.products,
            "says": each.says,
        }
        for each in situations()
    ]


def _fields(catalogue: Catalogue) -> list[Cells]:
    return [
        {
            "field": name,
            "label": field.label,
            "type": field.type.value,
            "notes": notes,
            "values": field.options,
        }
        for name, (field, notes) in all_fields(catalogue).items()
    ]


COLLECTED: Mapping[str, Callable[[list[Case], str], list[Cells]]] = {"scenarios": _scenarios, "tags": _tags}
KINDS: Mapping[str, Callable[[Catalogue], list[Cells]]] = {
    "documents": _documents,
    "moves": _moves,
    "products": _products,
    "policies": _policies,
    "quirks": _quirks,
    "faults": _faults,
    "invariants": _invariants,
    "complaints": _complaints,
    "outcomes": _outcomes,
    "situations": _situations,
    "fields": _fields,
}


def _cell(value: str | int | Sequence[str] | Mapping[str, str]) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {text}" for key, text in value.items())
    return str(value) if isinstance(value, (str, int)) else ", ".join(value)
