"""Records that are the own of others and come along with them."""

from __future__ import annotations

from tests.unit.sync.execution.samples import Connection
from tests.unit.sync.samples import ACCOUNT, CONTACT, PERSON, account, contact, customer, link, person
from zsim.ports.records import Deletion, DeletionCause, Record, RecordId, Ref
from zsim.sync import Extent, Link, LinkState, Outcome, System
from zsim.sync.execution.applying import PairResults
from zsim.sync.execution.own_records import OwnRecords
from zsim.sync.model.kinds import owned_kinds
from zsim.sync.runs.calls import at_once

CRM, FINANCE = System.CRM, System.FINANCE
VIEW = RecordId("7")
ACME, TWIN = account(11), customer(21)
ADA, BOB = contact(31, Account_Name=ACME.id), contact(32, "Bob", Account_Name=ACME.id)
ELSEWHERE = contact(33, Account_Name=account(12).id)
ADA_PERSON = person(41, TWIN)
LINK = link(ACCOUNT, ACME, TWIN)


class Stage:
    """An account that was just linked, or merged into, and the contacts known so far."""

    def __init__(self, *known: Record, extent: Extent = Extent.BOTH_WAYS, view: tuple[RecordId, ...] | None = None):
        self.connection = Connection(ADA, BOB, ELSEWHERE, ADA_PERSON)
        self.results = PairResults()
        self.changes = {(CRM, "Contacts"): list(known), (FINANCE, "contact_persons"): []}
        self.waiting: dict[System, dict[Ref, None]] = {CRM: {}, FINANCE: {}}
        views = {}
        if view is not None:
            self.connection.crm.shown[VIEW] = view
            views["Contacts"] = VIEW
        owned = [(kind, kind.parent) for kind in owned_kinds((ACCOUNT, PERSON, CONTACT))]
        self.own = OwnRecords(self.connection.calls, self.results, views, owned, extent)

    def linked(self, *links: Link) -> Stage:
        self.results.newly_linked = list(links)
        at_once(self.own.of_linked(self.changes, self.waiting))
        return self

    def won(self, *ids: RecordId) -> Stage:
        self.results.winners = list(ids)
        at_once(self.own.of_winners(self.changes, self.waiting))
        return self

    def followed(self, pair: Link) -> Stage:
        """Ada merged into Bob in the CRM, with ``pair`` the one that Bob is in now, and the run looks at him."""
        links = self.connection.context.links
        links.bury(link(PERSON, ADA, ADA_PERSON), LinkState.DELETED)
        links.put(pair)
        gone = [Deletion(ADA.ref, 0, DeletionCause.MERGED, BOB.id)]
        at_once(self.own.of_followed(self.changes, self.waiting, links, gone))
        return self

    @property
    def contacts(self) -> list[Record]:
        return self.changes[CRM, "Contacts"]


def test_the_contacts_of_an_account_just_linked_are_looked_at_on_both_sides():
    stage = Stage().linked(LINK)
    assert stage.contacts == [ADA, BOB]
    assert stage.changes[FINANCE, "contact_persons"] == [ADA_PERSON]
    assert stage.waiting == {CRM: {ADA.ref: None, BOB.ref: None}, FINANCE: {ADA_PERSON.ref: None}}


def test_fetching_only_the_persons_of_finance_are_not_looked_at():
    assert Stage(extent=Extent.FETCH).linked(LINK).changes[FINANCE, "contact_persons"] == []


def test_a_contact_that_was_read_before_is_taken_in_its_present_version_and_once():
    stage = Stage(ADA._replace(modified_ms=-1), ELSEWHERE).linked(LINK)
    assert stage.contacts == [ADA, ELSEWHERE, BOB]


def test_a_contact_that_has_an_outcome_is_not_looked_at_again():
    stage = Stage()
    stage.results.outcomes[ADA.ref] = Outcome.CREATED
    assert stage.linked(LINK).contacts == [BOB]


def test_contacts_outside_their_view_do_not_come_along():
    assert Stage(view=(BOB.id,)).linked(LINK).contacts == [BOB]


def test_links_are_followed_once():
    stage = Stage().linked(LINK)
    stage.changes[CRM, "Contacts"] = []
    at_once(stage.own.of_linked(stage.changes, stage.waiting))
    assert stage.contacts == []


def test_links_of_records_without_own_ones_ask_nobody():
    stage = Stage().linked(link(CONTACT, ADA, customer(22)))
    assert (stage.contacts, stage.connection.crm.asked) == ([], [])


def test_the_contacts_that_a_merge_moved_are_looked_at_in_the_crm_alone():
    stage = Stage().won(ACME.id)
    assert stage.contacts == [ADA, BOB]
    assert stage.connection.finance.asked == []


def test_winners_are_followed_once_and_none_asks_nobody():
    stage = Stage().won(ACME.id)
    asked = len(stage.connection.crm.asked)
    at_once(stage.own.of_winners(stage.changes, stage.waiting))
    assert len(stage.connection.crm.asked) == asked


def test_who_goes_on_with_the_pair_of_one_merged_into_it_is_looked_at():
    stage = Stage().followed(link(PERSON, BOB, ADA_PERSON))
    assert stage.contacts == [BOB]
    assert stage.waiting[CRM] == {BOB.ref: None}


def test_who_was_of_a_pair_already_is_not_looked_at_for_a_merge():
    stage = Stage().followed(link(PERSON, BOB, person(42, TWIN)))
    assert (stage.contacts, stage.connection.crm.asked) == ([], [])
