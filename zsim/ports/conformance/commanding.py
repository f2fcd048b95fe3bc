"""``check_documents``: what a ``DocumentPort`` promises of persons' commands, beyond what every ``App`` does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from zsim.ports.documents import DocumentPort
from zsim.ports.errors import VendorError
from zsim.ports.records import Fields, Record, RecordId

UNKNOWN = RecordId("9" * 18)
"""The id of no document."""


@dataclass(frozen=True, slots=True)
class DocumentsUnderTest:
    """Documents of one type, none there yet.

    ``given`` is what one is made of, ``change`` fields of it with other values, ``user`` the email of who may do both.
    """

    port: DocumentPort
    module: str
    given: Fields
    change: Fields
    user: str

    def make(self) -> Record:
        """A document, made by the user's command."""
        return self.perform("create", None, self.given)

    def perform(self, action: str, document: RecordId | None, given: Fields) -> Record:
        """Have a command of the user carried out."""
        return self.port.perform(self.module, action, document, given, self.user)

    def held(self) -> tuple[Record, ...]:
        """The documents there are."""
        return self.port.changed(self.module, None).records


def check_documents(factory: Callable[[], DocumentsUnderTest]) -> None:
    """Assert that an app carries out persons' commands; ``factory()`` gives fresh documents each time."""
    for check in (made_and_given_as_it_stands, changed_in_place, refused_without_a_trace):
        check(factory())


def made_and_given_as_it_stands(documents: DocumentsUnderTest) -> None:
    """What a command makes is given as every look finds it, and two are two."""
    first, second = documents.make(), documents.make()
    assert first.ref != second.ref
    assert first.ref.module == documents.module
    assert documents.held() == (first, second)
    assert documents.port.read(documents.module, [first.ref.id]) == (first,)


def changed_in_place(documents: DocumentsUnderTest) -> None:
    """A command to a document gives that document with what it changed, and no other one changes."""
    first, second = documents.make(), documents.make()
    changed = documents.perform("update", first.ref.id, documents.change)
    assert changed.ref == first.ref
    assert {name: changed.fields.get(name) for name in documents.change} == dict(documents.change)
    assert {each.ref: each for each in documents.held()} == {first.ref: changed, second.ref: second}


def refused_without_a_trace(documents: DocumentsUnderTest) -> None:
    """A refusal is raised and leaves everything as it was: an unknown document, an unknown field."""
    made = documents.make()
    asked = ("update", UNKNOWN, documents.change), ("update", made.ref.id, {"no_such_field": "1"})
    for action, document, given in (*asked, ("create", None, {**documents.given, "no_such_field": "1"})):
        try:
            documents.perform(action, document, given)
        except VendorError:
            assert documents.held() == (made,)
        else:
            raise AssertionError(f"{action} of {document} with {dict(given)} is to be refused")
