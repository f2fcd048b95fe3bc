"""Persons' commands to finance's documents are carried out as ``DocumentPort`` promises, bare and wrapped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.contract.wrapping import APP, Elsewhere
from zsim.catalogue import Policies, Quirks, catalogue
from zsim.fakes.finance import Finance
from zsim.faults import Faults
from zsim.kernel.clock import Clock
from zsim.kernel.journal import Journal
from zsim.kernel.streams import Streams
from zsim.ports.conformance import DocumentsUnderTest, check_documents
from zsim.ports.documents import DocumentPort
from zsim.ports.records import Fields, Record, RecordId


def invoices(product: str = "books") -> DocumentsUnderTest:
    """The invoices of a fresh organisation with one customer."""
    clock = Clock(1_767_603_600_000)
    journal = Journal(clock)
    finance = Finance(catalogue().product(product), clock, journal, Streams(0), Quirks(journal), Policies())
    acme = finance.customers.create(contact_name="Acme")
    given = {"customer_id": acme.id, "line_items": ({"name": "Work", "rate": 100},)}
    return DocumentsUnderTest(finance.port(), "invoices", given, {"reference_number": "7"}, finance.email)


def wrapped(product: str = "books") -> DocumentsUnderTest:
    """The same behind a port that faults could meet."""
    bare = invoices(product)
    port = Faults(Elsewhere()).wrap(APP, bare.port)
    assert isinstance(port, DocumentPort)
    return replace(bare, port=port)


@pytest.mark.parametrize("product", ["invoice", "import", "books", "billing"])
@pytest.mark.parametrize("factory", [invoices, wrapped])
def test_invoices_take_commands(factory: Callable[[str], DocumentsUnderTest], product: str) -> None:
    check_documents(lambda: factory(product))


class Broken:
    """A port that breaks one promise."""

    def __init__(self, port: DocumentPort, how: str) -> None:
        self._port, self._how = port, how

    def __getattr__(self, name: str) -> object:
        return getattr(self._port, name)

    def perform(
        self, module: str, action: str, document: RecordId | None, given: Fields, user: str, trace: int = 0
    ) -> Record:
        if self._how == "gives what was":
            before = self._port.read(module, [document]) if document else ()
            made = self._port.perform(module, action, document, given, user, trace)
            return before[0] if before else made
        if self._how == "makes a copy":
            return self._port.perform(module, "create", None, {**given, **self._given}, user, trace)
        try:
            return self._port.perform(module, action, document, given, user, trace)
        except Exception:
            if self._how == "leaves a trace":
                self._port.perform(module, "create", None, self._given, user, trace)
                raise
            return self._port.perform(module, "create", None, self._given, user, trace)

    @property
    def _given(self) -> Fields:
        customer = self._port.changed("customers", None).records[0].id
        return {"customer_id": customer, "line_items": ({"name": "Work", "rate": 100},)}


@pytest.mark.parametrize("how", ["gives what was", "makes a copy", "leaves a trace", "refuses nothing"])
def test_whoever_breaks_a_promise_is_found_out(how: str) -> None:
    def broken() -> DocumentsUnderTest:
        sound = invoices()
        return replace(sound, port=Broken(sound.port, how))  # type: ignore[arg-type]

    with pytest.raises(AssertionError):
        check_documents(broken)
