"""Stories: the runs of one scenario for its products and variants, put together where they tell the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from zsim.catalogue import Catalogue
from zsim.recording.schema import Recording, ScenarioRun
from zsim.report.phrases import as_sentence, paragraphs

WORDS = {"None": "none", "True": "yes", "False": "no"}
SPOKEN = re.compile(rf"\b(?:{'|'.join(WORDS)})\b")
SCENARIO_ID = re.compile(r"(?:(?P<folder>[^\[]*)/)?(?P<name>[^/\[]+)(?:\[(?P<parameters>.*)\])?")


@dataclass(frozen=True, slots=True)
class Told:
    """One telling, a (keyword, text) pair per step, and the runs that told it."""

    steps: tuple[tuple[str, str], ...]
    runs: tuple[ScenarioRun, ...]


@dataclass(frozen=True, slots=True)
class ReportedStory:
    """A scenario over all its products and variants, the products in the catalogue's order.

    ``heading`` is its name as a sentence and unlike that of any other story. ``home`` is the code of the area of the
    first behaviour it covers, ``None`` when it covers none.
    """

    heading: str
    folder: str
    home: str | None
    doc: tuple[str, ...]
    covers: tuple[str, ...]
    runs: tuple[ScenarioRun, ...]
    told: tuple[Told, ...]


def named(run: ScenarioRun) -> tuple[str, str]:
    """The scenario a run is of: its folder and its name."""
    match = SCENARIO_ID.fullmatch(run.id)
    return (match["folder"] or "", match["name"]) if match else ("", run.id)


def variant_of(run: ScenarioRun) -> str:
    """What sets a run apart from its siblings besides the product, in words; empty for most scenarios."""
    match = SCENARIO_ID.fullmatch(run.id)
    parameters = (match["parameters"] if match else None) or ""
    if run.product is not None:
        parameters = _without(run.product, parameters)
    return parameters if "@" in parameters else SPOKEN.sub(lambda word: WORDS[word[0]], parameters.replace("_", " "))


def stories(catalogue: Catalogue, recording: Recording) -> tuple[ReportedStory, ...]:
    """All stories of a recording, by folder and name."""
    grouped: defaultdict[tuple[str, str], list[ScenarioRun]] = defaultdict(list)
    for run in recording.scenarios:
        grouped[named(run)].append(run)
    times = Counter(name for _, name in grouped)
    return tuple(
        _story(catalogue, folder, _heading(name, runs) + (f" ({folder})" if times[name] > 1 else ""), runs)
        for (folder, name), runs in sorted(grouped.items())
    )


def told_for(catalogue: Catalogue, runs: Iterable[ScenarioRun]) -> str:
    """The products and variants of some runs in words, such as "Invoice · Books (each: clone, skip)"."""
    variants: defaultdict[str, list[str]] = defaultdict(list)
    for run in runs:
        product = "" if run.product is None else catalogue.product(run.product).name
        variants[product].append(variant_of(run))
    lists = [", ".join(filter(None, each)) for each in variants.values()]
    if len(lists) > 1 and len(set(lists)) == 1 and lists[0]:
        return f"{' · '.join(variants)} (each: {lists[0]})"
    told = zip(variants, lists, strict=True)
    return " · ".join(f"{product} ({variant})".lstrip() if variant else product for product, variant in told)


def spoken(steps: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The steps as they are read out: a keyword that comes again becomes "And"."""
    told: list[tuple[str, str]] = []
    former = ""
    for keyword, text in steps:
        told.append(("And" if keyword == former else keyword.capitalize(), text))
        former = keyword
    return tuple(told)


def _heading(name: str, runs: list[ScenarioRun]) -> str:
    texts = [text for run in runs for text in (run.doc, *(step.text for step in run.steps))]
    return as_sentence(name, dict.fromkeys(texts))


def _story(catalogue: Catalogue, folder: str, heading: str, runs: list[ScenarioRun]) -> ReportedStory:
    order = {product.key: number for number, product in enumerate(catalogue.products)}
    runs = sorted(runs, key=lambda run: (order.get(run.product or "", -1), run.id))
    tellings: defaultdict[tuple[tuple[str, str], ...], list[ScenarioRun]] = defaultdict(list)
    for run in runs:
        tellings[tuple((step.keyword, step.text) for step in run.steps)].append(run)
    covers = tuple(dict.fromkeys(each for run in runs for each in run.covers))
    return ReportedStory(
        heading=heading,
        folder=folder,
        home=catalogue.behaviour(covers[0]).area if covers else None,
        doc=paragraphs(runs[0].doc or runs[0].title),
        covers=covers,
        runs=tuple(runs),
        told=tuple(Told(steps, tuple(told)) for steps, told in tellings.items()),
    )


def _without(product: str, parameters: str) -> str:
    """The parameters of an id but for the product, which stands first or last among them."""
    if parameters == product:
        return ""
    rest = parameters.removeprefix(f"{product}-")
    return rest if rest != parameters else parameters.removesuffix(f"-{product}")
