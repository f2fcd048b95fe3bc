"""Records without a link: returned, recognised, matched, or created."""

from __future__ import annotations

import pytest

from tests.unit.sync.samples import (
    ACCOUNT,
    CONTACT,
    PERSON,
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
from zsim.ports.records import Create, Delete, Update
from zsim.sync import LinkState, System
from zsim.sync.model.kinds import ModuleChoice
from zsim.sync.planning.unlinked import plan_unlinked

ACME, ACME_CUSTOMER = account(11, Phone="1"), customer(21, phone="1")


def decide(record, known=None, replaced=None, kind=ACCOUNT, source=System.CRM, choices=None, **looked_up):
    return plan_unlinked(context(kind, known, **(choices or {})), inputs(source, record, **looked_up), record, replaced)


def ended(state, origin=System.CRM):
    return links(ended=[link(ACCOUNT, ACME, ACME_CUSTOMER, origin, state)])


def writes(decision):
    return [step.write for step in decision.steps]


def given_up(decision):
    return [(each.kind, each.ref.id, each.write) for each in decision.follow_ups]


@pytest.mark.parametrize("state", [LinkState.KEPT, LinkState.DEACTIVATED])
def test_a_record_restored_in_the_crm_revives_its_pair(state):
    decision = decide(ACME, ended(state), counterparts=[ACME_CUSTOMER])
    assert (decision.outcome, decision.reason.code) == ("updated", "revived")
    assert decision.link.state is LinkState.LIVE


def test_a_customer_the_sync_made_inactive_wakes_up_with_its_pair():
    decision = decide(ACME, ended(LinkState.DEACTIVATED), counterparts=[customer(21, phone="1", status="inactive")])
    assert writes(decision)[0].fields["status"] == "active"


def test_a_record_restored_after_its_customer_was_deleted_is_created_anew():
    assert decide(ACME, ended(LinkState.DELETED)).reason.code == "recreated"


def test_a_record_whose_customer_was_deleted_in_finance_stays_out_until_it_changes():
    known = ended(LinkState.FINANCE_DELETED)
    assert decide(ACME, known).reason.code == "stays-gone"
    assert decide(account(11, Phone="2"), known).outcome == "created"


def test_another_mapping_is_no_change_of_the_record():
    former = link(ACCOUNT, ACME, ACME_CUSTOMER, state=LinkState.FINANCE_DELETED)
    wider = former.base._replace(
        pairs=(*former.base.pairs, ("Fax", "fax")), crm=("Acme", "1", "7"), finance=("Acme", "1", "7")
    )
    assert decide(ACME, links(ended=[former._replace(base=wider)])).reason.code == "stays-gone"


def test_a_record_born_in_finance_and_deleted_there_never_comes_back():
    known = ended(LinkState.FINANCE_DELETED, System.FINANCE)
    assert decide(account(11, Phone="2"), known).reason.code == "stays-gone"


def test_a_kept_record_is_pushed_again_only_once_it_was_edited():
    known = ended(LinkState.KEPT, System.FINANCE)
    assert decide(ACME_CUSTOMER, known, source=System.FINANCE).reason.code == "kept-out"
    assert decide(customer(21, phone="2"), known, source=System.FINANCE).reason.code == "pushed"


ABSORBED = link(ACCOUNT, account(12, Phone="2"), ACME_CUSTOMER, state=LinkState.ABSORBED)


def absorbed():
    return links(link(ACCOUNT, ACME, ACME_CUSTOMER), ended=[ABSORBED])


def test_a_fused_record_that_was_not_edited_needs_nothing():
    decision = decide(account(12, Phone="2"), absorbed(), candidates=[ACME_CUSTOMER])
    assert (decision.outcome, decision.reason.code, decision.steps) == ("unchanged", "fused", ())


def test_a_fused_record_that_was_edited_is_fused_again():
    assert decide(account(12, Phone="3"), absorbed(), candidates=[ACME_CUSTOMER]).reason.code == "fuse"


def test_a_fused_record_renamed_goes_its_own_way():
    assert decide(account(12, "Dune", Phone="2"), absorbed()).outcome == "created"


def test_a_fused_record_whose_pair_is_no_more_is_a_new_one():
    assert decide(account(12, Phone="2"), links(ended=[ABSORBED])).outcome == "created"


def test_an_own_earlier_write_is_recognised_by_the_id_it_carries():
    written = customer(21, "Acme Ltd", phone="1", zcrm_account_id=ACME.id)
    decision = decide(ACME, own={ACME.id: written})
    assert (decision.reason.code, decision.link.finance_id) == ("adopted", written.id)


def test_a_record_that_carries_an_id_but_is_linked_is_not_recognised():
    written = customer(21, phone="1", zcrm_account_id=ACME.id)
    known = links(link(ACCOUNT, account(12), written))
    assert decide(ACME, known, own={ACME.id: written}).outcome == "created"


SYNCED = links(link(ACCOUNT, ACME, ACME_CUSTOMER))
ADA = contact(31, Account_Name=ACME.id, Email="ada@x.example")


def matched(*persons):
    return decide(ADA, SYNCED, kind=PERSON, children={ACME_CUSTOMER.id: persons})


def test_a_contact_person_is_known_by_its_email_first():
    candidate = person(41, ACME_CUSTOMER)
    same_email = person(42, ACME_CUSTOMER, "A.", "H.", email="ADA@x.example ")
    assert matched(candidate, same_email).target == same_email.ref


def test_a_contact_person_is_known_by_first_and_last_name_else():
    assert matched(person(41, ACME_CUSTOMER, "ada", "HILL")).target.id == person(41, ACME_CUSTOMER).id


def test_a_last_name_alone_is_not_enough():
    assert matched(person(41, ACME_CUSTOMER, "Ben", "Hill")).outcome == "created"
    assert matched(person(41, ACME_CUSTOMER, None, "Hill")).outcome == "created"


def test_a_contact_person_that_is_somebody_else_already_is_not_taken():
    ada = person(41, ACME_CUSTOMER)
    known = links(link(ACCOUNT, ACME, ACME_CUSTOMER), link(PERSON, contact(32), ada))
    assert decide(ADA, known, kind=PERSON, children={ACME_CUSTOMER.id: (ada,)}).outcome == "created"


def test_a_new_contact_person_is_added_to_the_customer_of_its_account():
    (write,) = writes(matched())
    assert isinstance(write, Create)
    assert write.fields["contact_id"] == ACME_CUSTOMER.id


def replaced_customer(**looked_up):
    """What is decided about a contact that is a customer of its own and belongs to an account now."""
    individual = customer(22, "Ada Hill", customer_sub_type="individual")
    own = link(CONTACT, ADA, individual)
    return decide(ADA, links(link(ACCOUNT, ACME, ACME_CUSTOMER), own), own, PERSON, **looked_up), individual


def test_a_contact_that_gains_an_account_gives_up_its_own_customer():
    decision, individual = replaced_customer()
    assert len(writes(decision)) == 1, "the new record is all that is written before the link stands"
    assert given_up(decision) == [("contact", individual.id, Delete(individual.id, own=()))]
    assert [each.state for each in decision.endings] == [LinkState.CONVERTED]


def test_a_customer_with_transactions_is_made_inactive_instead():
    decision, individual = replaced_customer(busy=[customer(22).id])
    assert given_up(decision) == [
        ("contact", individual.id, Update(individual.id, {"status": "inactive", "source": None}))
    ]


def test_a_contact_fused_with_a_namesake_still_gives_up_its_contact_person():
    ada = person(41, ACME_CUSTOMER)
    own = link(PERSON, ADA, ada)
    individual = customer(22, "Ada Hill", customer_sub_type="individual")
    known = links(link(CONTACT, contact(32), individual), own)
    decision = decide(ADA, known, own, CONTACT, choices={"module": ModuleChoice.CONTACTS}, candidates=[individual])
    assert (decision.outcome, decision.reason.code) == ("merged", "fuse")
    assert given_up(decision) == [("person", ada.id, Delete(ada.id, own=()))]
    assert [each.state for each in decision.endings] == [LinkState.CONVERTED, LinkState.ABSORBED]


def test_what_was_agreed_with_a_new_record_is_what_both_hold():
    assert decide(ACME).link.base == base(["Acme", "1"])
