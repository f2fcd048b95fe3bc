"""A script as a Python scenario that reads as a colleague's."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zsim.explore.python_form.calls import steps_of
from zsim.explore.python_form.expressions import NotOurs, Reader
from zsim.explore.python_form.faults import fault_lines
from zsim.explore.python_form.following import Followed, Following, follow
from zsim.explore.python_form.layout import Block, blocks, imports_of
from zsim.explore.python_form.literals import INDENT, LENGTH_MAX, quoted
from zsim.explore.python_form.notes import NAMED, NOTHING, REFUSED, STEP, noted, start_notes
from zsim.explore.python_form.reading import HEADER
from zsim.explore.python_form.scope import Scope
from zsim.explore.python_form.statements import Statement, statement
from zsim.explore.script import VERBS, Script, ScriptStep, Start, StepOutcome
from zsim.faults import EngineKilled
from zsim.kernel.errors import UsageError
from zsim.ports.records import Ref
from zsim.world import Functions

IN = INDENT * 2


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a scenario expects at its end: the sentence of its 'then', and the lines in it."""

    sentence: str = "every rule held"
    lines: tuple[str, ...] = ("world.check()",)


@dataclass(frozen=True, slots=True)
class ScenarioText:
    """What a scenario file tells besides its script; ``known_gap`` says why it is expected to fail, if it is."""

    name: str
    title: str = "Written from a script."
    story: str = ""
    expects: Expectation = field(default_factory=Expectation)
    known_gap: str | None = None


def python_of(script: Script, told: ScenarioText, functions: Functions | None = None) -> str:
    """The text of a scenario file that does what the script does; read back, it gives the same script.

    The script is played for it, on a sound engine unless ``functions`` say otherwise.
    """
    followed = follow(script, functions)
    body = _BodyWriter(script, followed).body()
    expected = [f"{INDENT}with then({quoted(told.expects.sentence)}):", *[f"{IN}{each}" for each in told.expects.lines]]
    head = _head(script.start, told, _names_product([*body, *expected]))
    text = "\n".join([*head, *body, *expected])
    return f"{_module_head(told, text, followed)}\n\n\n{text}\n"


def _names_product(lines: Iterable[str]) -> bool:
    tree = ast.parse(textwrap.dedent("\n".join(lines)) or "pass")
    return any(isinstance(each, ast.Name) and each.id == "product" for each in ast.walk(tree))


def _module_head(told: ScenarioText, text: str, followed: Following) -> str:
    return "\n".join([f'"""{told.title}"""', "", "from __future__ import annotations", "", *imports_of(text, followed)])


def _head(start: Start, told: ScenarioText, uses_product: bool) -> Iterator[str]:
    """The decorator, the signature and the docstring."""
    given: dict[str, object] = {"products": start.products[0], "seed": start.seed}
    usual = Start()
    for called, name in HEADER.items():
        if getattr(start, name) != getattr(usual, name):
            given[called] = getattr(start, name)
    if told.known_gap is not None:
        given["known_gap"] = told.known_gap
    scope = Scope((), start.products, lambda name: None)
    arguments = [f"{name}={scope.value(value)}" for name, value in given.items()]
    yield from Statement("@scenario", arguments).lines("")
    yield f"def test_{told.name}(world: World{', product: str' if uses_product else ''}) -> None:"
    paragraphs = [told.title, *([told.story] if told.story else []), *start_notes(start)]
    filled = [textwrap.fill(each, LENGTH_MAX, initial_indent=INDENT, subsequent_indent=INDENT) for each in paragraphs]
    if len(filled) == 1:
        yield f'{INDENT}"""{told.title}"""'
        return
    yield f'{INDENT}"""{filled[0].strip()}'
    for each in filled[1:]:
        yield ""
        yield each
    yield f'{INDENT}"""'


class _BodyWriter:
    """Writes the body of one scenario, step by step; what it wrote, it reads back at once."""

    def __init__(self, script: Script, followed: Following) -> None:
        self._script = script
        self._followed = followed
        self._records = followed.records
        self._scope = Scope(script.steps, script.start.products, self._found)
        self._reader = Reader()
        self._reader.hands = self._scope.hands
        self._reader.names = {variable: name for name, variable in self._scope.variables.items()}

    def _found(self, name: str) -> Ref | None:
        return self._records.get(name)

    def body(self) -> list[str]:
        """The lines of all blocks."""
        lines: list[str] = []
        for block in blocks(self._script, self._followed):
            lines += self._block(block)
        return lines

    def _block(self, block: Block) -> Iterator[str]:
        inside: list[str] = []
        for number in block.steps:
            inside += self._faults(number)
            inside += self._step(self._script.steps[number], self._followed.steps[number], number)
        inside += self._faults(len(self._script.steps)) if block.last else []
        if any(not each.lstrip().startswith("#") for each in inside):
            yield f"{INDENT}with {block.keyword}({quoted(block.sentence)}):"
            yield from inside
        else:
            yield from [each.removeprefix(INDENT) for each in inside]

    def _faults(self, number: int) -> Iterator[str]:
        """The faults that are pinned before a step."""
        end = number == len(self._script.steps)
        for order, fault in enumerate(self._script.faults):
            after = fault.get("after_step", 0)
            if after == number or (end and after > number):
                yield from fault_lines(self._script, order, self._scope, self._followed.asides, self._reader)

    def _step(self, step: ScriptStep, followed: Followed, number: int) -> Iterator[str]:
        self._records = followed.records or self._followed.records
        result = followed.result
        if followed.silent:
            yield f"{IN}# {noted(NOTHING if result.outcome is StepOutcome.NOTHING else REFUSED, step)}"
            return
        refused = result.outcome is StepOutcome.REFUSED
        try:
            written = statement(step, self._scope)
        except UsageError:
            yield f"{IN}# {noted(NOTHING, step)}"
            return
        indent = IN
        if refused and result.refusal is not None:
            yield f"{IN}with pytest.raises({result.refusal.__name__}):"
            self._scope.syncs = {key: held for key, held in self._scope.syncs.items() if held != written.variable}
            indent, written = IN + INDENT, written._replace(variable="")
        elif written.variable and step.makes is None and step.verb != "export_and_load":
            self._reader.held[written.variable] = next(k for k, v in self._scope.syncs.items() if v == written.variable)
        yield from written.lines(indent, self._note(step, written, refused))
        if result.refusal is EngineKilled:
            yield f"{IN}world.crash()"
        if step.verb == "export_and_load":
            self._scope.syncs.clear()
        if self._script.start.settles and (followed.due or self._next_settles(number)):
            yield f"{IN}world.settle()"

    def _next_settles(self, number: int) -> bool:
        """Whether the next step that is written is one to settle, so that it is not taken for what comes by itself."""
        rest = self._script.steps[number + 1 :]
        return VERBS[self._script.steps[number].verb].call != "settle" and bool(rest) and rest[0].verb == "settle"

    def _note(self, step: ScriptStep, written: Statement, refused: bool) -> str:
        """What has to stand beside a statement so that it is read as the same step."""
        name = step.makes
        if name is not None and (refused or self._scope.variables[name] != name):
            named = f"{NAMED}{name}"
        else:
            named = ""
        call = ast.parse(f"{written.head}({', '.join(written.arguments)})", mode="eval").body
        assert isinstance(call, ast.Call), "a statement is a call"
        try:
            back = next(steps_of(call, self._reader, name), None)
        except NotOurs:
            back = None
        return named if back == step else noted(STEP, step)


__all__ = ["Expectation", "ScenarioText", "python_of"]
