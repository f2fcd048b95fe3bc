"""What must hold of the CRM's views: each lists those records, and no others, that its name or its conditions say.

It is told from the journal, of what is open to look at: when records were made, who opened them, how views were set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from zsim.checks import InvariantViolated, Violation
from zsim.fakes.store.effects import Effect
from zsim.kernel.journal import Command, Entry
from zsim.ports.folding import folded
from zsim.ports.records import Record, RecordId, Ref
from zsim.testing.vain import refused

if TYPE_CHECKING:
    from zsim.world import World

LISTED = "views-list-what-they-say"
"""The invariant of views."""

MODULES = ("accounts", "contacts", "products", "vendors")
DAY_MS = 24 * 3600 * 1000
ADMINISTRATOR = "Administrator"
TESTS: Mapping[str, Callable[[Any, Any], bool]] = {
    "is": lambda held, asked: held == asked or (asked is False and held is None),  # a box that nobody ticked
    "isn't": lambda held, asked: held != asked,
    "is empty": lambda held, asked: not held,
    "is not empty": lambda held, asked: bool(held),
}
"""The operators that are judged; a view with another is left out, and so is one whose conditions are joined by or."""


class ViewsTold(NamedTuple):
    """What the journal tells of records and views: when each was made, who was opened, and how views were set."""

    made_ms: Mapping[RecordId, int]
    opened: frozenset[RecordId]
    conditions: Mapping[tuple[str, str], tuple[tuple[str, str, Any], ...] | None]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> ViewsTold:
        """What is told in a journal; what was asked in vain set nothing."""
        vain = refused(entries)
        made_ms: dict[RecordId, int] = {}
        opened: set[RecordId] = set()
        conditions: dict[tuple[str, str], tuple[tuple[str, str, Any], ...] | None] = {}
        for entry in entries:
            match entry.subject, entry.detail:
                case Ref("crm", _, record_id), Effect("created"):
                    made_ms.setdefault(record_id, entry.at_ms)
                case Ref("crm", "Contacts", record_id), Command("open"):
                    opened.update(() if entry.number in vain else (record_id,))
                case ("crm", str() as module), Command("create_view" | "update_view") as command:
                    if entry.number not in vain:
                        plain = " or " not in str(command.given["pattern"])
                        asked: Any = command.given["conditions"]
                        conditions[module, str(command.given["name"])] = asked if plain else None
        return cls(made_ms, frozenset(opened), conditions)


def check_views(world: World) -> None:
    """Look at each view whose conditions the journal tells; ``InvariantViolated`` where one lists otherwise."""
    told = ViewsTold.of(list(world.journal))
    found = [each for module in MODULES for each in _otherwise(world, told, module)]
    if found:
        raise InvariantViolated(tuple([Violation(LISTED, each) for each in found]))


def _otherwise(world: World, told: ViewsTold, module: str) -> Iterator[str]:
    views = getattr(world.crm, module).views
    for view in views.all():
        stands = _standing(world, told, view.module, view.name)
        if stands is None:
            continue
        listed = {each.id for each in views.records(view)}
        for record in world.crm.modules[view.module].table:
            if record.ref.id not in told.made_ms:
                continue  # it was made before this journal began: who opened it is not told
            if (record.ref.id in listed) is not stands(record):
                does = "lists" if record.ref.id in listed else "does not list"
                yield f"the view {view.name!r} of {view.module} {does} {record.ref.id} (VIW-02)"


def _standing(world: World, told: ViewsTold, module: str, name: str) -> Callable[[Record], bool] | None:
    """Whether a record stands in a view by what that says; ``None`` where the journal does not tell."""
    if name.startswith("All "):
        return lambda record: True
    if name.startswith("My "):
        mine = next(each.id for each in world.crm.users.all() if each.name == ADMINISTRATOR)
        return lambda record: record.fields.get("Owner") == mine
    if name.startswith("Recently Created "):
        first_ms = world.clock.now_ms - world.policies.recently_created_days * DAY_MS
        return lambda record: told.made_ms[record.ref.id] >= first_ms
    if name.startswith("Unread "):
        return lambda record: record.ref.id not in told.opened
    conditions = told.conditions.get((module, name))
    if conditions is None or any(operator not in TESTS for _, operator, _ in conditions):
        return None
    return lambda record: all(
        TESTS[operator](_seen(record, field), _told(asked)) for field, operator, asked in conditions
    )


def _seen(record: Record, field: str) -> Any:
    return _told(record.fields.get(field))


def _told(value: Any) -> Any:
    return folded(value) if isinstance(value, str) else value
