"""Links: live ones by either id, and what is remembered of those that ended."""

from __future__ import annotations

import json

from tests.unit.sync.samples import ACCOUNT, CONTACT, account, contact, customer, link
from zsim.sync import ROWS, EngineState, Links, LinkState, System, load_state, plain_state
from zsim.sync.model.links import ClonedBeside

ACME, BOLT, ADA = account(11), account(12, "Bolt"), contact(13)
ACME_CUSTOMER, BOLT_CUSTOMER = customer(21), customer(22, "Bolt")
LINK = link(ACCOUNT, ACME, ACME_CUSTOMER)


def put(*live) -> Links:
    made = Links()
    for each in live:
        made.put(each)
    return made


def test_a_link_is_found_by_either_record():
    links = put(LINK)
    assert links.live(System.CRM, ACME.id) == links.live(System.FINANCE, ACME_CUSTOMER.id) == LINK
    assert links.live(System.CRM, BOLT.id) is None


def test_links_are_told_by_the_age_of_the_crms_records():
    other = link(ACCOUNT, BOLT, BOLT_CUSTOMER)
    assert list(put(other, LINK)) == [LINK, other]
    assert len(put(other, LINK)) == 2


def test_a_link_put_again_takes_the_place_of_the_former():
    links = put(LINK)
    newer = LINK._replace(origin=System.FINANCE)
    links.put(newer)
    assert list(links) == [newer]


def test_a_retired_link_is_remembered_at_both_ends():
    links = put(LINK)
    links.bury(LINK, LinkState.KEPT)
    assert links.live(System.CRM, ACME.id) is None
    assert links.tombstone(System.CRM, ACME.id) == LINK._replace(state=LinkState.KEPT)
    assert links.tombstone(System.FINANCE, ACME_CUSTOMER.id) == LINK._replace(state=LinkState.KEPT)


def test_a_record_that_is_linked_again_forgets_how_its_last_link_ended():
    links = put(LINK)
    links.bury(LINK, LinkState.DEACTIVATED)
    links.put(LINK)
    assert links.tombstone(System.CRM, ACME.id) is None
    assert links.tombstones() == ()


def test_a_dropped_link_is_not_remembered():
    links = put(LINK)
    links.drop(LINK)
    assert (len(links), links.tombstones()) == (0, ())


def test_dropping_a_link_whose_record_is_in_another_by_now_leaves_that_one():
    links = put(LINK)
    newer = link(ACCOUNT, ACME, BOLT_CUSTOMER)
    links.put(newer)
    links.drop(LINK)
    assert links.live(System.CRM, ACME.id) == newer


def test_a_record_fused_into_a_pair_is_remembered_without_touching_the_pair():
    links = put(LINK)
    absorbed = link(ACCOUNT, BOLT, ACME_CUSTOMER)
    links.bury(absorbed, LinkState.ABSORBED)
    assert links.tombstone(System.CRM, BOLT.id) == absorbed._replace(state=LinkState.ABSORBED)
    assert links.tombstone(System.FINANCE, ACME_CUSTOMER.id) is None
    assert list(links) == [LINK]


def test_cleared_links_are_forgotten_for_good():
    links = put(LINK)
    links.bury(link(CONTACT, ADA, BOLT_CUSTOMER), LinkState.DELETED)
    links.clear()
    assert (list(links), links.tombstones()) == ([], ())


def test_links_survive_as_json():
    kept = EngineState()
    links = Links(kept)
    links.load([LINK, link(CONTACT, ADA, customer(24, "Ada Hill", email="ada@x.example"))], [])
    links.bury(link(ACCOUNT, account(14), customer(25)), LinkState.FINANCE_DELETED)
    links.bury(link(ACCOUNT, BOLT, ACME_CUSTOMER), LinkState.ABSORBED)
    state = EngineState()
    load_state(state, json.loads(json.dumps(plain_state(kept))), ROWS)
    loaded = Links(state)
    assert list(loaded) == list(links)
    assert loaded.tombstones() == links.tombstones()
    assert loaded.tombstone(System.FINANCE, ACME_CUSTOMER.id) is None


def test_tombstones_are_told_by_the_age_of_the_records():
    links = Links()
    younger, elder = link(ACCOUNT, BOLT, ACME_CUSTOMER), link(ACCOUNT, ACME, BOLT_CUSTOMER)
    links.bury(younger, LinkState.KEPT)
    links.bury(elder, LinkState.KEPT)
    assert [each.crm_id for each in links.tombstones()] == [ACME.id, BOLT.id]


def test_links_that_were_not_committed_are_rolled_back_at_both_ends():
    state = EngineState()
    links = Links(state)
    links.put(LINK)
    state.commit()
    links.bury(LINK, LinkState.KEPT)
    state.roll_back()
    assert links.live(System.CRM, ACME.id) == links.live(System.FINANCE, ACME_CUSTOMER.id) == LINK
    assert links.tombstones() == ()


def test_a_link_of_another_kind_between_the_same_records_is_not_dropped():
    links = put(LINK)
    links.drop(LINK._replace(kind="contact"))
    assert list(links) == [LINK]


def test_a_link_between_other_records_is_the_same_but_for_them():
    assert LINK.between(BOLT.id, BOLT_CUSTOMER.id) == LINK._replace(crm_id=BOLT.id, finance_id=BOLT_CUSTOMER.id)


NEWER = link(ACCOUNT, BOLT, BOLT_CUSTOMER)


def test_links_can_be_looked_at_as_they_stand_once_another_is_put_and_none_is():
    links = put(LINK)
    links.bury(NEWER, LinkState.KEPT)
    after = links.after(NEWER)
    assert after.live(System.CRM, BOLT.id) == after.live(System.FINANCE, BOLT_CUSTOMER.id) == NEWER
    assert after.live(System.CRM, ACME.id) == LINK
    assert after.tombstone(System.CRM, BOLT.id) is None
    assert links.live(System.CRM, BOLT.id) is None
    assert links.tombstone(System.CRM, BOLT.id) is not None


def test_of_several_that_are_put_each_is_seen_and_of_one_pair_the_last():
    changed = NEWER._replace(origin=System.FINANCE)
    after = Links().after(LINK).after(NEWER).after(changed)
    assert (after.live(System.CRM, ACME.id), after.live(System.CRM, BOLT.id)) == (LINK, changed)


def test_a_record_stays_cloned_while_one_of_its_copies_is_in_a_pair():
    other = link(ACCOUNT, BOLT, BOLT_CUSTOMER)
    links = put(LINK, other)
    for copy in (ACME_CUSTOMER, BOLT_CUSTOMER):
        links.note_clone(System.FINANCE, ADA.id, ClonedBeside("acme", False, (copy.id,)))
    assert links.cloned_beside(System.FINANCE, ADA.id) == ClonedBeside(
        "acme", False, (ACME_CUSTOMER.id, BOLT_CUSTOMER.id)
    )
    links.bury(other, LinkState.KEPT)
    assert links.cloned_beside(System.FINANCE, ADA.id) is not None
    links.note_clone(System.FINANCE, ADA.id, ClonedBeside("ann", False, (ACME_CUSTOMER.id,)))
    assert links.cloned_beside(System.FINANCE, ADA.id) == ClonedBeside("ann", False, (ACME_CUSTOMER.id,))
