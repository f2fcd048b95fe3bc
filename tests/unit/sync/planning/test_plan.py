"""Planning: from facts to decisions, with nothing changed."""

from __future__ import annotations

import pytest

from tests.unit.sync.samples import (
    ACCOUNT,
    PERSON,
    account,
    contact,
    context,
    customer,
    inputs,
    link,
    links,
    person,
)
from zsim.ports.records import Create, Update
from zsim.sync import Duplicates, System
from zsim.sync.model.kinds import MADE
from zsim.sync.model.mapping import Base
from zsim.sync.planning import plan
from zsim.sync.planning.plan import differs

ACME, BOLT = account(11, Phone="1"), account(12, "Bolt")
ACME_CUSTOMER = customer(21, phone="1")
LINKED = links(link(ACCOUNT, ACME, ACME_CUSTOMER))


def outcomes(planned):
    return [(decision.outcome.value, [ref.id for ref in decision.covers]) for decision in planned.decisions]


def test_records_that_need_nothing_are_answered_together():
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER), link(ACCOUNT, BOLT, customer(22, "Bolt")))
    planned = plan(context(known=known), inputs(System.CRM, ACME, BOLT))
    assert outcomes(planned) == [("unchanged", [ACME.id, BOLT.id])]


def test_an_edited_record_updates_its_counterpart():
    edited = account(11, Phone="2")
    planned = plan(context(known=LINKED), inputs(System.CRM, edited, counterparts=[ACME_CUSTOMER]))
    (decision,) = planned.decisions
    assert decision.outcome == "updated"
    assert [step.write for step in decision.steps] == [Update(ACME_CUSTOMER.id, {"phone": "2"})]
    assert decision.link.base.crm == ("Acme", "2")


def test_an_edited_record_answers_for_its_counterpart_if_that_was_read():
    looked_up = inputs(System.CRM, account(11, Phone="2"), counterparts=[ACME_CUSTOMER], read=[ACME_CUSTOMER.ref])
    assert outcomes(plan(context(known=LINKED), looked_up)) == [("updated", [ACME.id, ACME_CUSTOMER.id])]


def test_edits_on_both_sides_are_a_conflict_that_names_the_field():
    looked_up = inputs(System.CRM, account(11, Phone="2"), counterparts=[customer(21, phone="3")])
    (decision,) = plan(context(known=LINKED), looked_up).decisions
    assert (decision.outcome, [each.field for each in decision.conflicts]) == ("conflict", ["Phone"])


def test_an_edited_record_whose_counterpart_is_gone_waits_for_the_deletion_to_be_told():
    (decision,) = plan(context(known=LINKED), inputs(System.CRM, account(11, Phone="2"))).decisions
    assert (decision.outcome, decision.reason.code, decision.later) == ("excluded", "counterpart-gone", True)


def test_an_unedited_record_whose_counterpart_is_gone_is_unchanged():
    assert outcomes(plan(context(known=LINKED), inputs(System.CRM, ACME))) == [("unchanged", [ACME.id])]


def test_a_new_record_is_added_on_the_other_side_and_linked():
    (decision,) = plan(context(), inputs(System.CRM, BOLT)).decisions
    assert decision.outcome == "created"
    assert [step.write for step in decision.steps] == [
        Create({"contact_name": "Bolt", "customer_sub_type": "business", "source": MADE, "zcrm_account_id": BOLT.id})
    ]
    assert (decision.link.crm_id, decision.link.finance_id) == (BOLT.id, "")


def test_of_two_new_records_of_one_name_the_second_waits_for_the_first():
    candidate = account(13, " BOLT ")
    planned = plan(context(), inputs(System.CRM, BOLT, candidate))
    assert outcomes(planned) == [("created", [BOLT.id])]
    assert planned.deferred == (candidate,)


def test_new_records_wait_until_edits_of_linked_ones_are_carried_out():
    renamed = account(11, "Bolt", Phone="1")
    planned = plan(context(known=LINKED), inputs(System.CRM, BOLT, renamed, counterparts=[ACME_CUSTOMER]))
    assert outcomes(planned) == [("updated", [ACME.id])]
    assert planned.deferred == (BOLT,)


def test_new_records_need_not_wait_for_linked_ones_that_stay_as_they_are():
    planned = plan(context(known=LINKED), inputs(System.CRM, ACME, BOLT))
    assert outcomes(planned) == [("unchanged", [ACME.id]), ("created", [BOLT.id])]
    assert planned.deferred == ()


def test_two_contacts_never_take_one_contact_person():
    ada = person(41, ACME_CUSTOMER)
    first, second = contact(31, Account_Name=ACME.id), contact(32, Account_Name=ACME.id)
    looked_up = inputs(System.CRM, first, second, children={ACME_CUSTOMER.id: (ada,)})
    planned = plan(context(PERSON, LINKED), looked_up)
    assert [decision.target for decision in planned.decisions] == [ada.ref]
    assert planned.deferred == (second,)


def test_contacts_of_one_name_are_added_side_by_side_where_no_name_is_matched():
    bell = contact(33, "Ada", "Bell", Account_Name=ACME.id)
    planned = plan(context(PERSON, LINKED), inputs(System.CRM, contact(31, Account_Name=ACME.id), bell))
    assert [decision.outcome for decision in planned.decisions] == ["created", "created"]


def test_planning_changes_nothing():
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER))
    before = list(known), known.tombstones()
    plan(context(known=known), inputs(System.CRM, account(11, Phone="2"), BOLT, counterparts=[ACME_CUSTOMER]))
    assert (list(known), known.tombstones()) == before


def test_a_record_differs_when_a_mapped_field_does():
    (pair,) = LINKED
    assert not differs(context(known=LINKED), System.CRM, account(11, Phone="1", Description="x"), pair)
    assert differs(context(known=LINKED), System.CRM, account(11, Phone="2"), pair)
    assert differs(context(known=LINKED), System.FINANCE, customer(21, phone="2"), pair)


@pytest.mark.parametrize(("modified_ms", "differing"), [(7_000, False), (8_000, True), (9_000, True)])
def test_a_record_saved_up_to_a_second_before_a_field_was_mapped_may_have_it_anew(modified_ms: int, differing: bool):
    (pair,) = links(link(ACCOUNT, ACME, ACME_CUSTOMER))
    older = pair._replace(base=Base(pair.base.pairs[:1], pair.base.crm[:1], pair.base.finance[:1]))
    mapped = context(known=LINKED)._replace(mapped_ms={"Phone": 9_400})
    saved = ACME._replace(fields={"Account_Name": "Acme"}, modified_ms=modified_ms)
    assert differs(mapped, System.CRM, saved, older) is differing


def test_a_contact_always_may_have_moved():
    pair = link(PERSON, contact(31), person(41, ACME_CUSTOMER))
    assert differs(context(PERSON), System.CRM, contact(31), pair)


ALIKE = [account(number, "Acme", Phone=str(number)) for number in (12, 13, 14)]


def alike(**choices):
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER))
    looked_up = inputs(System.CRM, *ALIKE, candidates=[ACME_CUSTOMER])
    return plan(context(known=known, **choices), looked_up)


def test_records_absorbed_into_one_pair_are_decided_together_each_on_what_the_ones_before_make_of_it():
    planned = alike()
    assert [each.reason.code for each in planned.decisions] == ["fuse"] * 3
    assert [each.link.base.finance for each in planned.decisions] == [("Acme", "12"), ("Acme", "13"), ("Acme", "14")]
    assert planned.deferred == ()


@pytest.mark.parametrize(
    ("choices", "code"),
    [({"duplicates": Duplicates.SKIP}, "skip"), ({"merges": True}, "merge-source")],
    ids=["skip", "merge"],
)
def test_records_whose_decisions_do_not_depend_on_each_other_are_decided_together(choices, code):
    planned = alike(**choices)
    assert ([each.reason.code for each in planned.decisions], planned.deferred) == ([code] * 3, ())


def test_clones_of_one_name_are_decided_together_each_with_a_number_of_its_own():
    choices = context(known=links(), duplicates=Duplicates.CLONE)
    looked_up = inputs(System.CRM, *ALIKE, candidates=[ACME_CUSTOMER])._replace(numbers={"acme": (2, 3, 5)})
    planned = plan(choices, looked_up)
    names = [each.steps[0].write.fields["contact_name"] for each in planned.decisions]
    assert names == ["Acme 2", "Acme 3", "Acme 5"]


def test_where_codes_are_compared_records_of_one_name_are_decided_one_by_one():
    planned = alike(duplicates=Duplicates.SKIP, by_secondary_key=True)
    assert (len(planned.decisions), planned.deferred) == (1, tuple(ALIKE[1:]))
