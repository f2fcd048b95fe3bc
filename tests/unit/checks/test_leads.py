"""The checks of leads on the smallest fetches that keep and break them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.checks.histories import created, run, updated
from tests.unit.checks.test_invariants import broken
from zsim.checks import Decided, EffectSeen, FetchSeen, RunSeen, SlotSeen
from zsim.ports.records import Fields, RecordId, Ref

ANN, BEN = (Ref("invoice", "customers", RecordId(number)) for number in ("51", "52"))
ANN_LEAD, OTHER_LEAD = (Ref("marketinghub", "Leads", RecordId(number)) for number in ("61", "62"))
ADDRESSES = {ANN: "ann@example.com", ANN_LEAD: "ann@example.com", OTHER_LEAD: "ann@example.com"}
JOINED = updated(ANN_LEAD, {"lists": ("71",)}, {"lists": ("71", "72")})
MONDAY, TUESDAY = SlotSeen(1000, "2026-01-05"), SlotSeen(2000, "2026-01-06")
NOBODY = {"total": 0, "new": 0, "readded": 0, "duplicate": 0, "ignored": 0, "deleted": 0}


def fetch(
    *,
    counts: Mapping[str, int] | None = None,
    ignored_by: Mapping[str, int] | None = None,
    repeated: bool = False,
    leads: tuple[Ref, ...] = (),
    shown: tuple[Ref, ...] = (OTHER_LEAD,),
    unmailed: tuple[str, ...] = (),
    slots: tuple[SlotSeen, SlotSeen] | None = None,
    touched: tuple[Ref, ...] = (),
    **seen: Any,
) -> RunSeen:
    """A fetch in which this was seen; its counts are those of its outcomes unless others are given."""
    outcomes = [outcome for _, outcome in seen.get("outcomes", ())]
    told = {"new": outcomes.count("created"), "ignored": outcomes.count("ignored")}
    told |= {"duplicate": outcomes.count("duplicate"), "readded": outcomes.count("readded")}
    ours = NOBODY | told | {"total": sum(told.values())} | dict(counts or {})
    own = FetchSeen(
        counts=ours,
        ignored_by={"invalid address": ours["ignored"]} if ignored_by is None else ignored_by,
        repeated=repeated,
        address_of=lambda ref: ADDRESSES.get(ref, ""),
        leads_with=lambda address: leads if address else (),
        sharing=lambda refs: [(ref, each) for ref in refs for each in leads if each != ref],
        shown=frozenset(shown),
        unmailed=frozenset(unmailed),
        known_unmailed=frozenset(unmailed),
        slot=slots[1] if slots else None,
        former_slot=slots[0] if slots else None,
    )
    return run(**seen)._replace(fetch=own, touched=frozenset(touched))


def changing(effect: EffectSeen, **seen: Any) -> RunSeen:
    """A fetch that changed a lead, of which Ann's was the only one of its address."""
    allowed = {("marketinghub", "Leads"): frozenset({"lists", "city"})}
    return fetch(effects=[effect], leads=(ANN_LEAD,), allowed=allowed, **seen)


def refused(seen: RunSeen, *contacts: Ref) -> RunSeen:
    """The fetch with the writes for these contacts refused."""
    return seen._replace(refused=frozenset(contacts))


def test_a_fetch_that_added_one_and_ignored_one_is_in_order():
    seen = fetch(outcomes=[(ANN, "created"), (BEN, "ignored")], effects=[created(ANN_LEAD)], leads=(ANN_LEAD,))
    assert not broken(seen)


@pytest.mark.parametrize(
    "counts", [{"total": 2}, {"ignored": 0}, {"total": 2, "duplicate": 1}, {"new": 1, "total": 2}], ids=str
)
def test_numbers_that_do_not_add_up_are_told(counts: dict[str, int]):
    assert broken(fetch(outcomes=[(BEN, "ignored")], counts=counts)) == ["counts-add-up"]


def test_reasons_that_do_not_add_up_are_told():
    assert broken(fetch(outcomes=[(BEN, "ignored")], ignored_by={})) == ["counts-add-up"]


def test_a_fetch_that_broke_off_may_have_carried_out_less_than_it_decided():
    less = fetch(outcomes=[(ANN, "created"), (BEN, "ignored")], counts={"total": 1, "new": 0}, finished=False)
    more = fetch(outcomes=[(BEN, "ignored")], counts={"total": 2, "ignored": 2}, finished=False)
    assert not broken(less)
    assert broken(more) == ["counts-add-up"]


def test_a_lead_that_nobody_counted_is_told_unless_what_came_after_was_refused():
    seen = fetch(outcomes=[(ANN, "created")], counts={"new": 0, "ignored": 1}, effects=[created(ANN_LEAD)])
    assert broken(seen) == ["counts-add-up"]
    assert not broken(refused(seen, ANN))


def test_an_address_not_mailed_any_more_may_not_join_a_list():
    assert not broken(changing(JOINED))
    assert broken(changing(JOINED, unmailed=("ann@example.com",))) == ["suppressed-stay-out"]


@pytest.mark.parametrize(
    ("before", "after"),
    [({}, {"lists": ("71",)}), ({"lists": ()}, {"lists": ("71",)}), ({"lists": ("71",)}, {"lists": ("72",)})],
    ids=["no lists yet", "the first", "another instead"],
)
def test_any_list_it_was_not_on_before_is_joined(before: Fields, after: Fields):
    seen = changing(updated(ANN_LEAD, before, after), unmailed=("ann@example.com",))
    assert broken(seen) == ["suppressed-stay-out"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"lists": ("71", "72")}, {"lists": ("72",)}),
        ({"lists": ("71",)}, {"lists": ()}),
        ({"lists": ("71",), "city": "Ulm"}, {"lists": ("71",), "city": "Bonn"}),
        ({"lists": ("71", "72")}, {"lists": ("72", "71")}),
        ({"city": "Ulm"}, {"city": "Bonn"}),
    ],
    ids=["one list less", "no list left", "the same list", "another order", "no lists at all"],
)
def test_an_address_not_mailed_any_more_may_leave_lists_and_stay_on_lists(before: Fields, after: Fields):
    assert not broken(changing(updated(ANN_LEAD, before, after), unmailed=("ann@example.com",)))


def test_other_leads_may_join_a_list_beside_an_address_not_mailed_any_more():
    seen = changing(updated(OTHER_LEAD, {}, {"lists": ("71",)}), unmailed=("ann@example.com",))
    assert not broken(seen)


def test_an_address_not_mailed_any_more_may_not_become_a_lead():
    seen = fetch(outcomes=[(ANN, "created")], effects=[created(ANN_LEAD)], leads=(ANN_LEAD,))
    seen = seen._replace(fetch=replace(seen.fetch, unmailed=frozenset(["ann@example.com"])))
    assert broken(seen) == ["suppressed-stay-out"]


def test_even_a_refused_write_may_not_be_meant_to_mail_it_unless_the_contact_changed_meanwhile():
    seen = fetch(outcomes=[(ANN, "duplicate")], unmailed=("ann@example.com",))
    assert broken(refused(seen, ANN)) == ["suppressed-stay-out"]
    assert not broken(refused(seen, ANN)._replace(touched=frozenset([ANN])))


def test_a_lead_may_not_become_active():
    back = updated(ANN_LEAD, {"status": "bounced"}, {"status": "active"})
    allowed = {("marketinghub", "Leads"): frozenset({"status"})}
    assert broken(fetch(effects=[back], allowed=allowed)) == ["suppressed-stay-out"]


def test_two_leads_of_one_address_are_told():
    seen = fetch(outcomes=[(ANN, "created")], effects=[created(ANN_LEAD)], leads=(OTHER_LEAD, ANN_LEAD))
    assert broken(seen) == ["one-lead-per-address"]


def test_a_lead_meant_to_be_made_beside_another_is_told_unless_that_came_meanwhile_or_was_not_shown():
    seen = {"outcomes": [(ANN, "created")], "counts": {"new": 0, "ignored": 1}, "leads": (OTHER_LEAD,)}
    assert broken(refused(fetch(**seen), ANN)) == ["one-lead-per-address"]
    assert not broken(refused(fetch(**seen, touched=(OTHER_LEAD,)), ANN))
    assert not broken(refused(fetch(**seen, shown=()), ANN))


def test_scheduled_fetches_are_of_growing_dates():
    assert not broken(fetch(slots=(MONDAY, TUESDAY)))
    assert broken(fetch(slots=(TUESDAY, MONDAY))) == ["one-fetch-a-date"]
    assert broken(fetch(slots=(MONDAY, TUESDAY._replace(date=MONDAY.date)))) == ["one-fetch-a-date"]
    assert broken(fetch(slots=(MONDAY, TUESDAY._replace(at_ms=MONDAY.at_ms)))) == ["one-fetch-a-date"]


@pytest.mark.parametrize("outcome", ["created", "readded"])
def test_a_repeated_fetch_of_all_data_that_adds_somebody_is_told(outcome: str):
    seen = {"outcomes": [(ANN, outcome)], "effects": [created(ANN_LEAD)]}
    assert not broken(fetch(**seen))
    assert broken(fetch(**seen, repeated=True)) == ["repeat-adds-nobody"]


def test_a_repeated_fetch_of_all_data_may_find_duplicates():
    assert not broken(fetch(outcomes=[(ANN, "duplicate")], repeated=True))


def test_what_marketinghub_remembered_of_a_lead_may_go():
    remembered = EffectSeen(1, OTHER_LEAD._replace(module="suppressions"), "deleted", {}, None, cause=4)
    taken = remembered._replace(ref=OTHER_LEAD)
    told = {"decided": [Decided(ANN, "unchanged", None, "lead-seen", 4)], "counts": NOBODY}
    assert not broken(fetch(**told, effects=[remembered]))
    assert broken(fetch(**told, effects=[taken])) == ["gone-by-decision"]
