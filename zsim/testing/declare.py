"""What a scenario says about itself, and the decorator with which it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

import pytest

from zsim.catalogue.suggest import listed
from zsim.kernel.clock import UTC_KEY
from zsim.kernel.errors import UsageError

MARK = "zsim_scenario"

Test = TypeVar("Test", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Setting:
    """How the world of a scenario differs from the ordinary one; the names are those of ``World``."""

    start: str | None = None
    policies: Mapping[str, str] = field(default_factory=dict)
    quirks_off: tuple[str, ...] = ()
    call_ms: int = 0
    search_lag_ms: int = 0
    editions: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    zone: str = UTC_KEY


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a scenario says about itself, unchecked.

    ``products`` is ``None`` when they follow from what is covered. ``shadows`` is true when the module held a scenario
    of that name already, which Python itself would forget without a word. ``exact`` is true of one about a moment.
    """

    covers: tuple[str, ...]
    products: tuple[str, ...] | None
    tags: tuple[str, ...]
    quirks: tuple[str, ...]
    known_gap: str | None
    seed: int | None
    setting: Setting
    exact: bool = False
    shadows: bool = False


def scenario(
    *,
    covers: str | Iterable[str] = (),
    products: str | Iterable[str] | None = None,
    tags: str | Iterable[str] = (),
    quirks: str | Iterable[str] = (),
    known_gap: str | None = None,
    seed: int | None = None,
    start: str | None = None,
    policies: Mapping[str, str] | None = None,
    quirks_off: str | Iterable[str] = (),
    call_ms: int = 0,
    search_lag_ms: int = 0,
    editions: Mapping[str, str] | None = None,
    limits: Mapping[str, int] | None = None,
    zone: str = UTC_KEY,
    moments: Literal["exact"] | None = None,
) -> Callable[[Test], Test]:
    """Make a test function a scenario, run once for each product.

    ``covers`` names the behaviours it shows, ``products`` where (left out: every product for which all of them hold;
    with nothing covered either, it runs once). A list may be one text: ``covers="CUS-09, CUS-12"``, in capitals or not.
    ``quirks`` the oddities it must see fire. ``known_gap`` says why it is expected to fail: passing is then a failure.
    ``seed`` fixes the world's seed, otherwise made from the scenario's id and ``--zsim-seed``. ``moments="exact"``
    says that it is about what falls into one moment, and keeps it out of ``zsim run --spread``. The rest is what its
    world is made with. Everything is checked when the scenario is collected.
    """
    if not isinstance(policies or {}, Mapping):
        found = f"a value of type {type(policies).__name__}"
        raise UsageError(asked=f"policies={policies!r}", found=found, right='a mapping such as {"blanks": "erase"}')
    if moments not in (None, "exact"):
        raise UsageError(asked=f"moments: {moments}", found="there is no such choice", right="'exact', or leave it out")
    off = _ids("quirks_off", quirks_off)
    own = editions or {}, limits or {}, zone
    setting = Setting(start, dict(policies or {}), off, call_ms, search_lag_ms, *own)
    chosen = None if products is None else tuple([each.lower() for each in listed("products", products)])
    told = _ids("covers", covers), chosen, listed("tags", tags), _ids("quirks", quirks)

    def declare(function: Test) -> Test:
        former = getattr(function, "__globals__", {}).get(function.__name__)
        declaration = Declaration(*told, known_gap, seed, setting, moments == "exact", _is_scenario(former))
        mark: pytest.MarkDecorator = getattr(pytest.mark, MARK)
        marked: Test = mark.with_args(declaration)(function)
        running: Test = pytest.mark.usefixtures("world", "product")(marked)
        return running

    return declare


def _ids(what: str, names: str | Iterable[str]) -> tuple[str, ...]:
    return tuple([each.upper() for each in listed(what, names)])


def declaration_in(marks: Iterable[pytest.Mark]) -> Declaration | None:
    """What a scenario says about itself, found among the marks of a test; ``None`` when it is no scenario."""
    held = (argument for mark in marks if mark.name == MARK for argument in mark.args)
    return next((each for each in held if isinstance(each, Declaration)), None)


def _is_scenario(function: object) -> bool:
    return declaration_in(getattr(function, "pytestmark", ())) is not None
