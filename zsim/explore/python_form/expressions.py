"""Expressions of a script's Python form, read: organisations, modules, records and values."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from zsim.explore.python_form.scope import APPS, FINANCE
from zsim.explore.script import Named
from zsim.explore.script.checking import APART, MADE_FOR, is_module

APPS_READ: Mapping[str, str] = {each: app for app, each in APPS.items()}
MAKERS: Mapping[str, Any] = {
    "Decimal": Decimal,
    "date": date,
    "datetime.fromisoformat": datetime.fromisoformat,
}
"""What makes values that Python has no literals for."""


class NotOurs(Exception):
    """An expression is none that stands for something of a script."""


class Reader:
    """Reads expressions.

    ``names`` are those of records and organisations, ``held`` the connections, by variables; ``hands`` are the users
    who hold documents, by the documents' names.
    """

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.held: dict[str, str] = {}
        self.hands: dict[str, str | None] = {}

    def app(self, node: ast.expr) -> tuple[str, str | None]:
        """An organisation by its key, and the user in whose hands it is."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "as_user":
            return self.app(node.func.value)[0], str(_constant(node.args[0]))
        if isinstance(node, ast.Name) and node.id in self.names:
            return self.names[node.id], None
        text = ast.unparse(node)
        if text in APPS_READ:
            return APPS_READ[text], None
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "world":
            return self.key(node.slice), None
        raise NotOurs(text)

    def key(self, node: ast.expr) -> str:
        """An organisation as an argument says it."""
        if isinstance(node, ast.Name):
            return FINANCE if node.id == "product" else self._named(node)
        return str(_constant(node))

    def module(self, node: ast.expr) -> tuple[str, str | None]:
        """A module as scripts write it, and the user."""
        path: list[str] = []
        while isinstance(node, ast.Attribute):
            path.insert(0, node.attr)
            node = node.value
            try:
                app, user = self.app(node)
            except NotOurs:
                continue
            return f"{app}.{'.'.join(path)}", user
        raise NotOurs(ast.unparse(node))

    def connection(self, node: ast.expr, method: str) -> str | None:
        """The organisation that a connection is with; ``None`` where it is the usual one."""
        if isinstance(node, ast.Name):
            if node.id not in self.held:
                raise NotOurs(node.id)
            node = ast.parse(self.held[node.id], mode="eval").body
        if not isinstance(node, ast.Call) or ast.unparse(node.func) != f"world.{method}":
            raise NotOurs(ast.unparse(node))
        if not node.args or (isinstance(node.args[0], ast.Name) and node.args[0].id == "product"):
            return None
        return self.key(node.args[0])

    def record(self, node: ast.expr) -> str:
        """A record by its name."""
        if isinstance(node, ast.Name):
            return self._named(node)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "world.counterpart":
            one, where = self.record(node.args[0]), self.key(node.args[1])
            return f"{where}{MADE_FOR}{one}" if is_module(where) else f"{one}{APART}{where}"
        raise NotOurs(ast.unparse(node))

    def value(self, node: ast.expr) -> Any:
        """A value as steps are given it."""
        match node:
            case ast.Constant():
                return node.value
            case ast.Dict():
                return {_constant(key): self.value(each) for key, each in zip(node.keys, node.values, strict=True)}
            case ast.List() | ast.Tuple():
                return tuple([self.value(each) for each in node.elts])
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as number)):
                return -number
            case ast.Call(func=func) if (maker := ast.unparse(func)) in MAKERS:
                return MAKERS[maker](*[self.value(each) for each in node.args])
            case _:
                return Named(self.record(node))

    def _named(self, node: ast.Name) -> str:
        if node.id not in self.names:
            raise NotOurs(node.id)
        return self.names[node.id]


def _constant(node: ast.expr | None) -> Any:
    if not isinstance(node, ast.Constant):
        raise NotOurs("" if node is None else ast.unparse(node))
    return node.value
