"""What a person does with the views of a module."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from zsim.fakes.crm.module import CrmModule
from zsim.fakes.crm.users import CrmUser
from zsim.fakes.crm.views import Views
from zsim.fakes.store.face import CommandLog
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.criteria import Condition, Criteria
from zsim.ports.records import Record, RecordId
from zsim.ports.refusals import tells_refusals


class ViewHandle:
    """A view by reference: the attributes tell the present state."""

    __slots__ = ("_views", "id")

    def __init__(self, views: Views, view_id: RecordId) -> None:
        self._views = views
        self.id = view_id

    @property
    def name(self) -> str:
        """What the screens call the view."""
        return self._views.listing(self.id).view.name

    @property
    def module(self) -> str:
        """The API name of the module it lists."""
        return self._views.module.name

    @property
    def predefined(self) -> bool:
        """Whether the CRM came with it."""
        return self._views.listing(self.id).view.predefined

    @property
    def revision(self) -> int:
        """How often what it lists was set: 1 at first, one more with every edit."""
        return self._views.listing(self.id).view.revision

    @property
    def criteria(self) -> Criteria | None:
        """What it asks for; ``None`` for a predefined view."""
        lists = self._views.listing(self.id).lists
        return lists if isinstance(lists, Criteria) else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ViewHandle) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<view {self.name!r} of {self.module} in crm, id {self.id}>"

    def __str__(self) -> str:
        return f"view '{self.name}' of {self.module} in the CRM, id {self.id}"


@tells_refusals("create update", "_recorder.journal")
class ViewsFace:
    """The views of one module, as one user sees them."""

    def __init__(
        self,
        views: Views,
        recorder: CommandLog,
        viewer: RecordId,
        new_id: Callable[[], RecordId],
        handle: Callable[[Record], Handle],
    ) -> None:
        self._views = views
        self._recorder = recorder
        self._viewer = viewer
        self._new_id = new_id
        self._handle = handle

    def create(self, name: str, *conditions: Condition | tuple[Any, ...], pattern: str | None = None) -> ViewHandle:
        """Make a view: ``create("For Invoice", ("Zoho_Invoice", "is", True))``. Source: VIW-02, VIW-03.

        A condition is a field's API name, an operator and, for most, a value; ``pattern`` joins up to six of them, as
        in ``"((1 and 2) or 3)"``. Whatever the module cannot answer is refused with ``UsageError``.
        """
        criteria = criteria_over(self._views.module, conditions, pattern, "a view")
        self._note("create_view", name, criteria)
        return ViewHandle(self._views, self._views.add(self._new_id, name, criteria).id)

    def update(
        self, view: ViewHandle | str, *conditions: Condition | tuple[Any, ...], pattern: str | None = None
    ) -> ViewHandle:
        """Let a view list something else; its revision grows."""
        held = self._held(view)
        criteria = criteria_over(self._views.module, conditions, pattern, "a view")
        self._note("update_view", held.name, criteria)
        self._views.edit(held.id, criteria)
        return held

    def all(self) -> list[ViewHandle]:
        """All views of the module, predefined ones first."""
        return [ViewHandle(self._views, each.view.id) for each in self._views]

    def records(self, view: ViewHandle | str) -> list[Handle]:
        """The records a view lists for this user now, oldest first."""
        self._recorder.may(self._views.module.name, "read")
        keep = self._views.keep(self._held(view).id, self._viewer)
        return [self._handle(each) for each in self._views.module.table if keep(each)]

    def __str__(self) -> str:
        return "\n".join([f"the views of {self._views.module.name}:", *[f"  {each}" for each in self.all()]])

    def __getitem__(self, name: str) -> ViewHandle:
        return ViewHandle(self._views, self._views.named(name).view.id)

    def _held(self, view: ViewHandle | str) -> ViewHandle:
        if isinstance(view, str):
            return self[view]
        if view.module != self._views.module.name:
            raise UsageError(
                asked=f"{view!r} among the views of {self._views.module.name}",
                found=f"it is a view of {view.module}",
                right="take a view of this module",
            )
        return view

    def _note(self, command: str, name: str, criteria: Criteria) -> None:
        conditions = tuple([(each.field, each.operator, each.value) for each in criteria.conditions])
        given = {"name": name, "conditions": conditions, "pattern": criteria.pattern}
        self._recorder.note(self._views.module.name, command, ("crm", self._views.module.name), given)


def criteria_over(
    module: CrmModule, conditions: Iterable[Condition | tuple[Any, ...]], pattern: str | None, what: str
) -> Criteria:
    """The criteria that ``what`` asks of a module's records; what it cannot answer is refused with ``UsageError``."""
    criteria = Criteria(tuple([_condition(each) for each in conditions]), pattern or "")
    for each in criteria.conditions:
        _refuse_strange(module, each, what)
    criteria.check(module.schema)
    return criteria


def _refuse_strange(module: CrmModule, condition: Condition, what: str) -> None:
    """Refuse a field that only other modules have, telling which. Source: VIW-02."""
    if condition.field in module.schema:
        return
    others = module.others_with(condition.field)
    if others:
        have = "has" if len(others) == 1 else "have"
        raise UsageError(
            asked=f"{what} of {module.name} that asks for {condition.field}",
            found=f"{module.name} has no such field, {' and '.join(others)} {have}",
            right=f"a field of {module.name}, or {what} of {' or '.join(others)}",
        )


def _condition(given: Condition | tuple[Any, ...]) -> Condition:
    if isinstance(given, Condition):
        return given
    if len(given) not in (2, 3):
        raise UsageError(
            asked=f"the condition {given!r}",
            found=f"{len(given)} parts",
            right='a field, an operator and mostly a value: ("Phone", "is", "111")',
        )
    field, operator, *rest = given
    value = rest[0] if rest else None
    if isinstance(value, (list, tuple)):
        return Condition(field, operator, tuple([_plain(each) for each in value]))
    return Condition(field, operator, _plain(value))


def _plain(value: Any) -> Any:
    """A record or a user as its id, and any other value as it is."""
    return value.id if isinstance(value, (Handle, CrmUser)) else value
