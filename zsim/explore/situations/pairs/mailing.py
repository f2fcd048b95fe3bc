"""Contacts of finance that become leads of MarketingHub."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from zsim.explore.situations.story import HUB, Change, CommandSeen, RunSpan, WorldStory
from zsim.ports.records import Ref
from zsim.sync import Outcome

LEADS, LISTS, CONTACTS = "Leads", "Lists", ("customers", "contact_persons")
ARRIVED = (Outcome.CREATED, Outcome.READDED, Outcome.DUPLICATE)
SUPPRESSING = ("unsubscribe", "unsubscribe_from_list", "complain", "bounce_hard", "bounce_softly")


def lead_deleted_and_contact_edited(story: WorldStory) -> int:
    """Somebody deletes a lead in MarketingHub, and its contact is edited in finance before the next fetch."""
    gone = [each.number for each in story.changes if each.ref.app == HUB and each.deleted and each.ref.module == LEADS]
    return (
        sum(
            [
                _edited(each.edits)
                and any(number < each.number for number in gone)
                and each.code in ("lead-readded", "lead-stays-deleted")
                for each in story.judged
            ]
        )
        if gone
        else 0
    )


def contact_deleted_and_lead_edited(story: WorldStory) -> int:
    """A contact is deleted in finance while its lead is edited in MarketingHub."""
    edited = {each.ref for each in story.changes if each.ref.module == LEADS and each.edited and each.asked == "update"}
    return (
        sum(
            [
                each.entry.target in edited and each.code.startswith(("lead-deleted", "lead-left", "lead-remembered"))
                for each in story.judged
            ]
        )
        if edited
        else 0
    )


def lead_deleted_and_added_again(story: WorldStory) -> int:
    """A lead that somebody deleted comes back with the next fetch of its contact."""
    return sum([each.code == "lead-readded" for each in story.judged])


def mailing_list_of_a_sync_changed(story: WorldStory) -> int:
    """A sync of leads is told to fill another mailing list than before."""
    lists: dict[object, object] = {}
    found = 0
    for each in story.commands("new_sync", "edit_retrieval"):
        name = each.given.get("list") or each.given.get("mailing_list")
        if name is not None:
            found += lists.get(each.subject, name) != name
            lists[each.subject] = name
    return found


def mailing_list_deleted_under_a_sync(story: WorldStory) -> int:
    """Somebody deletes the mailing list that an active sync of leads fills."""
    gone = [each.number for each in story.changes if each.deleted and each.ref[:2] == (HUB, LISTS)]
    active = [each.number for each in story.commands("initiate", "activate")]
    return sum([any(start < number for start in active) for number in gone])


def one_address_on_two_contacts(story: WorldStory) -> int:
    """Two contacts of finance have one email address."""
    return sum([each.code == "lead-file-duplicate" for each in story.judged])


def one_contact_in_two_syncs_of_leads(story: WorldStory) -> int:
    """Two syncs of leads bring the same contact."""
    by: dict[object, set[str]] = {}
    for each in story.judged:
        if each.entry.kind == "lead" and each.run is not None:
            by.setdefault(each.entry.subject, set()).add(each.run.module)
    return sum([len(each) > 1 for each in by.values()])


def unsubscribed_and_then_its_contact_edited(story: WorldStory) -> int:
    """A person unsubscribes, complains or bounces, and the contact is edited in finance afterwards."""
    suppressed = [each.number for each in story.commands(*SUPPRESSING)]
    codes = ("lead-unsubscribed", "lead-complained", "lead-bounced", "lead-off-list")
    return (
        sum(
            [
                each.code in codes and any(edit.number > suppressed[0] and edit.ref.app != HUB for edit in each.edits)
                for each in story.judged
            ]
        )
        if suppressed
        else 0
    )


def contact_left_the_criteria_and_came_back(story: WorldStory) -> int:
    """A contact does not meet the criteria of a sync any more, and does again later."""
    return _goes_and_comes(story, "lead-outside")


def address_of_a_lead_changed_in_finance(story: WorldStory) -> int:
    """A contact gets another email address once it is a lead."""
    known = {each.entry.subject for each in story.judged if each.entry.kind == "lead"}
    return (
        sum(
            [
                each.ref in known and each.edited and (each.changes("email") or each.changes("Email"))
                for each in story.changes
            ]
        )
        if known
        else 0
    )


def sync_of_leads_stopped_by_its_source_and_activated_again(story: WorldStory) -> int:
    """A source's key or email changes, its syncs of leads stop, and one is activated again with what it has now."""
    renewed = [each.number for each in story.commands("update_account")]
    return sum(
        [any(number < each.number for number in renewed) for each in story.commands("activate") if _of_sync(each)]
    )


def fetched_again_in_the_same_interval(story: WorldStory) -> int:
    """A contact is saved without a change between two fetches, or fetched by both of two that overlap."""
    return sum([each.code == "lead-seen" for each in story.judged])


def clock_change_inside_a_fetch(story: WorldStory) -> int:
    """The clocks of a sync's zone are put forward or back while it fetches."""
    zones = _zones(story)
    return (
        sum(
            [
                _clocks_change(zones, run, run.began_ms, run.ended_ms)
                for run in story.runs
                if run.fetches and run.ended_ms
            ]
        )
        if zones
        else 0
    )


def clock_change_between_two_fetches(story: WorldStory) -> int:
    """The clocks of a sync's zone are put forward or back between two of its fetches."""
    zones = _zones(story)
    found = 0
    former: dict[str, int] = {}
    for run in story.runs if zones else ():
        if run.fetches:
            found += _clocks_change(zones, run, former.get(run.module, run.began_ms), run.began_ms)
            former[run.module] = run.began_ms
    return found


def two_fetches_due_at_once(story: WorldStory) -> int:
    """Two syncs of leads fall due together, and one waits for the other."""
    fetches = [run for run in story.runs if run.fetches]
    return sum(
        [
            one.module != other.module and one.ended < other.began and one.ended_ms == other.began_ms
            for number, one in enumerate(fetches)
            for other in fetches[number + 1 :]
            if one.ended
        ]
    )


MAILING = (
    lead_deleted_and_contact_edited,
    contact_deleted_and_lead_edited,
    lead_deleted_and_added_again,
    mailing_list_of_a_sync_changed,
    mailing_list_deleted_under_a_sync,
    one_address_on_two_contacts,
    one_contact_in_two_syncs_of_leads,
    unsubscribed_and_then_its_contact_edited,
    contact_left_the_criteria_and_came_back,
    address_of_a_lead_changed_in_finance,
    sync_of_leads_stopped_by_its_source_and_activated_again,
    fetched_again_in_the_same_interval,
    clock_change_inside_a_fetch,
    clock_change_between_two_fetches,
    two_fetches_due_at_once,
)


def _edited(changes: tuple[Change, ...]) -> bool:
    return any(each.edited for each in changes)


def _goes_and_comes(story: WorldStory, outside: str) -> int:
    """How often what a fetch left out for that reason was taken in by a later fetch of the same sync."""
    out: set[tuple[str, Ref]] = set()
    found = 0
    for each in story.judged:
        key = (each.run.module if each.run is not None else "", each.entry.subject)
        if each.code == outside:
            out.add(key)
        elif key in out:
            out.discard(key)
            found += each.entry.outcome in ARRIVED
    return found


def _of_sync(asked: CommandSeen) -> bool:
    return isinstance(asked.subject, tuple) and asked.subject[:2] == (HUB, "Syncs")


def _zones(story: WorldStory) -> Mapping[str, ZoneInfo]:
    """The zones that syncs of leads keep to, by their descriptions."""
    told = [each for each in story.commands("schedule", "edit_retrieval") if "zone" in each.given]
    return {each.subject[2]: ZoneInfo(each.given["zone"]) for each in told}


def _clocks_change(zones: Mapping[str, ZoneInfo], run: RunSpan, start_ms: int, end_ms: int) -> bool:
    """Whether the clocks of a fetch's zone stand apart at two moments."""
    zone = zones.get(run.module)
    if zone is None:
        return False
    first, last = [datetime.fromtimestamp(each / 1000, UTC).astimezone(zone) for each in (start_ms, end_ms)]
    return first.utcoffset() != last.utcoffset()
