"""The decisions that make a pair: what is written, and what counts as agreed."""

from __future__ import annotations

import pytest

from tests.unit.sync.samples import (
    ACCOUNT,
    CONTACT,
    PERSON,
    VENDOR,
    account,
    base,
    contact,
    context,
    customer,
    inputs,
    link,
    links,
    person,
)
from zsim.ports.records import Create, Update
from zsim.ports.schema import OWN_ID_FIELD
from zsim.sync import LinkState, Outcome, Reason, System
from zsim.sync.model.kinds import MADE, OVERWRITTEN
from zsim.sync.model.mapping import FieldMap, MappedPair
from zsim.sync.planning.building import created, matching, overwritten, parent_field, reactivate, update_steps
from zsim.sync.planning.reconciling import Reconciled

CRM, FINANCE = System.CRM, System.FINANCE
ACME, TWIN = account(11, Phone="1"), customer(21, phone="1")
LINKED = links(link(ACCOUNT, ACME, TWIN))
WHY = Reason("overwrite", "a", "b")


def create(decision):
    (step,) = decision.steps
    assert isinstance(step.write, Create)
    return step.system, step.module, step.write.fields


NOTED = {"customer_sub_type": "business", "source": MADE, "zcrm_account_id": ACME.id}


def test_a_record_of_the_crm_is_added_in_finance_with_its_id_and_what_is_fixed():
    assert create(created(context(), inputs(CRM, ACME), ACME)) == (
        FINANCE,
        "customers",
        {"contact_name": "Acme", "phone": "1", **NOTED},
    )


def test_a_record_of_finance_is_added_in_the_crm_with_the_mark_of_the_connection():
    decision = created(context()._replace(mark="first:"), inputs(FINANCE, TWIN), TWIN)
    fields = {"Account_Name": "Acme", "Phone": "1", OWN_ID_FIELD: f"first:{TWIN.id}"}
    assert create(decision) == (CRM, "Accounts", fields)


def test_without_a_mark_none_is_noted():
    assert OWN_ID_FIELD not in create(created(context(), inputs(FINANCE, TWIN), TWIN))[2]


def test_finance_notes_the_id_of_what_was_added_in_the_crm_once_that_is_known():
    (note,) = created(context(), inputs(FINANCE, TWIN), TWIN).follow_ups
    assert (note.ref, note.write) == (TWIN.ref, Update(TWIN.id, {"zcrm_account_id": ""}))
    assert created(context(), inputs(CRM, ACME), ACME).follow_ups == ()


def test_a_new_link_was_born_where_the_record_was_and_waits_for_the_others_id():
    ours = created(context(), inputs(CRM, ACME), ACME).link
    theirs = created(context(), inputs(FINANCE, TWIN), TWIN).link
    assert (ours.origin, ours.crm_id, ours.finance_id) == (CRM, ACME.id, "")
    assert (theirs.origin, theirs.crm_id, theirs.finance_id) == (FINANCE, "", TWIN.id)


def test_a_clone_has_its_number_in_the_name_and_agreed_on_it():
    decision = created(context(), inputs(CRM, ACME), ACME, Outcome.CLONED, WHY, {"contact_name": "Acme 2"})
    assert create(decision)[2]["contact_name"] == "Acme 2"
    assert decision.link.base == base(["Acme", "1"], ["Acme 2", "1"])
    assert (decision.outcome, decision.reason) == ("cloned", WHY)


def test_a_record_goes_under_the_parent_that_its_own_is_linked_with():
    ada = contact(31, Account_Name=ACME.id)
    assert create(created(context(PERSON, LINKED), inputs(CRM, ada), ada))[2]["contact_id"] == TWIN.id
    bob = person(41, TWIN, "Bob")
    assert create(created(context(PERSON, LINKED), inputs(FINANCE, bob), bob))[2]["Account_Name"] == ACME.id


def test_values_that_the_crms_pick_list_lacks_are_not_written_and_are_told():
    rows = [MappedPair("Account_Name", "contact_name"), MappedPair("Industry", "industry", options=("Coal",))]
    chosen, corn = context()._replace(fields=FieldMap(rows)), customer(21, industry="Corn")
    decision = created(chosen, inputs(FINANCE, corn), corn)
    assert create(decision)[2] == {"Account_Name": "Acme"}
    assert decision.refused == ("Industry",)
    assert decision.link.base.crm == ("Acme", None)


def test_what_the_app_puts_in_place_of_a_blank_counts_as_agreed():
    rows = [MappedPair("Account_Name", "contact_name"), MappedPair("Terms", "terms", finance_default="net 15")]
    bare = account(11)
    decision = created(context()._replace(fields=FieldMap(rows)), inputs(CRM, bare), bare)
    assert (decision.link.base.crm, decision.link.base.finance) == (("Acme", None), ("Acme", "net 15"))


@pytest.mark.parametrize(
    ("kind", "source", "record", "code"),
    [
        (ACCOUNT, CRM, ACME, "created"),
        (ACCOUNT, FINANCE, TWIN, "pushed"),
        (PERSON, CRM, contact(31, Account_Name=ACME.id), "created-person"),
    ],
)
def test_the_reason_says_where_it_was_born(kind, source: System, record, code: str):
    assert created(context(kind, LINKED), inputs(source, record), record).reason.code == code


def test_what_was_deleted_with_its_counterpart_is_created_anew():
    known = links(ended=[link(ACCOUNT, ACME, TWIN, state=LinkState.DELETED)])
    reason = created(context(known=known), inputs(CRM, ACME), ACME).reason
    assert (reason.code, reason.source, reason.target) == ("recreated", "account Acme", "customer Acme")


def laid_over(record, target, source=CRM, known=None, read=(), **choices):
    looked_up = inputs(source, record, read=read)
    return overwritten(context(known=known, **choices), looked_up, record, target, Outcome.OVERWRITTEN, WHY)


def test_a_record_laid_over_another_writes_what_differs_the_id_the_type_and_where_it_came_from():
    decision = laid_over(ACME, customer(21, phone="9", customer_sub_type="individual"))
    assert [step.write for step in decision.steps] == [Update(TWIN.id, {"phone": "1", **NOTED, "source": OVERWRITTEN})]
    assert decision.link.base == base(["Acme", "1"])


def test_an_id_that_stands_there_is_not_written_again():
    assert laid_over(ACME, customer(21, phone="1", **NOTED)).steps == ()
    assert laid_over(customer(21, phone="1", zcrm_account_id=ACME.id), ACME, FINANCE).follow_ups == ()


def test_of_a_record_of_finance_the_id_is_noted_after_the_link():
    (note,) = laid_over(TWIN, ACME, FINANCE).follow_ups
    assert note.write == Update(TWIN.id, {"zcrm_account_id": ACME.id})


@pytest.mark.parametrize(("policy", "held"), [("erase", None), ("keep", "9")])
def test_blanks_erase_by_policy(policy: str, held: str | None):
    decision = laid_over(account(11), customer(21, phone="9"), blanks=policy)
    written = decision.steps[0].write.fields
    assert written.get("phone", "9") == held


def test_a_record_that_was_read_is_answered_for_together():
    assert laid_over(ACME, TWIN, read=[TWIN.ref]).covers == (ACME.ref, TWIN.ref)
    assert laid_over(ACME, TWIN).covers == (ACME.ref,)


@pytest.mark.parametrize(
    ("twin", "ended", "origin"),
    [
        (TWIN, (), FINANCE),
        (customer(21, phone="1", source=MADE, zcrm_account_id="9"), (), CRM),
        (customer(21, phone="1", source=OVERWRITTEN, zcrm_account_id="9"), (), FINANCE),
        (customer(21, phone="1", zcrm_account_id="9"), (), FINANCE),
        (TWIN, (link(ACCOUNT, account(19), TWIN, CRM, LinkState.KEPT),), CRM),
    ],
    ids=["typed into finance", "made by a fetch", "overwritten by one", "pushed", "as its last link was"],
)
def test_a_pair_was_born_where_finances_record_was(twin, ended, origin: System):
    assert laid_over(ACME, twin, known=links(ended=ended)).link.origin is origin


def test_what_the_sync_made_inactive_becomes_active_again_and_nothing_else_does():
    sync_did = links(ended=[link(ACCOUNT, ACME, TWIN, state=LinkState.DEACTIVATED)])
    assert reactivate(context(known=sync_did), TWIN) == {"status": "active"}
    kept = links(ended=[link(ACCOUNT, ACME, TWIN, state=LinkState.KEPT)])
    assert reactivate(context(known=kept), TWIN) == reactivate(context(), TWIN) == {}


def test_the_crm_is_written_to_first_and_nobody_for_nothing():
    both = Reconciled({"Phone": "1"}, {"phone": "1"}, (), (), base(["Acme", "1"]))
    assert [step.system for step in update_steps(context(), FINANCE, ACME, TWIN, both)] == [CRM, FINANCE]
    nothing = Reconciled({}, {}, (), (), base(["Acme", "1"]))
    assert update_steps(context(), FINANCE, ACME, TWIN, nothing) == ()


def test_a_parent_is_named_by_another_field_on_either_side():
    assert (parent_field(context(PERSON), CRM), parent_field(context(PERSON), FINANCE)) == (
        "Account_Name",
        "contact_id",
    )


ADA = contact(31, Email=" ADA@x.example")


@pytest.mark.parametrize(
    ("others", "found"),
    [
        ([person(41, TWIN), person(42, TWIN, "A.", email="ada@X.example")], 42),
        ([person(41, TWIN, "Ben"), person(42, TWIN, " ada ", "HILL")], 42),
        ([person(41, TWIN), person(42, TWIN)], 41),
        ([person(41, TWIN, None)], None),
        ([], None),
    ],
    ids=["address first", "then both names", "the first of several", "a last name alone", "nobody"],
)
def test_a_contact_is_known_by_address_then_by_name(others, found: int | None):
    match = matching(PERSON, CRM, ADA, others)
    assert (None if match is None else int(match.id)) == found


def test_matching_works_from_either_side():
    assert matching(PERSON, FINANCE, person(41, TWIN), [contact(32, "Bob"), contact(31)]).id == contact(31).id


def test_a_contact_with_a_last_name_alone_is_known_by_that():
    assert (
        matching(PERSON, CRM, contact(31, None), [person(41, TWIN), person(42, TWIN, None)]).id == person(42, TWIN).id
    )


def test_two_blank_addresses_are_not_the_same():
    assert matching(PERSON, CRM, contact(31, "Ada", Email=""), [person(41, TWIN, "Bob", email="")]) is None


def test_kinds_that_are_matched_by_nothing_match_nobody():
    assert matching(VENDOR, CRM, ACME, [TWIN]) is None
    assert matching(CONTACT, CRM, ADA, [customer(22)]) is None
