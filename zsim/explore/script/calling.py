"""How a step becomes a call: what it is done to, what is called there, and with which arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from inspect import Signature, signature
from types import MethodType
from typing import Any, cast

from zsim.explore.script.documents import CRM, module_of
from zsim.explore.script.names import Names, NothingToDo
from zsim.explore.script.script import ScriptStep
from zsim.explore.script.values import Named
from zsim.explore.script.verb import Argument, Form, On
from zsim.explore.script.verbs import VERBS
from zsim.fakes.finance import Finance
from zsim.kernel.errors import UsageError
from zsim.sync import Integration
from zsim.sync.leads import LeadSync, SyncServices

LEADS_FROM = "invoice"
CHECKED = (On.APP, On.MODULE, On.DOCUMENT)
"""What is not everywhere given the same."""
NOW, PRESENT = "now", "present"
Given = Mapping[str, Any]


def call(names: Names, step: ScriptStep) -> object:
    """Do what a step says, and give what the app or the sync gave.

    ``NothingToDo`` is raised where something it names is not there, and whatever refuses it raises its refusal. What
    leads from a document to itself gives ``None``.
    """
    verb, given = VERBS[step.verb], step.given
    handed: list[object] = []
    by_name: dict[str, object] = {}
    for argument in verb.more:
        if argument.name in given:
            _hand_on(names, argument, given, handed, by_name)
    if verb.on is On.NAMES:
        return CONNECTING[verb.call](names, **by_name)
    if verb.on in (On.RECORD, On.LIST):
        text = given["list" if verb.on is On.LIST else "record"]
        record = names.record(text) if verb.call == "restore" else names.live(text)
        face = names.face(module_of(record.ref), given.get("by"))
        handed.insert(0, record)
    else:
        face = OBJECTS[verb.on](names, given)
    method = _method(face, verb.call, step)
    if verb.on in CHECKED:
        _check_call(method, handed, by_name, step)
    made = method(*handed, **by_name)
    return None if verb.on is On.DOCUMENT and made == face else made


def _hand_on(names: Names, argument: Argument, given: Given, handed: list[object], by_name: dict[str, object]) -> None:
    """Add what is handed on for an argument to those by position or to those by name."""
    value = given[argument.name]
    match argument.form:
        case Form.RECORDS:
            handed += [names.live(each) for each in value]
        case Form.WORDS | Form.EACH_CONDITION:
            handed += _plain(names, value or ())
        case Form.KEYWORDS:
            by_name |= _plain(names, value)
        case Form.ID:
            ref = names.live(value).ref
            handed += [ref.module, ref.id]
        case _ if argument.by_name:
            by_name[argument.name] = _looked_up(names, argument, given)
        case _:
            handed.append(_looked_up(names, argument, given))


def _looked_up(names: Names, argument: Argument, given: Given) -> object:
    value = given[argument.name]
    if value is None:
        return None
    match argument.form:
        case Form.RECORD:
            return names.live(value)
        case Form.RECORD_LIST:
            return [names.live(each) for each in value]
        case Form.CONTENT:
            return str(value).encode()
        case Form.APP | Form.ORGANISATION:
            return names.finance(value)
        case Form.PRODUCT:
            return names.product(value)
        case Form.VIEW:
            return _view(names, given["module"], value)
        case Form.MOMENT:
            return names.world.now if value == NOW else value
        case Form.CRM_ACCOUNT if value == PRESENT:
            return names.world.crm.email if argument.name == "email" else names.world.crm.zsc_key
        case Form.SOURCE_ACCOUNT if value == PRESENT:
            source = names.finance(given.get("source", LEADS_FROM))
            return source.email if argument.name == "email" else source.zsc_key
        case _:
            return _plain(names, value)


def _plain(names: Names, value: object) -> Any:
    """A value as the apps take it: handles for names, dictionaries for mappings."""
    if isinstance(value, Named):
        return names.live(value.name)
    if isinstance(value, Mapping):
        return {name: _plain(names, each) for name, each in value.items()}
    if isinstance(value, tuple):
        return tuple([_plain(names, each) for each in value])
    return value


def _view(names: Names, module: str, view: str) -> str:
    face = names.face(module)
    if hasattr(type(face), "views") and view not in [each.name for each in face.views.all()]:
        raise NothingToDo(f"{module} has no view {view!r}")
    return view


def _method(found: Any, path: str, step: ScriptStep) -> MethodType:
    """The method of that path; what an app does not offer is refused, as is an action its screens do not have."""
    for part in path.split("."):
        if not hasattr(type(found), part) and part not in getattr(found, "__dict__", ()):
            raise UsageError(
                asked=repr(step), found=f"{found!r} offers no such action", right=f"something that can {step.verb}"
            )
        found = getattr(found, part)
    return cast("MethodType", found)


def _check_call(method: MethodType, handed: list[object], by_name: Given, step: ScriptStep) -> None:
    """Refuse arguments that are not taken there: the apps' users, for one, are not given the same."""
    try:
        _signature(method.__func__).bind(method.__self__, *handed, **by_name)
    except TypeError as error:
        raise UsageError(asked=repr(step), found=str(error), right="leave it out") from None


@cache
def _signature(function: Callable[..., object]) -> Signature:
    """The signature of a function; to put one together for each step takes a thirtieth of a random world's time."""
    return signature(function)


def _integration(names: Names, given: Given) -> Integration:
    return names.world.integration(names.finance(given.get("product")))


def _services(names: Names, given: Given) -> SyncServices:
    return names.world.sync_services(names.finance(given.get("source", LEADS_FROM)).key)


def _lead_sync(names: Names, given: Given) -> LeadSync:
    services = _services(names, given)
    if given["sync"] not in [each.description for each in services]:
        raise NothingToDo(f"there is no sync {given['sync']!r}")
    return services[given["sync"]]


OBJECTS: Mapping[On, Callable[[Names, Given], Any]] = {
    On.MODULE: lambda names, given: names.face(given["module"], given.get("by")),
    On.APP: lambda names, given: names.app(given["app"]),
    On.DOCUMENT: lambda names, given: names.document(given["record"], given.get("by")),
    On.CRM: lambda names, given: names.used(CRM, given.get("by")),
    On.CONNECTION: _integration,
    On.SYNC: lambda names, given: _integration(names, given).sync_of(given["sync"]),
    On.SERVICES: _services,
    On.LEAD_SYNC: _lead_sync,
    On.WORLD: lambda names, given: names.world,
}
"""What verbs are done to, where that is no record."""


def _connect(names: Names, product: Finance | None = None, **account: str | None) -> None:
    names.world.connect(product or names.finance(None), **account)


def _connect_marketinghub(names: Names, source: Finance | None = None, **account: str | None) -> None:
    names.world.connect_marketinghub(source or names.finance(LEADS_FROM), **account)


def _delete_integration(names: Names, product: Finance | None = None, **choice: str) -> None:
    integration = names.world.integration(product or names.finance(None))
    names.keep_counterparts(integration)
    integration.delete(**choice)


CONNECTING: Mapping[str, Callable[..., None]] = {
    "connect": _connect,
    "connect_marketinghub": _connect_marketinghub,
    "delete_integration": _delete_integration,
}
"""What makes and deletes connections."""
