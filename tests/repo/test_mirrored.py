"""Every module of the engine has a test module of its name in the mirrored folder."""

from __future__ import annotations

from pathlib import Path

from tests.repo.tree import files, modules_of_zsim

ENGINE = Path("zsim/sync")
MIRROR = Path("tests/unit/sync")


def mirrored(module: Path) -> Path:
    """Where the tests of a module of the engine stand."""
    return MIRROR / module.relative_to(ENGINE).parent / f"test_{module.name}"


def test_every_module_of_the_engine_has_tests_of_its_own() -> None:
    modules = [each for each in modules_of_zsim() if ENGINE in each.parents and each.name != "__init__.py"]
    assert modules
    assert [each.as_posix() for each in modules if mirrored(each) not in files()] == []


def test_the_mirror_of_a_module_is_in_the_folder_of_its_floor() -> None:
    assert mirrored(Path("zsim/sync/runs/calls.py")) == Path("tests/unit/sync/runs/test_calls.py")
