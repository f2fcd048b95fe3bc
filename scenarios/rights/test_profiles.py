"""What a profile of the CRM lets its users do to finance's documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scenarios.rights._setup import ADDRESS, TYPES, refused, sales
from scenarios.transactions._setup import ADVICE
from zsim import World, given, scenario, then, when
from zsim.fakes.crm.face import CrmFace
from zsim.fakes.store.handle import Handle
from zsim.ports.errors import NoPermission

RIGHTS = {"view": "view", "create_edit": "create and edit", "email": "email"}


def doings(rita: CrmFace, acme: Handle, made: str, type: str) -> dict[str, Callable[[], object]]:
    """What takes each of the rights."""
    section = getattr(rita.zoho_finance, type)
    return {
        "view": section.all,
        "create_edit": lambda: section.update(made, reference_number="PO 7"),
        "email": lambda: section.act(made, "send"),
    }


@TYPES
@pytest.mark.parametrize("right", RIGHTS)
@scenario(covers=["PRM-01", "PRM-05"])
def test_each_right_is_denied_by_itself(world: World, product: str, right: str, type: str) -> None:
    """One right over one type is denied to a profile: that alone is refused whole, until it is allowed again."""
    with given("Rita of Sales, and a document she made"):
        acme, (rita,) = sales(world, product, "Rita")
        made = getattr(rita.zoho_finance, type).create(customer=acme, lines=ADVICE)
        does = doings(rita, acme, made.ref.id, type)
    with when("Sales is denied that right"):
        world.crm.profiles.deny("Sales", type, right)
    with then("what takes it is refused, with the right and the profile named, and changes nothing"):
        missing = f"Rita may not {RIGHTS[right]} {type}: the profile Sales denies the right '{right}'"
        with refused(world, missing):
            does[right]()
    with then("what takes the others goes on, and so does the other type"):
        for name, act in does.items():
            if name != right:
                act()
        other = rita.zoho_finance.invoices if type == "estimates" else rita.zoho_finance.estimates
        other.create(customer=acme, lines=ADVICE, send=True)
        assert len(other.all()) == 1
    with when("the right is allowed again"):
        world.crm.profiles.allow("Sales", type, right)
    with then("it is done"):
        does[right]()


@TYPES
@scenario(covers=["PRM-01", "PRM-05"])
def test_whatever_writes_takes_the_right_to_create_and_edit(world: World, product: str, type: str) -> None:
    """Making, editing, marking as sent and deleting a document are refused whole where 'create and edit' is denied."""
    with given("a document, and Sales without the right to create and edit such"):
        acme, (rita,) = sales(world, product, "Rita")
        section = getattr(rita.zoho_finance, type)
        made = section.create(customer=acme, lines=ADVICE)
        world.crm.profiles.deny("Sales", type, "create_edit")
    with then("Rita is refused whole, whatever she does"):
        writes: tuple[Callable[[], object], ...] = (
            lambda: section.create(customer=acme, lines=ADVICE),
            lambda: section.delete(made),
            lambda: section.act(made, "update"),
            lambda: section.act(made, "mark_sent"),
        )
        for write in writes:
            with refused(world, f"Rita may not create and edit {type}"):
                write()


@TYPES
@scenario(covers=["PRM-02"])
def test_a_profile_binds_all_its_users_at_once(world: World, product: str, type: str) -> None:
    """The right to create is withdrawn a second before two of Sales use it; one of another profile goes on."""
    with given("Rita and Sam of Sales, and Tom of the profile Standard"):
        acme, people = sales(world, product, "Rita", "Sam")
        world.crm.users.create("Tom")
        sections = [getattr(each.zoho_finance, type) for each in people]
        mine = [each.create(customer=acme, lines=ADVICE) for each in sections]
    with when("Sales is denied to create and edit, and a second passes"):
        world.crm.profiles.deny("Sales", type, "create_edit")
        world.advance(seconds=1)
    with then("both are refused, with what they hold of the section and of their documents since before"):
        for section, document, name in zip(sections, mine, ("Rita", "Sam"), strict=True):
            with refused(world, f"{name} may not create and edit"):
                section.create(customer=acme, lines=ADVICE)
            with refused(world, f"{name} may not create and edit"):
                document.update(notes="mine")
    with then("Tom makes one"):
        getattr(world.crm.as_user("Tom").zoho_finance, type).create(customer=acme, lines=ADVICE)
        assert len(getattr(world[product], type).all()) == 3


@TYPES
@scenario(covers=["PRM-03"])
def test_salespeople_write_and_somebody_else_sends(world: World, product: str, type: str) -> None:
    """With email denied, Rita writes and views estimates and invoices; her manager looks at one and sends it."""
    with given("Sales without the right to email"):
        acme, (rita,) = sales(world, product, "Rita")
        world.crm.profiles.deny("Sales", type, "email")
    with when("Rita writes one"):
        made = getattr(rita.zoho_finance, type).create(customer=acme, lines=ADVICE)
    with then("she sees it and cannot send it"):
        assert getattr(rita.zoho_finance, type).all() == [made]
        with refused(world, f"Rita may not email {type}: the profile Sales denies the right 'email'"):
            made.send()
        assert world[product].outbox.all() == []
    with when("her manager sends it"):
        (seen,) = getattr(world.crm.zoho_finance, type).all()
        seen.send()
    with then("it is sent, in both apps"):
        assert made.status == "sent"
        assert [each.to for each in world[product].outbox.all()] == [ADDRESS]


@TYPES
@scenario(covers=["PRM-05"])
def test_save_and_send_without_the_right_to_send_saves_nothing(world: World, product: str, type: str) -> None:
    """'Save and Send' with email denied is refused whole: no draft is left behind in either app."""
    with given("Sales without the right to email"):
        acme, (rita,) = sales(world, product, "Rita")
        world.crm.profiles.deny("Sales", type, "email")
    with then("saving and sending is refused, and nothing is saved"):
        with refused(world, f"Rita may not email {type}"):
            getattr(rita.zoho_finance, type).create(customer=acme, lines=ADVICE, send=True)
        assert getattr(world[product], type).all() == []


@scenario(covers=["PRM-12"])
def test_converting_a_quote_takes_the_right_to_make_invoices(world: World, product: str) -> None:
    """Sales may write quotes and no invoices: a quote of theirs is not converted either, until they may."""
    with given("an accepted quote of Rita's, and Sales without the right to create invoices"):
        acme, (rita,) = sales(world, product, "Rita")
        quote = rita.zoho_finance.quotes.create(customer=acme, lines=ADVICE)
        quote.accept()
        world.crm.profiles.deny("Sales", "invoices", "create_edit")
    with then("converting it is refused whole"), refused(world, "Rita may not create and edit invoices"):
        quote.convert()
    with when("the right is allowed"):
        world.crm.profiles.allow("Sales", "invoices", "create_edit")
        quote.convert()
    with then("there is an invoice"):
        assert quote.status == "invoiced"
        assert len(world[product].invoices.all()) == 1


@TYPES
@scenario(covers=["PRM-07"])
def test_a_module_is_denied_as_a_whole(world: World, product: str, type: str) -> None:
    """A type is denied to Sales altogether: it is neither seen nor made nor sent; the other one is as before."""
    with given("a document of that type"):
        acme, (rita,) = sales(world, product, "Rita")
        section = getattr(rita.zoho_finance, type)
        made = section.create(customer=acme, lines=ADVICE)
    with when("Sales is denied the type, with no right named"):
        world.crm.profiles.deny("Sales", type)
    with then("all that takes any right over it is refused"):
        for act in (section.all, lambda: section.create(customer=acme, lines=ADVICE), made.send, made.mark_sent):
            with refused(world, f"{type}: the profile Sales denies all of them"):
                act()
    with then("the other type is as before"):
        other = rita.zoho_finance.invoices if type == "estimates" else rita.zoho_finance.estimates
        other.create(customer=acme, lines=ADVICE, send=True)
        assert len(other.all()) == 1


@TYPES
@scenario(covers=["PRM-08"])
def test_another_profile_counts_from_the_next_command(world: World, product: str, type: str) -> None:
    """Rita is given a profile that may only view: her next command is refused; given Sales back, it passes."""
    with given("Rita of Sales, with a document, and a profile Readers"):
        acme, (rita,) = sales(world, product, "Rita")
        world.crm.profiles.create("Readers")
        world.crm.profiles.deny("Readers", type, "create_edit", "email")
        made = getattr(rita.zoho_finance, type).create(customer=acme, lines=ADVICE)
    with when("Rita becomes one of Readers"):
        world.crm.users.update("Rita", profile="Readers")
    with then("she views the document, and neither edits nor sends it"):
        assert getattr(rita.zoho_finance, type).all() == [made]
        for act, doing in ((made.mark_sent, "create and edit"), (made.send, "email")):
            with refused(world, f"Rita may not {doing} {type}: the profile Readers"):
                act()
    with when("she is of Sales again"):
        world.crm.users.update("Rita", profile="Sales")
        made.send()
    with then("it is sent"):
        assert made.status == "sent"


@scenario(covers=["PRM-05"])
def test_the_journal_says_who_was_refused_what(world: World, product: str) -> None:
    """Rita may not make invoices; the journal tells that she was refused, and which right she lacks."""
    with given("Rita, whose profile is denied to make invoices"):
        acme, (rita,) = sales(world, product, "Rita")
        world.crm.profiles.deny("Sales", "invoices", "create_edit")
    with when("she makes one"), pytest.raises(NoPermission):
        rita.zoho_finance.invoices.create(customer=acme, lines=[{"name": "Work", "rate": 10}])
    with then("the journal says so"):
        (told,) = [line for line in world.lines() if "was refused: Rita may not" in line.text]
        assert "create and edit invoices" in told.text
