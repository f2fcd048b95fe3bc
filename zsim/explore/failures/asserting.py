"""The comparison in a failing assertion of a scenario, read from its statement and what its variables held."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zsim.explore.failures.comparing import (
    ALIVE,
    COUNT,
    FIELD,
    OPERATORS,
    OUTCOME,
    Comparison,
    frozen_of,
)
from zsim.explore.script import Names
from zsim.explore.script.values import frozen
from zsim.fakes.store.face import ModuleFace
from zsim.fakes.store.handle import Handle
from zsim.kernel.errors import UsageError
from zsim.ports.records import Ref
from zsim.world.journal_words.answers import Answer

SYMBOLS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
RIGHT = "the comparison of a record's field, of its outcome, of whether it is alive, or of how many there are"


@dataclass(frozen=True, slots=True)
class FailedStatement:
    """A statement that raised, with all that it could see."""

    source: str
    variables: Mapping[str, Any]
    globals: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Read:
    what: str
    of: str
    field: str = ""
    where: Mapping[str, Any] | None = None


class NotSo(Exception):
    """An expression reads nothing that a script can ask for again."""


def comparison_in(statement: FailedStatement, names: Names) -> Comparison:
    """The comparison that failed; one of anything else than a record or a count raises ``UsageError``."""
    refusal = UsageError(
        asked=f"shorten what fails in {statement.source.strip()!r}",
        found="it compares nothing of a record",
        right=RIGHT,
    )
    try:
        node = ast.parse(statement.source.strip()).body[0]
    except (SyntaxError, IndexError):
        raise refusal from None
    if not isinstance(node, ast.Assert):
        raise refusal
    for test in node.test.values if isinstance(node.test, ast.BoolOp) else [node.test]:
        try:
            found = _AssertionReader(statement, names).comparison(test)
        except NotSo:
            raise refusal from None
        if found is not None:
            return found
    raise refusal


class _AssertionReader:
    """Reads one assertion in the frame where it failed."""

    def __init__(self, statement: FailedStatement, names: Names) -> None:
        self._statement = statement
        self._names = names

    def comparison(self, test: ast.expr) -> Comparison | None:
        """The comparison of a test; ``None`` where it holds."""
        match test:
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self._compared(left, SYMBOLS[type(op)], right)
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return self._against(self._read(inner), "==", False, bool(self._value(inner)))
            case _:
                return self._against(self._read(test), "==", True, self._value(test))

    def _compared(self, left: ast.expr, symbol: str, right: ast.expr) -> Comparison | None:
        mirrored = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
        try:
            read, other, op = self._read(left), right, symbol
        except NotSo:
            if symbol not in mirrored:
                raise
            read, other, op, left = self._read(right), left, mirrored[symbol], right
        return self._against(read, op, self._value(other), self._value(left))

    def _against(self, read: _Read, op: str, expected: Any, found: Any) -> Comparison | None:
        held = Comparison(
            read.what,
            read.of,
            op,
            frozen_of(expected, self._names),
            frozen_of(found, self._names),
            read.field,
            {name: frozen_of(each, self._names) for name, each in (read.where or {}).items()},
        )
        return None if OPERATORS[op](frozen(held.found), frozen(held.expected)) else held

    def _read(self, node: ast.expr) -> _Read:
        """What an expression reads."""
        match node:
            case ast.Attribute(value=of, attr=name):
                return self._attribute(self._value(of), name)
            case ast.Call(func=ast.Name(id="getattr"), args=[of, name]):
                return self._attribute(self._value(of), str(self._value(name)))
            case ast.Call(func=ast.Name(id="len"), args=[of]):
                return self._counted(of)
            case _:
                raise NotSo

    def _attribute(self, held: Any, name: str) -> _Read:
        if isinstance(held, Handle):
            return _Read(ALIVE, self._name(held)) if name == ALIVE else _Read(FIELD, self._name(held), name)
        if isinstance(held, Answer) and name in (OUTCOME, "outcomes", "reason"):
            found = self._names.of(held.ref)
            if found is not None:
                return _Read(OUTCOME, found, "" if name == OUTCOME else name)
        raise NotSo

    def _counted(self, node: ast.expr) -> _Read:
        """What is counted: a module, or some of its records."""
        where: dict[str, Any] = {}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("all", "find"):
            where = {str(each.arg): self._value(each.value) for each in node.keywords}
            node = node.func.value
        face = self._value(node)
        if not isinstance(face, ModuleFace):
            raise NotSo
        module = face._module  # noqa: SLF001  a face tells nobody else which module is its own
        return _Read(COUNT, f"{module.table.app}.{module.name.lower()}", where=where)

    def _name(self, held: Handle) -> str:
        name = self._names.of(held.ref)
        if name is None:
            raise NotSo
        return name

    def _value(self, node: ast.expr) -> Any:
        code = compile(ast.Expression(node), "<assertion>", "eval")
        try:
            return eval(code, dict(self._statement.globals), dict(self._statement.variables))  # noqa: S307  the scenario's own expression
        except Exception:  # noqa: BLE001  whatever keeps it from being read
            raise NotSo from None


def names_in(variables: Mapping[str, Any]) -> dict[Ref, str]:
    """The records that variables hold, by what they are called there."""
    found: dict[Ref, str] = {}
    for name, value in variables.items():
        if isinstance(value, Handle) and value.ref not in found:
            found[value.ref] = name
    return found
