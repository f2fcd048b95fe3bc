"""A world: one CRM, the finance organisations around it, the syncs between them, and their time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Unpack

from zsim.catalogue import Policies, Quirks
from zsim.fakes.finance import Finance
from zsim.fakes.store.handle import Handle
from zsim.faults import EngineKilled, Faults
from zsim.kernel.clock import UTC_KEY, Clock, to_datetime
from zsim.kernel.completion import hiding
from zsim.kernel.errors import UsageError
from zsim.kernel.journal import Journal
from zsim.kernel.moments import duration_ms, parse_moment
from zsim.kernel.printed import Printed
from zsim.kernel.schedule import Schedule
from zsim.kernel.streams import Streams
from zsim.ports.app import Ports
from zsim.ports.records import Fields, Ref
from zsim.sync import EngineState, Integration
from zsim.sync.leads import SyncServices
from zsim.world.apps import UNMODELLED, Apps
from zsim.world.connections import Connections
from zsim.world.engine import Engine
from zsim.world.formats import HEADER, check_format, checked
from zsim.world.journal_words.answers import OUTCOME, Answer
from zsim.world.journal_words.formatter import JournalFormatter
from zsim.world.journal_words.line import Line
from zsim.world.journal_words.runs import RunLine
from zsim.world.limits import limits_of
from zsim.world.observing.model_watch import ModelWatch
from zsim.world.observing.observer import Observer
from zsim.world.rehearsing import Rehearsals
from zsim.world.sources import Sources
from zsim.world.surroundings import WorldSurroundings
from zsim.world.telling import Telling
from zsim.world.timing import WorldTiming
from zsim.world.wiring import Functions, Wiring, with_sound_ones
from zsim.world.world_apps import WorldApps

DEFAULT_START = "2026-01-05 09:00"


@hiding("clock", "editions", "formatter", "journal", "judged", "limits", "quirks", "schedule", "streams")
class World(WorldApps):
    """Everything a script acts on. Worlds share nothing: two of them in one process do not see each other.

    ``seed`` feeds all that is drawn, ``start`` is where its clock begins. ``zone`` is the IANA key of the zone in which
    moments are given out, and read where they name no offset. All quirks are on but those in ``quirks_off``;
    ``policies`` choose where the documents are silent, ``editions`` are those of organisations by their products, as
    ``{"invoice": "us"}``. ``call_ms`` is what each call of the engine takes; with none, ``settle()`` finishes a run in
    the instant. ``search_lag_ms`` is how long searches take to notice a new name; reading and unique names do not lag.
    ``on_move`` is told each new time in milliseconds. ``functions`` replaces pieces of engine or finance, ``ports`` is
    what the engine's calls pass through, the world's own ``faults`` unless others are given; a preview's do not.
    With ``model`` the reference model judges each run, too. ``limits`` are lower ones than the products', so that they
    are reached: ``{"page_size": 3, "contact_persons": 2, "bin_days": 7}``.
    """

    _unmodelled = UNMODELLED

    def __init__(
        self,
        seed: int = 0,
        start: str | datetime = DEFAULT_START,
        *,
        zone: str = UTC_KEY,
        quirks_off: str | Iterable[str] = (),
        policies: Mapping[str, str] | None = None,
        editions: Mapping[str, str] | None = None,
        call_ms: int = 0,
        search_lag_ms: int = 0,
        on_move: Callable[[int], None] | None = None,
        functions: Functions | None = None,
        ports: Ports | None = None,
        model: bool = False,
        limits: Mapping[str, int] | None = None,
    ) -> None:
        self.seed, self.policies = checked("seed", seed), Policies(policies)
        self.clock = Clock(parse_moment(start, zone), on_move, zone)
        self.schedule, self.journal = Schedule(self.clock), Journal(self.clock)
        self.quirks, self.streams = Quirks(self.journal, quirks_off), Streams(seed)
        self._call_ms, self._search_lag_ms = checked("call_ms", call_ms), checked("search_lag_ms", search_lag_ms)
        settings = self.quirks, self.policies, search_lag_ms, self.schedule
        self._functions, (engine, leads, documents, stand_ins) = functions, with_sound_ones(functions)
        self.limits = limits_of(limits)
        own = documents, editions, stand_ins, self.limits
        self._apps = Apps(self.clock, self.journal, self.streams, *settings, *own)
        self.editions = dict(editions or {})
        rehearsals = Rehearsals(self._state, lambda data: World.load(data, functions=functions))
        faults = Faults(WorldSurroundings(self._apps, self.journal, self.schedule, lambda: self._timing))
        self._ports: Ports = ports or faults
        made = stand_ins.of
        state, time = made(EngineState)(), (self.clock, self.schedule, self.journal)
        self._timing = WorldTiming(*time, call_ms, lambda: self._observer.look(), self.crash)  # noqa: PLW0108  made last
        shared = self._ports, self.journal, self.policies, self.quirks
        self._connections = Connections(self._apps, *shared, engine, rehearsals, state, self._timing)
        self._sources = Sources(lambda: self._apps.hub, *shared, leads, state, self._timing, self.__getitem__)
        self._engine = made(Engine)(state, self._timing, self._connections, self._sources)
        told_of = self._apps, self.journal, self.clock, self._connections, self._sources
        self._telling = made(Telling)(*told_of, made(JournalFormatter))
        self.formatter: Callable[[], JournalFormatter] = self._telling.formatter
        known = self._connections, self._sources.services, self._apps.module
        self._observer = made(Observer)(self.journal, *known, self.quirks, self.policies, self._engine.queues)
        told = self.clock, self.journal, self._apps, *known[:2], self.quirks, self.policies
        self.judged = ModelWatch(*told, search_lags=search_lag_ms > 0)
        if model:
            self._observer.before_looking = self.judged.watch()

    @property
    def faults(self) -> Faults:
        """What can go wrong between the engine and the apps; a world that was given other ports has none."""
        if not isinstance(self._ports, Faults):
            raise UsageError(
                asked="the faults of this world",
                found=f"its calls pass through ports of its own, {type(self._ports).__name__}",
                right="a world made without ports=..., which has faults of its own",
            )
        return self._ports

    def connect(
        self, product: str | Finance, email: str | None = None, key: str | None = None, organisation: str | None = None
    ) -> Integration:
        """Connect a finance organisation with the CRM and give the integration.

        Left out, ``email`` is the CRM administrator's and ``key`` the CRM's, generated if there is none yet. Billing
        has no key; its ``organisation`` is one of ``crm.organisations`` by name, the first if left out.
        """
        return self._connections.connect(self._apps.meant(product), email, key, organisation)

    def integration(self, product: str | Finance) -> Integration:
        """The integration of an organisation, given by its key or itself; one never connected is refused."""
        return self._connections[self[product].key]

    @property
    def integrations(self) -> tuple[Integration, ...]:
        """The integrations made so far, in the order their organisations were first connected."""
        return tuple(self._connections.integrations.values())

    def connect_marketinghub(
        self, source: str | Finance = "invoice", email: str | None = None, key: str | None = None
    ) -> SyncServices:
        """Enter a source's account in MarketingHub and give its sync services.

        Left out, ``email`` is the source's primary email and ``key`` its ZSC key, generated if there is none yet.
        """
        return self._sources.connect(self._apps.meant(source), email, key)

    def sync_services(self, source: str | Finance = "invoice") -> SyncServices:
        """MarketingHub's sync services of a source, by its key; one never connected raises ``UsageError``."""
        return self._sources[source if isinstance(source, str) else source.key]

    @property
    def now(self) -> datetime:
        """The present, in the world's zone."""
        return self.clock.now

    def advance(
        self, *, weeks: float = 0, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> None:
        """Let time pass, and with it everything that falls due."""
        self.schedule.run_for(duration_ms(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds))

    def advance_to(self, moment: str | datetime, tz: str | None = None) -> None:
        """Let time pass until a moment; ``tz`` is the IANA zone of one that names no offset, left out the world's."""
        self.schedule.run_until(parse_moment(moment, tz or self.clock.zone))

    def settle(self) -> None:
        """Let everything happen that is due now."""
        self.schedule.settle()

    def next_event(self) -> bool:
        """Move to the next thing that falls due and let it happen; false when nothing is to come."""
        return self.schedule.next_event()

    def __repr__(self) -> str:
        return f"<World of seed {self.seed}, {self.now:%Y-%m-%d %H:%M:%S}>"

    def why(self, record: Handle | Ref | str) -> Answer:
        """What the runs decided about a record, given by itself, its id or a name that it has alone; print it."""
        answer = self._telling.why(record)
        self.journal.look(answer.ref, OUTCOME, answer.outcome)
        return answer

    def counterpart(self, record: Handle | Ref | str, app: str | Finance) -> Handle:
        """The record of another app that one is synced with now, or was; of "books.invoices", what was made for it."""
        return self._telling.counterpart(record, app if isinstance(app, str) else app.key)

    def overlooked(self) -> dict[str, str]:
        """The live records that no run decided anything about, by their ids, with why that is so."""
        return self._telling.overlooked()

    def populate(self, accounts: int = 1000, contacts: int = 0) -> list[Handle]:
        """Fill the CRM with made-up accounts, and with contacts spread over them; gives all that were made."""
        from zsim.world.sample import Sample

        return Sample(self.streams).fill(self.crm, accounts, contacts)

    def snapshot(self) -> dict[str, dict[str, dict[str, Fields]]]:
        """All live records: fields by id, by module, by organisation; two equal ones are the same state."""
        return self._apps.snapshot()

    def check(self) -> None:
        """Check every invariant over the runs that ended since the last check; ``InvariantViolated`` if one is broken.

        Done by itself whenever something fell due. Where nothing is due, it finds runs, too, that stopped without end.
        """
        self._observer.take_in()
        next_ms = self.schedule.next_at_ms()
        if next_ms is None or next_ms > self.clock.now_ms:
            self._observer.require_ends()

    def digest(self) -> str:
        """The digest of everything that happened; equal for equal runs in any process."""
        return self.journal.digest()

    def lines(self) -> Printed[Line]:
        """The journal in words."""
        return self._telling.lines()

    def runs(self) -> Printed[RunLine]:
        """The finished runs of all integrations, in the order they ended."""
        return self._telling.runs()

    def crash(self) -> None:
        """Kill the engine and start it anew: what it did not commit is forgotten, the apps stay as they are.

        A run under way is told as failed and begins anew at once; in a call of its own it dies there. Killed again as
        it starts, it starts once more. Source: FLT-16.
        """
        if self._timing.acting:
            raise EngineKilled
        while True:
            with suppress(EngineKilled):
                return self._engine.restart()

    def export(self) -> dict[str, Any]:
        """The state of the world, fit for JSON, without its journal and its faults (``faults.remaining()``: pin anew).

        While a run is under way, it is what is committed: the loaded world goes on as this one would after a crash.
        """
        model = self.judged.export()
        return {**self._state(), **({} if model is None else {"model": model})}

    def _state(self) -> dict[str, Any]:
        """What an export holds but for what the model knows, which makes half of it and which no copy asks for."""
        return {
            **HEADER,
            "seed": self.seed,
            "now_ms": self.clock.now_ms,
            "zone": self.clock.zone,
            "call_ms": self._call_ms,
            "search_lag_ms": self._search_lag_ms,
            "policies": self.policies.changed,
            "quirks_off": list(self.quirks.off),
            "limits": self.limits.told,
            "streams": self.streams.state(),
            "apps": self._apps.export(),
            "engine": self._engine.export(),
            "checks": self._observer.export(),
        }

    def copied(self) -> World:
        """A world that stands as this one does and goes on by itself, loaded from its export."""
        return World.load(self._state(), functions=self._functions)

    @classmethod
    def load(cls, data: Mapping[str, Any], **wiring: Unpack[Wiring]) -> World:
        """The world that ``export`` gave; data of another format or version raises ``UsageError``."""
        check_format(data)
        settings = {name: data[name] for name in ("zone", "quirks_off", "policies", "call_ms", "search_lag_ms")}
        settings["limits"] = data.get("limits")
        world = cls(data["seed"], to_datetime(data["now_ms"]), **settings, **wiring)
        world.streams.restore(data["streams"])
        world._apps.load(data["apps"])
        world._engine.load(data["engine"])
        world._observer.load(data["checks"])
        if wiring.get("model"):
            world.judged.load(data.get("model"))
        return world
