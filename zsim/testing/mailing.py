"""What must hold of whom MarketingHub mails: who bounced, complained or unsubscribed is left out, and nobody else.

It is told from the journal's commands, of which those that were refused do not count, and from the leads as they stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from zsim.checks import InvariantViolated, Violation
from zsim.fakes.store.effects import Effect
from zsim.kernel.journal import Command, Entry
from zsim.ports.folding import folded
from zsim.ports.records import Record, RecordId, Ref, texts_in
from zsim.sync.leads import ORGANISATION
from zsim.testing.vain import refused

if TYPE_CHECKING:
    from zsim.world import World

MAILED = "mailed-as-they-want"
"""The invariant of who is mailed."""

LEADS, SUPPRESSIONS = "Leads", "Suppressions"
ACTIVE, BOUNCED = "active", "bounced"
BECOMES: Mapping[str, str] = {"unsubscribe": "unsubscribed", "complain": "spam", "bounce_hard": BOUNCED}
"""What a lead is, once that happened to it."""

SOFT_BOUNCES_MAX = 7
"""So many in a row are one for good. Source: LED-41."""


class MailTold:
    """What the journal tells of the leads that were made in it: what each is, and its soft bounces in a row.

    ``unmailed`` are the addresses that leads had which were not mailed, with the reasons, each with its entry.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        vain = refused(entries)
        self.status: dict[RecordId, str] = {}
        self.bounces: dict[RecordId, int] = {}
        self.unmailed: dict[tuple[str, str], int] = {}
        for entry in entries:
            match entry.subject, entry.detail:
                case Ref(app, module, record_id), Effect() as effect if (app, module) == (ORGANISATION, LEADS):
                    self._changed(entry.number, record_id, effect)
                case Ref(app, module, record_id), Command(name) if (app, module) == (ORGANISATION, LEADS):
                    if entry.number not in vain and record_id in self.status:
                        self._happened(record_id, name)

    def _changed(self, number: int, record_id: RecordId, effect: Effect) -> None:
        if effect.before is None:
            self.status[record_id], self.bounces[record_id] = ACTIVE, 0
        if effect.after is not None and effect.after["status"] != ACTIVE:
            told = folded(str(effect.after["email"])), str(effect.after["status"])
            self.unmailed.setdefault(told, number)

    def _happened(self, record_id: RecordId, name: str) -> None:
        self.status[record_id] = BECOMES.get(name, self.status[record_id])
        if name == "deliver":
            self.bounces[record_id] = 0
        if name == "bounce_softly":
            self.bounces[record_id] += 1
            if self.bounces[record_id] >= SOFT_BOUNCES_MAX:
                self.status[record_id] = BOUNCED


def check_mail(world: World) -> None:
    """Compare whom MarketingHub mails with what happened to them; ``InvariantViolated`` where it mails others."""
    leads, suppressions = [world.marketinghub.modules[each].table for each in (LEADS, SUPPRESSIONS)]
    if not len(leads) and not len(suppressions):
        return
    told = MailTold(list(world.journal))
    found = [each for lead in leads for each in _otherwise(told, lead)]
    remembered = {(str(each.fields["email"]), str(each.fields["reason"])) for each in suppressions}
    for (address, status), number in told.unmailed.items():
        if (address, status) not in remembered:
            found.append(f"{address} is forgotten, which entry {number} made {status} (LED-19, LED-20, LED-26)")
    if found:
        raise InvariantViolated(tuple([Violation(MAILED, each) for each in found]))


def _otherwise(told: MailTold, lead: Record) -> Iterator[str]:
    called, status = f"the lead {lead.ref.id}, {lead.fields['email']},", lead.fields["status"]
    if status != ACTIVE and texts_in(lead.fields.get("lists")):
        yield f"{called} is {status}, and on a list still (LED-20)"
    if lead.ref.id not in told.status:
        return  # it was made before this journal began: what happened to it is not told
    if status != told.status[lead.ref.id]:
        yield f"{called} is {status}, and should be {told.status[lead.ref.id]} (LED-19, LED-20, LED-41)"
    count = told.bounces[lead.ref.id]
    if lead.fields["soft_bounces"] != count:
        yield f"{called} has {lead.fields['soft_bounces']} soft bounces, and {count} came in a row (LED-41)"
