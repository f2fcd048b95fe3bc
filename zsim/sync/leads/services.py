"""MarketingHub's sync services for one source: the account entered there, and the syncs that read with it.

Source: CON-03, LED-01, KEY-01 to KEY-06.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from zsim.catalogue import did_you_mean
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Command
from zsim.kernel.texts import require_whole
from zsim.ports.app import App, Credentials, Timing
from zsim.ports.errors import InvalidCredentials, PartlyModelled
from zsim.ports.folding import folded
from zsim.ports.records import HasRef, Record, RecordId
from zsim.ports.refusals import tells_refusals
from zsim.sync.leads.choices import DEFAULT_MAPPING, Conditions, LeadChoices, Schema, criteria_of, first_timetable
from zsim.sync.leads.details import told_criteria
from zsim.sync.leads.fetching import SourceContext
from zsim.sync.leads.lead_runs import LeadRow, LeadRuns
from zsim.sync.leads.lead_sync import LeadSync
from zsim.sync.leads.places import CONTACTS, LEADS, LISTS, ORGANISATION, SYNCS
from zsim.sync.leads.unmodelled import SERVICES
from zsim.sync.runs.engine_state import StateTable


@dataclass(frozen=True, slots=True)
class ServicesRow:
    """What of the sync services must not be forgotten: the account entered, and who entered it."""

    credentials: Credentials
    user: str


NEVER = ServicesRow(Credentials("", None), "")
"""How the services of a source stand that was never entered."""


@tells_refusals("new_sync update_account")
class SyncServices(PartlyModelled):
    """The sync services of one source; ``world.connect_marketinghub()`` gives them."""

    _unmodelled = SERVICES

    def __init__(self, source: str, context: SourceContext, timing: Timing) -> None:
        self._source = source
        self._context = context
        self._timing = timing
        self._row = context.state.cell("services", source, NEVER)
        self._rows: StateTable[str, LeadRow] = context.state.table("lead syncs", as_made=True)
        self._syncs: dict[str, LeadSync] = {}
        context.watch_keys(self._key_changed)
        for description, row in self._rows.rows.items():
            if row.source == source:
                self._add(description)

    @classmethod
    def connect(
        cls, source: str, context: SourceContext, timing: Timing, credentials: Credentials, user: str
    ) -> SyncServices:
        """Enter a source's email and ZSC key; what does not open it is refused, and nothing is kept. Source: CON-03."""
        given = {"source": source, "email": credentials.email, "key": credentials.key}
        cause = context.journal.append(user, "command", (ORGANISATION, "Accounts"), Command("connect_source", given))
        with context.journal.because(cause):
            context.open(credentials)
        context.state.cell("services", source, NEVER).set(ServicesRow(credentials, user))
        context.state.commit()
        return cls(source, context, timing)

    @property
    def source(self) -> str:
        """The key of the source organisation."""
        return self._source

    @property
    def credentials(self) -> Credentials:
        """The email and key entered."""
        return self._row.value.credentials

    @property
    def syncs(self) -> tuple[LeadSync, ...]:
        """The syncs, in the order they were made."""
        return tuple(self._syncs.values())

    @property
    def active_syncs(self) -> tuple[LeadSync, ...]:
        """Those that are active."""
        return tuple([each for each in self.syncs if each.state.value == "active"])

    def __getitem__(self, description: str) -> LeadSync:
        """The sync of that description; an unknown one raises ``UsageError``."""
        if description not in self._syncs:
            right = did_you_mean(description, self._syncs)
            raise UsageError(asked=f"the sync {description!r}", found="there is none", right=right)
        return self._syncs[description]

    def __iter__(self) -> Iterator[LeadSync]:
        return iter(self.syncs)

    def new_sync(
        self,
        description: str,
        *,
        mailing_list: HasRef | str,
        criteria: Conditions | None = None,
        pattern: str | None = None,
    ) -> LeadSync:
        """Make a sync into one mailing list, given by handle or name; it is a draft until ``initiate()``.

        Without ``criteria`` it brings all contacts. Criteria are up to six conditions on fields of the source's
        contacts, such as ``[("billing_address.country", "is", "India"), ("payment_terms", ">", 15)]``, which all must
        hold unless a ``pattern`` like ``"(1 or 2)"`` joins them otherwise. This choice is final. Refused with
        ``UsageError`` are a description that is empty or taken, an unknown list, an unknown field or operator and a
        pattern that cannot be read, with ``InvalidCredentials`` a stale key. Source: LED-01, LED-02, LED-03.
        """
        require_whole(description)
        if not description.strip() or self._rows.get(description) is not None:
            found = "a sync has it already" if description.strip() else "it is empty"
            raise UsageError(asked=f"a sync called {description!r}", found=found, right="a description of its own")
        self.check_account()
        now_ms = self._timing.now_ms
        choices = LeadChoices(
            description=description,
            list_id=self.list_id(mailing_list),
            criteria=criteria_of(criteria, pattern, self.source_fields),
            mapping=DEFAULT_MAPPING,
            timetable=first_timetable(now_ms),
            after_ms=None,
            created_ms=now_ms,
        )
        chosen = {"list": self.list_name(choices), **told_criteria(choices.criteria)}
        self.note("new_sync", chosen, description)
        self._rows.put(description, LeadRow(self._source, choices))
        self._context.state.commit()
        return self._add(description)

    def update_account(self, *, email: str | None = None, key: str | None = None) -> None:
        """Enter another key, or another email and the key with it; what does not open the source is refused.

        Then the former ones stay. No sync is activated by entering: each is by hand. Source: KEY-02, KEY-03.
        """
        former = self.credentials
        if key is None and email is not None and folded(email) != folded(former.email):
            raise UsageError(
                asked=f"enter {email!r} for {self._source}",
                found="the key is missing",
                right="another primary email needs the key entered anew: give both (KEY-03)",
            )
        given = Credentials(former.email if email is None else email, former.key if key is None else key)
        told = Command("update_account", {"source": self._source, "email": given.email, "key": given.key})
        cause = self._context.journal.append(self._row.value.user, "command", (ORGANISATION, "Accounts"), told)
        with self._context.journal.because(cause):
            self._context.open(given)
        self._enter(given)

    def check_account(self) -> None:
        """Refuse with ``InvalidCredentials`` while email and key do not open the source."""
        self._context.gate.look(ORGANISATION, self.credentials)

    def source_fields(self) -> Schema:
        """The fields of the source's contacts."""
        return self._context.open(self.credentials).fields(CONTACTS)

    def lead_fields(self) -> Schema:
        """The fields of leads."""
        return self._context.hub.fields(LEADS)

    def list_name(self, choices: LeadChoices) -> str | None:
        """What the target list is called; ``None`` once it was deleted."""
        found = self._context.hub.read(LISTS, [choices.list_id])
        return str(found[0].fields["name"]) if found else None

    def list_id(self, mailing_list: HasRef | str) -> RecordId:
        """The id of a list given by handle or name; an unknown one raises ``UsageError``."""
        lists = all_of(self._context.hub, LISTS)
        for each in lists:
            if mailing_list in (each.ref.id, each.fields["name"]) or each.ref.id == _id_of(mailing_list):
                return each.ref.id
        names = [str(each.fields["name"]) for each in lists]
        right = did_you_mean(mailing_list if isinstance(mailing_list, str) else "", names)
        raise UsageError(asked=f"a sync into the list {mailing_list!r}", found="there is none", right=right)

    def note(self, command: str, given: Mapping[str, object], sync: str) -> int:
        """Write a user's command on a sync down and return its entry's number."""
        return self._context.journal.append(
            self._row.value.user, "command", (ORGANISATION, SYNCS, sync), Command(command, given)
        )

    def key_died(self) -> None:
        """Turn every sync inactive, because the source refused the key. Source: KEY-05."""
        self._silence(f"{self._source} refused the key")

    def _add(self, description: str) -> LeadSync:
        row = self._context.state.cell("lead syncs", description, self._rows.rows[description])
        made = self._context.functions.stand_ins.of
        sync = made(LeadSync)(made(LeadRuns)(row, self, self._context, self._timing), self)
        self._syncs[description] = sync
        return sync

    def _enter(self, credentials: Credentials) -> None:
        self._row.set(replace(self._row.value, credentials=credentials))
        self._context.state.commit()

    def _key_changed(self) -> None:
        self._silence(self._what_changed())

    def _what_changed(self) -> str:
        """What is another now in the source, as it says of the account entered."""
        try:
            self.check_account()
        except InvalidCredentials as refusal:
            if refusal.field != "email":
                return f"the ZSC key of {self._source} was regenerated (KEY-01)"
        return f"the primary email of {self._source} changed (KEY-03)"

    def _silence(self, why: str) -> None:
        for each in self.syncs:
            each.runs.forget_waiting()  # none that waits for another to end is to begin when that is stopped
        for each in self.syncs:
            each.turn_inactive(why, self._context.journal.cause)

    def __repr__(self) -> str:
        return f"<sync services of {self._source}, {len(self._syncs)} syncs, {len(self.active_syncs)} active>"


def all_of(app: App, module: str) -> list[Record]:
    """The records of a module, page by page."""
    page = app.changed(module, None)
    found = list(page.records)
    while page.next_token is not None:
        page = app.changed(module, None, token=page.next_token)
        found += page.records
    return found


def _id_of(mailing_list: HasRef | str) -> str | None:
    return None if isinstance(mailing_list, str) else mailing_list.ref.id
