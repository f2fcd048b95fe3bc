"""What becomes of commands and documents between the CRM's section and finance."""

from __future__ import annotations

import pytest

from scenarios.transactions._setup import ADVICE, SHOWN, customer, shown
from zsim import World, given, scenario, then, when
from zsim.ports.errors import LimitExceeded

EVERY = ["invoice", "import", "books", "billing"]
TYPES = pytest.mark.parametrize("type", SHOWN)


@TYPES
@scenario(covers=["TXN-10"])
def test_only_the_plan_limits_what_is_made_in_the_crm(world: World, product: str, type: str) -> None:
    """With a plan of two documents the third from the CRM is refused with that reason, and neither app has it."""
    with given("Acme, imported, and a plan of two documents"):
        _, acme = shown(world, product)
        world[product].set_plan(2)
        section = getattr(world.crm.zoho_finance, type)
    with when("three are made in the CRM"):
        for _ in range(2):
            section.create(customer=acme, lines=ADVICE)
        with pytest.raises(LimitExceeded, match="holds 2 documents"):
            section.create(customer=acme, lines=ADVICE)
    with then("two are there, and with a larger plan the third is made"):
        assert len(section.all()) == len(getattr(world[product], type).all()) == 2
        world[product].set_plan(None)
        section.create(customer=acme, lines=ADVICE)
        assert len(section.all()) == 3


@scenario(covers=["TXN-13"])
def test_only_what_is_made_in_the_section_reaches_books(world: World, product: str) -> None:
    """Of a native quote and invoice and one of the section each, Books has those of the section alone."""
    with given("Acme, synced, and documents shown"):
        _, acme = shown(world, product)
    with when("quotes and invoices are made in the CRM's own modules and in the section"):
        world.crm.quotes.create(Subject="Own", Account_Name=acme, Grand_Total=900)
        world.crm.invoices.create(Subject="Own", Account_Name=acme, Grand_Total=900)
        made = [getattr(world.crm.zoho_finance, each).create(customer=acme, lines=ADVICE) for each in SHOWN]
        world.advance(days=1)
    with then("Books has the two of the section"):
        held = [each for name in SHOWN for each in getattr(world[product], name).all()]
        assert [each.total for each in held] == [each.total for each in made]


@TYPES
@scenario(covers=["TXN-18"])
def test_numbers_neither_repeat_nor_skip(world: World, product: str, type: str) -> None:
    """Both apps make documents in one moment, with refusals between: the numbers are 1 to 6."""
    with given("Acme, synced"):
        _, acme = shown(world, product)
        ours, theirs = getattr(world.crm.zoho_finance, type), getattr(world[product], type)
    with when("documents are made in turn in both, and some are refused"):
        for _ in range(3):
            ours.create(customer=acme, lines=ADVICE)
            with pytest.raises(Exception, match="line_items"):
                ours.create(customer=acme, lines=[])
            theirs.create(customer=customer(world, product), lines=ADVICE)
        world.settle()
    with then("the numbers are 1 to 6, and the CRM shows the same"):
        field = f"{type.removesuffix('s')}_number"
        numbers = [str(getattr(each, field)) for each in theirs.all()]
        assert [int(each[-6:]) for each in numbers] == [1, 2, 3, 4, 5, 6]
        assert sorted(str(getattr(each, field)) for each in ours.all()) == numbers


@TYPES
@scenario(covers=["TXN-19"])
def test_a_pause_stops_the_list_and_no_command(world: World, product: str, type: str) -> None:
    """While the module is paused a change in finance is not shown, a command is; resumed, all is."""
    with given("a document shown in the CRM, and its module paused"):
        sync, acme = shown(world, product)
        section = getattr(world.crm.zoho_finance, type)
        seen = section.create(customer=acme, lines=ADVICE)
        (document,) = getattr(world[product], type).all()
        sync.transactions[type].pause()
    with when("it is marked as sent in finance, and another is made in the CRM"):
        document.mark_sent()
        world.advance(days=1)
        other = section.create(customer=acme, lines=ADVICE)
    with then("the command passed, and the first is shown as it was"):
        assert (seen.status, other.status) == ("draft", "draft")
        assert len(getattr(world[product], type).all()) == 2
    with when("the module is resumed"):
        sync.transactions[type].resume()
        world.settle()
    with then("the first is shown as it is"):
        assert seen.status == "sent"


@TYPES
@scenario(covers=["TXN-30"], products=EVERY)
def test_the_answer_to_a_command_shows_at_once(world: World, product: str, type: str) -> None:
    """What is marked as sent from the CRM shows so there at that moment, in every product."""
    with given("a document made in the CRM"):
        _, acme = shown(world, product)
        made = getattr(world.crm.zoho_finance, type).create(customer=acme, lines=ADVICE)
    with when("it is marked as sent there"):
        made.mark_sent()
    with then("the CRM shows that, as finance has it"):
        assert made.status == getattr(world[product], type).all()[0].status == "sent"


@TYPES
@scenario(covers=["TXN-31"])
def test_documents_wait_for_their_customer(world: World, product: str, type: str) -> None:
    """A document of a customer who is not synced shows once that one is, with the next change finance tells of."""
    with given("a customer typed into finance, with a document, not synced yet"):
        sync, _ = shown(world, product)
        face, section = getattr(world[product], type), getattr(world.crm.zoho_finance, type)
        bolt = world[product].customers.create(contact_name="Bolt")
        waiting = face.create(customer=bolt, lines=ADVICE)
        world.advance(minutes=1)
        assert section.all() == []
    with when("the customer is synced, and another document is made"):
        sync.customers.edit(extent="both_ways")
        sync.customers.instant_sync()
        world.settle()
        face.create(customer=bolt, lines=ADVICE)
        world.settle()
    with then("both show, under its account"):
        assert [each.Account_Name.Account_Name for each in section.all()] == ["Bolt", "Bolt"]
        assert world.why(waiting).outcome == "created"
