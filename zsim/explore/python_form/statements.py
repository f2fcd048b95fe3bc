"""A step as a statement: what it is done to, what is called there, and with what, all by the data of its verb."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from zsim.explore.python_form.literals import laid_out, quoted
from zsim.explore.python_form.scope import Scope
from zsim.explore.script import VERBS, ScriptStep
from zsim.explore.script.calling import LEADS_FROM, NOW, PRESENT
from zsim.explore.script.verb import Argument, On

MODULES = ("customers", "vendors", "items")
"""The syncs that a connection has as attributes."""

COPY = "world.copied"


class Statement(NamedTuple):
    """A call: what is called, with which arguments, and the variable that its result is put into, if any."""

    head: str
    arguments: list[str]
    variable: str = ""

    def lines(self, indent: str, note: str = "") -> list[str]:
        """The statement as it is laid out, with a note behind it."""
        start = f"{self.variable} = " if self.variable else ""
        return laid_out(f"{start}{self.head}", self.arguments, f"  # {note}" if note else "", indent)


def statement(step: ScriptStep, scope: Scope) -> Statement:
    """The statement that does what the step says."""
    verb, given = VERBS[step.verb], step.given
    if step.verb == "export_and_load":
        scope.hands.clear()
        return Statement(COPY, [], "world")
    variable = scope.variables[step.makes] if step.makes is not None else ""
    if "milliseconds" in given:  # a scenario says seconds
        seconds = given.get("seconds", 0) + given["milliseconds"] / 1000
        given = {**{name: each for name, each in given.items() if name != "milliseconds"}, "seconds": seconds}
    arguments = [each for argument in verb.more if argument.name in given for each in _argument(argument, given, scope)]
    if verb.on in (On.RECORD, On.LIST):
        arguments.insert(0, scope.called(given["list" if verb.on is On.LIST else "record"]))
    if verb.on is On.NAMES:
        return _connection(step, arguments, scope)
    return Statement(f"{TARGETS[verb.on.name](given, scope)}.{verb.call}", arguments, variable)


def _sync(given: Mapping[str, Any], scope: Scope) -> str:
    connection, sync = scope.connection(given.get("product")), given["sync"]
    return f"{connection}.{sync}" if sync in MODULES else f"{connection}.sync_of({quoted(sync)})"


def _lead_sync(given: Mapping[str, Any], scope: Scope) -> str:
    return f"{scope.connection(given.get('source'), 'sync_services')}[{quoted(given['sync'])}]"


TARGETS: Mapping[str, Callable[[Mapping[str, Any], Scope], str]] = {
    "MODULE": lambda given, scope: scope.face(given["module"], given.get("by")),
    "RECORD": lambda given, scope: scope.face_of(given["record"], given.get("by")),
    "LIST": lambda given, scope: scope.face_of(given["list"]),
    "DOCUMENT": lambda given, scope: scope.document(given["record"], given.get("by")),
    "APP": lambda given, scope: scope.app(given["app"]),
    "CRM": lambda given, scope: scope.app("crm", given.get("by")),
    "CONNECTION": lambda given, scope: scope.connection(given.get("product")),
    "SYNC": _sync,
    "SERVICES": lambda given, scope: scope.connection(given.get("source"), "sync_services"),
    "LEAD_SYNC": _lead_sync,
    "WORLD": lambda given, scope: "world",
    "TIME": lambda given, scope: "world",
}
"""What verbs are done to, by the names of ``On``."""


def _connection(step: ScriptStep, arguments: list[str], scope: Scope) -> Statement:
    """A connection is made, and held by a variable from then on; or deleted."""
    which = "source" if step.verb == "connect_marketinghub" else "product"
    key = step.given.get(which)
    if step.verb == "delete_integration":
        return Statement(f"{scope.connection(key)}.delete", _rest(arguments, key))
    services = step.verb == "connect_marketinghub"
    whole = scope.connection(key, "sync_services" if services else "integration")
    variable = whole
    if whole.startswith("world."):
        first = "services" if services else "sync"
        variable = f"{first}_{len(scope.syncs) + 1}" if first in scope.syncs.values() else first
        while variable in scope.variables.values():
            variable += "_"
        scope.syncs[whole] = variable
    own = [scope.key(key)] if key is not None else [] if services else ["product"]
    return Statement(f"world.{step.verb}", [*own, *_rest(arguments, key)], variable)


def _rest(arguments: list[str], key: str | None) -> list[str]:
    """What is given besides the organisation, which stands first among the arguments where it is given."""
    return arguments if key is None else arguments[1:]


def _argument(argument: Argument, given: Mapping[str, Any], scope: Scope) -> Iterator[str]:
    """An argument as it is written: by position, by name, or as several."""
    value = given[argument.name]
    match argument.form.name:
        case "RECORDS":
            yield from [scope.called(each) for each in value]
        case "WORDS" | "EACH_CONDITION":
            yield from [scope.value(each) for each in value]
        case "KEYWORDS":
            yield from [f"{name}={scope.value(each)}" for name, each in value.items() if name.isidentifier()]
            others = {name: each for name, each in value.items() if not name.isidentifier()}
            if others:
                held = ", ".join([f"{quoted(name)}: {scope.value(each)}" for name, each in others.items()])
                yield f"**{{{held}}}"
        case "ID":
            yield from (quoted(scope.module_of(value)), scope.called(value))
        case _ if argument.by_name:
            yield f"{argument.name}={_expression(argument, given, scope)}"
        case _:
            yield _expression(argument, given, scope)


def _expression(argument: Argument, given: Mapping[str, Any], scope: Scope) -> str:
    value = given[argument.name]
    if value is None:
        return "None"
    match argument.form.name:
        case "RECORD":
            return scope.called(value)
        case "RECORD_LIST":
            return f"[{', '.join([scope.called(each) for each in value])}]"
        case "CONTENT":
            return f"{quoted(value)}.encode()"
        case "ORGANISATION":
            return scope.app(value)
        case "APP" | "PRODUCT":
            return scope.key(value)
        case "MOMENT" if value == NOW:
            return "world.now"
        case "CRM_ACCOUNT" if value == PRESENT:
            return f"world.crm.{'email' if argument.name == 'email' else 'zsc_key'}"
        case "SOURCE_ACCOUNT" if value == PRESENT:
            source = scope.app(given.get("source", LEADS_FROM))
            return f"{source}.{'email' if argument.name == 'email' else 'zsc_key'}"
        case _:
            return scope.value(value)
