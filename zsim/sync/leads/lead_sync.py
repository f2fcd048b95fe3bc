"""One sync of leads as its user sees it: map, schedule, initiate, edit, switch off and on, look at the history.

Source: LED-01 to LED-10, LED-24, LED-25, LED-31, LED-33, KEY-02, KEY-04, KEY-05.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time
from typing import NoReturn

from zsim.kernel.errors import UsageError
from zsim.kernel.printed import Printed
from zsim.ports.errors import InvalidCredentials, PartlyModelled
from zsim.ports.records import HasRef
from zsim.ports.refusals import tells_refusals
from zsim.sync.leads.account import Services
from zsim.sync.leads.choices import (
    Conditions,
    Frequency,
    LeadChoices,
    after_of,
    check_after,
    first_timetable,
    remapped,
    timetable_of,
)
from zsim.sync.leads.details import ALL, LeadDetails, details_of, in_words, told_changes, told_timetable
from zsim.sync.leads.fetch_history import Fetch, LeadState
from zsim.sync.leads.lead_links import LeadLinks
from zsim.sync.leads.lead_runs import LeadRuns
from zsim.sync.leads.unmodelled import LEAD_SYNC

DRAFT, ACTIVE, INACTIVE, COMPLETED = LeadState


@tells_refusals(
    "map unmap edit_mapping schedule retrieve initiate edit_retrieval choose activate deactivate",
    "_runs._context.journal",
)
class LeadSync(PartlyModelled):
    """One sync of leads from a source into a mailing list; ``SyncServices.new_sync`` makes it.

    A new one is a draft: map, choose schedule and data, then ``initiate()``; nothing is fetched before.
    """

    _unmodelled = LEAD_SYNC

    def __init__(self, runs: LeadRuns, services: Services) -> None:
        self._runs = runs
        self._services = services

    @property
    def description(self) -> str:
        """The sync's name."""
        return self._choices.description

    @property
    def state(self) -> LeadState:
        """Draft, active, inactive, or completed: a one-time sync that has fetched."""
        return self._runs.state

    @property
    def history(self) -> Printed[Fetch]:
        """The finished fetches, oldest first. Source: LED-10."""
        return self._runs.history

    @property
    def mapping(self) -> dict[str, str]:
        """Source field to lead field. Source: LED-04."""
        return dict(self._choices.mapping)

    def mapping_in(self, number: int) -> dict[str, str]:
        """The mapping that the fetch of that number goes or went by, whatever was edited since."""
        return dict(self._runs.choices_in(number).mapping)

    @property
    def links(self) -> LeadLinks:
        """Which lead each contact became in this sync."""
        return self._runs.links

    @property
    def running(self) -> bool:
        """Whether a fetch is under way."""
        return self._runs.running

    @property
    def next_slot(self) -> datetime | None:
        """When the next fetch is due; ``None`` where none is. Source: LED-25."""
        return self._runs.moment(self._runs.next_slot_ms)

    @property
    def details(self) -> LeadDetails:
        """What the detail view shows."""
        list_name = self._services.list_name(self._choices) or "a deleted list"
        last = self._runs.moment(self._runs.last_retrieval_ms)
        return details_of(self._choices, self._services.source, list_name, self._runs.state, last)

    @property
    def retrieves_all(self) -> bool:
        """Whether it retrieves all data, and not only what came after some date. Source: LED-07."""
        return self._choices.after_ms is None

    def map(self, source_field: str, lead_field: str) -> LeadSync:
        """Map one more field of the source's contacts to a field of leads, before or after initiating.

        Unknown fields, types that do not fit, and a lead field that another source field has are refused with
        ``UsageError``. Source: LED-04, LED-05.
        """
        return self.edit_mapping({source_field: lead_field})

    def unmap(self, source_field: str) -> LeadSync:
        """Take a source field out of the mapping; the email is mandatory. Source: LED-04."""
        return self.edit_mapping({source_field: ""})

    def edit_mapping(self, changes: Mapping[str, str]) -> LeadSync:
        """Change several pairs of source field and lead field at once; an empty lead field takes one out.

        The next fetch uses them. ``{"email": "", "cf_mail": "email"}`` takes the address from another field.
        Source: LED-05.
        """
        fields, leads = self._services.source_fields(), self._services.lead_fields()
        mapping = remapped(self._choices.mapping, changes, fields, leads)
        self._note("edit_mapping", {"mapping": dict(changes)})
        self._runs.choose(replace(self._choices, mapping=mapping))
        return self

    def schedule(
        self,
        frequency: str = "once",
        at: str | time = "09:00",
        zone: str = "UTC",
        weekday: str | int | None = None,
        day: int | None = None,
    ) -> LeadSync:
        """Choose when a draft is to fetch: "once", "daily", "weekly" or "monthly", at a local time of an IANA zone.

        ``weekday`` is a name or 0 (Monday) to 6, ``day`` 1 to 31 (clamped to the month's last day); left out, they are
        those of the sync's creation, in its zone. Source: LED-06, LED-25.
        """
        self._require_draft("schedule", "edit_retrieval()")
        usual = first_timetable(self._choices.created_ms, zone)
        chosen = timetable_of(usual, frequency, at, zone, weekday, day)
        check_after(self._choices.after_ms, self._choices.created_ms, chosen.zone)
        self._note("schedule", told_timetable(chosen))
        self._runs.choose(replace(self._choices, timetable=chosen))
        return self

    def retrieve(self, data: str | None = None, *, after: str | datetime | None = None) -> LeadSync:
        """Choose the data of a draft: ``retrieve("all")``, or ``retrieve(after="2026-01-01 00:00")``.

        The moment is one of the sync's zone, so schedule first; it may lie 30 days before the sync's creation and no
        more. Later fetches of all data read all again; after a moment, what changed since the last fetch that did not
        fail. Source: LED-07, LED-08, LED-29.
        """
        self._require_draft("choose the data of", "edit_retrieval()")
        after_ms = self._after(data, after)
        self._note("retrieve", {"data": ALL} if after is None else {"after": str(after)})
        self._runs.choose(replace(self._choices, after_ms=after_ms))
        return self

    def initiate(self) -> LeadSync:
        """Start a draft: it fetches once now (policy ``first_fetch``) and then keeps its slots. Source: LED-24."""
        self._require_draft("initiate", "activate() if it is inactive, edit_retrieval() for other data or times")
        self._check_account("initiate")
        self._require_list("initiate")
        self._runs.initiate(self._note("initiate", {}))
        return self

    def edit_retrieval(
        self,
        *,
        frequency: str | None = None,
        at: str | time | None = None,
        zone: str | None = None,
        weekday: str | int | None = None,
        day: int | None = None,
        data: str | None = None,
        after: str | datetime | None = None,
        mailing_list: HasRef | str | None = None,
    ) -> LeadSync:
        """Change when, what and into which list is retrieved; what is left out stays as it is.

        ``data`` and ``after`` are as in ``retrieve``, and the 30 days still count from the sync's creation. Leads that
        were brought to the former ``mailing_list`` stay on it. A completed one-time sync that is given another
        frequency is active again from its next slot on. Source: LED-08, LED-09, LED-33.
        """
        table = timetable_of(self._choices.timetable, frequency, at, zone, weekday, day)
        after_ms = self._choices.after_ms
        if data is not None or after is not None:
            after_ms = self._after(data, after, table.zone)
        check_after(after_ms, self._choices.created_ms, table.zone)
        list_id = self._choices.list_id if mailing_list is None else self._services.list_id(mailing_list)
        chosen = replace(self._choices, timetable=table, after_ms=after_ms, list_id=list_id)
        recurs_now = self._runs.state is COMPLETED and table.frequency is not Frequency.ONCE
        if recurs_now:
            self._check_account("give another frequency to")
            self._require_list("give another frequency to")
        given = {"frequency": frequency, "at": at, "zone": zone, "weekday": weekday, "day": day, "data": data}
        named = self._services.list_name(chosen) if mailing_list is not None else None
        cause = self._note("edit_retrieval", told_changes(**given, after=after, mailing_list=named))
        self._runs.choose(chosen)
        if recurs_now:
            self._runs.turn(ACTIVE, "it recurs now", cause)
        elif self._runs.state is ACTIVE and self._runs.has_done_with(table):
            self._runs.turn(COMPLETED, "it has fetched, and fetches once", cause)
        self._runs.reschedule()
        return self

    def choose(self, criteria: Conditions | None = None, pattern: str | None = None) -> LeadSync:
        """Refuse: all contacts or criteria is chosen once, when the sync is made. Source: LED-02."""
        raise UsageError(
            asked=f"choose {'all contacts' if criteria is None else 'criteria'} for the sync {self.description!r}",
            found=f"it was made for {in_words(self._choices)}, and that is final (LED-02)",
            right="make a new sync with new_sync()",
        )

    def activate(self) -> LeadSync:
        """Switch an inactive sync on; with a stale key it is refused with ``InvalidCredentials``.

        The next fetch is at the next slot and carries everything since the last one that did not fail; a one-time sync
        that has not fetched yet fetches now. Source: KEY-02, KEY-04.
        """
        if self._runs.state is not INACTIVE:
            self._refuse("activate", "only an inactive sync is activated; a draft is initiated")
        self._check_account("activate")
        self._require_list("activate")
        self._runs.activate(self._note("activate", {}))
        return self

    def deactivate(self) -> LeadSync:
        """Switch an active sync off; a fetch under way ends before its next call. Source: KEY-05."""
        if self._runs.state is not ACTIVE:
            self._refuse("deactivate", "only an active sync is deactivated")
        self._runs.deactivate("it was deactivated", self._note("deactivate", {}))
        return self

    def turn_inactive(self, why: str, cause: int) -> None:
        """Turn inactive if active: the services call it when the account opens the source no more. Source: KEY-01."""
        self._runs.deactivate(why, cause)

    @property
    def runs(self) -> LeadRuns:
        """Its fetches, as the engine sees them."""
        return self._runs

    @property
    def _choices(self) -> LeadChoices:
        return self._runs.choices

    def _after(self, data: str | None, after: str | datetime | None, zone: str | None = None) -> int | None:
        if (data is None) == (after is None) or (data is not None and data != ALL):
            raise UsageError(
                asked=f"retrieve data {data!r} after {after!r}",
                found="it is either all data or what changed after a moment",
                right='"all", or after="2026-01-01 00:00"',
            )
        if after is None:
            return None
        return after_of(after, self._choices.created_ms, zone or self._choices.timetable.zone)

    def _note(self, command: str, given: Mapping[str, object]) -> int:
        return self._services.note(command, given, self.description)

    def _require_draft(self, asked: str, instead: str) -> None:
        if self._runs.state is not DRAFT:
            self._refuse(asked, f"that is for drafts; use {instead}")

    def _check_account(self, asked: str) -> None:
        try:
            self._services.check_account()
        except InvalidCredentials as refusal:
            raise InvalidCredentials(
                f"{asked} the sync {self.description!r}: {refusal.message}; enter what {self._services.source} has now"
                " with update_account()",
                code=refusal.code,
                field=refusal.field,
            ) from None

    def _require_list(self, asked: str) -> None:
        if self._services.list_name(self._choices) is None:
            raise UsageError(
                asked=f"{asked} the sync {self.description!r}",
                found="its mailing list was deleted (LED-31)",
                right="make a new sync into another list with new_sync()",
            )

    def _refuse(self, asked: str, right: str) -> NoReturn:
        raise UsageError(
            asked=f"{asked} the sync {self.description!r}", found=f"the sync is {self._runs.state.value}", right=right
        )

    def __repr__(self) -> str:
        return f"<sync of leads {self.description!r}, {self._runs.state.value}, {len(self.history)} fetches>"
