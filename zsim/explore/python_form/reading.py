"""The script that a Python scenario of ours does, read from its text; nothing of it is run."""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from zsim.explore.python_form.calls import steps_of
from zsim.explore.python_form.expressions import NotOurs, Reader
from zsim.explore.python_form.faults import fault_in
from zsim.explore.python_form.notes import FAULT, NAMED, NOTHING, REFUSED, STEP, start_in, step_in
from zsim.explore.python_form.scope import makes_document
from zsim.explore.script import Script, ScriptStep, Start
from zsim.explore.script.values import value_of
from zsim.kernel.errors import UsageError

FAULTS = "world.faults"
AFTER_A_KILL = "world.crash()"
KILLED = "pytest.raises(EngineKilled)"
HEAL = "world.faults.heal()"
SETTLES = "settle"
NO_RECORDS = ("world.connect", "world.copied")
"""What gives something else than what a step makes."""
HEADER: dict[str, str] = {
    "seed": "seed",
    "start": "moment",
    "policies": "policies",
    "quirks_off": "quirks_off",
    "editions": "editions",
    "limits": "limits",
    "zone": "zone",
    "call_ms": "call_ms",
    "search_lag_ms": "search_lag_ms",
}


@dataclass(frozen=True, slots=True)
class ReadScenario:
    """What was read of a scenario: its script, and the lines of its 'then'."""

    name: str
    script: Script
    expected: tuple[str, ...]


def read_scenario(text: str, where: str = "a scenario", name: str | None = None) -> ReadScenario:
    """The scenario of a file, the one of that name if it holds several.

    What is no statement of a script raises ``UsageError`` with its line.
    """
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise UsageError(
            asked=f"read {where}", found=f"no Python at line {error.lineno} ({error.msg})", right="a whole file"
        ) from None
    found = [each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")]
    found = [each for each in found if name is None or each.name == name]
    if len(found) != 1:
        told = f"{len(found)} scenarios: {', '.join(each.name for each in found)}" if found else "no such scenario"
        raise UsageError(asked=f"read {where}", found=told, right="the name of one")
    return _FileReader(text, where).scenario(found[0])


class _FileReader:
    """Reads one file."""

    def __init__(self, text: str, where: str) -> None:
        self._where = where
        self._lines = text.splitlines()
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        self._comments = {each.start[0]: each.string for each in tokens if each.type == tokenize.COMMENT}
        self._reader = Reader()
        self._functions: dict[str, Sequence[ScriptStep]] = {}
        self._steps: list[ScriptStep] = []
        self._faults: list[Any] = []
        self._expected: tuple[str, ...] = ()
        self._settles = True
        self._by_itself = False
        self._killed = False

    def scenario(self, function: ast.FunctionDef) -> ReadScenario:
        given = self._header(function)
        products, self._settles = start_in(ast.get_docstring(function) or "", given.pop("products", "books"))
        start = Start(products, settles=self._settles, **{HEADER[name]: value for name, value in given.items()})
        self._variables(function)
        body = function.body[1:] if ast.get_docstring(function) is not None else function.body
        self._block(body, function.lineno, function.end_lineno or function.lineno)
        script = Script(start, tuple(self._steps), tuple(self._faults))
        return ReadScenario(function.name, script, self._expected)

    def _variables(self, function: ast.FunctionDef) -> None:
        """Take up what variables stand for; what somebody does meanwhile may speak of records made later."""
        for node in ast.walk(function):
            made = isinstance(node, ast.Assign) and not ast.unparse(node.value).startswith(NO_RECORDS)
            if isinstance(node, ast.Assign) and made and isinstance(node.targets[0], ast.Name):
                self._reader.names[node.targets[0].id] = self._name(node, node.targets[0].id)

    def _name(self, node: ast.stmt, variable: str) -> str:
        """The name of what a statement makes."""
        comment = self._comments.get(node.end_lineno or node.lineno, "")
        return comment.partition(NAMED)[2].strip() or variable

    def _header(self, function: ast.FunctionDef) -> dict[str, Any]:
        """What the decorator says of the start."""
        for each in function.decorator_list:
            if isinstance(each, ast.Call) and ast.unparse(each.func) == "scenario":
                known = {str(one.arg): one.value for one in each.keywords if one.arg in (*HEADER, "products")}
                return {name: ast.literal_eval(value) for name, value in known.items()}
        return self._refuse(function, "it has no @scenario(...)")

    def _block(self, body: Sequence[ast.stmt], first: int, last: int) -> None:
        """Read statements, and the comments that stand between them, in their order."""
        for line, node in self._in_order(body, first, last):
            if isinstance(node, ast.stmt):
                self._statement(node)
            else:
                step = step_in(self._comments[line], NOTHING, REFUSED)
                if step is not None:
                    self._take(step)

    def _in_order(self, body: Sequence[ast.stmt], first: int, last: int) -> list[tuple[int, ast.stmt | None]]:
        spans = [range(each.lineno, (each.end_lineno or each.lineno) + 1) for each in body]
        alone = [
            (line, None) for line in self._comments if first <= line <= last and not any(line in span for span in spans)
        ]
        return sorted([*[(each.lineno, each) for each in body], *alone], key=lambda each: each[0])

    def _statement(self, node: ast.stmt) -> None:
        match node:
            case ast.With():
                self._with(node)
            case ast.FunctionDef():
                self._function(node)
            case ast.Assign(targets=[ast.Name(id=variable)], value=ast.Call() as call):
                self._call(node, call, variable)
            case ast.Expr(value=ast.Call() as call):
                self._call(node, call, None)
            case ast.Pass():
                pass
            case _:
                self._refuse(node, "it is no step of a script")

    def _with(self, node: ast.With) -> None:
        keywords = [
            ast.unparse(each.context_expr.func) for each in node.items if isinstance(each.context_expr, ast.Call)
        ]
        if keywords == ["then"]:
            first, last = node.body[0].lineno, node.body[-1].end_lineno or node.body[-1].lineno
            self._expected += tuple([each.strip() for each in self._lines[first - 1 : last]])
        else:
            first = node.lineno
            self._block(node.body, first, node.end_lineno or first)
            self._killed = ast.unparse(node.items[0].context_expr) == KILLED

    def _function(self, node: ast.FunctionDef) -> None:
        """What somebody does meanwhile: its steps are not done here."""
        steps, settles, self._steps, self._settles = self._steps, self._settles, [], False
        self._block(node.body, node.lineno, node.end_lineno or node.lineno)
        self._functions[node.name] = self._steps
        self._steps, self._settles = steps, settles

    def _call(self, node: ast.stmt, call: ast.Call, variable: str | None) -> None:
        if ast.unparse(call) == AFTER_A_KILL and self._killed:
            self._killed = False
            return
        if (
            ast.unparse(call) != HEAL
            and isinstance(call.func, ast.Attribute)
            and ast.unparse(call.func.value) == FAULTS
        ):
            self._fault(node, call)
            return
        comment = self._comments.get(node.end_lineno or node.lineno, "")
        name = self._name(node, variable or "") or None
        step = step_in(comment, STEP)
        if step is None:
            step = next(steps_of(call, self._reader, name), None)
        if step is None:
            self._refuse(node, "no verb of scripts does that")
        if step.makes is not None and variable is not None:
            self._reader.names[variable] = step.makes
            if makes_document(step):
                self._reader.hands[step.makes] = step.given.get("by")
        elif variable is not None and ast.unparse(call.func).startswith("world.connect"):
            method = "integration" if ast.unparse(call.func) == "world.connect" else "sync_services"
            first = [ast.unparse(each) for each in call.args[:1]]
            self._reader.held[variable] = f"world.{method}({''.join(first)})"
        self._take(step, comes_by_itself=True)

    def _take(self, step: ScriptStep, *, comes_by_itself: bool = False) -> None:
        """Take a step up, unless it is the settling that comes by itself after the one before."""
        if comes_by_itself and step.verb == SETTLES and self._settles and self._by_itself:
            self._by_itself = False
            return
        self._steps.append(step)
        self._by_itself = comes_by_itself and step.verb != SETTLES

    def _fault(self, node: ast.stmt, call: ast.Call) -> None:
        comment = self._comments.get(node.end_lineno or node.lineno, "")
        if FAULT in comment:
            self._faults.append(value_of(json.loads(comment.partition(FAULT)[2])))
            return
        try:
            self._faults.append(fault_in(call, self._reader, self._functions, len(self._steps)))
        except NotOurs as strange:
            self._refuse(node, f"{strange} is nothing of a script")

    def _refuse(self, node: ast.AST, found: str) -> NoReturn:
        line = getattr(node, "lineno", 1)
        raise UsageError(
            asked=f"read {self._where}, line {line}: {self._lines[line - 1].strip()}",
            found=found,
            right="a statement for each step, as zsim writes them",
        )
