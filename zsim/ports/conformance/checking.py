"""``check_app``: all checks of an ``App``, each on a fresh one."""

from __future__ import annotations

from collections.abc import Callable

from zsim.ports.conformance.reading import READING
from zsim.ports.conformance.under_test import AppUnderTest
from zsim.ports.conformance.writing import WRITING


def check_app(factory: Callable[[], AppUnderTest]) -> None:
    """Assert that an implementation keeps the contract of ``App``.

    ``factory()`` gives a fresh ``AppUnderTest`` each time: ``AppUnderTest(port, module, create, name_field, advance)``
    with ``create(**fields) -> id`` through a user's face and ``advance(seconds=...)``. Any module will do whose records
    can be created, renamed and deleted.
    """
    for check in (*READING, *WRITING):
        check(factory())
