"""What must become of the contacts of a source in MarketingHub: who is new, who is known, who is left out, and why.

Source: LED-03, LED-07, LED-10 to LED-23, LED-26 to LED-30, LED-35 to LED-40.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from zsim.checks.model.comparing import unlike
from zsim.checks.model.difference import Difference
from zsim.checks.model.records import Records
from zsim.checks.model.told import DecisionTold
from zsim.checks.model.values import blank
from zsim.checks.model.way import Made, Way
from zsim.ports.addresses import is_address
from zsim.ports.folding import folded
from zsim.ports.records import Fields, Ref, Value, texts_in

HUB = "marketinghub"
ROLES = frozenset({"info", "administrator", "careers", "service", "support", "admin", "hr"})
IGNORED = ("ignored",)
BROUGHT = ("created", "readded", "duplicate")


def _everybody(fields: Fields) -> bool:
    return True


class LeadTerms(NamedTuple):
    """What a fetch goes by: its source, the list it fills, and which field of a contact becomes which of a lead.

    ``meets`` says whether a contact meets the criteria. ``all_data`` says that each fetch takes all, else what changed
    since the last that went well; ``recurring`` that more fetches follow, ``search_lags``, ``policies`` and
    ``quirks_off`` are as in ``Terms``. ``after_s`` is the second later than which contacts must have changed.
    """

    source: str
    mailing_list: str
    mapping: Mapping[str, str]
    meets: Callable[[Fields], bool] = _everybody
    all_data: bool = True
    recurring: bool = True
    lead_deletion: str = "list_then_org"
    quirks_off: frozenset[str] = frozenset()
    search_lags: bool = False
    after_s: int = -1

    @property
    def email(self) -> str:
        """The field of a contact that holds its address."""
        return next(theirs for theirs, ours in self.mapping.items() if ours == "email")


class FetchTold(NamedTuple):
    """A fetch that ended, as ``RunTold``; ``counts`` are the six numbers of its history."""

    name: str
    terms: LeadTerms
    finished: bool = True
    excused: str = ""
    decisions: tuple[DecisionTold, ...] = ()
    touched: frozenset[Ref] = frozenset()
    counts: Mapping[str, int] | None = None


@dataclass(slots=True)
class LeadMemory:
    """What a sync goes by: the leads it brought, by their contacts; the contacts it is to look at, or that are gone.

    ``unsure`` are contacts that somebody changed during a fetch, or of which a fetch spoke that broke off: what was
    done for them may be told once more. ``alike`` are the leads of contacts that were ignored because another of their
    address came before, and brought none since: whether those are theirs as well is not said. ``mapping`` is source
    field to lead field, as people chose it. Source: FLT-12, FLT-16, LED-05, LED-18.
    """

    mapping: dict[str, str] = field(default_factory=dict)
    brought: dict[Ref, Ref] = field(default_factory=dict)
    pending: set[Ref] = field(default_factory=set)
    deleted: set[Ref] = field(default_factory=set)
    unsure: set[Ref] = field(default_factory=set)
    alike: dict[Ref, set[Ref]] = field(default_factory=dict)

    def edit(self, changes: Mapping[str, str]) -> None:
        """Take in that somebody edited the mapping; an empty lead field takes a source field out."""
        self.mapping = {source: lead for source, lead in {**self.mapping, **changes}.items() if lead}

    def stir(self, ref: Ref, *, gone: bool) -> None:
        """Take in that somebody changed or deleted a contact."""
        (self.deleted if gone else self.pending).add(ref)
        if gone:
            self.pending.discard(ref)


def judge_fetch(records: Records, memory: LeadMemory, fetch: FetchTold) -> list[Difference]:
    """What a fetch did otherwise than it may; what it did is taken over."""
    found: list[Difference] = []
    taken: dict[str, Ref] = {}
    due = set(memory.pending), set(memory.deleted)
    for told in fetch.decisions:
        if not fetch.excused and fetch.touched.isdisjoint(told.about):
            found += _of_decision(records, memory, fetch, taken, told, due[0])
        address = _address(records, fetch.terms, told.subject)
        if address and told.outcome in (*BROUGHT, "ignored"):
            taken.setdefault(address, told.subject)
        _take_over(records, memory, told, address)
    memory.unsure = (set() if fetch.finished else memory.unsure) | (memory.pending & fetch.touched)
    if fetch.excused or not fetch.finished:
        memory.unsure.update([told.subject for told in fetch.decisions])
    if fetch.finished:
        memory.pending.intersection_update(fetch.touched)
        spoken = {told.subject for told in fetch.decisions} if fetch.excused else memory.deleted
        if fetch.terms.recurring:  # edited meanwhile, a sync may have been one that hears of no deletion as it began
            memory.deleted.difference_update(spoken - fetch.touched)
    if fetch.excused:
        return []
    found += _counted(fetch)
    return found + list(_left_out(records, memory, fetch, taken, *due)) if fetch.finished else found


def lead_ways(
    records: Records, memory: LeadMemory, terms: LeadTerms, taken: Mapping[str, Ref], contact: Ref
) -> tuple[Way, ...]:
    """The ways in which a contact may come out, by the first check that it does not pass. Source: LED-21."""
    fields = records.live.get(contact)
    if fields is None:
        return _of_deleted(records, memory, terms, contact)
    address = folded(str(fields.get(terms.email) or ""))
    if not address:
        return (Way(IGNORED, "it has no address", ("LED-15",)),)
    if not is_address(str(fields[terms.email]).strip()):
        return (Way(IGNORED, f"{address} is no address", ("LED-16",)),)
    if address.partition("@")[0] in ROLES:
        return (Way(IGNORED, f"{address} is a group's", ("LED-17", "LED-37")),)
    if taken.get(address, contact) != contact:
        return (Way(IGNORED, f"{address} came before in this fetch", ("LED-18",)),)
    lead = next(iter(records.named(HUB, "Leads", address)), None)
    remembered = {records.live[each].get("reason") for each in records.named(HUB, "Suppressions", address)}
    if remembered - {"deleted"} or (lead is not None and records.live[lead].get("status") != "active"):
        return (Way(IGNORED, f"{address} bounced, unsubscribed or complained", ("LED-19", "LED-20")),)
    values = _values(terms, fields)
    if lead is not None:
        return (_refreshed(records, terms, lead, values),)
    made = Made(HUB, "Leads", {**values, "lists": (terms.mailing_list,)})
    unknown = ("created",) if terms.search_lags else ()  # what was remembered just now is not found yet: FLT-08
    if "deleted" in remembered and "LED-12" not in terms.quirks_off:
        return (Way(("readded", *unknown), f"{address} was deleted in MarketingHub", ("LED-12",), made=made),)
    if "deleted" in remembered:
        lagged = (Way(unknown, "that it was deleted is not known yet", ("FLT-08",), made=made),) if unknown else ()
        return (Way(IGNORED, f"{address} was deleted in MarketingHub, and stays so", ("LED-12",)), *lagged)
    return (Way(("created",), f"nobody has {address}", ("LED-11", "LED-27"), made=made),)


def _refreshed(records: Records, terms: LeadTerms, lead: Ref, values: Mapping[str, Value]) -> Way:
    """A known lead takes the contact's values and joins the list, unless it left that. Source: LED-28, LED-38."""
    held = records.live[lead]
    lists = texts_in(held.get("lists"))
    joins = terms.mailing_list not in lists and terms.mailing_list not in texts_in(held.get("left_lists"))
    refreshed = {name: value for name, value in values.items() if name != "email"}
    writes = {lead: {**refreshed, "lists": (*lists, terms.mailing_list) if joins else lists}}
    rules, may = ("LED-13", "LED-30", "LED-35"), {lead: frozenset({"email"})}
    return Way(("duplicate",), "the organisation knows it", rules, writes, may)


def _of_deleted(records: Records, memory: LeadMemory, terms: LeadTerms, contact: Ref) -> tuple[Way, ...]:
    """A contact that was deleted takes along the lead that this sync brought. Source: LED-14, LED-26, LED-36."""
    lead = memory.brought.get(contact) or next(iter(sorted(memory.alike.get(contact, ()))), None)
    held = records.live.get(lead) if lead is not None else None
    if lead is None or held is None or contact not in memory.deleted:
        return (Way(("deleted", "unchanged", "kept", "excluded"), "it brought no lead that is there", ("LED-36",)),)
    lists = texts_in(held.get("lists"))
    theirs = [other for other, its in memory.brought.items() if its == lead]
    theirs += [other for other, its in memory.alike.items() if lead in its]
    unclear = contact in memory.alike or contact not in memory.brought
    shared = unclear or any(other != contact and other in records.live for other in theirs)
    if shared or held.get("status") != "active" or terms.mailing_list not in lists:
        words = ("deleted", "unchanged", "kept", "excluded")
        return (Way(words, "its lead is another's, or not mailed, or off the list", ("LED-26",), open=True),)
    others = tuple([each for each in lists if each != terms.mailing_list])
    if others and terms.lead_deletion == "list_then_org":
        return (Way(("deleted",), "its lead leaves the list", ("LED-14", "LED-26"), {lead: {"lists": others}}),)
    return (Way(("deleted",), "its lead goes with it", ("LED-14", "LED-26"), gone=(lead,)),)


def _of_decision(
    records: Records,
    memory: LeadMemory,
    fetch: FetchTold,
    taken: Mapping[str, Ref],
    told: DecisionTold,
    due: set[Ref],
) -> Iterator[Difference]:
    leads = tuple([each for each in told.changes if each.ref.module == "Leads"])
    ways = lead_ways(records, memory, fetch.terms, taken, told.subject)
    if told.subject in memory.unsure and not leads and told.outcome in (*BROUGHT, "unchanged"):
        return
    if told.outcome == "unchanged" and not leads and not fetch.terms.all_data and told.subject not in due:
        return  # it was read again for the second to spare: FLT-17
    if told.refused and (fetch.terms.search_lags or any(told.meant in way.outcomes for way in ways)):
        return
    if fetch.terms.search_lags and not leads and ways[0].outcomes == ("duplicate",):
        return  # a lead that the search does not know yet: found too late, it is met at the next fetch
    wrong = [unlike(records, way, told._replace(changes=leads)) for way in ways]
    fields = records.live.get(told.subject)
    if fields is not None and not fetch.terms.meets(fields):
        ways = (Way(("excluded", "unchanged"), "it does not meet the criteria", ("LED-03", "LED-40")),)
        wrong = [unlike(records, each, told) for each in ways]
    if all(wrong):
        yield _difference(records, fetch, told.subject, ways[0], str(wrong[0]))


def _take_over(records: Records, memory: LeadMemory, told: DecisionTold, address: str) -> None:
    for change in told.changes:
        records.take(change)
    known = records.named(HUB, "Leads", address) if address else []
    leads = [*[each.ref for each in told.made()], *told.named, *known]
    lead = next((each for each in leads if each.module == "Leads"), None)
    if told.outcome in BROUGHT and lead is not None:
        memory.brought[told.subject] = lead
        memory.alike.pop(told.subject, None)
    if told.outcome == "ignored" and lead is not None:
        memory.alike.setdefault(told.subject, set()).add(lead)


def _counted(fetch: FetchTold) -> Iterator[Difference]:
    """The history counts each once. Source: LED-10, LED-22."""
    if fetch.counts is None or not fetch.finished:
        return
    said = Counter(told.outcome for told in fetch.decisions)
    wanted = {
        "new": said["created"],
        "readded": said["readded"],
        "duplicate": said["duplicate"],
        "ignored": said["ignored"],
        "deleted": said["deleted"],
    }
    wanted["total"] = sum(wanted.values()) - wanted["deleted"]
    for name, count in wanted.items():
        ignored = said["failed"] if name in ("ignored", "total") else 0  # whether what failed counts so is not said
        if fetch.counts.get(name, 0) not in (count, count + ignored):
            wrong = f"{count} are {name}, and the history counts {fetch.counts.get(name, 0)}"
            yield Difference(fetch.name, None, wrong, ("LED-10", "LED-22"), ())


def _left_out(
    records: Records,
    memory: LeadMemory,
    fetch: FetchTold,
    taken: Mapping[str, Ref],
    pending: set[Ref],
    deleted: set[Ref],
) -> Iterator[Difference]:
    """The contacts that were to be fetched, and the leads that were to go, of which nothing is said."""
    terms, spoken = fetch.terms, {told.subject for told in fetch.decisions} | fetch.touched
    for ref in records.of(terms.source, ("customers",)):
        late = records.changed[ref][0] > terms.after_s
        if ref not in spoken and (terms.all_data or ref in pending) and late and terms.meets(records.live[ref]):
            way = lead_ways(records, memory, terms, taken, ref)[0]
            yield _difference(records, fetch, ref, way, "and nothing was said of it")
    for ref in sorted(deleted - spoken if terms.recurring else ()):
        lead = memory.brought.get(ref)
        held = records.live.get(lead, {}) if lead is not None and lead not in fetch.touched else {}
        if held.get("status") == "active" and terms.mailing_list in texts_in(held.get("lists")):
            way = Way((), "it was deleted", ("LED-14", "LED-36"))
            yield _difference(records, fetch, ref, way, "and its lead is on the list still")


def _difference(records: Records, fetch: FetchTold, contact: Ref, way: Way, wrong: str) -> Difference:
    fields = records.live.get(contact, {})
    held = ", ".join([f"{name} {value}" for name, value in fields.items() if not blank(value)]) or "gone"
    return Difference(fetch.name, contact, f"{way.why}, {wrong}", way.rules, (f"contact {contact.id} ({held})",))


def _values(terms: LeadTerms, fields: Fields) -> dict[str, Value]:
    """What a contact's mapped fields are to be in its lead; a blank says nothing."""
    return {ours: fields[theirs] for theirs, ours in terms.mapping.items() if not blank(fields.get(theirs))}


def _address(records: Records, terms: LeadTerms, contact: Ref) -> str:
    fields = records.live.get(contact) or records.last.get(contact, {})  # it may have gone once it was read
    return folded(str(fields.get(terms.email) or ""))
