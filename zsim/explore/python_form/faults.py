"""The faults of a script in its Python form: each pinned where its time has come, by its word of ``world.faults``."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zsim.explore.python_form.calls import steps_of
from zsim.explore.python_form.expressions import NotOurs, Reader
from zsim.explore.python_form.literals import INDENT, laid_out
from zsim.explore.python_form.notes import FAULT, NOTHING, noted
from zsim.explore.python_form.scope import Scope
from zsim.explore.python_form.statements import statement
from zsim.explore.script import Script, ScriptStep, StepOutcome, StepResult, aside
from zsim.explore.script.pinning import AFTER_STEP, DO, pinned_of
from zsim.explore.script.values import frozen, plain_value
from zsim.kernel.errors import UsageError

IN = INDENT * 2
KIND, APP = "kind", "app"
Deeds = Mapping[str, Sequence[ScriptStep]]
"""What somebody does meanwhile, by the functions that do it."""


def fault_lines(
    script: Script, number: int, scope: Scope, asides: Sequence[StepResult], reader: Reader
) -> Iterator[str]:
    """The lines that pin one fault of a script, with the function of what somebody does meanwhile before it."""
    fault = script.faults[number]
    pinned = pinned_of(fault, script.start.products[0])
    given = {name: value for name, value in fault.items() if name not in (KIND, APP, AFTER_STEP, DO)}
    arguments = [scope.key(fault[APP]) if APP in fault else ""]
    deeds: dict[str, Sequence[ScriptStep]] = {}
    if pinned.deed:
        function = "meanwhile" if not number else f"meanwhile_{number + 1}"
        yield ""
        yield f"{IN}def {function}() -> None:"
        inside = [line for step in pinned.deed for line in _deed(step, scope, asides)]
        yield from inside
        if all(each.lstrip().startswith("#") for each in inside):
            yield f"{IN}{INDENT}pass"
        yield ""
        arguments.append(function)
        deeds[function] = pinned.deed
    arguments += [f"{name}={scope.value(value)}" for name, value in given.items()]
    head = f"world.faults.{fault[KIND]}"
    call = ast.parse(f"{head}({', '.join(arguments)})", mode="eval").body
    assert isinstance(call, ast.Call), "a fault is pinned by a call"
    steps_before = min(pinned.after_step, len(script.steps))
    back = frozen(fault_in(call, reader, deeds, steps_before))
    note = "" if back == fault else f"  # {FAULT}{json.dumps(plain_value(fault), ensure_ascii=False)}"
    yield from laid_out(head, arguments, note, IN)


def fault_in(call: ast.Call, reader: Reader, deeds: Deeds, steps_done: int) -> Mapping[str, Any]:
    """The fault that a call pins when so many steps are done."""
    assert isinstance(call.func, ast.Attribute), "a fault is pinned by its word"
    data: dict[str, Any] = {KIND: call.func.attr}
    if call.args:
        data[APP] = reader.key(call.args[0])
    for each in call.args[1:]:
        function = ast.unparse(each)
        if function not in deeds:
            raise NotOurs(function)
        data[DO] = tuple([dict(aside(step)) for step in deeds[function]])
    data |= {str(each.arg): reader.value(each.value) for each in call.keywords}
    return data | ({AFTER_STEP: steps_done} if steps_done else {})


def _deed(step: ScriptStep, scope: Scope, asides: Sequence[StepResult]) -> Iterator[str]:
    """What somebody does meanwhile; what came to nothing is a comment, and what was refused may be so."""
    indent = IN + INDENT
    outcomes = {each.outcome for each in asides if each.step == step}
    try:
        written = statement(step, scope)
    except UsageError:
        written = None
    if written is None or outcomes == {StepOutcome.NOTHING}:
        yield f"{indent}# {noted(NOTHING, step)}"
        return
    if outcomes - {StepOutcome.DONE}:
        yield f"{indent}with suppress(UsageError, VendorError):"
        indent += INDENT
    call = ast.parse(f"{written.head}({', '.join(written.arguments)})", mode="eval").body
    assert isinstance(call, ast.Call), "a statement is a call"
    yield from written.lines(
        indent, "" if next(steps_of(call, _reader_of(scope), step.makes), None) == step else noted("step: ", step)
    )


def _reader_of(scope: Scope) -> Reader:
    reader = Reader()
    reader.names = {variable: name for name, variable in scope.variables.items()}
    reader.hands = scope.hands
    reader.held = {variable: whole for whole, variable in scope.syncs.items()}
    return reader
