"""Documents as PDFs."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from tests.unit.fakes.finance.conftest import MakeShop
from zsim.fakes.finance import Finance
from zsim.fakes.finance.documents.handle import DocumentHandle
from zsim.fakes.finance.documents.paper import pdf_of
from zsim.kernel.errors import UsageError

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
IN_ANOTHER_PROCESS = """
import sys
from datetime import UTC, datetime
from freezegun import freeze_time
from zsim.fakes.finance.documents.paper import pdf_of
with freeze_time("2031-05-06 07:08:09"):
    sys.stdout.buffer.write(pdf_of(sys.argv[1], datetime(2026, 1, 5, 9, tzinfo=UTC)))
"""


def invoice_of(books: Finance) -> DocumentHandle:
    """An invoice with letters that no Latin font has."""
    acme = books.customers.create(contact_name="Žofie Αθήνα Ёлка")
    return books.invoices.create(customer=acme, lines=[{"name": "Čaj — žlutý", "rate": 80}], notes="Děkujeme")


def read(pdf: bytes) -> str:
    """The text of all pages."""
    return "\n".join([each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages])


def test_a_pdf_says_what_the_print_does(books: Finance) -> None:
    invoice = invoice_of(books)
    assert read(invoice.pdf()).split() == invoice.printed().split()


def test_a_pdf_is_dated_by_the_world_and_titled_by_its_document(books: Finance) -> None:
    told = PdfReader(io.BytesIO(invoice_of(books).pdf())).metadata
    assert told is not None
    assert (told.creation_date, told.title) == (AT, "Invoice INV-000001, draft")


def test_the_bytes_are_the_same_in_another_world_and_change_with_the_document(make_shop: MakeShop) -> None:
    first, second = (invoice_of(make_shop().finance) for _ in range(2))
    assert first.pdf() == second.pdf()
    second.mark_sent()
    assert first.pdf() != second.pdf()


def test_the_bytes_are_the_same_in_another_process_at_another_time() -> None:
    text = "Quote QT-000001, draft\n1. Čaj: 1 x 80 = 80.00"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path), "TZ": "Asia/Tokyo"}
    command = [sys.executable, "-c", IN_ANOTHER_PROCESS, text]
    assert subprocess.run(command, env=environment, capture_output=True, check=True).stdout == pdf_of(text, AT)


def test_a_long_document_goes_on_on_another_page() -> None:
    text = "\n".join(["Invoice INV-000001", *[f"{each}. Work" for each in range(1, 81)]])
    pdf = pdf_of(text, AT)
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 3
    assert read(pdf).split() == text.split()


@pytest.mark.parametrize("package", ["fpdf", "fontpkg_noto_sans"])
def test_without_the_extra_a_pdf_is_refused_with_what_to_install(
    books: Finance, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    invoice = invoice_of(books)
    monkeypatch.setitem(sys.modules, package, None)  # as Python has it where an import fails
    with pytest.raises(UsageError, match=rf"{package} is not installed.*pip install 'zsim\[pdf\]'"):
        invoice.pdf()
