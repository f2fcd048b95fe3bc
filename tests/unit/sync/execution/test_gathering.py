"""What is looked up about records before anything is decided, and with how few calls."""

from __future__ import annotations

import pytest

from tests.unit.sync.execution.samples import MARK, Connection
from tests.unit.sync.samples import (
    ACCOUNT,
    CONTACT,
    ITEM,
    PERSON,
    account,
    contact,
    context,
    customer,
    inputs,
    item,
    link,
    person,
    product,
    record,
)
from zsim.ports.records import Record, RecordId
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync import Duplicates, Extent, Link, LinkState, System
from zsim.sync.execution.gathering import by_id, gather, grouped, out_of_view_of
from zsim.sync.model.kinds import Kind, ModuleChoice
from zsim.sync.planning.plan_context import PlanInput
from zsim.sync.runs.calls import at_once

CRM, FINANCE = System.CRM, System.FINANCE
VIEW = RecordId("7")
ACME, BOLT = account(11), account(12, "Bolt")
TWIN = customer(21)
LINK = link(ACCOUNT, ACME, TWIN)


class Stage(Connection):
    """A connection whose records are looked up; ``ended`` are links that have ended."""

    def __init__(self, *records: Record, linked: tuple[Link, ...] = (), ended: tuple[Link, ...] = ()) -> None:
        super().__init__(*records, linked=linked)
        self.links.load((), ended)

    def gathered(
        self, source: System, *records: Record, kind: Kind = ACCOUNT, views=None, mark: str = MARK, **choices
    ) -> PlanInput:
        unique = {"contact_name": 200, "sku": None, "name": None}
        chosen = context(kind, self.links, **choices)._replace(mark=mark, unique=unique)
        return at_once(gather(self.calls, chosen, source, records, {}, views or {}))


def test_linked_records_that_need_nothing_are_looked_up_nowhere():
    stage = Stage(TWIN, linked=(LINK,))
    assert stage.gathered(CRM, ACME).counterparts == {}
    assert (stage.crm.asked, stage.finance.asked) == ([], [])


@pytest.mark.parametrize(
    ("source", "edited", "other"),
    [(CRM, account(11, Phone="2"), TWIN), (FINANCE, customer(21, phone="2"), ACME)],
    ids=["crm", "finance"],
)
def test_of_an_edited_record_the_counterpart_is_read(source: System, edited: Record, other: Record):
    stage = Stage(ACME, TWIN, linked=(LINK,))
    found = stage.gathered(source, edited)
    assert found.counterparts == {other.id: other}
    assert (found.source, found.records) == (source, (edited,))
    assert found.candidates == {}, "nothing is searched for a linked record"


def test_namesakes_of_newcomers_are_searched_once_for_all_and_told_by_their_folded_name():
    other = customer(22, " ACME ")
    stage = Stage(TWIN, other, customer(23, "Corn"))
    found = stage.gathered(CRM, ACME, BOLT)
    assert found.candidates == {"acme": (TWIN, other)}
    assert stage.finance.asked.count(("search", "customers")) == 2, "one for the names, one for the ids noted"


def test_what_finance_noted_a_newcomers_id_on_is_found_by_that():
    made = customer(21, "Acme Ltd", zcrm_account_id=ACME.id)
    assert Stage(made).gathered(CRM, ACME).own == {ACME.id: made}


def test_what_this_connection_made_in_the_crm_is_found_by_its_mark():
    made = account(11, **{OWN_ID_FIELD: f"{MARK}{TWIN.id}"})
    others = account(12, **{OWN_ID_FIELD: f"other:{TWIN.id}"})
    assert Stage(made, others).gathered(FINANCE, TWIN).own == {TWIN.id: made}


@pytest.mark.parametrize("choices", [{"mark": ""}, {"extent": Extent.FETCH}], ids=["no mark", "fetch only"])
def test_where_nothing_is_made_in_the_crm_no_mark_is_searched_for(choices):
    stage = Stage(account(11, **{OWN_ID_FIELD: TWIN.id}))
    assert stage.gathered(FINANCE, TWIN, **choices).own == {}
    assert stage.crm.asked == [("search", "Accounts")], "the name alone"


@pytest.mark.parametrize(
    ("state", "read"),
    [
        (LinkState.KEPT, True),
        (LinkState.DEACTIVATED, True),
        (LinkState.DELETED, False),
        (LinkState.FINANCE_DELETED, False),
    ],
)
def test_of_a_returned_record_the_former_counterpart_is_read_where_that_stayed(state: LinkState, read: bool):
    stage = Stage(TWIN, ended=(LINK._replace(state=state),))
    assert bool(stage.gathered(CRM, ACME).counterparts) is read


def test_of_a_record_of_finance_the_one_it_notes_is_read():
    assert Stage(ACME).gathered(FINANCE, customer(21, zcrm_account_id=ACME.id)).counterparts == {ACME.id: ACME}


def test_a_number_is_found_for_each_taken_name_that_makes_it_free():
    stage = Stage(TWIN, customer(22, "acme 2"), customer(23, "Bolt"))
    assert stage.gathered(CRM, ACME, BOLT, duplicates=Duplicates.CLONE, clone_name="suffix").numbers == {
        "acme": (3,),
        "bolt": (2,),
    }


def test_as_many_numbers_are_found_as_records_have_the_name_in_a_few_calls():
    many = [account(number) for number in range(31, 61)]
    stage = Stage(TWIN, customer(22, "acme 2"), customer(23, "acme 5"))
    found = stage.gathered(CRM, *many, duplicates=Duplicates.CLONE, clone_name="suffix").numbers
    assert found == {"acme": (3, 4, *range(6, 34))}
    assert stage.finance.asked.count(("search", "customers")) == 4, "names, two rounds of numbers, and ids noted"


@pytest.mark.parametrize(
    "choices",
    [{"duplicates": Duplicates.OVERWRITE}, {"duplicates": Duplicates.CLONE, "clone_name": "refuse"}],
    ids=["no clones", "no numbers"],
)
def test_where_clones_get_no_number_none_is_looked_for(choices):
    assert Stage(TWIN).gathered(CRM, ACME, **choices).numbers == {}


def test_codes_are_searched_where_they_are_compared_and_told_trimmed_with_their_case():
    bolt, other = item(61, "Nut", " A-1 "), item(62, "Nut", "a-1")
    stage = Stage(bolt, other)
    newcomer = product(51, "Bolt", "A-1")
    assert stage.gathered(CRM, newcomer, kind=ITEM, by_secondary_key=True).secondary_keys == {
        "A-1": (bolt,),
        "a-1": (other,),
    }
    assert stage.gathered(CRM, newcomer, kind=ITEM).secondary_keys == {}


def test_what_a_linked_namesake_is_linked_with_is_read_where_the_mapping_changed_since():
    old = LINK._replace(base=LINK.base._replace(pairs=LINK.base.pairs[:1]))
    changed = Stage(ACME, TWIN, linked=(old,)).gathered(CRM, account(13))
    same = Stage(ACME, TWIN, linked=(LINK,)).gathered(CRM, account(13))
    assert (changed.joined, same.joined) == ({ACME.id: ACME}, {})


def test_the_persons_of_a_newcomers_customer_are_found_by_that():
    ada, elsewhere = person(41, TWIN), person(42, customer(22))
    stage = Stage(ada, elsewhere, linked=(LINK,))
    found = stage.gathered(CRM, contact(31, Account_Name=ACME.id), kind=PERSON)
    assert found.children == {TWIN.id: (ada,)}
    assert found.candidates == {}, "persons are not matched by name in the whole module"


def test_the_persons_of_the_customer_that_a_contact_moves_to_are_found():
    bolt_twin = customer(22, "Bolt")
    ada, there = person(41, TWIN), person(42, bolt_twin)
    linked = LINK, link(ACCOUNT, BOLT, bolt_twin), link(PERSON, contact(31, Account_Name=ACME.id), ada)
    stage = Stage(ada, there, linked=linked)
    assert stage.gathered(CRM, contact(31, Account_Name=BOLT.id), kind=PERSON).destinations == {bolt_twin.id: (there,)}
    assert stage.gathered(CRM, contact(31, Account_Name=ACME.id), kind=PERSON).destinations == {}


def test_of_a_record_that_comes_to_be_of_another_kind_it_is_known_whether_the_former_has_transactions():
    ada, individual = contact(31, Account_Name=ACME.id), customer(22, "Ada Hill")
    invoice = record(FINANCE, "invoices", 71, customer_id=individual.id)
    stage = Stage(individual, invoice, linked=(LINK, link(CONTACT, ada, individual)))
    assert stage.gathered(CRM, ada, kind=PERSON).busy == {individual.id}


def test_counterparts_outside_the_view_are_told_for_records_of_finance_only():
    stage = Stage(ACME, TWIN, linked=(LINK,))
    stage.crm.shown[VIEW] = ()
    views = {"Accounts": VIEW}
    assert stage.gathered(FINANCE, customer(21, phone="2"), views=views).out_of_view == {ACME.id}
    assert stage.gathered(CRM, account(11, Phone="2"), views=views).out_of_view == frozenset()
    stage.crm.shown[VIEW] = (ACME.id,)
    assert stage.gathered(FINANCE, customer(21, phone="2"), views=views).out_of_view == frozenset()


def test_a_contact_whose_account_is_not_linked_any_more_is_out_of_view():
    ada, ada_person = contact(31, Account_Name=ACME.id), person(41, TWIN)
    pair = link(PERSON, ada, ada_person)
    edited = person(41, TWIN, "Eda")
    assert Stage(ada, linked=(pair,)).gathered(FINANCE, edited, kind=PERSON).out_of_view == {ada.id}
    assert Stage(ada, linked=(pair, LINK)).gathered(FINANCE, edited, kind=PERSON).out_of_view == frozenset()


@pytest.mark.parametrize(("needs_it", "out"), [(True, True), (False, False)])
def test_a_contact_without_account_is_out_of_view_where_it_needs_one(needs_it: bool, out: bool):
    ada, individual = contact(31), customer(22, "Ada Hill", email="a@x.example")
    stage = Stage(ada, linked=(link(CONTACT, ada, customer(22, "Ada Hill")),))
    chosen = context(CONTACT, stage.links, module=ModuleChoice.ACCOUNTS_AND_CONTACTS)._replace(needs_it=needs_it)
    found = at_once(gather(stage.calls, chosen, FINANCE, [individual], {}, {}))
    assert bool(found.out_of_view) is out


def test_what_a_run_read_and_has_not_answered_is_handed_on():
    stage = Stage(TWIN)
    read = {TWIN.ref: None}
    found = at_once(gather(stage.calls, context(ACCOUNT, stage.links), CRM, [ACME], read, {}))
    assert found.read is read
    assert inputs(CRM, ACME).source is found.source


def test_without_a_view_nothing_is_outside_and_nothing_is_asked():
    stage = Stage(ACME)
    assert at_once(out_of_view_of(stage.calls, "Accounts", [ACME.id], {})) == frozenset()
    assert stage.crm.asked == []


def test_outside_a_view_is_what_is_not_shown_in_it():
    stage = Stage(ACME, BOLT)
    stage.crm.shown[VIEW] = (BOLT.id,)
    asked = [ACME.id, BOLT.id, ACME.id]
    assert at_once(out_of_view_of(stage.calls, "Accounts", asked, {"Accounts": VIEW})) == {ACME.id}


def test_records_are_told_by_id_and_by_lookup():
    ada, bob = contact(31, Account_Name=ACME.id), contact(32, Account_Name=ACME.id)
    assert by_id([ada, bob]) == {ada.id: ada, bob.id: bob}
    assert grouped([ada, bob, contact(33)], "Account_Name") == {ACME.id: (ada, bob), "None": (contact(33),)}
