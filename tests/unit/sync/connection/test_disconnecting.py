"""What becomes of linked records when an integration is deleted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.sync.execution.samples import Connection
from tests.unit.sync.samples import ACCOUNT, ITEM, PERSON, account, contact, customer, item, link, person, product
from zsim import World
from zsim.fakes.finance import Finance
from zsim.kernel.errors import UsageError
from zsim.ports.errors import InvalidData, NoAnswer, NotAllowed, RateLimited
from zsim.ports.records import Create, Delete, Fields, RecordId, Update
from zsim.sync import KINDS, Base, Link, Links, System
from zsim.sync.connection.disconnecting import Conversion, conversion, disconnect
from zsim.sync.runs.calls import BATCH_SIZE, at_once

CAUSE = 0


@pytest.fixture
def books() -> Finance:
    """An organisation of Books."""
    return World().books


def linked(books: Finance, kind: str, number: int, **fields: object) -> Link:
    """A link of that kind, and the record of finance that is in it."""
    crm_id = RecordId(f"{number:018}")
    given: Fields = {**KINDS[kind].fixed, KINDS[kind].link_field: crm_id, **fields}
    (made,) = books.port().write(KINDS[kind].finance.module, [Create(given)])
    assert made.id is not None, made.error
    return Link(kind, crm_id, made.id, System.CRM, Base((), (), ()))


def noted(books: Finance, link: Link) -> object:
    """The CRM record's id that a record of finance remembers; ``KeyError`` for one that is gone."""
    table = books.modules[KINDS[link.kind].finance.module].table
    return {each.id: each for each in table}[link.finance_id].fields.get(KINDS[link.kind].link_field)


def names(books: Finance, module: str) -> list[object]:
    """The names of what is left in a module, oldest first."""
    field = "name" if module == "items" else "contact_name"
    return [each.fields[field] for each in books.modules[module].table]


def one_of_each(books: Finance) -> tuple[Link, ...]:
    """A company with a contact person, a person, a vendor and an item, in the order they were linked."""
    account = linked(books, "account", 1, contact_name="Acme")
    return (
        account,
        linked(books, "person", 2, contact_id=account.finance_id, last_name="Lee"),
        linked(books, "contact", 3, contact_name="Ann"),
        linked(books, "vendor", 4, contact_name="Mill"),
        linked(books, "item", 5, name="Lamp"),
    )


def let_go(books: Finance, known: tuple[Link, ...], convert: Conversion) -> Links:
    """Let these records go; gives what is linked still."""
    context = replace(Connection().context, finance=books.port())
    context.links.load(known, ())
    at_once(disconnect(context, "sync books", convert, CAUSE))
    return context.links


def test_converting_all_keeps_every_record_and_forgets_the_crm(books: Finance):
    links = one_of_each(books)
    let_go(books, links, Conversion.ALL)
    assert [noted(books, each) for each in links] == [None] * 5
    assert (names(books, "customers"), names(books, "vendors"), names(books, "items")) == (
        ["Acme", "Ann"],
        ["Mill"],
        ["Lamp"],
    )


def test_without_transactions_everything_goes_children_first(books: Finance):
    let_go(books, one_of_each(books), Conversion.WITH_TRANSACTIONS)
    assert {name: len(module.table) for name, module in books.modules.items() if len(module.table)} == {}


def test_what_transactions_use_is_kept_with_its_contact_persons(books: Finance):
    account, person, contact, vendor, item = links = one_of_each(books)
    gone = linked(books, "account", 6, contact_name="Gone")
    buyer = books.customers.create(contact_name="Buyer")
    books.invoices.create(customer_id=account.finance_id, lines=[{"name": "Work", "rate": 1}])
    books.invoices.create(customer_id=contact.finance_id, lines=[{"name": "Work", "rate": 1}])
    books.bills.create(vendor_id=vendor.finance_id, lines=[{"name": "Work", "rate": 1}])
    books.invoices.create(customer_id=buyer, lines=[{"item": item.finance_id, "rate": 1}])
    let_go(books, (*links, gone), Conversion.WITH_TRANSACTIONS)
    assert [noted(books, each) for each in (account, person, contact, vendor, item)] == [None] * 5
    assert names(books, "customers") == ["Acme", "Ann", "Buyer"]


def test_records_that_are_in_no_link_are_not_touched(books: Finance):
    books.customers.create(contact_name="Own")
    stray = linked(books, "account", 1, contact_name="Stray")
    let_go(books, (), Conversion.WITH_TRANSACTIONS)
    assert names(books, "customers") == ["Own", "Stray"]
    assert noted(books, stray) == stray.crm_id


def test_more_records_than_a_batch_holds_are_all_let_go(books: Finance):
    links = tuple([linked(books, "item", each, name=f"Item {each}") for each in range(1, BATCH_SIZE + 2)])
    let_go(books, links, Conversion.ALL)
    assert {noted(books, each) for each in links} == {None}
    let_go(books, links, Conversion.WITH_TRANSACTIONS)
    assert names(books, "items") == []


@pytest.mark.parametrize("choice", list(Conversion))
def test_a_conversion_is_chosen_by_its_name(choice: Conversion):
    assert conversion(choice.value) is choice


def test_an_unknown_conversion_is_refused_with_the_choices():
    with pytest.raises(UsageError, match="one of all, with_transactions"):
        conversion("some")


ACME, TWIN, BOLT_TWIN = account(11), customer(21), customer(22, "Bolt")
LINKED = (link(ACCOUNT, ACME, TWIN), link(ACCOUNT, account(12, "Bolt"), BOLT_TWIN))
WRONG = InvalidData("no such value", code="4")


def leaving(connection: Connection, convert: Conversion = Conversion.ALL):
    """The steps that let the records of a connection go."""
    return disconnect(connection.context, "sync books", convert, CAUSE)


@pytest.mark.parametrize("convert", Conversion)
def test_a_link_ends_with_the_answer_about_its_record_and_leaves_no_tombstone(convert: Conversion):
    connection = Connection(TWIN, BOLT_TWIN, linked=LINKED)
    at_once(leaving(connection, convert))
    assert (list(connection.links), connection.links.tombstones()) == ([], ())


def test_a_record_that_is_gone_is_let_go():
    connection = Connection(TWIN, linked=LINKED)
    at_once(leaving(connection))
    assert list(connection.links) == []


def test_a_record_that_may_not_be_deleted_after_all_becomes_finances_own():
    connection = Connection(TWIN, BOLT_TWIN, linked=LINKED)
    connection.finance.verdicts[TWIN.id] = NotAllowed("it has transactions", code="4")
    steps = leaving(connection, Conversion.WITH_TRANSACTIONS)

    def allow(method: str, module: str) -> None:
        if BOLT_TWIN.ref not in connection.finance.records:
            connection.finance.verdicts.clear()

    connection.finance.meanwhile = allow
    at_once(steps)
    assert connection.finance.written == [
        Delete(BOLT_TWIN.id, CAUSE),
        Update(TWIN.id, {"zcrm_account_id": None, "source": None}, CAUSE),
    ]
    assert list(connection.links) == []


def test_what_is_refused_for_good_stays_linked_and_the_rest_is_let_go():
    connection = Connection(TWIN, BOLT_TWIN, linked=LINKED)
    connection.finance.verdicts[TWIN.id] = WRONG
    with pytest.raises(NotAllowed, match="1 records of customers could not be let go; delete again"):
        at_once(leaving(connection))
    assert list(connection.links) == [LINKED[0]]


def test_who_begins_again_goes_on_with_the_rest():
    connection = Connection(TWIN, BOLT_TWIN, linked=LINKED)
    connection.finance.verdicts[TWIN.id] = WRONG
    with pytest.raises(NotAllowed):
        at_once(leaving(connection))
    connection.finance.verdicts.clear()
    at_once(leaving(connection))
    assert [each.id for each in connection.finance.written] == [BOLT_TWIN.id, TWIN.id]


def test_an_app_that_asks_to_wait_is_waited_for():
    connection = Connection(TWIN, linked=LINKED[:1])
    connection.finance.refusals = [RateLimited("too many calls", code="44", retry_after_ms=60_000)]
    assert list(leaving(connection)) == [0, 60_000, 0], "the last to ask for integration users"
    assert list(connection.links) == []


def test_a_write_without_an_answer_is_told_and_its_records_stay_linked():
    connection = Connection(TWIN, linked=LINKED[:1])
    connection.finance.refusals = [NoAnswer("nothing came", code="timeout")]
    with pytest.raises(NoAnswer):
        list(leaving(connection))
    assert list(connection.links) == [LINKED[0]]


def test_children_of_every_kind_go_before_their_parents_and_the_crm_is_not_asked():
    bolt, lamp = item(61), product(51)
    ada, hill = contact(31), person(32, TWIN)
    linked_records = LINKED[0], link(PERSON, ada, hill), link(ITEM, lamp, bolt)
    connection = Connection(TWIN, bolt, hill, linked=linked_records)
    at_once(leaving(connection))
    assert [each.id for each in connection.finance.written] == [bolt.id, hill.id, TWIN.id]
    assert connection.crm.asked == []
