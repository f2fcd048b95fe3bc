"""What CRM users do with finance's documents: it goes to the relay of the right organisation, and comes back shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from zsim.fakes.crm import Crm
from zsim.fakes.crm.zoho_finance.documents_face import DocumentsFace
from zsim.fakes.crm.zoho_finance.shown import ShownDocument
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command, Journal
from zsim.ports.documents import PROJECTED
from zsim.ports.errors import InvalidData, NoPermission, NotAllowed
from zsim.ports.records import RecordId, Ref, Value

DOCUMENT = RecordId("460000000000000001")


class Asked(NamedTuple):
    """A command that came to the relay."""

    module: str
    action: str
    document: RecordId | None
    given: Mapping[str, Value]
    user: str


class HandRelay:
    """An integration that notes what it is handed, and shows what it makes unless it ``shows`` nothing."""

    def __init__(self, crm: Crm, key: str = "books", *types: str) -> None:
        self.crm, self.key = crm, key
        self.asked: list[Asked] = []
        self.refreshed: list[tuple[str, Ref]] = []
        self.refusal: Exception | None = None
        self.shows = True
        self.made = 0
        self.made_in: str | None = None
        crm.registry.serve_documents(key, self)
        crm.registry.show_transactions(key, types or ("invoices",))

    def perform(
        self, module: str, action: str, document: RecordId | None, given: Mapping[str, Value], user: str
    ) -> Ref:
        self.asked.append(Asked(module, action, document, given, user))
        if self.refusal is not None:
            raise self.refusal
        if document is not None and action != "convert":
            return Ref(self.key, module, document)
        made = RecordId(str(int(DOCUMENT) + self.made))
        self.made += 1
        self.show(self.made_in or module, made, {name: given[name] for name in ("Account_Name",) if name in given})
        return Ref(self.key, self.made_in or module, made)

    def refresh(self, module: str, party: Ref) -> None:
        self.refreshed.append((module, party))
        if self.refusal is not None:
            raise self.refusal
        self.show(module, DOCUMENT, {"Account_Name": party.id})

    def show(self, module: str, document: RecordId, fields: Mapping[str, Value]) -> None:
        if self.shows:
            own = {"Finance_Record_Id__s": f"{self.key}:{document}"}
            self.crm.modules[PROJECTED[module]].create({**fields, **own}, "Administrator")


@pytest.fixture
def relay(crm: Crm) -> HandRelay:
    """The relay of Books, whose invoices are shown."""
    return HandRelay(crm)


@pytest.fixture
def acme(crm: Crm) -> Handle:
    return crm.accounts.create(Account_Name="Acme")


def face(crm: Crm) -> DocumentsFace:
    return crm.zoho_finance.invoices


def commands(journal: Journal) -> list[Command]:
    return [each.detail for each in journal if isinstance(each.detail, Command)]


def test_a_document_is_made_by_finance_for_the_user_and_given_as_the_crm_shows_it(
    crm: Crm, relay: HandRelay, acme: Handle, journal: Journal
) -> None:
    lines = [{"name": "Advice", "rate": Decimal(5), "quantity": 2}]
    made = face(crm).create(customer=acme, lines=lines, notes="Thanks")
    (asked,) = relay.asked
    assert asked == Asked(
        "invoices", "create", None, {"notes": "Thanks", "line_items": tuple(lines), "Account_Name": acme.id}, crm.email
    )
    assert isinstance(made, ShownDocument)
    assert made.Account_Name.id == acme.id
    (command,) = [each for each in journal if isinstance(each.detail, Command)][-1:]
    assert (command.detail.name, command.subject) == ("create", ("crm", "Finance_Invoices"))
    effects = [each for each in journal if each.kind == "effect"]
    assert effects[-1].cause == command.number


def test_another_user_acts_as_that_user(crm: Crm, relay: HandRelay, acme: Handle) -> None:
    rita = crm.users.create("Rita")
    crm.as_user(rita).zoho_finance.invoices.create(customer=acme)
    assert relay.asked[0].user == rita.email


def test_save_and_send_is_one_command(crm: Crm, relay: HandRelay, acme: Handle, journal: Journal) -> None:
    face(crm).create(customer=acme, send=True)
    (asked,) = relay.asked
    assert (asked.action, asked.document, asked.given["send"]) == ("create", None, True)
    assert commands(journal)[-1].given["send"] is True


def test_lines_name_products_of_the_crm_or_items_of_finance(crm: Crm, relay: HandRelay, acme: Handle) -> None:
    lamp = crm.products.create(Product_Name="Lamp")
    face(crm).create(customer=acme, lines=[{"item": lamp, "rate": 1}])
    (row,) = relay.asked[0].given["line_items"]
    assert row == {"product_id": lamp.id, "rate": 1}
    with pytest.raises(UsageError, match="what was handed out"):
        row["rate"] = 2


@pytest.mark.parametrize("lines", [["Advice"], [5], [{"rate": [1]}], "Advice", 5, None, {"name": "Advice"}])
def test_what_are_no_lines_is_refused_in_words(crm: Crm, relay: HandRelay, acme: Handle, lines: Any) -> None:
    made = face(crm).create(customer=acme)
    for act in (face(crm).create, made.update):
        with pytest.raises(InvalidData, match=r"no (line|list)"):
            act(customer=acme, lines=lines)
    assert len(relay.asked) == 1


def test_nobody_named_is_refused_with_what_is_missing(crm: Crm, relay: HandRelay, journal: Journal) -> None:
    with pytest.raises(InvalidData, match="name one as customer, or a deal"):
        face(crm).create(lines=[{"name": "Advice"}])
    assert (relay.asked, commands(journal)) == ([], [])
    assert journal[len(journal)].kind == "refusal"


@pytest.mark.parametrize("party", [lambda crm: crm.products.create(Product_Name="Lamp"), lambda crm: "Acme"])
def test_a_document_is_for_an_account_a_contact_or_a_vendor(crm: Crm, relay: HandRelay, party: Callable) -> None:
    with pytest.raises(UsageError, match="it is no account, contact or vendor"):
        face(crm).create(customer=party(crm))


def test_a_deal_brings_its_account_or_else_its_contact(crm: Crm, relay: HandRelay, acme: Handle) -> None:
    ada = crm.contacts.create(Last_Name="Hill")
    for fields, party in (
        ({"Account_Name": acme, "Contact_Name": ada}, {"Account_Name": acme.id}),
        ({"Contact_Name": ada}, {"Contact_Name": ada.id}),
    ):
        deal = crm.deals.create(Deal_Name="Big", Stage="Qualification", **fields)
        face(crm).create(deal=deal)
        assert relay.asked[-1].given == {"Deal_Name": deal.id, "line_items": (), **party}


def test_a_deal_goes_with_its_own_account_or_contact_alone(crm: Crm, relay: HandRelay, acme: Handle) -> None:
    ada, bolt = crm.contacts.create(Last_Name="Hill"), crm.accounts.create(Account_Name="Bolt")
    deal = crm.deals.create(Deal_Name="Big", Stage="Qualification", Account_Name=acme, Contact_Name=ada)
    with pytest.raises(NotAllowed, match=r"is no deal of .*Bolt.* \(POT-08\)") as refused:
        face(crm).create(customer=bolt, deal=deal)
    assert (relay.asked, refused.value.field) == ([], "deal")
    face(crm).create(customer=ada, deal=deal)
    assert relay.asked[0].given == {"Deal_Name": deal.id, "line_items": (), "Contact_Name": ada.id}


def test_a_deal_of_nobody_needs_a_customer(crm: Crm, relay: HandRelay) -> None:
    deal = crm.deals.create(Deal_Name="Big", Stage="Qualification")
    with pytest.raises(InvalidData, match="the deal has neither account nor contact"):
        face(crm).create(deal=deal)


def test_what_is_no_deal_is_refused(crm: Crm, relay: HandRelay, acme: Handle) -> None:
    with pytest.raises(UsageError, match="it is no deal"):
        face(crm).create(deal=acme)


def test_of_several_organisations_one_is_named_and_the_document_goes_there(
    crm: Crm, relay: HandRelay, acme: Handle
) -> None:
    billing = HandRelay(crm, "billing")
    with pytest.raises(UsageError, match="books and billing shows them there; name one of these"):
        face(crm).create(customer=acme)
    with pytest.raises(UsageError, match="for 'west'"):
        face(crm).create(customer=acme, organisation="west")
    made = face(crm).create(customer=acme, organisation="billing")
    assert (len(relay.asked), len(billing.asked)) == (0, 1)
    made.mark_sent()
    assert (len(relay.asked), billing.asked[-1].action) == (0, "mark_sent")


@pytest.mark.parametrize(
    ("do", "action", "given"),
    [
        (lambda document: document.update(notes="x"), "update", {"notes": "x"}),
        (lambda document: document.update(lines=[{"name": "A"}]), "update", {"line_items": ({"name": "A"},)}),
        (lambda document: document.send(), "send", {}),
        (lambda document: document.mark_sent(), "mark_sent", {}),
        (lambda document: document.accept(), "accept", {}),
        (lambda document: document.decline(), "decline", {}),
        (lambda document: document.void(), "void", {}),
        (lambda document: document.record_payment(5), "record_payment", {"amount": 5}),
    ],
)
def test_what_is_done_to_a_document_is_handed_on(
    crm: Crm, relay: HandRelay, acme: Handle, journal: Journal, do: Callable, action: str, given: dict
) -> None:
    document = face(crm).create(customer=acme)
    assert do(document) == document
    assert relay.asked[-1] == Asked("invoices", action, DOCUMENT, given, crm.email)
    assert commands(journal)[-1].name == action


def test_what_a_document_is_converted_into_is_given_from_its_own_list(crm: Crm, acme: Handle) -> None:
    relay = HandRelay(crm, "books", "estimates", "invoices")
    quote = crm.zoho_finance.quotes.create(customer=acme)
    relay.crm.modules["Finance_Estimates"].update(quote.id, {"Finance_Record_Id__s": "books:7"}, "Administrator")
    relay.made_in = "invoices"
    invoice = quote.convert()
    assert relay.asked[-1] == Asked("estimates", "convert", RecordId("7"), {"to": "invoice"}, crm.email)
    assert invoice.ref.module == "Finance_Invoices"
    invoice.void()
    assert relay.asked[-1].module == "invoices"


def test_a_deletion_is_finances_and_gives_nothing(crm: Crm, relay: HandRelay, acme: Handle) -> None:
    document = face(crm).create(customer=acme)
    assert face(crm).delete(document) is None
    assert relay.asked[-1].action == "delete"
    assert face(crm).all() == [document]


def test_what_finance_made_and_the_crm_could_not_show_is_given_all_the_same(
    crm: Crm, relay: HandRelay, acme: Handle
) -> None:
    relay.shows = False
    made = face(crm).create(customer=acme)
    assert not made.alive
    assert repr(made) == f"<finance invoice {DOCUMENT}, which stands in books>"
    with pytest.raises(UsageError, match="the CRM could not show it yet"):
        _ = made.status
    made.void()
    assert relay.asked[-1][:3] == ("invoices", "void", DOCUMENT)
    relay.shows = True
    relay.show("invoices", DOCUMENT, {"Account_Name": acme.id, "status": "void"})
    assert (made.alive, made.status, [made]) == (True, "void", face(crm).all())


def test_an_organisation_that_refuses_keeps_no_other_from_being_refreshed(
    crm: Crm, relay: HandRelay, acme: Handle, journal: Journal
) -> None:
    billing = HandRelay(crm, "billing")
    relay.refusal = NotAllowed("books is not enabled", code="1")
    listed = face(crm).refresh(acme)
    assert [each.organisation for each in listed] == [None]
    assert (len(billing.refreshed), listed.refused) == (1, {"books": "books is not enabled"})
    assert str(listed).splitlines()[-1] == "books is not refreshed: books is not enabled"
    (refusal,) = [each for each in journal if each.kind == "refusal"]
    assert journal[refusal.cause].detail.name == "refresh"
    billing.refusal = NotAllowed("billing neither", code="1")
    with pytest.raises(NotAllowed, match="books is not enabled"):
        face(crm).refresh(acme)


def test_what_finance_refuses_is_refused_once_and_stands_in_the_journal(
    crm: Crm, relay: HandRelay, acme: Handle, journal: Journal
) -> None:
    relay.refusal = InvalidData("no such tax", code="4")
    with pytest.raises(InvalidData, match="no such tax"):
        face(crm).create(customer=acme, send=True)
    assert len(relay.asked) == 1
    assert [each.kind for each in journal][-2:] == ["command", "refusal"]


def test_the_list_of_a_record_is_empty_until_it_is_refreshed(crm: Crm, acme: Handle, journal: Journal) -> None:
    books, billing = HandRelay(crm, "books", "invoices"), HandRelay(crm, "billing", "estimates")
    assert face(crm).find(Account_Name=acme) == []
    assert [each.Account_Name for each in face(crm).refresh(acme)] == [acme]
    assert (books.refreshed, billing.refreshed) == ([("invoices", acme.ref)], [])
    assert commands(journal)[-1].name == "refresh"


def test_every_organisation_that_shows_such_documents_is_asked(crm: Crm, acme: Handle) -> None:
    relays = [HandRelay(crm, key) for key in ("books", "billing")]
    assert len(face(crm).refresh(acme)) == 2
    assert [each.refreshed for each in relays] == [[("invoices", acme.ref)]] * 2


def test_whoever_may_not_see_the_module_may_not_refresh_it(crm: Crm, relay: HandRelay, acme: Handle) -> None:
    crm.profiles.create("Sales", hidden_modules="Finance_Invoices")
    sales = crm.as_user(crm.users.create("Rita", profile="Sales")).zoho_finance.invoices
    with pytest.raises(NoPermission):
        sales.refresh(acme)
    with pytest.raises(NoPermission):
        sales.create(customer=acme)
    assert (relay.refreshed, relay.asked) == ([], [])


@pytest.mark.parametrize(
    ("do", "told"),
    [
        (lambda face, document: face.restore(document), "not restored"),
        (lambda face, document: face.merge(document, document), "not merged"),
        (lambda face, document: face.load_csv("a"), "not loaded from a file"),
        (lambda face, document: face.add_field("Colour"), "not given fields"),
        (lambda face, document: face.set_options("status", "a"), "not given options"),
        (lambda face, document: face.set_layout("status", "Other"), "not laid out"),
    ],
)
def test_what_only_finance_does_is_refused_in_words_and_written_down(
    crm: Crm, relay: HandRelay, acme: Handle, journal: Journal, do: Callable, told: str
) -> None:
    document: Any = face(crm).create(customer=acme)
    with pytest.raises(NotAllowed, match=f"finance owns its documents, they are {told} in the CRM"):
        do(face(crm), document)
    assert journal[len(journal)].kind == "refusal"


def test_a_document_of_another_module_is_refused(crm: Crm, relay: HandRelay, acme: Handle) -> None:
    with pytest.raises(UsageError, match="Accounts"):
        face(crm).update(acme, notes="x")
    assert relay.asked == []
