"""What people did before the run that is disturbed, for records of any sort."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from zsim.explore.interruptions.cases.modules import Steps, SweptModule
from zsim.explore.script import Named, do


class Operation(NamedTuple):
    """What people do: ``before`` the first run, and ``after`` it; with none after it, the first run is disturbed.

    ``synced`` is done and synced between the two. ``writes_back`` says that it makes sense both ways only, ``matches``
    that duplicates matter to it. ``more`` are the records concerned beside the first two.
    """

    before: Steps
    after: Steps = ()
    synced: Steps = ()
    writes_back: bool = False
    matches: bool = False
    more: tuple[str, ...] = ()


Maker = Callable[[SweptModule], Operation]
HERE, THERE = 0, 1


def _two(sort: SweptModule) -> Steps:
    """Two records of the CRM, each with a parent where the sort has them."""
    return (
        *sort.parents,
        sort.in_crm("ann", "Ann", **sort.parented(0, HERE)),
        sort.in_crm("ben", "Ben", **sort.parented(1, HERE)),
    )


def _created(sort: SweptModule) -> Operation:
    return Operation(_two(sort))


def _pushed(sort: SweptModule) -> Operation:
    own = sort.in_finance("cora", "Cora", **sort.parented(0, THERE))
    return Operation(_two(sort), (own,), writes_back=True, more=("cora",))


def _added(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (sort.in_crm("dan", "Dan", **sort.parented(0, HERE)),), more=("dan",))


def _edited(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (sort.edit("ann", "2"),))


def _edited_there(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (sort.edit("ann in finance", "3", THERE), sort.edit("ben", "2")), writes_back=True)


def _edited_on_both_sides(sort: SweptModule) -> Operation:
    edits = (sort.edit("ann", "2"), sort.edit("ann in finance", "3", THERE))
    return Operation(_two(sort), (*edits, sort.edit("ben in finance", "4", THERE)))


def _renamed(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (sort.rename("ann", "Anna"),))


def _renamed_there(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (sort.rename("ann in finance", "Anna", THERE),), writes_back=True)


def _swapped(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (sort.rename("ann", "Ben"), sort.rename("ben", "Ann")))


def _taken(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (sort.rename("ann", "Ben"),), matches=True)


def _taken_there(sort: SweptModule) -> Operation:
    own = sort.in_finance("cora", "Cora", **sort.parented(0, THERE))
    return Operation(_two(sort), (own, sort.rename("ann", "Cora")), matches=True, more=("cora",))


def _twin(sort: SweptModule) -> Operation:
    return Operation((*_two(sort), sort.in_finance("cora", "Ann")), matches=True, more=("cora",))


def _late_twin(sort: SweptModule) -> Operation:
    twins = (
        sort.in_finance("cora", "Dan", **sort.parented(0, THERE)),
        sort.in_crm("dan", "Dan", **sort.parented(0, HERE)),
    )
    return Operation(_two(sort), twins, matches=True, more=("dan", "cora"))


def _twins(sort: SweptModule) -> Operation:
    second = sort.in_crm("dan", "Ann", "2", **sort.parented(0, HERE))
    return Operation((*_two(sort), second), matches=True, more=("dan",))


def _twins_there(sort: SweptModule) -> Operation:
    twins = (sort.in_finance("cora", "Ann"), sort.in_crm("dan", "Ann", "2"))
    return Operation((*_two(sort), *twins), matches=True, more=("dan", "cora"))


def _merged(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (do("merge", record="ann", others=("ben",)),))


def _merged_there(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (do("merge", record="ann in finance", others=("ben in finance",)),))


def _deleted(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (do("delete", record="ann"),))


def _deleted_there(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (do("delete", record="ann in finance"), sort.edit("ann", "2")))


def _deleted_own(sort: SweptModule) -> Operation:
    own = sort.in_finance("cora", "Cora", **sort.parented(0, THERE))
    return Operation(_two(sort), (do("delete", record="cora in crm"),), (own,), writes_back=True, more=("cora",))


def _restored(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (do("restore", record="ann"),), (do("delete", record="ann"),))


def _deleted_in_use(sort: SweptModule) -> Operation:
    assert sort.used_by is not None, "only what is used by documents"
    module, field = sort.used_by
    fields: dict[str, Any] = {field: Named("ann in finance"), "lines": ({"name": "Work", "rate": 1},)}
    if sort.name == "item":
        fields = {"customer_id": Named("cust"), "lines": ({"item": Named("ann in finance"), "rate": 1},)}
    used = do("create", name="paper", module=f"finance.{module}", fields=fields)
    before = _two(sort)
    if sort.name == "item":
        before = (*before, do("create", name="cust", module="finance.customers", fields={"contact_name": "Cust"}))
    return Operation(before, (used, do("delete", record="ann")))


def _replaced(sort: SweptModule) -> Operation:
    again = sort.in_crm("dan", "Ann", **sort.parented(0, HERE))
    return Operation(_two(sort), (do("delete", record="ann"), again), matches=True, more=("dan",))


def _moved(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (do("update", record="ann", fields={"Account_Name": Named("bolt")}),))


def _lost_account(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (do("update", record="ann", fields={"Account_Name": None}),))


def _gained_account(sort: SweptModule) -> Operation:
    return Operation(
        (*_two(sort), sort.in_crm("dan", "Dan")),
        (do("update", record="dan", fields={"Account_Name": Named("acme")}),),
        more=("dan", "acme"),
    )


def _parent_deleted(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (do("delete", record="acme"),), more=("acme",))


def _parents_merged(sort: SweptModule) -> Operation:
    return Operation(_two(sort), (do("merge", record="acme", others=("bolt",)),), more=("acme", "bolt"))


def _new_parent(sort: SweptModule) -> Operation:
    account = do("create", name="cent", module="crm.accounts", fields={"Account_Name": "Cent"})
    person = sort.in_crm("dan", "Dan", Account_Name=Named("cent"))
    return Operation(_two(sort), (account, person), more=("dan", "cent"))


def _moved_to_new(sort: SweptModule) -> Operation:
    account = do("create", name="cent", module="crm.accounts", fields={"Account_Name": "Cent"})
    return Operation(
        _two(sort), (account, do("update", record="ann", fields={"Account_Name": Named("cent")})), more=("cent",)
    )


OPERATIONS: Mapping[str, Maker] = {
    "created": _created,
    "pushed": _pushed,
    "added": _added,
    "edited": _edited,
    "edited there": _edited_there,
    "edited on both sides": _edited_on_both_sides,
    "renamed": _renamed,
    "renamed there": _renamed_there,
    "swapped": _swapped,
    "taken": _taken,
    "taken there": _taken_there,
    "twin": _twin,
    "late twin": _late_twin,
    "twins": _twins,
    "twins there": _twins_there,
    "merged": _merged,
    "merged there": _merged_there,
    "deleted": _deleted,
    "deleted there": _deleted_there,
    "deleted own": _deleted_own,
    "restored": _restored,
    "deleted in use": _deleted_in_use,
    "replaced": _replaced,
}
"""What is done to records of any sort."""

OF_PEOPLE: Mapping[str, Maker] = {
    "moved": _moved,
    "moved to a new one": _moved_to_new,
    "lost account": _lost_account,
    "gained account": _gained_account,
    "parent deleted": _parent_deleted,
    "parents merged": _parents_merged,
    "new parent": _new_parent,
}
"""What is done to people who hang on a parent."""

TWINS_FIRST = ("twin", "twins there")
"""What has a record in finance before anything is linked: people there would need a parent."""


def operations_of(sort: SweptModule) -> Mapping[str, Maker]:
    """What is done to records of a sort."""
    found = {name: make for name, make in OPERATIONS.items() if not (sort.people and name in TWINS_FIRST)}
    if sort.used_by is None:
        del found["deleted in use"]
    if sort.crm == "products" or sort.people:
        del found["merged there"]
    return {**found, **OF_PEOPLE} if sort.people else found
