"""Comments and attachments beside a document in finance: they leave it as it is, and outlive an export."""

from __future__ import annotations

import pytest

from zsim import World
from zsim.fakes.finance.documents.handle import DocumentHandle
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import InvalidData, NotAllowed


def an_invoice(world: World) -> DocumentHandle:
    """A draft invoice of Acme in Books."""
    acme = world.books.customers.create(contact_name="Acme", email="acme@acme.example")
    made = world.books.invoices.create(customer=acme, lines=[{"name": "Advice", "rate": 50}])
    assert isinstance(made, DocumentHandle)
    return made


def test_they_stand_in_the_timeline_with_the_mails_and_leave_the_document_as_it_is() -> None:
    world = World()
    invoice = an_invoice(world)
    before = invoice.record
    invoice.comments.add("By May")
    world.advance(minutes=1)
    invoice.attachments.add("plan.txt", b"two floors")
    assert invoice.record == before
    world.advance(minutes=1)
    invoice.send()
    assert [str(each)[11:] for each in invoice.timeline] == [
        "09:00:00  comment: By May (Administrator)",
        "09:01:00  attachment: plan.txt (Administrator)",
        "09:02:00  mail: to acme@acme.example",
    ]
    (file,) = invoice.attachments.all()
    assert (file.name, file.content, file.by) == ("plan.txt", b"two floors", "Administrator")


def test_one_without_a_word_is_refused() -> None:
    invoice = an_invoice(World())
    with pytest.raises(InvalidData, match="a comment without a word"):
        invoice.comments.add(" ")
    with pytest.raises(InvalidData, match="an attachment without a word"):
        invoice.attachments.add("", b"x")
    assert (invoice.comments.all(), invoice.attachments.all()) == ([], [])


def test_a_loaded_world_has_them() -> None:
    world = World()
    invoice = an_invoice(world)
    invoice.comments.add("By May")
    invoice.attachments.add("a.bin", bytes(range(256)))
    loaded: Handle = World.load(world.export()).books.invoices.all()[0]
    assert isinstance(loaded, DocumentHandle)
    assert (loaded.comments.all(), loaded.attachments.all()) == (invoice.comments.all(), invoice.attachments.all())


def test_payments_have_none() -> None:
    world = World()
    invoice = an_invoice(world)
    invoice.mark_sent()
    payment = invoice.record_payment(10)
    for look in ("comments", "attachments", "timeline", "deals"):
        with pytest.raises(NotAllowed, match="payments"):
            getattr(payment, look)
