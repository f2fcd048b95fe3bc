"""Which scenarios a session was asked for: the plugin's options, checked and applied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from zsim.catalogue import catalogue, did_you_mean
from zsim.catalogue.suggest import as_spelled
from zsim.kernel.errors import UsageError
from zsim.testing.case import base_id
from zsim.testing.project import HOME, project_of

if TYPE_CHECKING:
    from zsim.testing.case import Case

CHOICES = (
    ("product", "PRODUCT", "run scenarios for this product only; may be given again"),
    ("behaviour", "ID", "run scenarios that cover this behaviour only; may be given again"),
    ("tag", "TAG", "run scenarios with this tag only; may be given again"),
    ("scenario", "ID", "run the scenario of this id only, with or without its product; may be given again"),
)
SPREAD = "let seconds pass before each action of a person; scenarios about an exact moment are skipped"


class AskedFiles(NamedTuple):
    """The files, or folders of them, that can hold what a session was asked for; ``None`` for any."""

    paths: frozenset[Path] | None

    @classmethod
    def of(cls, config: pytest.Config) -> AskedFiles:
        """Told by the ids of scenarios, or by what failed before.

        A choice of tags needs all that could carry them, and so does an id that none of the files seems to have.
        """
        if _asked(config, "tag"):
            return cls(None)
        if _asked(config, "scenario"):
            found = [_files_of(each, config) for each in _asked(config, "scenario")]
            return cls(frozenset().union(*found) if all(found) else None)
        noted = [config.rootpath / each.partition("::")[0] for each in last_failed(config)]
        return cls(frozenset(noted) if config.option.zsim_failed else None)

    def may_hold(self, path: Path) -> bool:
        """Whether a file may hold any of it."""
        return self.paths is None or not self.paths.isdisjoint((path, *path.parents))


def _files_of(scenario_id: str, config: pytest.Config) -> frozenset[Path]:
    """The files that define a test of the name in an id, in the folder that it names."""
    folder, _, name = scenario_id.partition("[")[0].strip().rpartition("/")
    definition = re.compile(rf"\bdef test_{re.escape(name)}\(", re.IGNORECASE)
    here = config.invocation_params.dir
    homes = {project_of((here / each.partition("::")[0]).resolve(), here) / HOME / folder for each in config.args}
    files = [file for home in homes for file in home.glob("*.py") if definition.search(_text(file))]
    return frozenset(files)


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def add_options(parser: pytest.Parser) -> None:
    """Tell pytest the options of scenarios."""
    group = parser.getgroup("zsim", "scenarios")
    group.addoption("--zsim-seed", type=int, default=0, metavar="N", help="seed of all scenarios (default: 0)")
    group.addoption("--zsim-failed", action="store_true", help="run what failed the last time it ran, and nothing else")
    group.addoption("--zsim-twice", action="store_true", help="run each scenario twice and compare the journals")
    group.addoption("--zsim-spread", action="store_true", help=SPREAD)
    group.addoption("--zsim-onward", action="store_true", help="let each scenario's world and a copy of it live on")
    group.addoption("--zsim-bug", default="", metavar="NAME", help="plant a bug of the bank; nothing is recorded")
    group.addoption("--zsim-model", action="store_true", help="have the reference model judge each run")
    for name, metavar, text in CHOICES:
        group.addoption(f"--zsim-{name}", action="append", default=[], metavar=metavar, help=text)


def check_options(config: pytest.Config) -> None:
    """Refuse an unknown product or behaviour with pytest's own usage error, naming what is near."""
    try:
        for key in _asked(config, "product"):
            catalogue().product(key)
        for behaviour_id in _asked(config, "behaviour"):
            catalogue().behaviour(behaviour_id)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def narrowed(config: pytest.Config) -> bool:
    """Whether the options of scenarios leave anything out."""
    return any(_asked(config, name) for name, _, _ in CHOICES)


def is_selected(config: pytest.Config, case: Case | None) -> bool:
    """Whether the options ask for a scenario; once they ask for anything, other tests are left out."""
    if case is None:
        return not narrowed(config)
    held = {
        "product": (case.product,),
        "behaviour": case.declaration.covers,
        "tag": case.declaration.tags,
        "scenario": _ids(case),
    }
    return all(
        not asked or any(as_spelled(each, filter(None, held[name])) in held[name] for each in asked)
        for name, asked in _all_asked(config)
    )


def unknown_choice(config: pytest.Config, cases: Sequence[Case]) -> UsageError | None:
    """The refusal of a tag that no collected scenario carries, or of an id that none has."""
    tags = sorted({tag for case in cases for tag in case.declaration.tags})
    ids = sorted({each for case in cases for each in _ids(case)}, key=lambda each: ("[" in each, each))
    for name, known, found in (
        ("tag", tags, "no scenario carries it"),
        ("scenario", ids, "there is neither a scenario of that id nor such a path"),
    ):
        for asked in _asked(config, name):
            if as_spelled(asked, known) not in known and not (name == "scenario" and _is_of_refused(asked, cases)):
                return UsageError(asked=f"{name} {asked!r}", found=found, right=did_you_mean(asked, known))
    return None


def last_failed(config: pytest.Config) -> list[str]:
    """The node ids of what failed the last time it ran, by pytest's own notes; none where it keeps no notes."""
    cache: pytest.Cache | None = getattr(config, "cache", None)
    return list(cache.get("cache/lastfailed", {})) if cache is not None else []


def failed_before(item: pytest.Item, noted: Sequence[str]) -> bool:
    """Whether a test, or the file that holds it, is among those noted."""
    return any(each.nodeid in noted for each in item.listchain())


def selection(config: pytest.Config, project: Path) -> list[str]:
    """What the session was narrowed to, as it was asked for; empty for a run of all that a project has."""
    words = [f"--{name} {value}" for name, asked in _all_asked(config) for value in asked]
    words += [
        f"-{letter} {text}" for letter, text in (("k", config.option.keyword), ("m", config.option.markexpr)) if text
    ]
    words += ["--failed"] if config.option.zsim_failed or config.getoption("lf", default=False) else []
    if config.args_source is pytest.Config.ArgsSource.TESTPATHS:
        return words
    whole = {project, project / HOME, *(config.rootpath / each for each in config.getini("testpaths"))}
    here = config.invocation_params.dir
    return words + [each for each in config.args if "::" in each or (here / each).resolve() not in whole]


def _ids(case: Case) -> tuple[str, str]:
    """The id of a scenario, and that without what it is parametrised with."""
    return case.id, base_id(case.file, case.name)


def _is_of_refused(asked: str, cases: Sequence[Case]) -> bool:
    """Whether an id with a product is of a scenario that is refused, whose products are not known."""
    refused = [_ids(case)[1] for case in cases if case.test in case.id]
    return as_spelled(asked.partition("[")[0], refused) in refused


def _asked(config: pytest.Config, name: str) -> list[str]:
    asked: list[str] = config.getoption(f"zsim_{name}")
    return asked


def _all_asked(config: pytest.Config) -> list[tuple[str, list[str]]]:
    return [(name, _asked(config, name)) for name, _, _ in CHOICES]
