"""A statement, read as the step it does: the verb whose data it fits."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from zsim.explore.python_form.expressions import NotOurs, Reader
from zsim.explore.python_form.statements import COPY, MODULES
from zsim.explore.script import VERBS, ScriptStep
from zsim.explore.script.calling import NOW, PRESENT
from zsim.explore.script.verb import Argument, Verb
from zsim.kernel.errors import UsageError

Given = dict[str, Any]
SEVERAL = ("RECORDS", "WORDS", "EACH_CONDITION")
"""The forms of arguments that stand for all that is given by position from there on."""


def steps_of(call: ast.Call, reader: Reader, name: str | None) -> Iterator[ScriptStep]:
    """The steps that a call may be, the likeliest first; ``name`` is that of what it makes."""
    for key, verb in VERBS.items():
        try:
            given = _given(call, key, verb, reader)
            if verb.makes:
                given = {"name": name, **given}
            yield ScriptStep(key, given)
        except (NotOurs, UsageError):
            continue


def _given(call: ast.Call, key: str, verb: Verb, reader: Reader) -> Given:
    if ast.unparse(call.func) == COPY and key == "export_and_load":
        return {}
    if verb.on.name == "NAMES":
        return _connecting(call, key, verb, reader)
    target = call.func
    for part in reversed(verb.call.split(".")):
        if not isinstance(target, ast.Attribute) or target.attr != part:
            raise NotOurs
        target = target.value
    positions = list(call.args)
    given = TARGETS[verb.on.name](target, positions, reader)
    return given | _arguments(verb.more, positions, call.keywords, reader)


def _connecting(call: ast.Call, key: str, verb: Verb, reader: Reader) -> Given:
    positions, (which, *others) = list(call.args), verb.more
    if key == "delete_integration":
        if not isinstance(call.func, ast.Attribute) or call.func.attr != "delete":
            raise NotOurs
        product = reader.connection(call.func.value, "integration")
        given = {} if product is None else {which.name: product}
    elif ast.unparse(call.func) != f"world.{key}":
        raise NotOurs
    else:
        first = positions.pop(0) if positions else None
        usual = first is None or (key == "connect" and isinstance(first, ast.Name) and first.id == "product")
        given = {} if usual or first is None else {which.name: reader.key(first)}
    return given | _arguments(tuple(others), positions, call.keywords, reader)


def _arguments(
    arguments: tuple[Argument, ...], positions: list[ast.expr], keywords: list[ast.keyword], reader: Reader
) -> Given:
    """What a call hands on, as the step is given it; ``NotOurs`` where something is left over or missing."""
    given: Given = {}
    words = {each.arg: each.value for each in keywords if each.arg is not None}
    folded = [each.value for each in keywords if each.arg is None]
    for each in arguments:
        form = each.form.name
        if form == "KEYWORDS":
            own = {one.name for one in arguments if one.by_name}
            held = {name: reader.value(words.pop(name)) for name in list(words) if name not in own}
            for more in folded:
                held |= reader.value(more)
            folded = []
            given[each.name] = held
        elif form in SEVERAL:
            if positions or each.required:
                read = reader.record if form == "RECORDS" else reader.value
                given[each.name] = tuple([read(one) for one in positions])
            positions.clear()
        elif each.by_name:
            if each.name in words:
                given[each.name] = _read(each, words.pop(each.name), reader)
        elif form == "ID" and len(positions) > 1:
            given[each.name] = reader.record(positions[1])
            del positions[:2]
        elif positions:
            given[each.name] = _read(each, positions.pop(0), reader)
    if positions or words or folded:
        raise NotOurs
    return given


def _read(argument: Argument, node: ast.expr, reader: Reader) -> Any:
    if isinstance(node, ast.Constant) and node.value is None:
        return None
    match argument.form.name:
        case "RECORD":
            return reader.record(node)
        case "RECORD_LIST" if isinstance(node, ast.List):
            return tuple([reader.record(each) for each in node.elts])
        case "CONTENT" if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            return reader.value(node.func.value)
        case "ORGANISATION":
            return reader.app(node)[0]
        case "APP" | "PRODUCT":
            return reader.key(node)
        case "MOMENT" if ast.unparse(node) == "world.now":
            return NOW
        case "CRM_ACCOUNT" | "SOURCE_ACCOUNT" if isinstance(node, ast.Attribute):
            return PRESENT
        case _:
            return reader.value(node)


def _sync(node: ast.expr, positions: list[ast.expr], reader: Reader) -> Given:
    if isinstance(node, ast.Attribute) and node.attr in MODULES:
        sync, node = node.attr, node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sync_of":
        sync, node = reader.value(node.args[0]), node.func.value
    else:
        raise NotOurs
    return {**_which("product", reader.connection(node, "integration")), "sync": sync}


def _lead_sync(node: ast.expr, positions: list[ast.expr], reader: Reader) -> Given:
    if not isinstance(node, ast.Subscript):
        raise NotOurs
    source = reader.connection(node.value, "sync_services")
    return {**_which("source", source), "sync": reader.value(node.slice)}


def _module(node: ast.expr, positions: list[ast.expr], reader: Reader) -> Given:
    module, user = reader.module(node)
    return {"module": module, **_which("by", user)}


def _record(node: ast.expr, positions: list[ast.expr], reader: Reader) -> Given:
    _, user = reader.module(node)
    if not positions:
        raise NotOurs
    return {"record": reader.record(positions.pop(0)), **_which("by", user)}


def _list(node: ast.expr, positions: list[ast.expr], reader: Reader) -> Given:
    if not reader.module(node)[0].endswith(".lists") or not positions:
        raise NotOurs
    return {"list": reader.record(positions.pop(0))}


def _document(node: ast.expr, positions: list[ast.expr], reader: Reader) -> Given:
    if isinstance(node, ast.Name) and (name := reader.record(node)) in reader.hands:
        return {"record": name, **_which("by", reader.hands[name])}
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "get":
        raise NotOurs
    return _record(node.func.value, list(node.args), reader)


def _crm(node: ast.expr, positions: list[ast.expr], reader: Reader) -> Given:
    app, user = reader.app(node)
    if app != "crm":
        raise NotOurs
    return _which("by", user)


def _world(node: ast.expr, positions: list[ast.expr], reader: Reader) -> Given:
    if ast.unparse(node) != "world":
        raise NotOurs
    return {}


def _which(name: str, value: str | None) -> Given:
    return {} if value is None else {name: value}


TARGETS: Mapping[str, Callable[[ast.expr, list[ast.expr], Reader], Given]] = {
    "MODULE": _module,
    "RECORD": _record,
    "LIST": _list,
    "DOCUMENT": _document,
    "APP": lambda node, positions, reader: {"app": reader.app(node)[0]},
    "CRM": _crm,
    "CONNECTION": lambda node, positions, reader: _which("product", reader.connection(node, "integration")),
    "SYNC": _sync,
    "SERVICES": lambda node, positions, reader: _which("source", reader.connection(node, "sync_services")),
    "LEAD_SYNC": _lead_sync,
    "WORLD": _world,
    "TIME": _world,
}
"""What verbs are done to, by the names of ``On``; what says which is taken from what is given by position."""
