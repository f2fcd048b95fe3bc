"""What people do alike with customers, vendors and items: list those from the CRM, archive, merge."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.unit.fakes.finance.conftest import MakeShop, Shop
from zsim.fakes.finance import Finance
from zsim.fakes.finance.linked import LinkedFace
from zsim.fakes.store import Effect
from zsim.fakes.store.handle import Handle
from zsim.kernel.journal import Command
from zsim.kernel.streams import Streams
from zsim.ports.errors import DuplicateValue, NotAllowed, NotFound
from zsim.ports.records import Create, DeletionCause, RecordId, Update


class Kind(NamedTuple):
    """One module: what its records are named by, linked by, and used by."""

    module: str
    name: str
    link: str
    user: str
    lookup: str

    def face(self, finance: Finance) -> LinkedFace:
        """The people's face of the module."""
        return getattr(finance, self.module)

    def make(self, finance: Finance, name: str) -> Handle:
        """A record made by hand."""
        return self.face(finance).create(**{self.name: name})

    def linked(self, shop: Shop, name: str, crm_id: str) -> RecordId:
        """A record the integration wrote."""
        (written,) = shop.write_to(self.module, Create({self.name: name, self.link: crm_id, "source": "crm"}))
        assert written.id is not None, written.error
        return written.id

    def use(self, finance: Finance, record: Handle) -> Handle:
        """A transaction with the record."""
        if self.lookup == "item_ids":
            buyer = finance.customers.create(contact_name=f"Buyer of {record.id}")
            return finance.invoices.create(customer_id=buyer, lines=[{"item": record, "rate": 1}])
        made: Handle = getattr(finance, self.user).create(lines=[{"name": "Work", "rate": 1}], **{self.lookup: record})
        return made


KINDS = (
    Kind("customers", "contact_name", "zcrm_account_id", "invoices", "customer_id"),
    Kind("vendors", "contact_name", "zcrm_vendor_id", "bills", "vendor_id"),
    Kind("items", "name", "zcrm_product_id", "invoices", "item_ids"),
)
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.module)


@every_kind
def test_those_from_the_crm_are_listed_as_long_as_they_say_so_whatever_id_they_note(shop: Shop, kind: Kind) -> None:
    face = kind.face(shop.finance)
    kind.make(shop.finance, "Native")
    first, second = (kind.linked(shop, name, f"10000000000000000{name[-1]}") for name in ("No 1", "No 2"))
    face.deactivate(first)
    assert [each.id for each in face.from_crm()] == [first, second]
    shop.write_to(kind.module, Update(second, {"source": None}))
    assert [each.id for each in face.from_crm()] == [first]
    copy = Finance.load(
        shop.finance.export(),
        shop.finance.product,
        shop.clock,
        shop.journal,
        Streams(0),
        shop.quirks,
        shop.policies,
    )
    assert [each.id for each in kind.face(copy).from_crm()] == [first]


@every_kind
def test_archiving_changes_the_status_of_that_record_alone(shop: Shop, kind: Kind) -> None:
    face = kind.face(shop.finance)
    one, other = kind.make(shop.finance, "One"), kind.make(shop.finance, "Other")
    fields, untouched = one.fields, other.record
    assert face.deactivate(one).fields == {**fields, "status": "inactive"}
    assert face.activate(one.id).fields == fields
    assert other.record is untouched
    with pytest.raises(NotFound, match="name one of them"):
        face.deactivate("999999999999999999")


@every_kind
def test_archiving_is_told_as_a_command_and_its_effect(shop: Shop, kind: Kind) -> None:
    record = kind.make(shop.finance, "One")
    before = len(shop.journal)
    kind.face(shop.finance).deactivate(record)
    command, effect = shop.journal.since(before)
    assert (command.actor, command.subject, command.detail) == ("Administrator", record.ref, Command("deactivate", {}))
    assert isinstance(effect.detail, Effect)
    assert (effect.subject, effect.detail.change, effect.cause) == (record.ref, "updated", command.number)


@every_kind
def test_people_merge_several_and_transactions_follow(shop: Shop, kind: Kind) -> None:
    face = kind.face(shop.finance)
    master, *losers = (kind.make(shop.finance, name) for name in ("Master", "One", "Two"))
    used = [kind.use(shop.finance, each) for each in losers]
    fields, before = master.fields, len(shop.journal)
    assert face.merge(master, *losers) == master
    assert master.fields == fields
    held = [getattr(each, kind.lookup) for each in used]
    assert held == [[master] if kind.module == "items" else master] * 2
    command, *effects = shop.journal.since(before)
    assert command.detail == Command("merge", {"losers": tuple([each.id for each in losers])})
    assert {each.cause for each in effects} == {command.number}


@pytest.mark.parametrize("kind", KINDS[:2], ids=lambda kind: kind.module)
def test_merged_parties_stay_inactive_under_their_names_and_can_then_go(books: Finance, kind: Kind) -> None:
    face = kind.face(books)
    master, loser = kind.make(books, "Master"), kind.make(books, "Loser")
    kind.use(books, loser)
    face.merge(master, loser)
    assert loser.status == "inactive"
    with pytest.raises(DuplicateValue):
        kind.make(books, "Loser")
    face.delete(loser)
    assert kind.make(books, "Loser").alive


def test_a_merged_item_leaves_for_good_and_frees_name_and_sku(books: Finance) -> None:
    master = books.items.create(name="Anvil")
    loser = books.items.create(name="Anvil old", sku="AB-1")
    books.items.merge(master, loser)
    (deletion,) = books.port().deleted("items", None).deletions
    assert (deletion.ref, deletion.cause, deletion.winner) == (loser.ref, DeletionCause.MERGED, master.id)
    with pytest.raises(NotAllowed, match="create it anew"):
        books.items.restore(loser)
    assert books.items.update(master, name="Anvil old", sku="AB-1").alive


@pytest.mark.parametrize("product", ["invoice", "billing"])
def test_items_of_the_other_products_do_the_same(make_shop: MakeShop, product: str) -> None:
    shop, items = make_shop(product), KINDS[2]
    master, loser = (items.linked(shop, f"No {number}", f"10000000000000000{number}") for number in (1, 2))
    face = shop.finance.items
    assert len(face.from_crm()) == 2
    assert face.activate(face.deactivate(master)).status == "active"
    face.merge(master, loser)
    assert [each.id for each in face.from_crm()] == [master]
