"""The world as the faults see it: time that passes, and people who act."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from zsim.kernel.journal import Journal
from zsim.kernel.schedule import Schedule
from zsim.ports.app import Timing
from zsim.ports.records import Ref
from zsim.world.apps import Apps
from zsim.world.organisations import CRM

SOMEBODY = "somebody"


class WorldSurroundings:
    """The ``Surroundings`` of the faults of one world; ``timing`` gives the engine's time, once there is one."""

    def __init__(self, apps: Apps, journal: Journal, schedule: Schedule, timing: Callable[[], Timing]) -> None:
        self.journal = journal
        self._apps = apps
        self._schedule = schedule
        self._timing = timing

    @property
    def now_ms(self) -> int:
        """The present, in milliseconds of UTC."""
        return self._timing().now_ms

    def names(self) -> Mapping[str, str]:
        """What people call each organisation there is, by its key."""
        return self._apps.names()

    def pass_time(self, delay_ms: int) -> None:
        """Let so much time pass, and everything happen that falls due in it."""
        self._schedule.run_until(self.now_ms + delay_ms)

    def later(self, delay_ms: int, action: Callable[[], None]) -> None:
        """Call ``action`` after so much time, for the same cause as now."""
        self._timing().call_at(self.now_ms + delay_ms, action)

    def save_again(self, ref: Ref) -> None:
        """Let somebody save a record anew, without changing a field."""
        module = self._apps.module(ref.app, ref.module)
        record = module.table.get(ref.id) if module is not None else None
        if module is not None and record is not None:
            module.table.replace(record, record.fields, SOMEBODY)

    def regenerate_key(self, app: str) -> None:
        """Let somebody generate a new key of an organisation."""
        (self._apps.crm if app == CRM else self._apps.finance(app)).generate_zsc_key()

    def withdraw_right(self, profile: str, module: str) -> None:
        """Let an administrator of the CRM hide a module from the users of a profile."""
        self._apps.crm.profiles.hide(profile, module)
