"""What a scenario file tells of a failure: in its title the rule that does not hold, in its story how it was found."""

from __future__ import annotations

from zsim.catalogue import catalogue
from zsim.explore.failures import MODEL, Comparison, Signature
from zsim.explore.python_form import Expectation, ScenarioText
from zsim.explore.python_form.scope import Scope
from zsim.explore.script import Script
from zsim.ports.records import Ref

TITLE_MAX = 108
NAME_MAX = 60


def told_of(
    name: str,
    script: Script,
    signature: Signature | None,
    found_in: str,
    expects: Comparison | None = None,
    *,
    shortened_from: int | None = None,
    known_gap: bool = False,
) -> ScenarioText:
    """What to tell of a script that fails with that signature, or with nothing; ``found_in`` is where it comes from."""
    title = _title(signature, expects, found_in)
    origin = f"Found in {found_in}"
    if shortened_from is not None:
        origin = f"{origin}, shortened from {shortened_from} steps to {len(script.steps)}"
    story = f"{origin}."
    if signature is not None and signature.behaviours:
        story = f"{story} It is about {', '.join(signature.behaviours)}."
    if signature is not None and signature.check == MODEL:
        story = f"{story} What tells it is the reference model: pytest --zsim-model."
    gap = (str(signature) if expects is None else expects.told) if known_gap and signature is not None else None
    return ScenarioText(name, title, story, expectation_of(script, expects), gap)


def expectation_of(script: Script, expects: Comparison | None) -> Expectation:
    """What a scenario expects at its end: a comparison, or that every rule held."""
    if expects is None:
        return Expectation()
    scope = Scope(script.steps, script.start.products, _nothing)
    right = scope.value(expects.expected)
    match expects.what:
        case "count":
            app, _, module = expects.of.partition(".")
            face = scope.face(f"{'finance' if app == script.start.products[0] else app}.{module}")
            where = ", ".join([f"{name}={scope.value(value)}" for name, value in expects.where.items()])
            left = f"len({face}.find({where}))" if where else f"len({face}.all())"
        case "outcome":
            left = f"world.why({scope.called(expects.of)}).{expects.field or 'outcome'}"
        case "alive":
            left = f"{scope.called(expects.of)}.alive"
        case _:
            left = f"{scope.called(expects.of)}.{expects.field}"
    return Expectation(_sentence(expects), (_asserted(left, expects.operator, expects.expected, right),))


def _asserted(left: str, operator: str, expected: object, right: str) -> str:
    if operator in ("==", "is") and isinstance(expected, bool):
        return f"assert {left}" if expected else f"assert not {left}"
    if operator in ("==", "!=") and expected is None:
        operator = "is" if operator == "==" else "is not"
    return f"assert {left} {operator} {right}"


def _sentence(expects: Comparison) -> str:
    told, _, _ = expects.told.partition(", found")
    return told.replace(" to be ", " is ", 1)


def _title(signature: Signature | None, expects: Comparison | None, found_in: str) -> str:
    if expects is not None:
        told = f"Expected is {expects.told}"
    elif signature is None:
        told = f"What happened in {found_in}"
    elif signature.check == MODEL:
        told = "Broken: What must come of it by the rules"
    else:
        known = [each.sentence for each in catalogue().invariants if each.name == signature.check]
        told = f"Broken: {known[0].rstrip('.')}" if known else f"An error of ours: {signature.check}"
    return f"{told if len(told) <= TITLE_MAX else told[: TITLE_MAX - 3].rstrip() + '...'}."


def _nothing(name: str) -> Ref | None:
    return None
