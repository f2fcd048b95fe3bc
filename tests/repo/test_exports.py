"""What the packages offer: each ``__all__`` is sorted, whole and importable."""

from __future__ import annotations

import importlib
import types
from types import ModuleType

import pytest

from tests.repo.tree import modules_of_zsim

PACKAGES = [".".join(path.parent.parts) for path in modules_of_zsim() if path.name == "__init__.py"]


def sort_key(name: str) -> tuple[int, str]:
    """Constants first, then classes, then the rest, each by name: the order the linter keeps."""
    kind = 0 if len(name) > 1 and name.isupper() else 1 if name[0].isupper() else 2
    return kind, name


def unlisted(package: ModuleType) -> list[str]:
    """The public names a package binds beside those it lists; its own modules need no listing."""
    listed = set(getattr(package, "__all__", ()))
    return [
        name
        for name, value in sorted(vars(package).items())
        if not name.startswith("_")
        and name not in listed
        and name not in ("annotations", "TYPE_CHECKING")
        and not isinstance(value, ModuleType)
    ]


@pytest.fixture(params=PACKAGES)
def package(request: pytest.FixtureRequest) -> ModuleType:
    """Each package of zsim."""
    name: str = request.param
    return importlib.import_module(name)


def test_exports_are_sorted_and_listed_once(package: ModuleType) -> None:
    names = list(getattr(package, "__all__", ()))
    assert names == sorted(set(names), key=sort_key)


def test_every_export_can_be_had(package: ModuleType) -> None:
    for name in getattr(package, "__all__", ()):
        assert getattr(package, name) is not None, name


def test_no_public_name_is_left_out_of_the_exports(package: ModuleType) -> None:
    assert unlisted(package) == []


def test_a_name_left_out_is_noticed() -> None:
    planted = types.ModuleType("planted")
    vars(planted).update({"__all__": ["Listed"], "Listed": int, "Forgotten": int, "_private": int, "types": types})
    assert unlisted(planted) == ["Forgotten"]


def test_constants_come_before_classes_and_classes_before_functions() -> None:
    assert sorted(["advance", "World", "Clock", "EPOCH"], key=sort_key) == ["EPOCH", "Clock", "World", "advance"]
