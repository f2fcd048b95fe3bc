"""``check_app`` sees what it is for: each port here breaks the contract in one way, and is caught."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.contract.test_crm import crm_under_test
from zsim.ports.app import App, Organisation
from zsim.ports.conformance import AppUnderTest, check_app
from zsim.ports.records import Deletion, DeletionPage, Page, Record, RecordId, Update, Write, Written
from zsim.ports.schema import Field


class Whole:
    """A port that hands every call through; those below each spoil one thing."""

    def __init__(self, port: App) -> None:
        self._port = port

    def __getattr__(self, method: str) -> Any:
        return getattr(self._port, method)


class CountsPagesOverTheLiveList(Whole):
    """Loses records when one before them is deleted between two pages."""

    def changed(self, *asked: Any, token: str | None = None, page_size: int = 200, **view: Any) -> Page:
        start = int(token or 0)
        records = self._port.changed(*asked, page_size=10_000, **view).records
        end = start + page_size
        return Page(records[start:end], str(end) if end < len(records) else None)


class CountsPagesOverTheDeletions(Whole):
    """Loses deletions when one before them is restored between two pages."""

    def deleted(self, *asked: Any, token: str | None = None, page_size: int = 200) -> DeletionPage:
        start = int(token or 0)
        deletions = self._port.deleted(*asked, page_size=10_000).deletions
        end = start + page_size
        return DeletionPage(deletions[start:end], str(end) if end < len(deletions) else None)


class TellsDeletionsAllAtOnce(Whole):
    """Gives more deletions than a page was asked to hold."""

    def deleted(self, *asked: Any, token: str | None = None, page_size: int = 200) -> DeletionPage:
        return self._port.deleted(*asked, token=token)


class SinceLeavesOutItsSecond(Whole):
    """Asks for what changed after the second, not in it."""

    def changed(self, module: str, since_ms: int | None, **how: Any) -> Page:
        return self._port.changed(module, None if since_ms is None else since_ms + 1000, **how)


class NewestFirst(Whole):
    """Lists the latest change first."""

    def changed(self, *asked: Any, **how: Any) -> Page:
        page = self._port.changed(*asked, **how)
        return page._replace(records=page.records[::-1])


class RemembersDeletions(Whole):
    """Goes on listing what was restored."""

    def __init__(self, port: App) -> None:
        super().__init__(port)
        self._seen: dict[RecordId, Deletion] = {}

    def deleted(self, module: str, since_ms: int | None, **page: Any) -> DeletionPage:
        self._note(module)
        if since_ms is None:
            return DeletionPage(tuple(self._seen.values()), None)
        return self._port.deleted(module, since_ms)

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        results = self._port.write(module, writes)
        self._note(module)
        return results

    def _note(self, module: str) -> None:
        for each in self._port.deleted(module, None, page_size=10_000).deletions:
            self._seen.setdefault(each.ref.id, each)


class ReadsInIdOrder(Whole):
    """Answers reads in an order of its own."""

    def read(self, module: str, ids: Sequence[RecordId], *, view: RecordId | None = None) -> tuple[Record, ...]:
        return self._port.read(module, sorted(ids), view=view)


class SearchesExactly(Whole):
    """Tells upper from lower case in a search."""

    def search(self, module: str, field: str, values: Sequence[str]) -> tuple[Record, ...]:
        return tuple([each for each in self._port.search(module, field, values) if each.fields[field] in values])


class StopsAtTheFirstRefusal(Whole):
    """Carries out nothing behind a write that was refused."""

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        results: list[Written] = []
        for each in writes:
            results.extend(self._port.write(module, [each]))
            if results[-1].error is not None:
                break
        return tuple(results)


class WritesWhatItCan(Whole):
    """Leaves out what the module does not know, and writes the rest."""

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        known = self._port.fields(module)
        kept = [
            each._replace(fields={name: value for name, value in each.fields.items() if name in known})
            if isinstance(each, Update)
            else each
            for each in writes
        ]
        return self._port.write(module, kept)


class TouchesOtherFields(Whole):
    """Writes more than it was asked to."""

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        more = [
            each._replace(fields={**each.fields, "Fax": "0"}) if isinstance(each, Update) else each for each in writes
        ]
        return self._port.write(module, more)


class WritesOverWhatIsNewer(Whole):
    """Does not look at when a record was modified last."""

    def write(self, module: str, writes: Sequence[Write]) -> tuple[Written, ...]:
        return self._port.write(
            module, [each._replace(seen={}) if isinstance(each, Update) else each for each in writes]
        )


class KnowsEveryModule(Whole):
    """Answers for a module there is not."""

    def fields(self, module: str) -> Mapping[str, Field]:
        return self._port.fields(module) if module in ("Accounts", "Contacts") else {}


class NamesItsCurrency(Whole):
    """Tells a name where an ISO code belongs."""

    def organisation(self) -> Organisation:
        return replace(self._port.organisation(), currency="Rupee")


BROKEN = (
    CountsPagesOverTheLiveList,
    CountsPagesOverTheDeletions,
    SinceLeavesOutItsSecond,
    NewestFirst,
    RemembersDeletions,
    ReadsInIdOrder,
    SearchesExactly,
    StopsAtTheFirstRefusal,
    WritesWhatItCan,
    TouchesOtherFields,
    WritesOverWhatIsNewer,
    KnowsEveryModule,
    NamesItsCurrency,
)


def broken(port: type[Whole]) -> AppUnderTest:
    app = crm_under_test("Accounts", "books")
    return replace(app, port=port(app.port))


@pytest.mark.parametrize("port", BROKEN, ids=lambda each: each.__name__)
def test_a_broken_port_is_caught(port: type[Whole]) -> None:
    with pytest.raises(AssertionError):
        check_app(lambda: broken(port))


def test_pages_of_deletions_that_hold_too_many_are_caught_where_nothing_can_be_restored_too() -> None:
    with pytest.raises(AssertionError):
        check_app(lambda: replace(broken(TellsDeletionsAllAtOnce), restore=None))


def test_a_port_that_hands_everything_through_is_not() -> None:
    check_app(lambda: broken(Whole))
